import GRDB

/// Reaches into a database file behind the store's back.
enum SQLiteFile {
    /// How the database goes about a query, a step a line.
    static func plan(of query: String, path: String) throws -> String {
        try DatabaseQueue(path: path).read { database in
            let steps = try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + query)
            return steps.map { String.fromDatabaseValue($0["detail"]) ?? "" }.joined(separator: "\n")
        }
    }

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
