import Linking

/// Which contents match so many others as whole pictures that they are commonplaces: counted are the items that hold a
/// content or what it matches.
struct KnownReach {
    private static let cap = Linker.commonplaceCap
    private let adjacency: ContentAdjacency
    private var known: [Int64: Bool] = [:]

    init(_ adjacency: ContentAdjacency) { self.adjacency = adjacency }

    /// Whether more items than the cap hold a content or what it matches.
    ///
    /// - Cost: The number of its matches, but for those that have the cap exceeded already; then constant.
    mutating func isCommonplace(_ media: Int64) -> Bool {
        if let answer = known[media] { return answer }
        var items = adjacency.holderCount(of: media)
        for neighbour in adjacency.neighbours(of: media) where items <= Self.cap {
            items += adjacency.holderCount(of: Int64(neighbour.media))
        }
        known[media] = items > Self.cap
        return items > Self.cap
    }

    /// Of each group of commonplaces that match one another and were asked about the content that was registered first, in
    /// ascending order.
    mutating func firstCommonplaces() -> [Int64] {
        var roots: Set<Int64> = []
        for content in known.keys where known[content] == true {
            var root = content
            while isCommonplace(root), let next = first(of: root), next < root { root = next }
            roots.insert(root)
        }
        return roots.sorted()
    }

    private func first(of media: Int64) -> Int64? {
        adjacency.neighbours(of: media).lazy.map { Int64($0.media) }.min()
    }
}
