import CaseModel
import CaseStore
import Linking

/// The names of items, and the digests of contents, that links and commonplaces are shown with.
struct ItemNames {
    /// From so many items on, two threads read them.
    private static let leastToShare = 1024

    private var items: [Int64: ItemReference] = [:]
    private var digests: [Int64: ContentDigest] = [:]

    /// Reads the names of all items of some links, and the digests of all contents of some commonplaces.
    ///
    /// An item keeps its names, so that the store may have gone on since the links were found.
    ///
    /// - Throws: ``StoreError``.
    init(
        of links: [FoundLink],
        and commonplaces: [FoundCommonplace],
        exhibits: [Int64: NamedExhibit],
        store: CaseStore
    ) throws(StoreError) {
        let numbers = Set(links.lazy.flatMap { [$0.a.id, $0.b.id] }).sorted()
        let middle = numbers.count < Self.leastToShare ? numbers.count : numbers.count / 2
        let (first, second) = (Array(numbers[..<middle]), Array(numbers[middle...]))
        let others = Meanwhile { () throws(StoreError) in
            second.isEmpty ? [] : try Self.read(second, exhibits, store)
        }
        items.reserveCapacity(numbers.count)
        for item in try Self.read(first, exhibits, store) { items[item.id] = item }
        for item in try others.value() { items[item.id] = item }
        let media = Set(commonplaces.compactMap(\.media)).sorted()
        digests = try store.read { reader throws(StoreError) in
            var digests: [Int64: ContentDigest] = [:]
            try reader.digests(of: media) { media, sha256, _ throws(StoreError) in digests[media] = sha256 }
            return digests
        }
    }

    private static func read(
        _ numbers: [Int64],
        _ exhibits: [Int64: NamedExhibit],
        _ store: CaseStore
    ) throws(StoreError) -> [ItemReference] {
        try store.read { reader throws(StoreError) in
            var found: [ItemReference] = []
            found.reserveCapacity(numbers.count)
            try reader.items(numbered: numbers) { item throws(StoreError) in
                guard let exhibit = exhibits[item.exhibit] else {
                    throw .damaged("an exhibit is not there that items are of")
                }
                found.append(
                    ItemReference(
                        id: item.item,
                        caseReference: exhibit.caseReference,
                        exhibit: exhibit.label,
                        path: item.path,
                        sha256: item.sha256
                    )
                )
            }
            return found
        }
    }

    /// The links with their items' names.
    func links(_ found: [FoundLink]) throws(StoreError) -> [Link] {
        var links: [Link] = []
        links.reserveCapacity(found.count)
        for link in found {
            guard let itemA = items[link.a.id], let itemB = items[link.b.id] else {
                throw .damaged("an item is not there that a link is of")
            }
            links.append(link.named(itemA, itemB))
        }
        return links
    }

    /// The commonplaces with their contents' digests.
    func commonplaces(_ found: [FoundCommonplace]) -> [Commonplace] {
        found.map { one in one.named(one.media.flatMap { digests[$0] }) }
    }
}
