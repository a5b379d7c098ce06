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

/// A match as it is stored; its evidence is only read where it is asked for.
public struct StoredMatch: Hashable, Sendable {
    /// The kind of agreement.
    public let kind: LinkKind
    /// The media that was registered first.
    public let mediaA: Int64
    /// The other media.
    public let mediaB: Int64
    private let method: String
    /// The evidence as it is stored: equal texts say the same.
    public let evidenceText: String

    init(_ row: SQLRow) throws(StoreError) {
        guard let kind = LinkKind(rawValue: try row.string(0)) else { throw .damaged("a match has an unknown kind") }
        self.kind = kind
        mediaA = try row.id(1)
        mediaB = try row.id(2)
        method = try row.string(3)
        evidenceText = try row.string(4)
    }

    /// Why the two agree.
    ///
    /// - Cost: Ten microseconds.
    /// - Throws: ``StoreError`` if what is stored cannot be read.
    public func evidence() throws(StoreError) -> LinkEvidence { try EvidenceColumn(text: evidenceText).evidence }

    /// The match with its evidence.
    ///
    /// - Throws: ``StoreError`` if what is stored cannot be read.
    public func match() throws(StoreError) -> Match { match(evidence: try evidence()) }

    /// The match with evidence that was read before.
    public func match(evidence: LinkEvidence) -> Match {
        Match(kind: kind, mediaA: mediaA, mediaB: mediaB, method: method, evidence: evidence)
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
        if match.kind == .nearDuplicate { try joinStacks(match.mediaA, match.mediaB) }
    }
}

extension StoreReader {
    /// All matches, by kind and media.
    public func matches(_ body: (StoredMatch) throws(StoreError) -> Void) throws(StoreError) {
        try session.each(Statements.matches, []) { row throws(StoreError) in try body(try StoredMatch(row)) }
    }

    /// The kinds by which contents match.
    ///
    /// - Cost: One look into an index for each kind.
    public func matchKinds() throws(StoreError) -> Set<LinkKind> {
        var kinds: Set<LinkKind> = []
        for kind in LinkKind.allCases where try session.first(Statements.anyMatch, [.text(kind.rawValue)]) != nil {
            kinds.insert(kind)
        }
        return kinds
    }

    /// The matches by one kind of the contents of a case and of what matches one of them by it, by media.
    public func matches(nearCase id: Int64, by kind: LinkKind) throws(StoreError) -> [StoredMatch] {
        // Ordered here: to order as it reads, SQLite would read all matches of the kind.
        try session.all(Statements.matchesNearCase, [.integer(id), .text(kind.rawValue)]) { row throws(StoreError) in
            try StoredMatch(row)
        }.sorted { ($0.mediaA, $0.mediaB) < ($1.mediaA, $1.mediaB) }
    }

    /// The contents of a case.
    public func media(ofCase id: Int64) throws(StoreError) -> Set<Int64> {
        Set(try session.all(Statements.mediaOfCase, [.integer(id)]) { row throws(StoreError) in try row.id(0) })
    }

    /// The items that hold a content, in the order of registration.
    public func items(ofMedia media: Int64) throws(StoreError) -> [ItemReference] {
        try session.all(Statements.itemsOfMedia, [.integer(media)]) { row throws(StoreError) in try row.item(from: 1) }
    }

    /// The statement for all, or that for a case with its number.
    static func scoped(_ id: Int64?, _ all: String, _ ofCase: String) -> (statement: String, values: [SQLValue]) {
        id.map { (ofCase, [.integer($0)]) } ?? (all, [])
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

extension SQLRow {
    /// Reads an item from five columns.
    func item(from column: Int) throws(StoreError) -> ItemReference {
        ItemReference(
            id: try id(column),
            caseReference: try string(column + 1),
            exhibit: try string(column + 2),
            path: try string(column + 3),
            sha256: try digest(column + 4)
        )
    }

    /// Reads a content's SHA-256.
    func digest(_ column: Int) throws(StoreError) -> ContentDigest {
        guard let digest = ContentDigest(bytes: try bytes(column)) else {
            throw .damaged("a content's digest is not 32 bytes")
        }
        return digest
    }
}
