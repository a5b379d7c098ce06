/// Where a key's positions are in a source.
struct PositionList {
    /// What the source finds the positions by.
    let place: Int
    /// How many there are.
    let count: Int

    static let empty = PositionList(place: 0, count: 0)
}

/// Something that holds positions in recordings by key.
protocol PositionSource {
    /// How many positions there are.
    var count: Int { get }

    /// The positions of a key.
    func find(_ key: UInt32) -> PositionList

    /// Appends a key's positions, each less a number that is no larger than the gap before a recording.
    func append(_ list: PositionList, of key: UInt32, less moved: UInt32, to positions: inout [UInt32])

    /// All, in the order of their keys.
    func cursor() -> any PositionCursor
}

/// Goes through the positions of a source in the order of their keys, those of one key in order.
protocol PositionCursor: AnyObject {
    /// The key in the upper half and the position in the lower; nil at the end.
    var current: UInt64? { get }

    func advance()
}

/// Positions in memory, in lists that are chained through a table.
final class PositionTail: PositionSource {
    private struct Entry {
        let key: UInt32
        let position: UInt32
        /// The entry before it in the same list.
        let previous: UInt32
    }

    private static let none = UInt32.max

    private var entries: [Entry] = []
    /// The latest entry of each list; a power of two of them.
    private var latest = [UInt32](repeating: none, count: 1 << 12)

    var count: Int { entries.count }

    func append(_ key: UInt32, position: UInt32) {
        if entries.count >= latest.count { grow() }
        let list = list(of: key)
        entries.append(Entry(key: key, position: position, previous: latest[list]))
        latest[list] = UInt32(entries.count - 1)
    }

    func find(_ key: UInt32) -> PositionList {
        var count = 0
        var first = Self.none
        forEach(key, from: latest[list(of: key)]) { number in
            if count == 0 { first = number }
            count += 1
        }
        return PositionList(place: Int(first), count: count)
    }

    func append(_ list: PositionList, of key: UInt32, less moved: UInt32, to positions: inout [UInt32]) {
        guard list.count > 0 else { return }
        forEach(key, from: UInt32(list.place)) { positions.append(entries[Int($0)].position &- moved) }
    }

    func cursor() -> any PositionCursor {
        SortedCursor(entries.map { UInt64($0.key) << 32 | UInt64($0.position) }.sorted())
    }

    private func forEach(_ key: UInt32, from start: UInt32, _ body: (UInt32) -> Void) {
        var number = start
        while number != Self.none {
            let entry = entries[Int(number)]
            if entry.key == key { body(number) }
            number = entry.previous
        }
    }

    private func list(of key: UInt32) -> Int {
        // The upper bits of a product are well mixed (Knuth's multiplicative hashing).
        Int((UInt64(key) &* 0x9E37_79B9_7F4A_7C15) >> 32) & (latest.count - 1)
    }

    private func grow() {
        latest = [UInt32](repeating: Self.none, count: latest.count * 4)
        for index in entries.indices {
            let entry = entries[index]
            let list = list(of: entry.key)
            entries[index] = Entry(key: entry.key, position: entry.position, previous: latest[list])
            latest[list] = UInt32(index)
        }
    }
}

/// Goes through what is sorted in memory.
private final class SortedCursor: PositionCursor {
    private let all: [UInt64]
    private var next = 0

    init(_ all: [UInt64]) {
        self.all = all
    }

    var current: UInt64? { next < all.count ? all[next] : nil }

    func advance() { next += 1 }
}
