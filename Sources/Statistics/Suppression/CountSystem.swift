/// The counts of one unit: how many there are, how they spread over variables one by one, and over pairs of them.
///
/// A variable that several tables share has its counts once, so that what is withheld in one table is withheld in all. Seen
/// as edges between variables the tables make a tree: from any table every other is reached in exactly one way.
struct CountSystem: Sendable {
    /// The counts of two variables together.
    struct Table: Sendable {
        /// The variable of the rows, by its place in ``CountSystem/margins``.
        let rowVariable: Int
        /// The variable of the columns.
        let columnVariable: Int
        /// Counts by row, then by column.
        let cells: [[Int]]
    }

    /// How many records there are.
    let total: Int
    /// For each variable, the count of each of its categories; each list sums to the total.
    let margins: [[Int]]
    /// The tables.
    let tables: [Table]

    /// The number that a quantity counts.
    func value(of quantity: Quantity) -> Int {
        switch quantity {
        case .total: total
        case .margin(let variable, let category): margins[variable][category]
        case .cell(let table, let row, let column): tables[table].cells[row][column]
        }
    }

    /// Every number that would be published if nothing was withheld.
    var quantities: [Quantity] {
        var all: [Quantity] = [.total]
        for (variable, counts) in margins.enumerated() {
            all += counts.indices.map { .margin(variable: variable, category: $0) }
        }
        for (number, table) in tables.enumerated() {
            for (row, counts) in table.cells.enumerated() {
                all += counts.indices.map { .cell(table: number, row: row, column: $0) }
            }
        }
        return all
    }

    /// The tables that hold a quantity.
    func tables(with quantity: Quantity) -> [Int] {
        switch quantity {
        case .total: Array(tables.indices)
        case .margin(let variable, _): tables(over: variable)
        case .cell(let table, _, _): [table]
        }
    }

    /// The tables that a variable spans.
    func tables(over variable: Int) -> [Int] {
        tables.indices.filter { tables[$0].rowVariable == variable || tables[$0].columnVariable == variable }
    }
}

/// One published or withheld number.
enum Quantity: Hashable, Sendable {
    /// The number of records.
    case total
    /// The number of records of one category of a variable.
    case margin(variable: Int, category: Int)
    /// The number of records of two categories together.
    case cell(table: Int, row: Int, column: Int)
}
