/// Text as it may stand in an XML 1.0 document.
///
/// Characters that XML 1.0 has no way to write become U+FFFD.
enum WrittenXML {
    /// An element with text in it.
    static func element(_ name: String, _ text: String, attributes: [(name: String, value: String)] = []) -> String {
        "<\(start(name, attributes))>\(escaped(text))</\(name)>"
    }

    /// A name with attributes, as it stands in a tag.
    static func start(_ name: String, _ attributes: [(name: String, value: String)]) -> String {
        name + attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
    }

    /// Text for an element or an attribute in double quotation marks; a reader gets every blank back.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "\t": escaped.append(contentsOf: "&#9;".unicodeScalars)
            case "\n": escaped.append(contentsOf: "&#10;".unicodeScalars)
            case "\r": escaped.append(contentsOf: "&#13;".unicodeScalars)
            case "\0"..<" ", "\u{fffe}", "\u{ffff}": escaped.append("\u{fffd}")
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
