/// Finds media, or places in media, whose matches of one kind reach too many items: a stock picture, an icon, a silent
/// clip, a messenger's frame.
public struct CommonplaceFinder {
    /// Media that are set aside, in groups that match one another.
    public let groups: [[Int64]]
    private let members: Set<SharedPlace>
    private let areParts: Bool

    /// Looks through the matches of one kind.
    ///
    /// - Parameters:
    ///   - pairs: The two sides of each match.
    ///   - cap: The largest number of items that a place's matches may reach, its own items counted.
    ///   - areParts: Whether the matches are about parts. A whole picture that is everywhere is a commonplace whatever it
    ///     matches; a part is one only if both sides share it with so many, since a rectangle may hold several things.
    ///   - itemCount: How many items hold a media.
    /// - Cost: Linear in the number of matches.
    public init(pairs: [(SharedPlace, SharedPlace)], cap: Int, areParts: Bool, itemCount: (Int64) -> Int) {
        var reach: [SharedPlace: Int] = [:]
        for (a, b) in pairs {
            reach[a, default: itemCount(a.media)] += itemCount(b.media)
            reach[b, default: itemCount(b.media)] += itemCount(a.media)
        }
        let hubs = Set(reach.filter { $0.value > cap }.keys)
        var parent: [SharedPlace: SharedPlace] = [:]
        func root(_ place: SharedPlace) -> SharedPlace {
            var place = place
            while let next = parent[place], next != place { place = next }
            return place
        }
        for (a, b) in pairs where Self.isCommon(a, b, hubs, areParts) {
            let (rootA, rootB) = (root(a), root(b))
            parent[max(rootA, rootB)] = min(rootA, rootB)
            parent[min(rootA, rootB)] = min(rootA, rootB)
        }
        members = hubs
        self.areParts = areParts
        groups = Dictionary(grouping: parent.keys, by: root).values.map { Set($0.map(\.media)).sorted() }
            .sorted { ($0.first ?? 0) < ($1.first ?? 0) }
    }

    /// Whether a match that lies at these places is set aside.
    public func contains(_ a: SharedPlace, _ b: SharedPlace) -> Bool { Self.isCommon(a, b, members, areParts) }

    private static func isCommon(_ a: SharedPlace, _ b: SharedPlace, _ hubs: Set<SharedPlace>, _ areParts: Bool) -> Bool
    {
        areParts ? hubs.contains(a) && hubs.contains(b) : hubs.contains(a) || hubs.contains(b)
    }
}
