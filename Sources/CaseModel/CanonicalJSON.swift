/// JSON that has one text for each value: keys in order, no white space, the shortest escapes.
///
/// Source: RFC 8785, as far as texts, integers, truth values, null, and lists and objects of them go.
public enum CanonicalJSON: Sendable {
    /// No value.
    case null
    /// True or false.
    case boolean(Bool)
    /// A text.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// Values in their order.
    case list([CanonicalJSON])
    /// Members in any order; no key twice.
    case object([(key: String, value: CanonicalJSON)])

    /// The one text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes of the one text.
    public var bytes: [UInt8] {
        var written: [UInt8] = []
        written.reserveCapacity(256)
        write(to: &written)
        return written
    }

    private func write(to written: inout [UInt8]) {
        switch self {
        case .null: written += "null".utf8
        case .boolean(let truth): written += (truth ? "true" : "false").utf8
        case .text(let text): Self.append(text, to: &written)
        case .integer(let number): written += String(number).utf8
        case .list(let values):
            written.append(UInt8(ascii: "["))
            for (number, value) in values.enumerated() {
                if number > 0 { written.append(UInt8(ascii: ",")) }
                value.write(to: &written)
            }
            written.append(UInt8(ascii: "]"))
        case .object(let members):
            written.append(UInt8(ascii: "{"))
            var isFirst = true
            for (key, value) in members.sorted(by: { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }) {
                if !isFirst { written.append(UInt8(ascii: ",")) }
                isFirst = false
                Self.append(key, to: &written)
                written.append(UInt8(ascii: ":"))
                value.write(to: &written)
            }
            written.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a text in quotation marks.
    package static func append(_ text: String, to written: inout [UInt8]) {
        written.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): written += #"\""#.utf8
            case UInt8(ascii: "\\"): written += #"\\"#.utf8
            case 0x08: written += #"\b"#.utf8
            case 0x09: written += #"\t"#.utf8
            case 0x0a: written += #"\n"#.utf8
            case 0x0c: written += #"\f"#.utf8
            case 0x0d: written += #"\r"#.utf8
            case 0..<0x20: written += ((byte < 0x10 ? #"\u000"# : #"\u00"#) + String(byte, radix: 16)).utf8
            default: written.append(byte)
            }
        }
        written.append(UInt8(ascii: "\""))
    }
}
