import CaseStore

/// How many items hold contents, each counted once.
struct ItemCounts {
    private let reader: StoreReader
    private var counts: [Int64: Int] = [:]

    init(reader: StoreReader) { self.reader = reader }

    /// Counts the items of many contents at once.
    mutating func fetch(_ media: some Sequence<Int64>) throws(StoreError) {
        let missing = Set(media).filter { counts[$0] == nil }.sorted()
        for one in missing { counts[one] = 0 }
        try reader.itemCounts(of: missing) { media, items throws(StoreError) in counts[media] = items }
    }

    /// The number of a content that was asked for.
    subscript(media: Int64) -> Int { counts[media] ?? 0 }
}
