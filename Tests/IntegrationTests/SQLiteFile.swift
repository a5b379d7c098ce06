import GRDB

/// Reaches into a database file behind the program's back.
enum SQLiteFile {
    static func run(_ statement: String, path: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: statement) }
    }

    static func dump(_ queries: [String], path: String) throws -> String {
        try DatabaseQueue(path: path).read { database in
            try queries.flatMap { query in
                try Row.fetchAll(database, sql: query).map { row in
                    row.databaseValues.map(\.description).joined(separator: "|")
                }
            }.joined(separator: "\n")
        }
    }

    static func count(_ query: String, path: String) throws -> Int {
        try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: query) ?? 0 }
    }
}
