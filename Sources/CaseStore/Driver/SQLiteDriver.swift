import Foundation
import GRDB
import GRDBSQLite

/// SQLite through GRDB: write-ahead log, full synchronisation, foreign keys on.
struct SQLiteDriver: SQLDriver {
    let dialect = SQLDialect.sqlite
    private let pool: DatabasePool

    init(path: String) throws(StoreError) {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "PRAGMA cell_size_check = ON")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
            // For each connection: one that writes, and up to five that read. The system holds the pages that are read again,
            // and a larger cache of our own gained nothing in databases of up to 1.5 million contents.
            let mebibytes = database.configuration.readonly ? 2 : 8
            // In KiB where negative.
            try database.execute(sql: "PRAGMA cache_size = -\(mebibytes << 10)")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch {
            throw StoreError(error)
        }
    }

    func read<Value>(_ body: (any SQLSession) throws(StoreError) -> Value) throws(StoreError) -> Value {
        do {
            return try pool.read { try body(SQLiteSession(database: $0)) }
        } catch {
            throw StoreError(error)
        }
    }

    func write<Value>(_ body: (any SQLSession) throws(StoreError) -> Value) throws(StoreError) -> Value {
        do {
            return try pool.write { try body(SQLiteSession(database: $0)) }
        } catch {
            throw StoreError(error)
        }
    }

    func faults() throws(StoreError) -> [String] {
        do {
            return try pool.read { database in
                let structure = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                    "a row of \(row["table"] as String? ?? "a table") refers to a row that is not there"
                }
                return structure + references
            }
        } catch {
            throw StoreError(error)
        }
    }
}

private struct SQLiteSession: SQLSession {
    let database: Database

    func run(_ statement: String, _ values: [SQLValue]) throws(StoreError) {
        do {
            try database.cachedStatement(sql: statement).execute(arguments: Self.arguments(values))
        } catch {
            throw StoreError(error)
        }
    }

    func each(
        _ statement: String,
        _ values: [SQLValue],
        _ body: (SQLRow) throws(StoreError) -> Void
    ) throws(StoreError) {
        do {
            let prepared = try database.cachedStatement(sql: statement)
            let rows = try Row.fetchCursor(prepared, arguments: Self.arguments(values))
            let columns = Int32(prepared.columnCount)
            // A row that nobody keeps gives its memory to the next.
            var row = SQLRow(values: [])
            row.values.reserveCapacity(Int(columns))
            while try rows.next() != nil {
                row.values.removeAll(keepingCapacity: true)
                for column in 0..<columns { row.values.append(Self.value(prepared.sqliteStatement, column)) }
                try body(row)
            }
        } catch {
            throw StoreError(error)
        }
    }

    private static func arguments(_ values: [SQLValue]) -> StatementArguments {
        // An array of one type would be gone through by a key path, which is made anew for each statement.
        StatementArguments(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let number): number
                case .real(let number): number
                case .text(let text): text
                case .blob(let bytes): Data(bytes)
                }
            }
        )
    }

    /// A column of the row that a statement is at, without the steps in between that would copy texts and bytes twice.
    private static func value(_ statement: SQLiteStatement, _ column: Int32) -> SQLValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let text = sqlite3_column_text(statement, column)
            let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let blob = sqlite3_column_blob(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            return .blob([UInt8](UnsafeRawBufferPointer(start: blob, count: count)))
        default: return .null
        }
    }
}

extension StoreError {
    init(_ error: any Error) {
        if let known = error as? StoreError {
            self = known
            return
        }
        guard let failure = error as? DatabaseError else {
            self = .failed("\(error)")
            return
        }
        switch failure.resultCode {
        case .SQLITE_FULL: self = .noSpace
        case .SQLITE_IOERR: self = .inputOutput("SQLite error \(failure.extendedResultCode.rawValue)")
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(failure.message ?? "not a database")
        case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
            self = .inputOutput(failure.message ?? "the database cannot be opened")
        default: self = .failed(failure.message ?? "SQLite error \(failure.extendedResultCode.rawValue)")
        }
    }
}
