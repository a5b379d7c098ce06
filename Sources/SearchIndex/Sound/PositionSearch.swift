/// A key that a query asks for.
struct AskedKey {
    let key: UInt32
    /// Which of the query's groups it belongs to; votes of different groups are counted apart.
    let group: UInt32
    /// Where in the query it is, counted from the query's first position.
    let moment: UInt32
}

/// A place at which a query's keys agree.
struct VotedPlace {
    let source: Int
    let group: Int
    /// The position at which the query's first would lie.
    let position: UInt32
    let votes: Int
}

/// Finds the places at which most keys of a query agree: each key's positions, less the moment of the key in the query,
/// vote for a place.
struct PositionSearch {
    /// What a search reads and gives.
    struct Bounds {
        /// Lists that are longer tell nothing.
        var longestList: Int
        /// Positions that are read for one group: the shortest lists first, since rare keys tell most.
        var positionsPerGroup: Int
        /// Fewer votes than this are chance.
        var fewestVotes: Int
    }

    private let sources: [any PositionSource]
    private let bounds: Bounds

    init(_ sources: [any PositionSource], bounds: Bounds) {
        self.sources = sources
        self.bounds = bounds
    }

    /// The places with votes enough, in no order.
    func places(of asked: [AskedKey], groups: Int) -> [VotedPlace] {
        // In the order of their keys, as the sources have them: reads go forward.
        let asked = asked.sorted { ($0.key, $0.group, $0.moment) < ($1.key, $1.group, $1.moment) }
        var numbers: [Int] = []
        var keys: [UInt32] = []
        numbers.reserveCapacity(asked.count)
        for one in asked {
            if keys.last != one.key { keys.append(one.key) }
            numbers.append(keys.count - 1)
        }
        let lists = sources.map { source in keys.map { source.find($0) } }
        let counts = keys.indices.map { number in lists.reduce(0) { $0 + $1[number].count } }
        let ceilings = (0..<groups).map { ceiling(ofGroup: $0, asked, numbers, counts) }

        var found: [VotedPlace] = []
        var votes = [[UInt32]](repeating: [], count: groups)
        var sorter = RadixSorter()
        for (place, source) in sources.enumerated() {
            for (one, number) in zip(asked, numbers) {
                let list = lists[place][number]
                let group = Int(one.group)
                guard list.count > 0, let ceiling = ceilings[group], (counts[number], number) <= ceiling else {
                    continue
                }
                source.append(list, of: one.key, less: one.moment, to: &votes[group])
            }
            for group in 0..<groups {
                sorter.sort(&votes[group])
                collect(votes[group], source: place, group: group, into: &found)
                votes[group].removeAll(keepingCapacity: true)
            }
        }
        return found
    }

    /// The longest list that a group reads, with the number of its key; nil if it reads none.
    private func ceiling(
        ofGroup group: Int,
        _ asked: [AskedKey],
        _ numbers: [Int],
        _ counts: [Int]
    ) -> (count: Int, number: Int)? {
        var lists: [(count: Int, number: Int)] = []
        for (one, number) in zip(asked, numbers) where one.group == group {
            let count = counts[number]
            if count > 0, count <= bounds.longestList { lists.append((count, number)) }
        }
        let total = lists.reduce(0) { $0 + $1.count }
        guard total > bounds.positionsPerGroup else {
            return lists.isEmpty ? nil : (bounds.longestList, .max)
        }
        lists.sort { ($0.count, $0.number) < ($1.count, $1.number) }
        var left = bounds.positionsPerGroup
        var ceiling: (count: Int, number: Int)?
        for list in lists {
            left -= list.count
            guard left >= 0 else { break }
            ceiling = list
        }
        return ceiling
    }

    private func collect(_ votes: [UInt32], source: Int, group: Int, into found: inout [VotedPlace]) {
        var index = 0
        var before: (position: UInt32, count: Int) = (0, 0)
        while index < votes.count {
            let position = votes[index]
            var end = index + 1
            while end < votes.count, votes[end] == position { end += 1 }
            let count = end - index
            var after = 0
            while end + after < votes.count, votes[end + after] == position &+ 1 { after += 1 }
            let earlier = before.count > 0 && before.position &+ 1 == position ? before.count : 0
            // Of neighbours that agree the strongest stands for all.
            if count >= earlier, count > after, earlier + count + after >= bounds.fewestVotes {
                found.append(
                    VotedPlace(source: source, group: group, position: position, votes: earlier + count + after)
                )
            }
            before = (position, count)
            index = end
        }
    }
}

/// Sorts numbers by their digits.
private struct RadixSorter {
    private static let digitBits = 11
    private static let digits = 3
    /// Fewer are sorted by comparing them.
    private static let fewest = 2048

    private var scratch: [UInt32] = []

    mutating func sort(_ numbers: inout [UInt32]) {
        guard numbers.count >= Self.fewest else {
            numbers.sort()
            return
        }
        if scratch.count != numbers.count { scratch = [UInt32](repeating: 0, count: numbers.count) }
        for digit in 0..<Self.digits {
            Self.distribute(numbers, to: &scratch, shift: UInt32(digit * Self.digitBits))
            swap(&numbers, &scratch)
        }
    }

    private static func distribute(_ numbers: [UInt32], to target: inout [UInt32], shift: UInt32) {
        let mask = (UInt32(1) << UInt32(digitBits)) - 1
        var starts = [Int](repeating: 0, count: 1 << digitBits)
        for number in numbers { starts[Int(number >> shift & mask)] += 1 }
        var sum = 0
        for digit in starts.indices { (starts[digit], sum) = (sum, sum + starts[digit]) }
        target.withUnsafeMutableBufferPointer { target in
            for number in numbers {
                let digit = Int(number >> shift & mask)
                target[starts[digit]] = number
                starts[digit] += 1
            }
        }
    }
}
