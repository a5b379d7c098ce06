import GRDB

/// Reaches into a database file behind the store's back.
enum SQLiteFile {
    static func run(_ statement: String, path: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: statement) }
    }
}
