/// A table as it may be published.
///
/// A nil count is withheld. Totals count every record of the unit, those without a code in the row or column `missing`.
public struct StatisticsTable: Hashable, Sendable {
    /// Its name.
    public let name: TableName
    /// The categories of its rows, `missing` last.
    public let rows: [Category]
    /// The categories of its columns, `missing` last.
    public let columns: [Category]
    /// Counts by row, then by column.
    public let cells: [[Int?]]
    /// The count of each row.
    public let rowTotals: [Int?]
    /// The count of each column.
    public let columnTotals: [Int?]
    /// How many records of the unit there are.
    public let total: Int?
    /// The middle of the times to identification; only of the table that counts these, and where it may be published.
    public let median: Median?

    /// The middle of a list of times.
    public struct Median: Hashable, Sendable {
        /// Whole weeks, rounded down, so that it is nobody's own number of days.
        public let weeks: Int
        /// Of how many.
        public let count: Int
    }

    /// How many records have no code for the row, for the column or for both.
    ///
    /// As all that is computed from counts, it is published only if those are.
    public var missing: Int? {
        guard let row = rowTotals.last ?? nil, let column = columnTotals.last ?? nil,
            let both = cells.last?.last ?? nil, total != nil
        else { return nil }
        return row + column - both
    }

    /// How many records have a code for both.
    public var coded: Int? {
        guard let total, let missing else { return nil }
        return total - missing
    }

    /// A cell's share of the row's records that have a code for the column, in tenths of a percent, halves rounded up.
    ///
    /// - Parameters:
    ///   - row: The row.
    ///   - column: The column.
    /// - Returns: Nil for the row and column of missing codes, where a count that it is computed from is withheld, and in
    ///   an empty row.
    public func share(row: Int, column: Int) -> Int? {
        guard row < rows.count - 1, column < columns.count - 1, let count = cells[row][column],
            let total = rowTotals[row], let without = cells[row].last ?? nil, total > without
        else { return nil }
        return (2_000 * count + total - without) / (2 * (total - without))
    }
}
