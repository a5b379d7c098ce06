import Foundation
import GRDB

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
            // In KiB where negative: 64 MiB of pages for each connection, as the 2 MB that are usual are read again and again.
            try database.execute(sql: "PRAGMA cache_size = -65536")
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
            while let row = try rows.next() {
                try body(SQLRow(values: row.databaseValues.map(Self.value)))
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

    private static func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let number): .integer(number)
        case .double(let number): .real(number)
        case .string(let text): .text(text)
        case .blob(let data): .blob([UInt8](data))
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
