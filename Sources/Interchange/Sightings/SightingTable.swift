public import CaseModel

/// Reads sightings from comma-separated values (RFC 4180), UTF-8 or UTF-16, a row at a time.
///
/// The first row names the columns, in any order: `content` (a SHA-256, or a path in the case), `source` and `reported_by`
/// must be there; `address_type`, `address`, `place`, `latitude`, `longitude`, `first_seen` and `last_seen` may be. An
/// unknown column is a fault, so that nothing is left out unnoticed.
public struct SightingTable {
    /// A row of the table.
    public struct Row: Hashable, Sendable {
        /// The line in which it begins, from 1.
        public let line: Int
        /// The content as the row names it.
        public let content: String
        /// What the row says.
        public let statement: SightingStatement
    }

    /// The name of the column that names the content.
    public static let contentColumn = "content"
    /// The names of all columns.
    public static let columns = [contentColumn] + SightingField.allCases.map(\.rawValue)

    /// The longest path of Linux, in bytes.
    private static let longestContent = 4096

    private var table: DelimitedTable
    private let content: DelimitedTable.Column
    private let fields: [(field: SightingField, column: DelimitedTable.Column)]

    /// Opens a table and reads the names of its columns.
    ///
    /// - Throws: ``InterchangeError`` if there is no such file, or its columns are wrong.
    public init(path: String) throws(InterchangeError) {
        table = try DelimitedTable(try TextSource(path: path), delimiter: ",")
        let unknown = table.names.first { !Self.columns.contains($0.lowercased()) }
        if let unknown {
            throw table.fault(
                "a column \(InterchangeError.shown(unknown)); there are \(Self.columns.joined(separator: ", "))"
            )
        }
        for name in [Self.contentColumn, SightingField.source.rawValue, SightingField.reportedBy.rawValue]
        where !table.has(name) { throw table.fault("no column \(name)") }
        content = table.column(Self.contentColumn)
        var fields: [(SightingField, DelimitedTable.Column)] = []
        for field in SightingField.allCases where table.has(field.rawValue) {
            fields.append((field, table.column(field.rawValue)))
        }
        self.fields = fields
    }

    /// The next row; nil after the last.
    ///
    /// - Throws: ``InterchangeError`` with the line, naming the column.
    public mutating func next() throws(InterchangeError) -> Row? {
        guard try table.advance() else { return nil }
        guard let content = table[content] else { throw table.fault("\(Self.contentColumn): is missing") }
        // Faults show it, and a terminal obeys control characters.
        guard content.utf8.count <= Self.longestContent,
            content.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw table.fault("\(Self.contentColumn): is no path that can be shown; name the content by its SHA-256")
        }
        var texts: [SightingField: String] = [:]
        for (field, column) in fields { texts[field] = table[column] }
        let statement: SightingStatement
        do throws(SightingFault) {
            statement = try SightingDraft(texts).checked()
        } catch {
            throw table.fault(error.message)
        }
        return Row(line: table.line, content: content, statement: statement)
    }
}
