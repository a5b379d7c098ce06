internal import CaseModel

/// Walks through JSON, one value after another: messages of Telegram become messages, and the words of all other
/// strings are searched.
///
/// Whatever array is named `messages` may hold messages; the chat is the `name` that stands before it. So one chat
/// and the export of a whole account read alike.
struct JSONText<Reader: TelephoneNumberReader> {
    private let text: DecodedText
    private let scanner: IdentifierScanner<Reader>
    private let emit: (Finding) throws -> Void
    private var json: JSONReader
    private var lines = LineCounter()
    private var messages = 0

    /// Takes a text if it starts as an array or object does.
    init?(_ text: DecodedText, scanner: IdentifierScanner<Reader>, emit: @escaping (Finding) throws -> Void) {
        json = JSONReader(text.utf8)
        guard let first = json.peek(), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
        self.text = text
        self.scanner = scanner
        self.emit = emit
    }

    /// Passes on what is found.
    ///
    /// - Returns: Where to go on reading plain text, since this is no more JSON from there, and on what line;
    ///   nil if everything was read.
    mutating func pass() throws -> (position: Int, line: Int)? {
        do {
            while json.peek() != nil { try walk(depth: 0) }
            return nil
        } catch is JSONFault {
            if messages > 0 {
                try emit(.warning("The export is damaged or cut off; the rest was searched as plain text."))
            }
            return (json.resumption, lines.line(at: json.resumption, in: text.utf8))
        }
    }

    private mutating func walk(depth: Int) throws {
        guard depth <= TextLimits.depth else { throw JSONFault() }
        switch json.peek() {
        case UInt8(ascii: "{"): try walkObject(depth: depth)
        case UInt8(ascii: "["): try walkArray(depth: depth, messagesOf: nil)
        case UInt8(ascii: "\""): try search(try json.readString())
        default: _ = try json.readScalar()
        }
    }

    private mutating func walkObject(depth: Int) throws {
        try json.expect(UInt8(ascii: "{"))
        if json.take(UInt8(ascii: "}")) { return }
        var name: String?
        repeat {
            _ = json.peek()
            let key = try json.readString()
            try search(key)
            try json.expect(UInt8(ascii: ":"))
            let first = json.peek()
            if first == UInt8(ascii: "["), key.text.elementsEqual("messages".utf8) {
                try walkArray(depth: depth + 1, messagesOf: .some(name))
            } else if first == UInt8(ascii: "\"") {
                let value = try json.readString()
                if key.text.elementsEqual("name".utf8) { name = String(decoding: value.text, as: UTF8.self) }
                try search(value, isTelephoneNumber: key.text.elementsEqual("phone_number".utf8))
            } else {
                try walk(depth: depth + 1)
            }
        } while json.take(UInt8(ascii: ","))
        try json.expect(UInt8(ascii: "}"))
    }

    /// Walks through an array.
    ///
    /// - Parameters:
    ///   - depth: Arrays and objects that it stands in.
    ///   - chat: For an array that may hold messages, the name of the conversation, which may be missing.
    /// - Throws: ``JSONFault``, or what is thrown on passing on.
    private mutating func walkArray(depth: Int, messagesOf chat: String??) throws {
        try json.expect(UInt8(ascii: "["))
        if json.take(UInt8(ascii: "]")) { return }
        repeat {
            if let chat, json.peek() == UInt8(ascii: "{") {
                try passElement(ofChat: chat, depth: depth)
            } else {
                try walk(depth: depth + 1)
            }
        } while json.take(UInt8(ascii: ","))
        try json.expect(UInt8(ascii: "]"))
    }

    private mutating func passElement(ofChat chat: String?, depth: Int) throws {
        let start = json.position
        var values = TextLimits.values
        let value: JSONValue
        do {
            value = try json.readValue(depth: depth + 1, values: &values)
        } catch {
            json.position = start
            throw error
        }
        guard let message = TelegramMessage(value) else {
            json.position = start
            return try walk(depth: depth + 1)
        }
        let line = lines.line(at: start, in: text.utf8)
        guard messages < TextLimits.messages else { return }
        let number = messages
        messages += 1
        if messages == TextLimits.messages {
            try emit(.warning("Only the first \(TextLimits.messages) messages are reported."))
        }
        try emit(.message(message.message(chat: chat, line: line)))
        for searched in message.searchedTexts {
            try scanner.scan(searched, structureAt: text.offset(of: start), line: line, message: number)
        }
    }

    private mutating func search(_ string: JSONReader.StringToken, isTelephoneNumber: Bool = false) throws {
        guard string.text.count >= 4 else { return }
        let start = string.range.lowerBound
        let line = lines.line(at: start, in: text.utf8)
        let international = isTelephoneNumber ? TelephonePrefix.international(string.text) : string.text
        if string.hasEscapes || international.count != string.text.count {
            try scanner.scan(international, structureAt: text.offset(of: start), line: line)
        } else {
            try scanner.scan(text.utf8, string.range, origin: .text(text), line: line)
        }
    }
}
