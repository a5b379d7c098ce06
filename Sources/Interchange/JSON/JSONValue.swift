/// A JSON value without loss: members in their order, numbers as they were spelled.
public enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// A number in the spelling of RFC 8259.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in their order, no key twice.
    case object([JSONMember])

    /// Makes a number.
    public static func integer(_ number: some BinaryInteger) -> JSONValue { .number(String(number)) }

    /// The members of an object; nil for anything else.
    public var members: [JSONMember]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The elements of an array; nil for anything else.
    public var elements: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The text of a string; nil for anything else.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of an object's member; nil if there is none such.
    public subscript(key: String) -> JSONValue? {
        members?.first { $0.key == key }?.value
    }

    /// The value as JSON without white space.
    public var text: String {
        var written: [UInt8] = []
        write(to: &written)
        return String(decoding: written, as: UTF8.self)
    }

    /// Appends the value as JSON without white space.
    public func write(to written: inout [UInt8]) {
        switch self {
        case .null: written += "null".utf8
        case .bool(let isTrue): written += (isTrue ? "true" : "false").utf8
        case .number(let spelling): written += spelling.utf8
        case .string(let text): Self.write(text, to: &written)
        case .array(let elements):
            written.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { written.append(UInt8(ascii: ",")) }
                element.write(to: &written)
            }
            written.append(UInt8(ascii: "]"))
        case .object(let members):
            written.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { written.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &written)
                written.append(UInt8(ascii: ":"))
                member.value.write(to: &written)
            }
            written.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a text in quotation marks.
    static func write(_ text: String, to written: inout [UInt8]) {
        written.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): written += #"\""#.utf8
            case UInt8(ascii: "\\"): written += #"\\"#.utf8
            case 0x09: written += #"\t"#.utf8
            case 0x0a: written += #"\n"#.utf8
            case 0x0d: written += #"\r"#.utf8
            case 0..<0x20: written += ((byte < 0x10 ? #"\u000"# : #"\u00"#) + String(byte, radix: 16)).utf8
            default: written.append(byte)
            }
        }
        written.append(UInt8(ascii: "\""))
    }
}

/// A member of a JSON object.
public struct JSONMember: Hashable, Sendable {
    /// Its name.
    public let key: String
    /// What it holds.
    public let value: JSONValue

    /// Names a value.
    public init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}
