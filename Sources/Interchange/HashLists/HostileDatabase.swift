import Foundation
import GRDB

/// A SQLite file that someone else made: opened to read only, with nothing in it trusted.
///
/// SQLite checks each page's cells as it reads them. The file's schema runs no code: a file with virtual tables, computed
/// columns, or views that call functions, go round in themselves or count up values of their own is refused.
struct HostileDatabase {
    /// How many names a schema may have.
    private static let largestSchema = 1000

    private let path: String

    init(path: String) {
        self.path = path
    }

    /// Whether a file begins as SQLite's do.
    static func isDatabase(_ path: String) throws(InterchangeError) -> Bool {
        try FileBytes(path: path).next(upTo: 16) == Array("SQLite format 3\0".utf8)
    }

    /// Opens the file, and closes it after use.
    ///
    /// - Parameter use: Reads from it.
    /// - Throws: ``InterchangeError`` if the file is at fault, and what `use` throws.
    func read(_ use: (Tables) throws -> Void) throws {
        guard try Self.isDatabase(path) else { throw InterchangeError(.file, "no SQLite file") }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { database in
            for setting in [
                "trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0", "temp_store = FILE",
            ] { try database.execute(sql: "PRAGMA \(setting)") }
        }
        // What `use` throws is no fault of the file, even if it stems from another database.
        var failure: (any Error)?
        try Self.naming {
            try DatabaseQueue(path: path, configuration: configuration).read { database in
                try Self.checkSchema(database)
                do { try use(Tables(database: database)) } catch { failure = error }
            }
        }
        if let failure { throw failure }
    }

    /// Makes a fault of the file of what SQLite says.
    private static func naming<Value>(_ body: () throws -> Value) throws(InterchangeError) -> Value {
        do {
            return try body()
        } catch let error as InterchangeError {
            throw error
        } catch let error as DatabaseError {
            throw InterchangeError(.file, "SQLite cannot read it: \(error.resultCode)")
        } catch {
            throw InterchangeError(.file, "it cannot be read")
        }
    }

    private static func checkSchema(_ database: Database) throws {
        let cursor = try Row.fetchCursor(
            database,
            sql: "SELECT type, sql FROM sqlite_schema LIMIT \(largestSchema + 1)"
        )
        var count = 0
        while let row = try cursor.next() {
            count += 1
            guard count <= largestSchema else {
                throw InterchangeError(.file, "a schema of more than \(largestSchema) names")
            }
            let type = String.fromDatabaseValue(row[0]) ?? ""
            let words = SchemaWords(String.fromDatabaseValue(row[1]) ?? "")
            switch type {
            case "table" where words.has("VIRTUAL") || words.has("AS") || words.has("GENERATED"):
                throw InterchangeError(.file, "a table that computes what it holds")
            case "view" where words.has("WITH") || words.has("VALUES"):
                throw InterchangeError(.file, "a view that makes rows of its own")
            case "view" where !words.called.isSubset(of: ["UPPER", "LOWER", "TRIM", "COALESCE", "IFNULL"]):
                throw InterchangeError(.file, "a view that calls a function")
            default: break
            }
        }
    }

    /// The words of a schema's statement, in capitals.
    private struct SchemaWords {
        private var words: Set<String> = []
        /// Those before an opening parenthesis that are no keywords.
        private(set) var called: Set<String> = []

        private static let keywords: Set<String> = [
            "AS", "AND", "OR", "NOT", "ON", "IN", "FROM", "JOIN", "SELECT", "WHERE", "USING", "EXISTS", "BY",
            "DISTINCT",
            "WHEN", "THEN", "ELSE", "CASE", "UNION", "ALL",
        ]

        init(_ sql: String) {
            var word = ""
            var before = ""
            for scalar in sql.uppercased().unicodeScalars {
                if scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar) {
                    word.unicodeScalars.append(scalar)
                    continue
                }
                if !word.isEmpty {
                    words.insert(word)
                    before = word
                    word = ""
                }
                if scalar == "(", !before.isEmpty, !Self.keywords.contains(before) { called.insert(before) }
                if !scalar.properties.isWhitespace { before = "" }
            }
            words.insert(word)
        }

        func has(_ word: String) -> Bool { words.contains(word) }
    }

    /// The tables of an open file.
    struct Tables {
        fileprivate let database: Database

        /// The columns of a table or view, in lower case; none if there is no such table.
        func columns(of table: String) throws(InterchangeError) -> Set<String> {
            let rows = try HostileDatabase.naming { try Row.fetchAll(database, sql: "PRAGMA table_info(\(table))") }
            return Set(rows.compactMap { String.fromDatabaseValue($0["name"])?.lowercased() })
        }

        /// The rows that a query gives.
        ///
        /// - Parameters:
        ///   - table: The table that faults name.
        ///   - sql: The query.
        /// - Returns: The rows, read one by one.
        /// - Throws: An error if the file cannot answer the query.
        func rows(of table: String, sql: String) throws(InterchangeError) -> TableRows {
            TableRows(table: table, cursor: try HostileDatabase.naming { try Row.fetchCursor(database, sql: sql) })
        }
    }
}

/// The rows of a table, read one by one, with their types checked.
final class TableRows {
    /// The number of the row read last, from 1.
    private(set) var number: Int64 = 0

    private let table: String
    private let cursor: RowCursor
    private var row: Row?

    fileprivate init(table: String, cursor: RowCursor) {
        self.table = table
        self.cursor = cursor
    }

    /// Goes to the next row; false after the last.
    func advance() throws(InterchangeError) -> Bool {
        number += 1
        do {
            row = try cursor.next()
        } catch let error as DatabaseError {
            throw fault("SQLite cannot read it: \(error.resultCode)")
        } catch {
            throw fault("it cannot be read")
        }
        return row != nil
    }

    /// A fault in the row.
    func fault(_ text: String) -> InterchangeError {
        InterchangeError(.row(table: table, number), text)
    }

    /// A text; nil if it is null or empty.
    func text(_ column: Int, _ name: String) throws(InterchangeError) -> String? {
        switch storage(column) {
        case .null, .string(""): return nil
        case .string(let text): return text
        default: throw fault("\(name): no text")
        }
    }

    /// A whole number; nil if it is null.
    func integer(_ column: Int, _ name: String) throws(InterchangeError) -> Int64? {
        switch storage(column) {
        case .null: return nil
        case .int64(let number): return number
        default: throw fault("\(name): no whole number")
        }
    }

    /// A digest as bytes or in hexadecimal digits; nil if it is null or empty.
    func digest(_ column: Int, _ name: String, of count: Int) throws(InterchangeError) -> [UInt8]? {
        switch storage(column) {
        case .null, .string(""): return nil
        case .blob(let data):
            guard !data.isEmpty else { return nil }
            guard data.count == count else { throw fault("\(name): \(data.count) bytes instead of \(count)") }
            return [UInt8](data)
        case .string(let text):
            do throws(FieldFault) {
                return try text.digest(of: count)
            } catch {
                throw fault("\(name): \(error.text)")
            }
        default: throw fault("\(name): no digest")
        }
    }

    private func storage(_ column: Int) -> DatabaseValue.Storage {
        guard let row, column < row.count else { return .null }
        return (row[column] as DatabaseValue).storage
    }
}
