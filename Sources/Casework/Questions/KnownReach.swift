import CaseModel
import CaseStore
import Linking

/// Which contents match so many others by one kind that they are commonplaces: counted are the items that hold a content or
/// what it matches.
struct KnownReach {
    private struct Reach {
        /// Some number beyond the cap where more contents match than that.
        var items: Int
        /// The content registered first that is reached; nil where that was not looked up.
        var first: Int64?

        mutating func add(_ neighbour: Int64, items more: Int) {
            items += more
            first = min(neighbour, first ?? neighbour)
        }
    }

    private static let cap = Linker.commonplaceCap
    private let reader: StoreReader
    private let kind: LinkKind
    private var counts: ItemCounts
    private var reach: [Int64: Reach] = [:]
    /// The contents with a match that no more than the cap reach, in ascending order.
    private(set) var rare: [Int64] = []

    /// Asks about contents, most of which match nothing.
    init(reader: StoreReader, kind: LinkKind, of media: [Int64], counts: ItemCounts) throws(StoreError) {
        (self.reader, self.kind, self.counts) = (reader, kind, counts)
        try add(media)
        rare = reach.filter { $0.value.items <= Self.cap }.keys.sorted()
    }

    func isCommonplace(_ media: Int64) -> Bool { reach[media].map { $0.items > Self.cap } ?? false }

    /// Asks about contents that are not known yet.
    mutating func add(_ media: some Sequence<Int64>) throws(StoreError) {
        let missing = Set(media).filter { reach[$0] == nil }.sorted()
        var few: [Int64] = []
        try reader.degrees(of: missing, by: kind, limit: Self.cap + 1) { media, degree throws(StoreError) in
            if degree > Self.cap {
                reach[media] = Reach(items: degree)
            } else if degree > 0 {
                few.append(media)
            }
        }
        var pairs: [(media: Int64, neighbour: Int64)] = []
        try reader.neighbours(of: few, by: kind) { media, neighbour throws(StoreError) in
            pairs.append((media, neighbour))
        }
        try counts.fetch(few + pairs.map(\.neighbour))
        for media in few { reach[media] = Reach(items: counts[media], first: media) }
        for (media, neighbour) in pairs { reach[media]?.add(neighbour, items: counts[neighbour]) }
    }

    /// Of each group of commonplaces that match one another the one that was registered first, in ascending order.
    mutating func firstCommonplaces() throws(StoreError) -> [Int64] {
        var roots: Set<Int64> = []
        for content in reach.keys.filter(isCommonplace) {
            var root = content
            while isCommonplace(root), let next = try first(of: root), next < root {
                root = next
                try add([root])
            }
            roots.insert(root)
        }
        return roots.sorted()
    }

    private mutating func first(of media: Int64) throws(StoreError) -> Int64? {
        if let known = reach[media]?.first { return known }
        let found = try reader.firstMatched(by: media, kind: kind) ?? media
        reach[media]?.first = found
        return found
    }
}
