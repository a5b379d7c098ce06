import GRDB

/// Reaches into a database file behind the store's back.
enum SQLiteFile {
    static func run(_ statement: String, path: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: statement) }
    }

    /// The names of all tables that have a column.
    static func tables(withColumn column: String, path: String) throws -> Set<String> {
        let statement = """
            SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = ?
            """
        return try DatabaseQueue(path: path).read { database in
            Set(try String.fetchAll(database, sql: statement, arguments: [column]))
        }
    }
}
