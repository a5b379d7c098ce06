public import CaseModel

/// Items whose names are known, numbered for a ``Linker``, and its links with the names given back.
public struct ItemBook {
    private var items: [Int64: ItemReference] = [:]
    private var cases: [String: Int64] = [:]
    private var contents: [ContentDigest: Int64] = [:]
    private var digests: [Int64: ContentDigest] = [:]

    /// Starts without items.
    public init() {}

    /// Numbers items.
    public mutating func items(_ references: [ItemReference]) -> [LinkedItem] { references.map { item($0) } }

    /// Numbers an item: items of one case, or of one content, have that number in common.
    public mutating func item(_ reference: ItemReference) -> LinkedItem {
        items[reference.id] = reference
        let caseNumber = cases[reference.caseReference] ?? Int64(cases.count)
        cases[reference.caseReference] = caseNumber
        let media = contents[reference.sha256] ?? Int64(contents.count)
        contents[reference.sha256] = media
        digests[media] = reference.sha256
        return LinkedItem(id: reference.id, caseNumber: caseNumber, media: media)
    }

    /// Links of items that were numbered here.
    public func links(_ found: [FoundLink]) -> [Link] {
        found.compactMap { link in
            guard let itemA = items[link.a.id], let itemB = items[link.b.id] else { return nil }
            return link.named(itemA, itemB)
        }
    }

    /// Commonplaces of contents that were numbered here.
    public func commonplaces(_ found: [FoundCommonplace]) -> [Commonplace] {
        found.map { one in one.named(one.media.flatMap { digests[$0] }) }
    }
}
