import CaseModel

/// Cairn's own JSON of hash lists, which keeps all that an entry holds.
struct JSONHashList: SequentialHashListSource {
    /// What the member `format` says.
    static let format = "cairn-hash-list"

    private(set) var statement = HashListStatement()
    private var reader: JSONReader
    private var hasBegun = false
    private var isFormatKnown = false
    private var isInEntries = false
    private var hasEntries = false

    init(_ reader: JSONReader) {
        self.reader = reader
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        if !hasBegun {
            try reader.beginObject()
            hasBegun = true
        }
        while true {
            if isInEntries {
                if try reader.nextElement() {
                    let entry = try HashListEntry(from: &reader)
                    guard entry.hasHash || entry.isWithdrawn else { throw reader.fault("no hash") }
                    return entry
                }
                isInEntries = false
            }
            guard let key = try reader.nextKey() else {
                guard hasEntries else { throw reader.fault("no entries") }
                try reader.finish()
                return nil
            }
            try read(key)
        }
    }

    private mutating func read(_ key: String) throws(InterchangeError) {
        switch key {
        case "format":
            guard try reader.text() == Self.format else { throw reader.fault("no hash list of Cairn") }
            isFormatKnown = true
        case "name": statement.name = try reader.text()
        case "version": statement.version = try reader.text()
        case "scheme": statement.scheme = try reader.text()
        case "scheme_version": statement.schemeVersion = try reader.text()
        case "entries":
            guard isFormatKnown else { throw reader.fault("entries before the format") }
            try reader.beginArray()
            (isInEntries, hasEntries) = (true, true)
        default: throw reader.fault("a member that a hash list of Cairn does not have")
        }
    }

    /// What leads the entries.
    static func head(_ statement: HashListStatement) -> [UInt8] {
        var members = [JSONMember("format", .string(format))]
        members.add("name", statement.name)
        members.add("version", statement.version)
        members.add("scheme", statement.scheme)
        members.add("scheme_version", statement.schemeVersion)
        var bytes: [UInt8] = []
        JSONValue.object(members).write(to: &bytes)
        bytes.removeLast()
        return bytes + ",\"entries\":[".utf8
    }
}
