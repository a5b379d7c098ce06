/// Writes elements; letters that XML cannot carry become U+FFFD.
struct XMLWriter {
    /// What was written.
    var bytes: [UInt8] = []

    /// Writes a start tag.
    mutating func start(_ name: String, _ attributes: [(name: String, value: String)] = []) {
        open(name, attributes)
        bytes.append(UInt8(ascii: ">"))
    }

    /// Writes an end tag.
    mutating func end(_ name: String) {
        bytes += "</\(name)>".utf8
    }

    /// Writes an element with text only.
    mutating func element(_ name: String, _ attributes: [(name: String, value: String)] = [], text: String) {
        start(name, attributes)
        self.text(text)
        end(name)
    }

    /// Writes an element without content.
    mutating func empty(_ name: String, _ attributes: [(name: String, value: String)] = []) {
        open(name, attributes)
        bytes += "/>".utf8
    }

    /// Writes text.
    mutating func text(_ text: String) {
        bytes += WrittenXML.escaped(text).utf8
    }

    private mutating func open(_ name: String, _ attributes: [(name: String, value: String)]) {
        bytes += "<\(name)".utf8
        for attribute in attributes {
            bytes += " \(attribute.name)=\"".utf8
            text(attribute.value)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// Whether a text can be the name of an element or attribute that we write.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }

    /// Writes an element that was kept as an object of `name`, `attributes`, `text` and `children`, and all in it.
    ///
    /// What is no such object is left out.
    mutating func element(kept json: JSONValue) {
        guard let name = json["name"]?.string, Self.isName(name) else { return }
        let attributes = (json["attributes"]?.members ?? []).compactMap { member in
            Self.isName(member.key) ? member.value.string.map { (name: member.key, value: $0) } : nil
        }
        start(name, attributes)
        text(json["text"]?.string ?? "")
        for child in json["children"]?.elements ?? [] { element(kept: child) }
        end(name)
    }
}
