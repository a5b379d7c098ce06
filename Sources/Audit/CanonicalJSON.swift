/// JSON that has one text for each value: keys in order, no white space, the shortest escapes.
///
/// Source: RFC 8785, as far as texts, integers and objects of them go.
enum CanonicalJSON {
    case text(String)
    case integer(Int64)
    case object([String: CanonicalJSON])

    /// The one text.
    var text: String {
        var written = ""
        write(to: &written)
        return written
    }

    private func write(to written: inout String) {
        switch self {
        case .text(let text): Self.write(text, to: &written)
        case .integer(let number): written += String(number)
        case .object(let members):
            written += "{"
            var isFirst = true
            for (key, value) in members.sorted(by: { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }) {
                if !isFirst { written += "," }
                isFirst = false
                Self.write(key, to: &written)
                written += ":"
                value.write(to: &written)
            }
            written += "}"
        }
    }

    private static func write(_ text: String, to written: inout String) {
        written += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": written += "\\\""
            case "\\": written += "\\\\"
            case "\u{8}": written += "\\b"
            case "\t": written += "\\t"
            case "\n": written += "\\n"
            case "\u{c}": written += "\\f"
            case "\r": written += "\\r"
            case "\0"..<" ":
                let digits = String(scalar.value, radix: 16)
                written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: written.unicodeScalars.append(scalar)
            }
        }
        written += "\""
    }
}
