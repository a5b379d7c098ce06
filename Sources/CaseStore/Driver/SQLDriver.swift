/// A connection inside one transaction.
///
/// Statements use `$1`, `$2`, … each once and in order.
protocol SQLSession {
    /// Runs a statement that gives no rows.
    func run(_ statement: String, _ values: [SQLValue]) throws(StoreError)

    /// Runs a query and hands over row by row.
    func each(_ statement: String, _ values: [SQLValue], _ body: (SQLRow) throws(StoreError) -> Void) throws(StoreError)
}

extension SQLSession {
    /// The first row of a query.
    func first(_ statement: String, _ values: [SQLValue] = []) throws(StoreError) -> SQLRow? {
        var found: SQLRow?
        try each(statement, values) { row throws(StoreError) in
            if found == nil { found = row }
        }
        return found
    }

    /// All rows of a query, each turned into a value.
    func all<Value>(
        _ statement: String,
        _ values: [SQLValue] = [],
        _ make: (SQLRow) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        var found: [Value] = []
        try each(statement, values) { row throws(StoreError) in found.append(try make(row)) }
        return found
    }
}

/// A database that runs the statements of this module.
protocol SQLDriver: Sendable {
    /// How this database spells what SQL leaves open in table definitions.
    var dialect: SQLDialect { get }

    /// Runs a body that only reads, on one consistent state.
    func read<Value>(_ body: (any SQLSession) throws(StoreError) -> Value) throws(StoreError) -> Value

    /// Runs a body in one transaction that is durable when this returns.
    func write<Value>(_ body: (any SQLSession) throws(StoreError) -> Value) throws(StoreError) -> Value

    /// Asks the database to check itself; one line for each fault.
    func faults() throws(StoreError) -> [String]
}

/// How a database spells what SQL leaves open in table definitions.
struct SQLDialect: Sendable {
    /// A primary key that numbers rows by itself.
    let identity: String
    /// The type of bytes.
    let blob: String

    static let sqlite = SQLDialect(identity: "INTEGER PRIMARY KEY", blob: "BLOB")

    /// Fills in `{identity}` and `{blob}`.
    func spell(_ statement: String) -> String {
        statement.replacing("{identity}", with: identity).replacing("{blob}", with: blob)
    }
}
