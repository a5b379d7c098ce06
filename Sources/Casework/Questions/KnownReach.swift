import CaseModel
import CaseStore
import Linking

/// Which contents match so many others by one kind that they are commonplaces.
struct KnownReach {
    private let reader: StoreReader
    private let kind: LinkKind
    private var reach: [Int64: MatchReach] = [:]

    init(reader: StoreReader, kind: LinkKind, of media: [Int64]) throws(StoreError) {
        (self.reader, self.kind) = (reader, kind)
        try add(media)
    }

    /// Contents that are no commonplaces, in ascending order.
    var rare: [Int64] { reach.values.filter { !isCommonplace($0.media) }.map(\.media).sorted() }

    func isCommonplace(_ media: Int64) -> Bool { reach[media].map { $0.items > Linker.commonplaceCap } ?? false }

    /// Asks about contents that are not known yet.
    mutating func add(_ media: [Int64]) throws(StoreError) {
        let missing = Set(media).filter { reach[$0] == nil }.sorted()
        for found in try reader.reach(of: missing, by: kind, cap: Linker.commonplaceCap) { reach[found.media] = found }
    }

    /// Of each group of commonplaces that match one another the one that was registered first, in ascending order.
    mutating func firstCommonplaces() throws(StoreError) -> [Int64] {
        let common = reach.values.filter { isCommonplace($0.media) }.map(\.media)
        var roots: Set<Int64> = []
        for content in common {
            var root = content
            while let next = reach[root], isCommonplace(root), next.first < root {
                root = next.first
                try add([root])
            }
            roots.insert(root)
        }
        return roots.sorted()
    }
}
