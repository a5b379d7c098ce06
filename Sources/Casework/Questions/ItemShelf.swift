import CaseModel
import CaseStore

/// Items by their contents, each read once; the names of an exhibit are shared by all its items.
struct ItemShelf {
    private let reader: StoreReader
    private var items: [Int64: [ItemReference]] = [:]
    private var exhibits: [Int64: (caseReference: String, exhibit: String)] = [:]

    init(reader: StoreReader) { self.reader = reader }

    /// Reads the items of many contents at once.
    mutating func fetch(_ media: some Sequence<Int64>) throws(StoreError) {
        let missing = Set(media).filter { items[$0] == nil }.sorted()
        for one in missing { items[one] = [] }
        try reader.items(ofMedia: missing) { found throws(StoreError) in
            items[found.media, default: []].append(try reference(found))
        }
    }

    /// The items that hold a content, in the order of registration.
    mutating func items(of media: Int64) throws(StoreError) -> [ItemReference] {
        if let known = items[media] { return known }
        try fetch([media])
        return items[media] ?? []
    }

    /// Items by their numbers.
    mutating func items(numbered numbers: [Int64]) throws(StoreError) -> [ItemReference] {
        var found: [ItemReference] = []
        try reader.items(numbered: Set(numbers).sorted()) { item throws(StoreError) in
            found.append(try reference(item))
        }
        return found
    }

    /// Of how many cases exhibits are.
    mutating func cases(ofExhibits exhibits: some Sequence<Int64>) throws(StoreError) -> Int {
        var found: Set<String> = []
        for exhibit in exhibits { found.insert(try names(of: exhibit).caseReference) }
        return found.count
    }

    private mutating func reference(_ found: PlacedItem) throws(StoreError) -> ItemReference {
        let names = try names(of: found.exhibit)
        return ItemReference(
            id: found.item,
            caseReference: names.caseReference,
            exhibit: names.exhibit,
            path: found.path,
            sha256: found.sha256
        )
    }

    private mutating func names(of exhibit: Int64) throws(StoreError) -> (caseReference: String, exhibit: String) {
        if let known = exhibits[exhibit] { return known }
        let read = try reader.names(ofExhibit: exhibit)
        exhibits[exhibit] = read
        return read
    }
}
