internal import CaseModel

/// Walks through JSON, one value after another: messages of Telegram become messages, an array of objects becomes a
/// table, and the words of all other strings are searched.
///
/// Whatever array is named `messages` may hold messages; the chat is the `name` that stands before it. So one chat
/// and the export of a whole account read alike. A member whose name tells what it holds, such as `imei`, is read as
/// that.
final class JSONText<Reader: TelephoneNumberReader> {
    private let window: TextWindow
    private let scanner: IdentifierScanner<Reader>
    private let emit: (Finding) throws -> Void
    private var json: JSONReader
    private var messages = 0
    /// The largest array of objects so far.
    private var table: TableDetails?

    /// Takes a text if it starts as an array or object does.
    init?(_ window: TextWindow, scanner: IdentifierScanner<Reader>, emit: @escaping (Finding) throws -> Void) {
        var probe = JSONReader(window)
        // A text that is no JSON is read from its start again.
        probe.pin = 0
        guard let first = try? probe.peek(), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
            return nil
        }
        json = JSONReader(window)
        self.window = window
        self.scanner = scanner
        self.emit = emit
    }

    /// Passes on what is found.
    ///
    /// - Returns: Where to go on reading plain text, since this is no more JSON from there; nil if everything was read.
    func pass() throws -> Int? {
        var resumption: Int?
        do {
            while try json.peek() != nil { try walk(depth: 0, name: nil) }
        } catch is JSONFault {
            if messages > 0 {
                try emit(.warning("The export is damaged or cut off; the rest was searched as plain text."))
            }
            resumption = json.resumption
        }
        if messages == 0, let table { try emit(.table(table)) }
        return resumption
    }

    private func walk(depth: Int, name: String?) throws {
        guard depth <= TextLimits.depth else { throw JSONFault() }
        switch try json.peek() {
        case UInt8(ascii: "{"): _ = try walkObject(depth: depth)
        case UInt8(ascii: "["): try walkArray(depth: depth, messagesOf: nil)
        case UInt8(ascii: "\""): try searchString(name: name)
        default:
            let start = json.position
            guard case .number(let text) = try json.readScalar(), let name, let role = ColumnRole(name: name),
                role.isIdentifier
            else { return }
            let digits = Array(text.utf8)
            try scanner.scanCell(
                digits,
                0..<digits.count,
                role: role,
                origin: .structure(window.offset(of: start)),
                line: window.line(at: start),
                column: name
            )
        }
    }

    /// Walks through an object.
    ///
    /// - Parameter depth: Arrays and objects that it stands in.
    /// - Returns: The names of its members.
    /// - Throws: ``JSONFault``, or what is thrown on passing on.
    private func walkObject(depth: Int) throws -> [String] {
        try json.expect(UInt8(ascii: "{"))
        if try json.take(UInt8(ascii: "}")) { return [] }
        var chat: String?
        var names: [String] = []
        repeat {
            _ = try json.peek()
            let key = try json.readString()
            try search(key, name: nil)
            guard !key.isCut else { throw JSONFault() }
            try json.expect(UInt8(ascii: ":"))
            let first = try json.peek()
            let name = String(decoding: key.text, as: UTF8.self)
            if names.count < TextLimits.columns { names.append(name) }
            if first == UInt8(ascii: "["), name == "messages" {
                try walkArray(depth: depth + 1, messagesOf: .some(chat))
            } else if first == UInt8(ascii: "\"") {
                let value = try searchString(name: name)
                if name == "name" { chat = value }
            } else {
                try walk(depth: depth + 1, name: name)
            }
        } while try json.take(UInt8(ascii: ","))
        try json.expect(UInt8(ascii: "}"))
        return names
    }

    /// Walks through an array.
    ///
    /// - Parameters:
    ///   - depth: Arrays and objects that it stands in.
    ///   - chat: For an array that may hold messages, the name of the conversation, which may be missing.
    /// - Throws: ``JSONFault``, or what is thrown on passing on.
    private func walkArray(depth: Int, messagesOf chat: String??) throws {
        try json.expect(UInt8(ascii: "["))
        if try json.take(UInt8(ascii: "]")) { return }
        var rows = 0
        var columns: [String] = []
        repeat {
            let isObject = try json.peek() == UInt8(ascii: "{")
            if let chat, isObject {
                try passElement(ofChat: chat, depth: depth)
            } else if isObject {
                guard depth + 1 <= TextLimits.depth else { throw JSONFault() }
                let names = try walkObject(depth: depth + 1)
                if rows == 0 { columns = names }
                rows += 1
            } else {
                try walk(depth: depth + 1, name: nil)
            }
        } while try json.take(UInt8(ascii: ","))
        try json.expect(UInt8(ascii: "]"))
        let isTable = rows > 1 && columns.contains { ColumnRole(name: $0)?.isIdentifier == true }
        if isTable, rows > table?.rows ?? 0 { table = TableDetails(rows: rows, columns: columns, delimiter: nil) }
    }

    private func passElement(ofChat chat: String?, depth: Int) throws {
        let start = json.position
        let line = window.line(at: start)
        var values = TextLimits.values
        json.pin = start
        defer { json.pin = nil }
        let value: JSONValue
        do {
            value = try json.readValue(depth: depth + 1, values: &values)
        } catch {
            json.position = start
            json.pin = nil
            if error.isTooLong { return try walk(depth: depth + 1, name: nil) }
            throw error
        }
        guard let message = TelegramMessage(value) else {
            json.position = start
            return try walk(depth: depth + 1, name: nil)
        }
        guard messages < TextLimits.messages else { return }
        let number = messages
        messages += 1
        if messages == TextLimits.messages {
            try emit(.warning("Only the first \(TextLimits.messages) messages are reported."))
        }
        try emit(.message(message.message(chat: chat, line: line)))
        let offset = window.offset(of: start)
        for searched in message.searchedTexts {
            try scanner.scan(searched, structureAt: offset, line: line, message: number)
        }
    }

    /// Reads a string and searches it.
    ///
    /// - Returns: The string, or its first piece if it is long.
    @discardableResult
    private func searchString(name: String?) throws -> String {
        var token = try json.readString()
        let text = String(decoding: token.text, as: UTF8.self)
        try search(token, name: name)
        while token.isCut {
            token = try json.readRestOfString()
            try search(token, name: nil)
        }
        return text
    }

    private func search(_ string: JSONReader.StringToken, name: String?) throws {
        guard string.text.count >= 4 else { return }
        let start = string.range.lowerBound
        let line = window.line(at: start)
        if let name, !string.isCut, let role = ColumnRole(name: name), role.isIdentifier {
            let origin = IdentifierScanner<Reader>.Origin.structure(window.offset(of: start))
            let text = string.text
            return try scanner.scanCell(text, 0..<text.count, role: role, origin: origin, line: line, column: name)
        }
        if string.hasEscapes {
            try scanner.scan(string.text, structureAt: window.offset(of: start), line: line)
        } else {
            let range = start - window.base..<string.range.upperBound - window.base
            try scanner.scan(window.bytes, range, origin: .text(window), line: line)
        }
    }
}
