public import CaseModel
import Foundation

/// Media that share one serial number.
public struct SerialRecord: Hashable, Sendable {
    /// The serial number.
    public let serial: String
    /// The camera's maker.
    public let make: String?
    /// The camera's model.
    public let model: String?
    /// The metadata field that held it; nil if that was not noted.
    public let field: String?
    /// The media.
    public let media: Int64

    /// Says which media carries a serial number.
    public init(serial: String, make: String?, model: String?, field: String? = nil, media: Int64) {
        self.serial = serial
        self.make = make
        self.model = model
        self.field = field
        self.media = media
    }
}

/// How much a store holds.
public struct StoreCounts: Hashable, Sendable {
    /// Cases, items, media, picture hashes, frame hashes, recordings and matches.
    public let cases, items, media, pictures, frames, sounds, matches: Int
}

extension StoreWriter {
    /// Stores a match, unless this pair has one of this kind.
    public func addMatch(_ match: Match) throws(StoreError) {
        try session.run(
            Statements.addMatch,
            [
                .text(match.kind.rawValue), .integer(match.mediaA), .integer(match.mediaB), .text(match.method),
                .text(try EvidenceColumn(match.evidence).text()),
            ]
        )
    }
}

extension StoreReader {
    /// All matches.
    public func matches(_ body: (Match) throws(StoreError) -> Void) throws(StoreError) {
        try session.each(Statements.matches, []) { row throws(StoreError) in
            guard let kind = LinkKind(rawValue: try row.string(0)) else {
                throw .damaged("a match has an unknown kind")
            }
            let evidence = try EvidenceColumn(text: try row.string(4)).evidence
            try body(
                Match(
                    kind: kind,
                    mediaA: try row.id(1),
                    mediaB: try row.id(2),
                    method: try row.string(3),
                    evidence: evidence
                )
            )
        }
    }

    /// Media that several items hold; empty content is left out.
    public func sharedMedia() throws(StoreError) -> [Int64] {
        try session.all(Statements.sharedMedia) { row throws(StoreError) in try row.id(0) }
    }

    /// The items that hold a content, in the order of registration.
    public func items(ofMedia media: Int64) throws(StoreError) -> [ItemReference] {
        try session.all(Statements.itemsOfMedia, [.integer(media)]) { row throws(StoreError) in
            guard let digest = ContentDigest(bytes: try row.bytes(4)) else {
                throw .damaged("a content's digest is not 32 bytes")
            }
            return ItemReference(
                id: try row.id(0),
                caseReference: try row.string(1),
                exhibit: try row.string(2),
                path: try row.string(3),
                sha256: digest
            )
        }
    }

    /// All serial numbers of camera bodies, by serial number.
    public func serials() throws(StoreError) -> [SerialRecord] {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        return try session.all(Statements.serials, [version]) { row throws(StoreError) in
            SerialRecord(
                serial: try row.string(0),
                make: row.text(1),
                model: row.text(2),
                field: row.text(4),
                media: try row.id(3)
            )
        }
    }

    /// Media that carry a serial number.
    public func media(withSerial serial: String) throws(StoreError) -> [SerialRecord] {
        let version = SQLValue.integer(Int64(CaseStore.analysisVersion))
        return try session.all(Statements.mediaWithSerial, [version, .text(serial)]) { row throws(StoreError) in
            SerialRecord(
                serial: serial,
                make: row.text(1),
                model: row.text(2),
                field: row.text(3),
                media: try row.id(0)
            )
        }
    }

    /// Digests of media that no analysis was stored for.
    public func unanalysedMedia() throws(StoreError) -> [String] {
        try session.all(Statements.unanalysedMedia) { row throws(StoreError) in try row.bytes(0).hexadecimal }
    }

    /// Digests of media that no item holds.
    public func orphanMedia() throws(StoreError) -> [String] {
        try session.all(Statements.orphanMedia) { row throws(StoreError) in try row.bytes(0).hexadecimal }
    }

    /// How much the store holds.
    public func counts() throws(StoreError) -> StoreCounts {
        guard let row = try session.first(Statements.counts) else { throw .damaged("counting gave no row") }
        return StoreCounts(
            cases: try row.number(0),
            items: try row.number(1),
            media: try row.number(2),
            pictures: try row.number(3),
            frames: try row.number(4),
            sounds: try row.number(5),
            matches: try row.number(6)
        )
    }
}
