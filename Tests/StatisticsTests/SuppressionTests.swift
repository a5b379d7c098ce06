import TestSupport
import Testing

// The choice of what to withhold is inside the module: tables small enough for every possibility to be tried cannot be
// made of records alone.
@testable import Statistics

@Suite("What is withheld")
struct SuppressionTests {
    /// Counts of three tables over binary variables 0 × 1, 0 × 2 and 3 × 2: victims' tables in small.
    private static func system(_ count: Int, _ chances: [Int], _ random: inout SeededGenerator) -> CountSystem {
        let records = (0..<count).map { _ in chances.map { Int.random(in: 0..<12, using: &random) < $0 ? 1 : 0 } }
        let tables = [(0, 1), (0, 2), (3, 2)].map { row, column in
            CountSystem.Table(
                rowVariable: row,
                columnVariable: column,
                cells: [0, 1].map { left in
                    [0, 1].map { right in records.count { $0[row] == left && $0[column] == right } }
                }
            )
        }
        let margins = chances.indices.map { variable in
            [0, 1].map { value in records.count { $0[variable] == value } }
        }
        return CountSystem(total: count, margins: margins, tables: tables)
    }

    /// The counts of one table.
    private static func system(_ cells: [[Int]]) -> CountSystem {
        let columns = cells[0].indices.map { column in cells.reduce(0) { $0 + $1[column] } }
        return CountSystem(
            total: columns.reduce(0, +),
            margins: [cells.map { $0.reduce(0, +) }, columns],
            tables: [CountSystem.Table(rowVariable: 0, columnVariable: 1, cells: cells)]
        )
    }

    /// Checks the rule by trying all tables.
    ///
    /// - Returns: Whether there was something to find out: some count withheld, and some above zero published.
    @discardableResult
    private static func check(_ system: CountSystem, threshold: Int) -> Bool {
        let withheld = Suppressor.withheld(in: system, threshold)
        for quantity in system.quantities {
            let value = system.value(of: quantity)
            if value == 0 { #expect(!withheld.contains(quantity), "zero withheld in \(system)") }
            if (1..<threshold).contains(value) { #expect(withheld.contains(quantity), "small count in \(system)") }
        }
        let isAllWithheld = system.quantities.allSatisfy { system.value(of: $0) == 0 || withheld.contains($0) }
        guard !isAllWithheld, !withheld.isEmpty else { return false }
        let possible = PossibleCounts(system, withheld: withheld, threshold: threshold)
        for quantity in withheld {
            let width = possible.width(of: quantity)
            #expect(width >= threshold, "\(quantity) within \(width), withheld \(withheld) in \(system)")
        }
        return true
    }

    @Test(
        "In single tables no possibility tried one by one narrows a withheld count below the threshold",
        arguments: 0..<20
    )
    func singleTables(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var tried = 0
        for round in 0..<100 {
            let (rows, columns) = round % 10 == 0 ? (2, 3) : (2, 2)
            let most = Int.random(in: 1...(columns == 3 ? 3 : 6), using: &random)
            let cells = (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: 0...most, using: &random) } }
            if Self.check(Self.system(cells), threshold: columns == 3 ? 2 : 3) { tried += 1 }
        }
        #expect(tried >= 10)
    }

    @Test("In tables that share totals neither", arguments: 0..<20)
    func tablesThatShareTotals(_ seed: UInt64) {
        var random = SeededGenerator(seed: 1000 + seed)
        var tried = 0
        for round in 0..<20 {
            let chances = (0..<4).map { _ in Int.random(in: 0...11, using: &random) }
            let system = Self.system(.random(in: 0...10, using: &random), chances, &random)
            if Self.check(system, threshold: round.isMultiple(of: 2) ? 2 : 3) { tried += 1 }
        }
        #expect(tried >= 1)
    }

    @Test(
        "What lies at the edges is safe too",
        arguments: [
            [[3]], [[9]], [[1, 1, 1]], [[1, 30, 30]], [[1], [30], [30]], [[1, 0], [0, 1]], [[1, 0], [0, 40]],
            [[0, 0], [0, 1]],
            [[2, 50], [50, 50]], [[4, 4], [4, 4]], [[0, 3], [50, 0]], [[1, 99]],
        ]
    )
    func edges(_ cells: [[Int]]) {
        Self.check(Self.system(cells), threshold: 2)
    }

    @Test("One small count is protected by three others, and all totals stay")
    func rectangle() {
        let system = Self.system([[2, 50, 40], [60, 70, 80], [55, 65, 75]])
        let withheld = Suppressor.withheld(in: system, 5)
        #expect(withheld.count == 4)
        #expect(
            withheld.allSatisfy {
                if case .cell = $0 { true } else { false }
            }
        )
    }

    @Test("Nothing is withheld where no count is small")
    func nothingSmall() {
        #expect(Suppressor.withheld(in: Self.system([[5, 6], [0, 7]]), 5).isEmpty)
        #expect(Suppressor.withheld(in: Self.system([[1, 2], [3, 4]]), 1).isEmpty)
    }

    @Test("Trying all possibilities finds a count that a subtraction gives back")
    func triesAll() {
        let system = Self.system([[2, 6], [6, 6]])
        let alone: Set<Quantity> = [.cell(table: 0, row: 0, column: 0)]
        let possible = PossibleCounts(system, withheld: alone, threshold: 3)
        #expect(possible.width(of: .cell(table: 0, row: 0, column: 0)) == 0)
    }
}

/// Every set of counts that agrees with what is published, tried one by one.
///
/// For one table, or for three of which the first shares its rows with the second, and the second its columns with the third.
private struct PossibleCounts {
    private var lowest: [Quantity: Int] = [:]
    private var highest: [Quantity: Int] = [:]

    init(_ system: CountSystem, withheld: Set<Quantity>, threshold: Int) {
        var candidates = system.tables.indices.map { Self.fillings(of: $0, in: system, withheld, threshold) }
        if candidates.count == 3 {
            let firstRows = Set(candidates[0].map(\.rows))
            let lastColumns = Set(candidates[2].map(\.columns))
            candidates[1].removeAll { !firstRows.contains($0.rows) || !lastColumns.contains($0.columns) }
            let rows = Set(candidates[1].map(\.rows))
            let columns = Set(candidates[1].map(\.columns))
            candidates[0].removeAll { !rows.contains($0.rows) }
            candidates[2].removeAll { !columns.contains($0.columns) }
        }
        for (number, fillings) in candidates.enumerated() {
            let table = system.tables[number]
            for filling in fillings {
                note(.total, filling.rows.reduce(0, +))
                for (row, sum) in filling.rows.enumerated() {
                    note(.margin(variable: table.rowVariable, category: row), sum)
                }
                for (column, sum) in filling.columns.enumerated() {
                    note(.margin(variable: table.columnVariable, category: column), sum)
                }
                for (place, count) in filling.cells.enumerated() {
                    let (row, column) = place.quotientAndRemainder(dividingBy: filling.columns.count)
                    note(.cell(table: number, row: row, column: column), count)
                }
            }
        }
    }

    func width(of quantity: Quantity) -> Int { (highest[quantity] ?? 0) - (lowest[quantity] ?? 0) }

    private mutating func note(_ quantity: Quantity, _ count: Int) {
        lowest[quantity] = min(lowest[quantity] ?? count, count)
        highest[quantity] = max(highest[quantity] ?? count, count)
    }

    private struct Filling {
        var cells: [Int]
        var rows: [Int]
        var columns: [Int]
    }

    /// All fillings of a table that agree with its published counts.
    ///
    /// A withheld count is tried up to the threshold above its true value, which is enough to find a wide one wide.
    private static func fillings(
        of number: Int,
        in system: CountSystem,
        _ withheld: Set<Quantity>,
        _ threshold: Int
    ) -> [Filling] {
        let table = system.tables[number]
        let width = table.cells[0].count
        var fillings = [Filling(cells: [], rows: table.cells.map { _ in 0 }, columns: table.cells[0].map { _ in 0 })]
        for (row, counts) in table.cells.enumerated() {
            for (column, count) in counts.enumerated() {
                let isWithheld = withheld.contains(.cell(table: number, row: row, column: column))
                let tried = isWithheld ? Array(1...count + threshold) : [count]
                fillings = fillings.flatMap { filling in
                    tried.map { value in
                        var longer = filling
                        longer.cells.append(value)
                        longer.rows[row] += value
                        longer.columns[column] += value
                        return longer
                    }
                }
                let isRowEnd = column == width - 1
                let rowSum = Quantity.margin(variable: table.rowVariable, category: row)
                if isRowEnd, !withheld.contains(rowSum) {
                    fillings.removeAll { $0.rows[row] != system.value(of: rowSum) }
                }
            }
        }
        for column in 0..<width {
            let sum = Quantity.margin(variable: table.columnVariable, category: column)
            if !withheld.contains(sum) { fillings.removeAll { $0.columns[column] != system.value(of: sum) } }
        }
        if !withheld.contains(.total) { fillings.removeAll { $0.rows.reduce(0, +) != system.total } }
        return fillings
    }
}
