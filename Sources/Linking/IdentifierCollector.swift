public import CaseModel

/// Gathers which media share which identifiers, so that each pair of items gets one link however many they share.
///
/// Two copies of a table of members share a hundred thousand identifiers: media are compared once for each set of
/// media that shares something, not once for each identifier.
public struct IdentifierCollector: Sendable {
    /// Where an identifier stands.
    public struct Place: Hashable, Sendable {
        /// The identifier.
        public let identifier: Identifier
        /// The media.
        public let media: Int64
        /// The first line there, from 1.
        public let line: Int?

        /// Says where an identifier stands.
        public init(_ identifier: Identifier, media: Int64, line: Int?) {
            self.identifier = identifier
            self.media = media
            self.line = line
        }
    }

    private struct Group: Sendable {
        var shared = SharedIdentifiers()
        /// The first line of each named identifier in each media.
        var lines: [Identifier: [Int?]] = [:]
    }

    private struct Pair: Hashable {
        let a: Int64
        let b: Int64
    }

    private var equal: [[Int64]: Group] = [:]
    private var near: [Pair: SharedIdentifiers] = [:]
    private var crowded: [(identifier: Identifier, media: Set<Int64>)] = []

    /// Starts with nothing.
    public init() {}

    /// Adds one identifier with all media in which it stands, in ascending order.
    ///
    /// - Parameter places: One for each media, of one identifier; one whose country is not known is left to
    ///   ``addNear(_:)``.
    public mutating func addEqual(_ places: [Place]) {
        guard places.count > 1, let first = places.first, !first.identifier.isAmbiguous else { return }
        let media = places.map(\.media)
        var group = equal[media] ?? Group()
        group.shared.add(SharedIdentifier(first.identifier))
        group.lines[first.identifier] = places.map(\.line)
        if group.lines.count > 2 * SharedIdentifiers.mostExamples {
            let named = Set(group.shared.examples.map(\.identifier))
            group.lines = group.lines.filter { named.contains($0.key) }
        }
        equal[media] = group
    }

    /// Adds identifiers that have one key, and compares them with one another.
    ///
    /// - Parameter places: One for each identifier and media.
    /// - Cost: Quadratic in the number of places, up to the cap; more are a commonplace.
    public mutating func addNear(_ places: [Place]) {
        guard let first = places.first, Set(places.map(\.media)).count > 1 else { return }
        guard places.count <= Linker.commonplaceCap else {
            return crowded.append((first.identifier, Set(places.map(\.media))))
        }
        for (position, first) in places.enumerated() {
            for second in places[(position + 1)...] where first.media != second.media {
                let isSuggested =
                    first.identifier == second.identifier
                    ? first.identifier.isAmbiguous : first.identifier.isNear(second.identifier)
                guard isSuggested else { continue }
                let (a, b) = first.media < second.media ? (first, second) : (second, first)
                near[Pair(a: a.media, b: b.media), default: SharedIdentifiers()].add(
                    SharedIdentifier(a.identifier, other: b.identifier, lineA: a.line, lineB: b.line)
                )
            }
        }
    }

    /// Hands everything to a linker.
    ///
    /// - Parameters:
    ///   - linker: The linker.
    ///   - items: The items that hold a media.
    /// - Throws: What `items` throws.
    public func feed<Failure: Error>(
        _ linker: inout Linker,
        items: (Int64) throws(Failure) -> [LinkedItem]
    ) throws(Failure) {
        for (media, group) in equal.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            var holders: [[LinkedItem]] = []
            for one in media { holders.append(try items(one)) }
            guard !linker.isCommonplace(holders.flatMap(\.self)) else {
                linker.addCommonplaces(group.shared, items: holders.flatMap(\.self))
                continue
            }
            for first in media.indices {
                for second in media.indices.dropFirst(first + 1) {
                    let shared = group.shared.placed { example in
                        let lines = group.lines[example.identifier] ?? []
                        return SharedIdentifier(
                            example.identifier,
                            lineA: lines.isEmpty ? nil : lines[first],
                            lineB: lines.isEmpty ? nil : lines[second]
                        )
                    }
                    linker.addShared(shared, itemsA: holders[first], itemsB: holders[second])
                }
            }
        }
        for (pair, shared) in near.sorted(by: { ($0.key.a, $0.key.b) < ($1.key.a, $1.key.b) }) {
            linker.addShared(shared, itemsA: try items(pair.a), itemsB: try items(pair.b))
        }
        for (identifier, media) in crowded {
            var holders: [LinkedItem] = []
            for one in media.sorted() { holders += try items(one) }
            linker.addCommonplaces(SharedIdentifiers([SharedIdentifier(identifier)]), items: holders)
        }
    }
}
