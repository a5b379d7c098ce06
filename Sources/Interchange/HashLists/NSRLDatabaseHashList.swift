import CaseModel

/// The NSRL's RDS version 3, minimal or full: a SQLite file whose `FILE` is a table in the one and a view in the other.
struct NSRLDatabaseHashList: HashListSource {
    private(set) var statement = HashListStatement()
    private let file: HostileDatabase

    init(path: String) {
        file = HostileDatabase(path: path)
    }

    mutating func forEach(_ take: (HashListEntry) throws -> Void) throws {
        var stated = statement
        try file.read { tables in
            let columns = try tables.columns(of: "FILE")
            guard ["sha256", "sha1", "md5"].contains(where: columns.contains) else {
                throw InterchangeError(.file, "no table FILE with a column sha256, sha1 or md5")
            }
            stated = try Self.statement(tables)
            let wanted = ["sha256", "sha1", "md5", "crc32", "file_name", "file_size", "package_id"]
                .map { columns.contains($0) ? $0 : "NULL" }.joined(separator: ", ")
            let rows = try tables.rows(of: "FILE", sql: "SELECT \(wanted) FROM FILE")
            while try rows.advance() { try take(Self.entry(rows)) }
        }
        statement = stated
    }

    private static func entry(_ rows: TableRows) throws(InterchangeError) -> HashListEntry {
        var entry = HashListEntry()
        entry.sha256 = try rows.digest(0, "sha256", of: 32).flatMap { ContentDigest(bytes: $0) }
        entry.sha1 = try rows.digest(1, "sha1", of: 20)
        entry.md5 = try rows.digest(2, "md5", of: 16)
        entry.fileName = try rows.text(4, "file_name")
        entry.size = try rows.integer(5, "file_size")
        var rest: [JSONMember] = []
        rest.add("crc32", try rows.text(3, "crc32"))
        rest.add("package_id", try rows.integer(6, "package_id"))
        if !rest.isEmpty { entry.remainder = JSONValue.object(rest).text }
        guard entry.hasHash else { throw rows.fault("no hash") }
        return entry
    }

    private static func statement(_ tables: HostileDatabase.Tables) throws -> HashListStatement {
        let columns = try tables.columns(of: "VERSION")
        guard columns.isSuperset(of: ["version", "description"]) else { return HashListStatement() }
        let rows = try tables.rows(of: "VERSION", sql: "SELECT version, description FROM VERSION LIMIT 1")
        guard try rows.advance() else { return HashListStatement() }
        return HashListStatement(name: try rows.text(1, "description"), version: try rows.text(0, "version"))
    }
}
