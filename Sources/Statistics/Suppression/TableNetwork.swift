/// A table with its totals as a network in which counts flow.
///
/// The number of records splits into rows, each row into its cells, the cells of a column join, and the columns join to the number
/// of records again. Every node gives out what it takes in, which is just what makes the sums of a table right. So a change of
/// counts that leaves all sums right is a circulation, and what a withheld count may be, given the published ones, follows
/// from the largest flow: exactly, and in whole numbers.
struct TableNetwork: Sendable {
    /// What an arc counts.
    enum Kind: Sendable { case cell, rowMargin, columnMargin, total }

    /// What a table could not set right: an amount that finds no way from one node to any of others.
    struct Shortfall: Sendable {
        let from: Int
        let to: [Int]
        let amount: Int
        let freedom: Freedom
    }

    /// Which totals may change along with the cells.
    struct Freedom: Sendable {
        var rows = true
        var columns = true
        var total = true

        func allows(_ kind: Kind) -> Bool {
            switch kind {
            case .cell: true
            case .rowMargin: rows
            case .columnMargin: columns
            case .total: total
            }
        }
    }

    /// Arcs from node to node; each is one quantity.
    let arcs: [(quantity: Quantity, kind: Kind, tail: Int, head: Int)]
    /// The arc of each quantity.
    let arcNumbers: [Quantity: Int]
    /// The arcs at each node, without counts of zero, which are always published and never change.
    let touching: [[Int]]
    /// Each arc's count.
    private(set) var values: [Int]
    /// Whether a reader is not told the count.
    private(set) var isWithheld: [Bool]

    private let rows: Int
    private let columns: Int
    private var splitting: Int { rows + columns }
    private var joining: Int { rows + columns + 1 }

    /// Makes the network of a table in which nothing is withheld.
    init(_ system: CountSystem, table number: Int) {
        let table = system.tables[number]
        let (rows, columns) = (system.margins[table.rowVariable].count, system.margins[table.columnVariable].count)
        let (splitting, joining) = (rows + columns, rows + columns + 1)
        var arcs: [(quantity: Quantity, kind: Kind, tail: Int, head: Int)] = []
        for row in 0..<rows {
            arcs.append((.margin(variable: table.rowVariable, category: row), .rowMargin, splitting, row))
        }
        for column in 0..<columns {
            let quantity = Quantity.margin(variable: table.columnVariable, category: column)
            arcs.append((quantity, .columnMargin, rows + column, joining))
        }
        arcs.append((.total, .total, joining, splitting))
        for row in 0..<rows {
            for column in 0..<columns {
                arcs.append((.cell(table: number, row: row, column: column), .cell, row, rows + column))
            }
        }
        let values = arcs.map { system.value(of: $0.quantity) }
        var touching = [[Int]](repeating: [], count: rows + columns + 2)
        for (arc, value) in values.enumerated() where value > 0 {
            touching[arcs[arc].tail].append(arc)
            touching[arcs[arc].head].append(arc)
        }
        self.rows = rows
        self.columns = columns
        self.arcs = arcs
        self.values = values
        self.touching = touching
        arcNumbers = Dictionary(uniqueKeysWithValues: arcs.indices.map { (arcs[$0].quantity, $0) })
        isWithheld = [Bool](repeating: false, count: arcs.count)
    }

    /// Withholds a quantity, if the table has it.
    mutating func withhold(_ quantity: Quantity) {
        if let arc = arcNumbers[quantity] { isWithheld[arc] = true }
    }

    /// The counts of the categories of the rows, or of the columns.
    func margins(ofRows isRows: Bool) -> ArraySlice<Int> {
        isRows ? values[0..<rows] : values[rows..<rows + columns]
    }

    /// The number of records.
    var total: Int { values[rows + columns] }

    /// Changes a withheld count as far as the others allow.
    ///
    /// - Parameters:
    ///   - arc: The count's arc.
    ///   - isUp: Whether it grows.
    ///   - limit: The largest change that is wanted.
    ///   - freedom: Which totals may change along.
    ///   - barred: Arcs that may not.
    /// - Returns: By how much it was changed.
    mutating func shift(
        _ arc: Int,
        up isUp: Bool,
        by limit: Int,
        _ freedom: Freedom,
        around barred: Set<Int> = []
    ) -> Int {
        let barred = barred.union([arc])
        let wanted = isUp ? limit : min(limit, values[arc] - 1)
        let (source, sink) = isUp ? (arcs[arc].head, arcs[arc].tail) : (arcs[arc].tail, arcs[arc].head)
        var moved = 0
        while moved < wanted {
            let step = carry(from: source, upTo: wanted - moved, freedom, around: barred) { $0 == sink ? Int.max : 0 }
            guard let step else { break }
            moved += step.amount
        }
        values[arc] += isUp ? moved : -moved
        return moved
    }

    /// Takes on other counts for one variable and sets the rest of the table right.
    ///
    /// - Parameters:
    ///   - changes: By how much each category of the variable changes.
    ///   - isRows: Whether the variable is that of the rows.
    ///   - isOtherFree: Whether the counts of the other variable may change.
    /// - Returns: Nil if the table is right again, else what is lacking; the table is then as far as it came.
    mutating func absorb(_ changes: [Int], ofRows isRows: Bool, otherFree isOtherFree: Bool) -> Shortfall? {
        let sum = changes.reduce(0, +)
        var excess = [Int](repeating: 0, count: touching.count)
        for (category, change) in changes.enumerated() {
            let arc = isRows ? category : rows + category
            values[arc] += change
            excess[category + (isRows ? 0 : rows)] += isRows ? change : -change
        }
        values[rows + columns] += sum
        excess[isRows ? joining : splitting] += isRows ? -sum : sum
        let freedom = Freedom(rows: !isRows && isOtherFree, columns: isRows && isOtherFree, total: false)
        for node in excess.indices {
            while excess[node] > 0 {
                guard let step = carry(from: node, upTo: excess[node], freedom, to: { -min(0, excess[$0]) }) else {
                    let lacking = excess.indices.filter { excess[$0] < 0 }
                    return Shortfall(from: node, to: lacking, amount: excess[node], freedom: freedom)
                }
                excess[node] -= step.amount
                excess[step.node] += step.amount
            }
        }
        return nil
    }

    /// The totals, as arcs, that differ from those of the same table before a change.
    func changedTotals(since former: TableNetwork) -> [Int] {
        (0...rows + columns).filter { values[$0] != former.values[$0] }
    }

    /// Carries an amount along one of the shortest ways over withheld counts, to a node that takes some.
    private mutating func carry(
        from source: Int,
        upTo limit: Int,
        _ freedom: Freedom,
        around barred: Set<Int> = [],
        to demand: (Int) -> Int
    ) -> (node: Int, amount: Int)? {
        var reach = [Int](repeating: 0, count: touching.count)
        var arrival = [Int](repeating: -1, count: touching.count)
        reach[source] = limit
        var queue = [source]
        var next = 0
        while next < queue.count {
            let node = queue[next]
            next += 1
            if demand(node) > 0 {
                let amount = min(reach[node], demand(node))
                change(by: amount, along: arrival, from: source, to: node)
                return (node, amount)
            }
            for arc in touching[node] where isWithheld[arc] && freedom.allows(arcs[arc].kind) {
                let (other, room) = step(over: arc, from: node)
                guard room > 0, reach[other] == 0, !barred.contains(arc) else { continue }
                reach[other] = min(reach[node], room)
                arrival[other] = arc
                queue.append(other)
            }
        }
        return nil
    }

    private mutating func change(by amount: Int, along arrival: [Int], from source: Int, to sink: Int) {
        var node = sink
        while node != source {
            let arc = arrival[node]
            let isForward = arcs[arc].head == node
            values[arc] += isForward ? amount : -amount
            node = isForward ? arcs[arc].tail : arcs[arc].head
        }
    }

    /// Where an arc leads from a node, and how much can go there: a count can grow without end and fall to 1, for a
    /// reader knows that a withheld count is not zero.
    private func step(over arc: Int, from node: Int) -> (node: Int, room: Int) {
        arcs[arc].tail == node ? (arcs[arc].head, Int.max) : (arcs[arc].tail, values[arc] - 1)
    }

    /// The published counts on the cheapest way from a node to one of others that would carry an amount.
    ///
    /// - Parameters:
    ///   - source: Where it begins.
    ///   - sinks: Where it may end.
    ///   - amount: What it must carry.
    ///   - freedom: Which totals may be on it.
    ///   - barred: Arcs that may not.
    /// - Returns: The arcs and what they cost; nil if there is no way.
    func cheapestWay(
        from source: Int,
        to sinks: [Int],
        carrying amount: Int,
        _ freedom: Freedom,
        around barred: Set<Int> = []
    ) -> (published: [Int], cost: Int)? {
        var costs = [Int](repeating: Int.max, count: touching.count)
        var arrival = [Int](repeating: -1, count: touching.count)
        var isDone = [Bool](repeating: false, count: touching.count)
        costs[source] = 0
        while let node = costs.indices.filter({ !isDone[$0] && costs[$0] < Int.max }).min(by: { costs[$0] < costs[$1] })
        {
            isDone[node] = true
            if sinks.contains(node) {
                return (published(along: arrival, from: source, to: node), costs[node])
            }
            for arc in touching[node] where !barred.contains(arc) && freedom.allows(arcs[arc].kind) {
                let (other, room) = step(over: arc, from: node)
                guard room >= amount, costs[node] + cost(of: arc) < costs[other] else { continue }
                costs[other] = costs[node] + cost(of: arc)
                arrival[other] = arc
            }
        }
        return nil
    }

    private func published(along arrival: [Int], from source: Int, to sink: Int) -> [Int] {
        var published: [Int] = []
        var node = sink
        while node != source {
            let arc = arrival[node]
            if !isWithheld[arc] { published.append(arc) }
            node = arcs[arc].head == node ? arcs[arc].tail : arcs[arc].head
        }
        return published
    }

    /// What it costs readers to lose a count: more for totals, which many tables share, and for large counts.
    private func cost(of arc: Int) -> Int {
        guard !isWithheld[arc] else { return 1 }
        let size = Int.bitWidth - values[arc].leadingZeroBitCount
        return switch arcs[arc].kind {
        case .cell: 1_000 * size
        case .rowMargin, .columnMargin: 10_000 * size
        case .total: 1_000_000 * size
        }
    }
}
