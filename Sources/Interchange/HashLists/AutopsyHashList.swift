import CaseModel

/// A hash set of Autopsy, `.kdb`: a SQLite file with hashes, and names and comments that refer to them.
struct AutopsyHashList: HashListSource {
    /// How many names or comments one hash may have.
    private static let mostTexts = 10_000

    let statement = HashListStatement()
    private let file: HostileDatabase

    init(path: String) {
        file = HostileDatabase(path: path)
    }

    mutating func forEach(_ take: (HashListEntry) throws -> Void) throws {
        try file.read { tables in
            let columns = try tables.columns(of: "hashes")
            guard columns.isSuperset(of: ["id", "md5"]) else {
                throw InterchangeError(.file, "no table hashes with columns id and md5")
            }
            let wanted = ["id", "md5", "sha1", "sha2_256"].map { columns.contains($0) ? $0 : "NULL" }
            let rows = try tables.rows(
                of: "hashes",
                sql: "SELECT \(wanted.joined(separator: ", ")) FROM hashes ORDER BY id"
            )
            var names = try TextsOfHashes(table: "file_names", column: "name", in: tables)
            var comments = try TextsOfHashes(table: "comments", column: "comment", in: tables)
            while try rows.advance() { try take(Self.entry(rows, &names, &comments)) }
        }
    }

    private static func entry(
        _ rows: TableRows,
        _ names: inout TextsOfHashes,
        _ comments: inout TextsOfHashes
    ) throws(InterchangeError) -> HashListEntry {
        var entry = HashListEntry()
        guard let identifier = try rows.integer(0, "id") else { throw rows.fault("id: no whole number") }
        entry.identifier = String(identifier)
        entry.md5 = try rows.digest(1, "md5", of: 16)
        entry.sha1 = try rows.digest(2, "sha1", of: 20)
        entry.sha256 = try rows.digest(3, "sha2_256", of: 32).flatMap { ContentDigest(bytes: $0) }
        let called = try names.texts(of: identifier)
        let said = try comments.texts(of: identifier)
        entry.fileName = called.first
        var rest: [JSONMember] = []
        rest.add("file_names", called.dropFirst().map { .string($0) })
        rest.add("comments", said.map { .string($0) })
        if !rest.isEmpty { entry.remainder = JSONValue.object(rest).text }
        guard entry.hasHash else { throw rows.fault("no hash") }
        return entry
    }

    /// The texts of a table that refer to hashes, read beside the hashes in the same order.
    private struct TextsOfHashes {
        private let rows: TableRows?
        private let column: String
        private var waiting: (identifier: Int64, text: String)?

        init(table: String, column: String, in tables: HostileDatabase.Tables) throws {
            self.column = column
            let isThere = try tables.columns(of: table).isSuperset(of: ["hash_id", column])
            rows =
                isThere
                ? try tables.rows(of: table, sql: "SELECT hash_id, \(column) FROM \(table) ORDER BY hash_id, \(column)")
                : nil
            try advance()
        }

        private mutating func advance() throws(InterchangeError) {
            waiting = nil
            while waiting == nil, let rows, try rows.advance() {
                guard let identifier = try rows.integer(0, "hash_id") else {
                    throw rows.fault("hash_id: no whole number")
                }
                if let text = try rows.text(1, column) { waiting = (identifier, text) }
            }
        }

        mutating func texts(of identifier: Int64) throws(InterchangeError) -> [String] {
            var texts: [String] = []
            while let next = waiting, next.identifier <= identifier {
                if next.identifier == identifier {
                    guard texts.count < AutopsyHashList.mostTexts else {
                        throw InterchangeError(.file, "more than \(AutopsyHashList.mostTexts) texts of one hash")
                    }
                    texts.append(next.text)
                }
                try advance()
            }
            return texts
        }
    }
}
