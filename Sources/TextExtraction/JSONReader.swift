/// Why a text is not JSON, or more than is read: says nothing but that.
struct JSONFault: Error {
    /// Whether it may be JSON, only longer than is read at once.
    var isTooLong = false
}

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

/// Reads JSON token by token, strictly as RFC 8259 has it, out of a text of any length.
///
/// Holds no more than the value asked for; its depth, its number of values and its length are bounded by
/// ``TextLimits``.
struct JSONReader {
    /// The text.
    let window: TextWindow
    /// The position of the next byte to read.
    var position: Int
    /// What stands from here on stays in memory, up to ``TextLimits/message`` bytes; nil: from ``position`` on.
    var pin: Int?
    /// The number that was read last.
    private var lastNumber = 0..<0

    /// A string out of JSON, or a piece of a long one.
    struct StringToken {
        /// What it says.
        let text: [UInt8]
        /// The positions of its bytes between the quotation marks.
        let range: Range<Int>
        /// Whether both differ.
        let hasEscapes: Bool
        /// Whether more of the string follows.
        let isCut: Bool
    }

    init(_ window: TextWindow, from position: Int = 0) {
        self.window = window
        self.position = position
    }

    /// Where to go on if this is no JSON: at the start of what was taken for a number, as it may be part of a word.
    var resumption: Int { lastNumber.upperBound == position ? lastNumber.lowerBound : position }

    /// The byte at a position, which is read if need be; nil at the end of the text.
    private func byte(at place: Int) throws(JSONFault) -> UInt8? {
        while place >= window.end {
            let kept = min(pin ?? position, resumption)
            guard window.end - kept <= TextLimits.message || pin == nil else { throw JSONFault(isTooLong: true) }
            guard window.fill(keepingFrom: kept) else { return nil }
        }
        return window.bytes[place - window.base]
    }

    /// The next byte after white space; nil at the end.
    mutating func peek() throws(JSONFault) -> UInt8? {
        while let next = try byte(at: position) {
            guard next == 0x20 || next == 0x0a || next == 0x0d || next == 0x09 else { return next }
            position += 1
        }
        return nil
    }

    /// Passes over one byte, which must be this.
    mutating func expect(_ byte: UInt8) throws(JSONFault) {
        guard try peek() == byte else { throw JSONFault() }
        position += 1
    }

    /// Passes over one byte if it is this.
    mutating func take(_ byte: UInt8) throws(JSONFault) -> Bool {
        guard try peek() == byte else { return false }
        position += 1
        return true
    }

    /// Reads a string, or the first piece of a long one.
    mutating func readString() throws(JSONFault) -> StringToken {
        try expect(UInt8(ascii: "\""))
        return try readRestOfString()
    }

    /// Reads the next piece of a long string.
    mutating func readRestOfString() throws(JSONFault) -> StringToken {
        let start = position
        var index = start
        var copied = start
        var text: [UInt8] = []
        var hasEscapes = false
        while true {
            index = endOfPlain(from: index)
            guard let byte = try byte(at: index) else { throw JSONFault() }
            if byte == UInt8(ascii: "\"") {
                text.append(contentsOf: window.bytes[copied - window.base..<index - window.base])
                position = index + 1
                return StringToken(text: text, range: start..<index, hasEscapes: hasEscapes, isCut: false)
            }
            if index - start >= TextLimits.string, Characters.isLeading(byte) {
                text.append(contentsOf: window.bytes[copied - window.base..<index - window.base])
                position = index
                return StringToken(text: text, range: start..<index, hasEscapes: hasEscapes, isCut: true)
            }
            if byte == UInt8(ascii: "\\") {
                text.append(contentsOf: window.bytes[copied - window.base..<index - window.base])
                hasEscapes = true
                try readEscape(at: &index, into: &text)
                copied = index
            } else if byte < 0x20 {
                throw JSONFault()
            } else {
                index += 1
            }
        }
    }

    /// The next byte that a string does not simply hold; no further than a piece goes, or what is in memory.
    private func endOfPlain(from start: Int) -> Int {
        let base = window.base
        let longest = position + TextLimits.string - base
        return window.bytes.withUnsafeBufferPointer { bytes in
            var index = start - base
            let end = min(bytes.count, longest)
            while index < end, bytes[index] >= 0x20, bytes[index] != UInt8(ascii: "\""),
                bytes[index] != UInt8(ascii: "\\")
            {
                index += 1
            }
            return base + index
        }
    }

    private func readEscape(at index: inout Int, into text: inout [UInt8]) throws(JSONFault) {
        guard let kind = try byte(at: index + 1) else { throw JSONFault() }
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
            if scalar >= 0xd800, scalar < 0xdc00, try byte(at: index) == UInt8(ascii: "\\"),
                try byte(at: index + 1) == UInt8(ascii: "u")
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
        var unit: UInt32 = 0
        for place in index..<index + 4 {
            guard let byte = try byte(at: place), Characters.isHexadecimal(byte) else { throw JSONFault() }
            let digit = Characters.isDigit(byte) ? byte - 0x30 : (byte | 0x20) - 0x57
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// Reads true, false, null or a number.
    mutating func readScalar() throws(JSONFault) -> JSONValue {
        guard let first = try peek() else { throw JSONFault() }
        if first >= 0x61 {
            // The longest word decides how much must be in memory.
            _ = try byte(at: position + 4)
            for word in ["true", "false", "null"] as [StaticString]
            where Characters.match(window.bytes, at: position - window.base, before: window.bytes.count, word) {
                position += word.utf8CodeUnitCount
                return .word
            }
            throw JSONFault()
        }
        let start = position
        var text: [UInt8] = []
        func take(_ bytes: [UInt8]) throws(JSONFault) -> Bool {
            guard let next = try byte(at: start + text.count), bytes.contains(next) else { return false }
            text.append(next)
            return true
        }
        func takeDigits() throws(JSONFault) -> Int {
            let before = text.count
            while let next = try byte(at: start + text.count), Characters.isDigit(next) {
                guard text.count < TextLimits.piece else { throw JSONFault() }
                text.append(next)
            }
            return text.count - before
        }
        _ = try take([UInt8(ascii: "-")])
        let sign = text.count
        let whole = try takeDigits()
        guard whole > 0, whole == 1 || text[sign] != UInt8(ascii: "0") else { throw JSONFault() }
        if try take([UInt8(ascii: ".")]) {
            guard try takeDigits() > 0 else { throw JSONFault() }
        }
        if try take([UInt8(ascii: "e"), UInt8(ascii: "E")]) {
            _ = try take([UInt8(ascii: "+"), UInt8(ascii: "-")])
            guard try takeDigits() > 0 else { throw JSONFault() }
        }
        position = start + text.count
        lastNumber = start..<position
        return .number(String(decoding: text, as: UTF8.self))
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
        switch try peek() {
        case UInt8(ascii: "\""):
            return .string(try readWholeString())
        case UInt8(ascii: "["):
            position += 1
            var elements: [JSONValue] = []
            if try take(UInt8(ascii: "]")) { return .array(elements) }
            repeat {
                elements.append(try readValue(depth: depth + 1, values: &values))
            } while try take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"))
            return .array(elements)
        case UInt8(ascii: "{"):
            position += 1
            var members: [(key: [UInt8], value: JSONValue)] = []
            if try take(UInt8(ascii: "}")) { return .object(members) }
            repeat {
                _ = try peek()
                let key = try readWholeString()
                try expect(UInt8(ascii: ":"))
                members.append((key, try readValue(depth: depth + 1, values: &values)))
            } while try take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
            return .object(members)
        default:
            return try readScalar()
        }
    }

    private mutating func readWholeString() throws(JSONFault) -> [UInt8] {
        var token = try readString()
        var text = token.text
        while token.isCut {
            token = try readRestOfString()
            text += token.text
        }
        return text
    }
}
