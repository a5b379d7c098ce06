/// Finds media whose matches of one kind reach too many items: a stock picture, an icon, a silent clip.
public struct CommonplaceFinder {
    /// Media that are set aside, in groups that match one another.
    public let groups: [[Int64]]
    private let members: Set<Int64>

    /// Looks through the matches of one kind.
    ///
    /// - Parameters:
    ///   - pairs: The two media of each match.
    ///   - cap: The largest number of items that a media's matches may reach, its own items counted.
    ///   - itemCount: How many items hold a media.
    /// - Cost: Linear in the number of matches.
    public init(pairs: [(Int64, Int64)], cap: Int, itemCount: (Int64) -> Int) {
        var reach: [Int64: Int] = [:]
        for (a, b) in pairs {
            reach[a, default: itemCount(a)] += itemCount(b)
            reach[b, default: itemCount(b)] += itemCount(a)
        }
        let hubs = Set(reach.filter { $0.value > cap }.keys)
        var parent: [Int64: Int64] = [:]
        func root(_ media: Int64) -> Int64 {
            var media = media
            while let next = parent[media], next != media { media = next }
            return media
        }
        for (a, b) in pairs where hubs.contains(a) || hubs.contains(b) {
            let (rootA, rootB) = (root(a), root(b))
            parent[max(rootA, rootB)] = min(rootA, rootB)
            parent[min(rootA, rootB)] = min(rootA, rootB)
        }
        members = hubs
        groups = Dictionary(grouping: parent.keys, by: root).values.map { $0.sorted() }
            .sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }

    /// Whether links of this media are set aside.
    public func contains(_ media: Int64) -> Bool { members.contains(media) }
}
