public import CaseModel

extension StatisticsTables {
    /// The tables as JSON, which is the same to the byte for the same snapshot and threshold.
    public var canonical: CanonicalJSON {
        .object([
            (key: "format", value: .text("cairn-statistics-tables")), (key: "version", value: .integer(1)),
            (key: "snapshot", value: .text(snapshot)), (key: "taken", value: .text(taken.description)),
            (key: "threshold", value: .integer(Int64(threshold))),
            (key: "tables", value: .list(tables.map { $0.canonical(threshold: threshold) })),
        ])
    }

    /// What the columns of ``lines`` are.
    public static let lineHeader = [
        "snapshot", "threshold", "table", "unit", "row_variable", "row", "column_variable", "column", "count",
        "row_percent",
    ]

    /// The tables as lines of texts, for CSV: one for each count, with `total` for a row or a column that sums the others, and
    /// `withheld` for a count that is.
    public var lines: [[String]] {
        tables.flatMap { table in
            table.lines.map { [snapshot, String(threshold), table.name.rawValue, table.name.unit.rawValue] + $0 }
        }
    }
}

extension StatisticsTable {
    /// What a reader must know of the table beside its numbers.
    ///
    /// Which withheld counts are small and which only protect others is not said: it would give the small ones away.
    ///
    /// - Parameter threshold: The smallest count above zero that is published.
    /// - Returns: Sentences.
    public func notes(threshold: Int) -> [String] {
        var notes = ["Counts are of \(name.unit.plural); totals include those without a code."]
        let withheldCells = cells.joined().contains(nil)
        let withheldTotals = rowTotals.contains(nil) || columnTotals.contains(nil) || total == nil
        if withheldCells || withheldTotals {
            notes.append(
                "A null count is withheld and is at least 1: it is below \(threshold), or could be used to work out one that is."
            )
        }
        if withheldTotals {
            notes.append("Totals are withheld by the same rule; a total that tables share is withheld in all of them.")
        }
        if missing == nil {
            notes.append("n and missing are not given, as counts that they are computed from are withheld.")
        }
        if (rows + columns).contains(.several) {
            notes.append("Several: the people of the series differ in the code.")
        }
        if name == .statusByTime {
            notes.append("Missing: not identified, or the day of that or of the first sight is not known.")
        }
        return notes
    }

    func canonical(threshold: Int) -> CanonicalJSON {
        func count(_ value: Int?) -> CanonicalJSON { value.map { .integer(Int64($0)) } ?? .null }
        let shares = rows.indices.map { row in
            CanonicalJSON.list(columns.indices.map { column in percent(row, column).map(CanonicalJSON.text) ?? .null })
        }
        var members: [(key: String, value: CanonicalJSON)] = [
            (key: "table", value: .text(name.rawValue)), (key: "unit", value: .text(name.unit.rawValue)),
            (key: "row_variable", value: .text(name.rows.rawValue)),
            (key: "column_variable", value: .text(name.columns.rawValue)),
            (key: "rows", value: .list(rows.map(\.canonical))),
            (key: "columns", value: .list(columns.map(\.canonical))),
            (key: "cells", value: .list(cells.map { .list($0.map(count)) })),
            (key: "row_totals", value: .list(rowTotals.map(count))),
            (key: "column_totals", value: .list(columnTotals.map(count))), (key: "total", value: count(total)),
            (key: "n", value: count(coded)), (key: "missing", value: count(missing)),
            (key: "row_percent", value: .list(shares)),
            (key: "notes", value: .list(notes(threshold: threshold).map(CanonicalJSON.text))),
        ]
        if name == .statusByTime {
            let middle = median.map { median in
                CanonicalJSON.object([
                    (key: "weeks", value: .integer(Int64(median.weeks))),
                    (key: "n", value: .integer(Int64(median.count))),
                ])
            }
            members.append((key: "median", value: middle ?? .null))
        }
        return .object(members)
    }

    fileprivate var lines: [[String]] {
        func line(_ row: String, _ column: String, _ count: Int?, _ share: String?) -> [String] {
            [
                name.rows.rawValue, row, name.columns.rawValue, column, count.map(String.init) ?? "withheld",
                share ?? "",
            ]
        }
        var lines: [[String]] = []
        for (row, category) in rows.enumerated() {
            for column in columns.indices {
                lines.append(line(category.label, columns[column].label, cells[row][column], percent(row, column)))
            }
            lines.append(line(category.label, "total", rowTotals[row], nil))
        }
        for column in columns.indices { lines.append(line("total", columns[column].label, columnTotals[column], nil)) }
        lines.append(line("total", "total", total, nil))
        return lines
    }

    private func percent(_ row: Int, _ column: Int) -> String? {
        share(row: row, column: column).map { "\($0 / 10).\($0 % 10)" }
    }
}

extension StatisticsUnit {
    fileprivate var plural: String {
        switch self {
        case .victim: "victims"
        case .series: "series"
        case .media: "media"
        }
    }
}
