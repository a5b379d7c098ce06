import CaseModel

/// Signals as the program `tx` of ThreatExchange has them: the lines of a `local_file` exchange, or CSV of a data set.
///
/// Lines are `type value`. CSV has the columns `signal_type`, `signal_str`, `collab`, `category` and `tags`; in its older
/// shape, without names, these are the value, a number, a day and labels. A value without type is an MD5, SHA-1 or PDQ by
/// its length: the older shape and typeless lines are of one type, which only the name of the file tells, and PDQ is what
/// data sets of 64 digits hold.
struct SignalHashList: SequentialHashListSource {
    private enum Shape {
        case lines(LineReader)
        case table(DelimitedTable)
        case rows(DelimitedReader)
    }

    let statement = HashListStatement()
    private var shape: Shape

    init(path: String) throws(InterchangeError) {
        var first = LineReader(try TextSource(path: path))
        let head = try first.next() ?? ""
        let source = try TextSource(path: path)
        if head.lowercased().contains("signal_str") {
            shape = .table(try DelimitedTable(source, delimiter: ","))
        } else if let comma = head.firstIndex(of: ","), !head[..<comma].contains(" ") {
            shape = .rows(DelimitedReader(source, delimiter: ","))
        } else {
            shape = .lines(LineReader(source))
        }
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        switch shape {
        case .lines(var reader):
            defer { shape = .lines(reader) }
            return try Self.next(&reader)
        case .table(var table):
            defer { shape = .table(table) }
            return try Self.next(&table)
        case .rows(var reader):
            defer { shape = .rows(reader) }
            return try Self.next(&reader)
        }
    }

    private static func next(_ reader: inout LineReader) throws(InterchangeError) -> HashListEntry? {
        while let line = try reader.next() {
            let signal = line[...].trimming(while: \.isWhitespace)
            guard !signal.isEmpty else { continue }
            do throws(FieldFault) {
                guard let space = signal.firstIndex(of: " ") else { return try entry(type: nil, value: signal) }
                let value = signal[space...].trimming(while: \.isWhitespace)
                return try entry(type: String(signal[..<space]), value: value)
            } catch {
                throw reader.fault(error.text)
            }
        }
        return nil
    }

    private static func next(_ table: inout DelimitedTable) throws(InterchangeError) -> HashListEntry? {
        guard try table.advance() else { return nil }
        let type = table[table.column("signal_type")]
        guard
            var entry = try table.field(
                table.column("signal_str"),
                as: { text throws(FieldFault) in try Self.entry(type: type, value: text[...]) }
            )
        else { throw table.fault("no signal") }
        entry.remainder = table.rest(without: ["signal_type", "signal_str"])
        return entry
    }

    private static func next(_ reader: inout DelimitedReader) throws(InterchangeError) -> HashListEntry? {
        guard let fields = try reader.next() else { return nil }
        do throws(FieldFault) {
            guard fields.count == 4 else { throw FieldFault(text: "\(fields.count) fields instead of 4") }
            var entry = try entry(type: nil, value: fields[0][...])
            entry.identifier = fields[1].isEmpty ? nil : fields[1]
            entry.changedAt = fields[2].isEmpty ? nil : fields[2]
            if !fields[3].isEmpty { entry.remainder = JSONValue.object([JSONMember("tags", .string(fields[3]))]).text }
            return entry
        } catch {
            throw reader.fault(error.text)
        }
    }

    private static func entry(type: String?, value: Substring) throws(FieldFault) -> HashListEntry {
        var entry = HashListEntry()
        switch (type, value.utf8.count) {
        case (let type?, _):
            guard !value.isEmpty else { throw FieldFault(text: "a signal type without signal") }
            try entry.take(hash: String(value), kind: type)
            if entry.md5 != nil, type.lowercased() != "md5" { entry.mediaType = "video" }
        case (nil, 32): entry.md5 = try value.digest(of: 16)
        case (nil, 40): entry.sha1 = try value.digest(of: 20)
        case (nil, 64): entry.pictureHash = PerceptualHash(bigEndianBytes: try value.digest(of: 32))
        default: throw FieldFault(text: "a signal whose type is not stated and cannot be told by its length")
        }
        return entry
    }
}
