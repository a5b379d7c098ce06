/// Rows under a row of column names, each row with as many fields as there are names.
struct DelimitedTable {
    /// A column of a table that may not have it.
    struct Column {
        /// The name that faults show.
        let name: String
        fileprivate let index: Int?
    }

    /// The names of the columns, as spelled.
    let names: [String]

    /// The names as they are compared.
    private let keys: [String]
    private var reader: DelimitedReader
    private var fields: [String] = []

    /// Reads the names.
    init(_ source: TextSource, delimiter: Character) throws(InterchangeError) {
        reader = DelimitedReader(source, delimiter: delimiter)
        guard let names = try reader.next() else { throw reader.fault("no row of column names") }
        self.names = names
        keys = names.map(Self.key)
        var seen: Set<String> = []
        for (name, key) in zip(names, keys) where !seen.insert(key).inserted {
            throw reader.fault("the column \(InterchangeError.shown(name)) twice")
        }
    }

    /// Finds a column by its name in either case.
    func column(_ name: String) -> Column {
        Column(name: name, index: keys.firstIndex(of: Self.key(name)))
    }

    /// Whether the table has a column.
    func has(_ name: String) -> Bool { column(name).index != nil }

    /// Goes to the next row; false after the last.
    mutating func advance() throws(InterchangeError) -> Bool {
        guard let next = try reader.next() else { return false }
        guard next.count == names.count else {
            throw reader.fault("\(next.count) fields under \(names.count) column names")
        }
        fields = next
        return true
    }

    /// A field of the row; nil if it is empty or there is no such column.
    subscript(column: Column) -> String? {
        guard let index = column.index, !fields[index].isEmpty else { return nil }
        return fields[index]
    }

    /// A field of the row, read as what it should be; nil if it is empty or there is no such column.
    func field<Value>(
        _ column: Column,
        as read: (String) throws(FieldFault) -> Value
    ) throws(InterchangeError) -> Value? {
        guard let text = self[column] else { return nil }
        do throws(FieldFault) {
            return try read(text)
        } catch {
            throw fault("\(column.name): \(error.text)")
        }
    }

    /// The fields of the row under other columns than those that are named, as a JSON object; nil if all are empty.
    func rest(without known: Set<String>) -> String? {
        var members: [JSONMember] = []
        for index in fields.indices where !fields[index].isEmpty && !known.contains(keys[index]) {
            members.add(names[index], fields[index])
        }
        return members.isEmpty ? nil : JSONValue.object(members).text
    }

    /// The line in which the row begins, from 1.
    var line: Int { reader.line }

    /// A fault in the row.
    func fault(_ text: String) -> InterchangeError { reader.fault(text) }

    private static func key(_ name: String) -> String {
        name.lowercased().split(separator: " ").joined(separator: " ")
    }
}
