/// Why a text is not JSON, or more than is read: says nothing but that.
struct JSONFault: Error {}

/// A value of JSON, with numbers as written.
indirect enum JSONValue {
    case string([UInt8])
    case number(String)
    case array([JSONValue])
    case object([(key: [UInt8], value: JSONValue)])
    /// True, false or null.
    case word

    /// The value of the first member of this name.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.elementsEqual(name.utf8) }?.value
    }

    /// The text of a string.
    var text: String? {
        guard case .string(let bytes) = self else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Reads JSON token by token, strictly as RFC 8259 has it, out of well-formed UTF-8.
///
/// Holds no more than the value asked for; depth and number of values are bounded by ``TextLimits``.
struct JSONReader {
    /// The text.
    let bytes: [UInt8]
    /// The next byte to read.
    var position: Int
    /// The number that was read last.
    private var lastNumber = 0..<0

    /// Where to go on if this is no JSON: at the start of what was taken for a number, as it may be part of a word.
    var resumption: Int { lastNumber.upperBound == position ? lastNumber.lowerBound : position }

    /// A string out of JSON.
    struct StringToken {
        /// What it says.
        let text: [UInt8]
        /// Its bytes between the quotation marks.
        let range: Range<Int>
        /// Whether both differ.
        let hasEscapes: Bool
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
    }

    /// The next byte after white space; nil at the end.
    mutating func peek() -> UInt8? {
        while position < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[position]) { position += 1 }
        return position < bytes.count ? bytes[position] : nil
    }

    /// Passes over one byte, which must be this.
    mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard peek() == byte else { throw JSONFault() }
        position += 1
    }

    /// Passes over one byte if it is this.
    mutating func take(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    /// Reads a string.
    mutating func readString() throws(JSONFault) -> StringToken {
        try expect(UInt8(ascii: "\""))
        let start = position
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
            guard bytes[index] >= 0x20 else { throw JSONFault() }
            index += 1
        }
        guard index < bytes.count else { throw JSONFault() }
        if bytes[index] == UInt8(ascii: "\"") {
            position = index + 1
            return StringToken(text: Array(bytes[start..<index]), range: start..<index, hasEscapes: false)
        }
        var text = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                position = index + 1
                return StringToken(text: text, range: start..<index, hasEscapes: true)
            }
            guard byte >= 0x20 else { throw JSONFault() }
            if byte == UInt8(ascii: "\\") {
                try readEscape(at: &index, into: &text)
            } else {
                text.append(byte)
                index += 1
            }
        }
        throw JSONFault()
    }

    private func readEscape(at index: inout Int, into text: inout [UInt8]) throws(JSONFault) {
        guard index + 1 < bytes.count else { throw JSONFault() }
        let kind = bytes[index + 1]
        index += 2
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var scalar = try readUnit(at: index)
            index += 4
            if scalar >= 0xd800, scalar < 0xdc00, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
                bytes[index + 1] == UInt8(ascii: "u")
            {
                let second = try readUnit(at: index + 2)
                if second >= 0xdc00, second < 0xe000 {
                    scalar = 0x10000 + (scalar - 0xd800) << 10 + (second - 0xdc00)
                    index += 6
                }
            }
            TextDecoder.append(scalar >= 0xd800 && scalar < 0xe000 ? 0xfffd : scalar, to: &text)
        default: throw JSONFault()
        }
    }

    private func readUnit(at index: Int) throws(JSONFault) -> UInt32 {
        guard bytes.count - index >= 4 else { throw JSONFault() }
        var unit: UInt32 = 0
        for byte in bytes[index..<index + 4] {
            guard Characters.isHexadecimal(byte) else { throw JSONFault() }
            let digit = Characters.isDigit(byte) ? byte - 0x30 : (byte | 0x20) - 0x57
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// Reads true, false, null or a number.
    mutating func readScalar() throws(JSONFault) -> JSONValue {
        _ = peek()
        for word in ["true", "false", "null"] as [StaticString]
        where Characters.match(bytes, at: position, before: bytes.count, word) && bytes[position] >= 0x61 {
            position += word.utf8CodeUnitCount
            return .word
        }
        let start = position
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
        let whole = skipDigits()
        guard whole > 0, whole == 1 || bytes[position - whole] != UInt8(ascii: "0") else { throw JSONFault() }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            guard skipDigits() > 0 else { throw JSONFault() }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) {
                position += 1
            }
            guard skipDigits() > 0 else { throw JSONFault() }
        }
        lastNumber = start..<position
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while position < bytes.count, Characters.isDigit(bytes[position]) { position += 1 }
        return position - start
    }

    /// Reads a whole value.
    ///
    /// - Parameters:
    ///   - depth: Arrays and objects that it stands in.
    ///   - values: How many values may still be read.
    /// - Returns: The value.
    /// - Throws: ``JSONFault``.
    mutating func readValue(depth: Int, values: inout Int) throws(JSONFault) -> JSONValue {
        values -= 1
        guard depth <= TextLimits.depth, values >= 0 else { throw JSONFault() }
        switch peek() {
        case UInt8(ascii: "\""):
            return .string(try readString().text)
        case UInt8(ascii: "["):
            position += 1
            var elements: [JSONValue] = []
            if take(UInt8(ascii: "]")) { return .array(elements) }
            repeat {
                elements.append(try readValue(depth: depth + 1, values: &values))
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"))
            return .array(elements)
        case UInt8(ascii: "{"):
            position += 1
            var members: [(key: [UInt8], value: JSONValue)] = []
            if take(UInt8(ascii: "}")) { return .object(members) }
            repeat {
                _ = peek()
                let key = try readString().text
                try expect(UInt8(ascii: ":"))
                members.append((key, try readValue(depth: depth + 1, values: &values)))
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
            return .object(members)
        default:
            return try readScalar()
        }
    }
}
