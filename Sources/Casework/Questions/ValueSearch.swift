public import CaseModel
import CaseStore

/// An item that a digest, a hash or an identifier leads to.
public struct ValueHit: Hashable, Sendable {
    /// The item.
    public let item: ItemReference
    /// How it relates to what was asked for.
    public let kind: LinkKind
    /// Bits of 256 in which the PDQ hashes differ; nil for other kinds.
    public let distance: Int?
    /// The identifier as the item has it; nil for other kinds.
    public let identifier: Identifier?
    /// How many other items of its case hold the same content.
    public let others: Int
}

/// Answers what holds a digest, a PDQ hash or an identifier; keeps the index of hashes open and up to date.
public actor ValueSearch {
    private let workspace: Workspace
    private var index: PictureIndex?
    private var mark: StoreMark?

    /// Searches a data directory.
    public init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    /// What holds a value.
    ///
    /// - Parameter value: A digest (MD5, SHA-1, SHA-256), a PDQ hash, both in hexadecimal, or an identifier.
    /// - Returns: Items, each content once for each case; equal contents first, then the nearest.
    /// - Throws: ``CaseworkError``.
    public func hits(of value: String) throws(CaseworkError) -> [ValueHit] {
        let bytes = [UInt8](hexadecimal: value)
        var found: [ValueHit] = []
        if let bytes, [16, 20, 32].contains(bytes.count) {
            found += try items(of: try media(withDigest: bytes).map { ($0, .exact, nil, nil) })
        }
        if let hash = PerceptualHash(hex: value) {
            let near = try media(near: hash, distance: 31)
            found += try items(of: near.map { ($0.media, .nearDuplicate, $0.distance, nil) })
        }
        return found.isEmpty ? try items(of: try media(named: value)) : found
    }

    /// Contents whose PDQ hash is near one, the nearest first.
    ///
    /// - Parameters:
    ///   - hash: The hash.
    ///   - distance: The largest number of bits that may differ, at most 31.
    /// - Returns: The numbers of the contents, and the distances.
    /// - Throws: ``CaseworkError``.
    public func media(
        near hash: PerceptualHash,
        distance: Int
    ) throws(CaseworkError) -> [(media: Int64, distance: Int)] {
        let index = try currentIndex()
        let picture = PictureFingerprint(orientations: [hash], quality: 100)
        let near = index.nearDuplicates(of: [picture]).compactMap { relation in
            relation.evidence.pdqDistance.map { (media: relation.media, distance: $0) }
        }
        return near.filter { $0.distance <= distance }.sorted { ($0.distance, $0.media) < ($1.distance, $1.media) }
    }

    private func currentIndex() throws(CaseworkError) -> PictureIndex {
        let now = try workspace.storeMark()
        if let index, mark == now { return index }
        let (store, directory) = (workspace.store, workspace.directory)
        let opened = try classed {
            try store.read { reader throws(StoreError) in try PictureIndex(reader: reader, directory: directory) }
        }
        (index, mark) = (opened, now)
        return opened
    }

    private func media(withDigest digest: [UInt8]) throws(CaseworkError) -> [Int64] {
        let store = workspace.store
        return try classed { try store.read { reader throws(StoreError) in try reader.media(withDigest: digest) } }
    }

    private typealias Found = (media: Int64, kind: LinkKind, distance: Int?, identifier: Identifier?)

    private func media(named value: String) throws(CaseworkError) -> [Found] {
        let store = workspace.store
        let forms = Set([value, value.lowercased(), "@" + value.lowercased()])
        return try classed {
            try store.read { reader throws(StoreError) in
                var found: [Found] = []
                for type in IdentifierType.allCases {
                    for form in forms.sorted() {
                        let identifier = Identifier(type: type, value: form)
                        for record in try reader.media(with: identifier) + (try reader.media(near: identifier))
                        where !found.contains(where: { $0.media == record.media && $0.identifier == record.identifier })
                        {
                            found.append((record.media, .identifier, nil, record.identifier))
                        }
                    }
                }
                return found
            }
        }
    }

    private func items(of found: [Found]) throws(CaseworkError) -> [ValueHit] {
        let store = workspace.store
        return try classed {
            try store.read { reader throws(StoreError) in
                var hits: [ValueHit] = []
                for one in found {
                    let byCase = Dictionary(grouping: try reader.items(ofMedia: one.media), by: \.caseReference)
                    for (_, items) in byCase.sorted(by: { $0.key < $1.key }) {
                        hits.append(
                            ValueHit(
                                item: items[0],
                                kind: one.kind,
                                distance: one.distance,
                                identifier: one.identifier,
                                others: items.count - 1
                            )
                        )
                    }
                }
                return hits
            }
        }
    }
}
