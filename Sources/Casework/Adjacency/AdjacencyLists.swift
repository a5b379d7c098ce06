/// A list of values for each content, all of them in one array (compressed sparse rows).
///
/// - Complexity: A list is found in constant time; all take four bytes a content and their values.
struct AdjacencyLists<Value> {
    /// Where the list of each number begins, from 0 on, and at last where the last one ends.
    let starts: [UInt32]
    /// All lists, one after another.
    let values: [Value]

    /// No lists.
    init() {
        (starts, values) = ([0], [])
    }

    /// Sorts values into the lists of their contents, in which they keep their order.
    ///
    /// - Cost: Linear in the number of values and in the highest number of a content.
    init(_ entries: [(media: UInt32, value: Value)]) {
        guard let first = entries.first, let highest = entries.lazy.map(\.media).max() else {
            self.init()
            return
        }
        var ends = [UInt32](repeating: 0, count: Int(highest) + 2)
        for entry in entries { ends[Int(entry.media) + 1] += 1 }
        for number in 1..<ends.count { ends[number] += ends[number - 1] }
        let starts = ends
        var values = [Value](repeating: first.value, count: entries.count)
        for entry in entries {
            let place = ends[Int(entry.media)]
            values[Int(place)] = entry.value
            ends[Int(entry.media)] = place + 1
        }
        self.init(starts, values)
    }

    /// Takes lists up as they were written; nil if these are none.
    init?(starts: [UInt32], values: [Value]) {
        guard starts.first == 0, starts.last.map(Int.init) == values.count,
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
        self.init(starts, values)
    }

    private init(_ starts: [UInt32], _ values: [Value]) { (self.starts, self.values) = (starts, values) }

    private init(joining first: Self, _ second: Self) {
        var starts: [UInt32] = [0]
        var values: [Value] = []
        starts.reserveCapacity(max(first.starts.count, second.starts.count))
        values.reserveCapacity(first.values.count + second.values.count)
        for media in 0..<Int64(max(first.starts.count, second.starts.count) - 1) {
            values += first[media]
            values += second[media]
            starts.append(UInt32(values.count))
        }
        self.init(starts, values)
    }

    /// The list of a content, which is empty if nothing is known of it.
    subscript(media: Int64) -> ArraySlice<Value> {
        guard media >= 0, media < starts.count - 1 else { return [] }
        return values[Int(starts[Int(media)])..<Int(starts[Int(media) + 1])]
    }

    /// How long a content's list is.
    func count(of media: Int64) -> Int {
        guard media >= 0, media < starts.count - 1 else { return 0 }
        return Int(starts[Int(media) + 1] - starts[Int(media)])
    }

    /// The lists with those of others behind them.
    func joined(with others: Self) -> Self {
        if values.isEmpty, starts.count <= others.starts.count { return others }
        if others.values.isEmpty, others.starts.count <= starts.count { return self }
        return Self(joining: self, others)
    }
}

extension AdjacencyLists: Equatable where Value: Equatable {}
