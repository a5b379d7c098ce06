/// All tables of a snapshot, as they may be published.
public struct StatisticsTables: Hashable, Sendable {
    /// The smallest count that is published unless told otherwise.
    public static let usualThreshold = 5

    /// The number of the snapshot that they are made of.
    public let snapshot: String
    /// The day on which that was taken.
    public let taken: CalendarDate
    /// The smallest count above zero that is published.
    public let threshold: Int
    /// The tables, T1 first.
    public let tables: [StatisticsTable]

    /// Makes the tables.
    ///
    /// - Parameters:
    ///   - snapshot: What they are made of.
    ///   - threshold: The smallest count above zero that is published; 1 publishes all.
    /// - Throws: ``StatisticsError/threshold(_:)`` for a threshold below 1.
    public init(of snapshot: Snapshot, threshold: Int = usualThreshold) throws(StatisticsError) {
        guard threshold >= 1 else { throw .threshold(threshold) }
        self.init(of: snapshot, threshold: threshold, withholding: Suppressor.withheld(in:_:))
    }

    /// Makes the tables with a choice of what to withhold from each unit's counts.
    init(of snapshot: Snapshot, threshold: Int, withholding choose: (CountSystem, Int) -> Set<Quantity>) {
        self.snapshot = snapshot.number
        taken = snapshot.taken
        self.threshold = threshold
        let classification = Classification(snapshot)
        let times = snapshot.victims.compactMap(\.daysToIdentification)
        let made = StatisticsUnit.allCases.flatMap { unit in
            let counts = UnitCounts(unit, classification)
            return Self.tables(of: counts, withholding: choose(counts.system, threshold), times, threshold)
        }
        tables = TableName.allCases.compactMap { name in made.first { $0.name == name } }
    }

    private static func tables(
        of counts: UnitCounts,
        withholding withheld: Set<Quantity>,
        _ times: [Int],
        _ threshold: Int
    ) -> [StatisticsTable] {
        func published(_ quantity: Quantity) -> Int? {
            withheld.contains(quantity) ? nil : counts.system.value(of: quantity)
        }
        return counts.names.enumerated().map { number, name in
            let table = counts.system.tables[number]
            let rows = counts.categories[table.rowVariable]
            let columns = counts.categories[table.columnVariable]
            let columnTotals = columns.indices.map { published(.margin(variable: table.columnVariable, category: $0)) }
            return StatisticsTable(
                name: name,
                rows: rows,
                columns: columns,
                cells: rows.indices.map { row in
                    columns.indices.map { published(.cell(table: number, row: row, column: $0)) }
                },
                rowTotals: rows.indices.map { published(.margin(variable: table.rowVariable, category: $0)) },
                columnTotals: columnTotals,
                total: published(.total),
                median: name == .statusByTime && !columnTotals.contains(nil) ? median(of: times, threshold) : nil
            )
        }
    }

    /// The middle of the times that were waited, if there are enough of them.
    private static func median(of times: [Int], _ threshold: Int) -> StatisticsTable.Median? {
        let waited = times.filter { $0 >= 0 }.sorted()
        guard !waited.isEmpty, waited.count >= threshold else { return nil }
        let (low, high) = (waited[(waited.count - 1) / 2], waited[waited.count / 2])
        return StatisticsTable.Median(weeks: (low + high) / 14, count: waited.count)
    }
}
