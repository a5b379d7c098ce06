import CaseModel

/// Cairn's own CSV of hash lists: a row of names, then the fields that Cairn's JSON has, by the same names.
///
/// Any column may be missing and any order will do; `other_hashes` and `remainder` hold JSON.
struct CommaSeparatedHashList: SequentialHashListSource {
    /// The columns in the order written.
    static let columns = [
        "identifier", "md5", "sha1", "sha256", "pdq", "other_hashes", "code", "file_name", "size", "media_type",
        "series",
        "is_distributed", "is_victim_identified", "is_offender_identified", "votes_for", "votes_against",
        "is_withdrawn", "changed_at", "remainder",
    ]

    let statement = HashListStatement()
    private var table: DelimitedTable
    private let columns: [DelimitedTable.Column]

    init(_ source: TextSource) throws(InterchangeError) {
        table = try DelimitedTable(source, delimiter: ",")
        let unknown = table.names.first { !Self.columns.contains($0.lowercased()) }
        if let unknown {
            throw table.fault("a column \(InterchangeError.shown(unknown)), which a hash list does not have")
        }
        columns = Self.columns.filter(table.has).map(table.column)
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        guard try table.advance() else { return nil }
        // The row as the object that Cairn's JSON would have: one set of rules for both.
        var members: [JSONMember] = []
        for column in columns {
            guard let text = table[column] else { continue }
            if column.name == "other_hashes" || column.name == "remainder" {
                var reader = JSONReader(bytes: Array(text.utf8))
                do throws(InterchangeError) {
                    members.append(JSONMember(column.name, try reader.value()))
                    try reader.finish()
                } catch {
                    throw table.fault("\(column.name): \(error.fault)")
                }
            } else {
                members.add(column.name, text)
            }
        }
        var bytes: [UInt8] = []
        JSONValue.object(members).write(to: &bytes)
        var reader = JSONReader(bytes: bytes)
        let entry: HashListEntry
        do throws(InterchangeError) {
            entry = try HashListEntry(from: &reader)
        } catch {
            guard case .value(let path, _) = error.place else { throw table.fault(error.fault) }
            throw table.fault("\(path): \(error.fault)")
        }
        guard entry.hasHash || entry.isWithdrawn else { throw table.fault("no hash") }
        return entry
    }

    /// An entry as a row, with its end.
    static func row(_ entry: HashListEntry) -> [UInt8] {
        let json = entry.json
        let fields = columns.map { name in
            switch json[name] {
            case nil, .null: ""
            case .string(let text), .number(let text): text
            case .bool(let isTrue): isTrue ? "true" : "false"
            case let nested?: nested.text
            }
        }
        return DelimitedReader.row(fields, delimiter: ",")
    }
}

extension DelimitedReader {
    /// Fields as a row with its end, in quotation marks where they need them.
    static func row(_ fields: [String], delimiter: Character) -> [UInt8] {
        let rows = fields.map { field in
            let needsMarks = field.unicodeScalars.contains { scalar in
                scalar == "\"" || scalar == "\n" || scalar == "\r" || Character(scalar) == delimiter
            }
            return needsMarks
                ? "\"\(field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
                : field
        }
        return Array((rows.joined(separator: String(delimiter)) + "\n").utf8)
    }
}
