/// What `md5sum`, `sha1sum` and `sha256sum` print, with or without `--tag`; the digest's length tells its kind.
struct ChecksumHashList: SequentialHashListSource {
    let statement = HashListStatement()
    private var lines: LineReader

    init(_ lines: LineReader) {
        self.lines = lines
    }

    mutating func next() throws(InterchangeError) -> HashListEntry? {
        while let line = try lines.next() {
            guard !line.allSatisfy(\.isWhitespace), !line.hasPrefix("#") else { continue }
            do throws(FieldFault) {
                return try Self.entry(line)
            } catch {
                throw lines.fault(error.text)
            }
        }
        return nil
    }

    private static func entry(_ line: String) throws(FieldFault) -> HashListEntry {
        let isEscaped = line.hasPrefix("\\")
        let text = isEscaped ? line.dropFirst() : line[...]
        if let tagged = tagged(text) {
            return try entry(digest: tagged.digest, name: tagged.name, isEscaped: isEscaped)
        }
        let digest = text.prefix { $0 != " " && $0 != "\t" }
        var name = text[digest.endIndex...]
        if !name.isEmpty {
            name = name.dropFirst()
            // The second letter is a space for text and an asterisk for bytes; some tools leave it out.
            if let mark = name.first, mark == " " || mark == "*" { name = name.dropFirst() }
        }
        return try entry(digest: digest, name: name, isEscaped: isEscaped)
    }

    /// The parts of `MD5 (name) = digest`; nil for any other line.
    private static func tagged(_ text: Substring) -> (digest: Substring, name: Substring)? {
        guard let opening = text.firstIndex(of: "("), text[..<opening].hasSuffix(" "),
            !text[..<opening].dropLast().contains(" "),
            let equals = text.lastIndex(of: "="), opening < equals,
            text[..<equals].hasSuffix(") ")
        else { return nil }
        let name = text[text.index(after: opening)..<equals].dropLast(2)
        return (text[text.index(after: equals)...].drop { $0 == " " }, name)
    }

    private static func entry(
        digest: Substring,
        name: Substring,
        isEscaped: Bool
    ) throws(FieldFault) -> HashListEntry {
        var entry = HashListEntry()
        switch digest.utf8.count {
        case 32: try entry.take(hash: String(digest), kind: "MD5")
        case 40: try entry.take(hash: String(digest), kind: "SHA1")
        case 64: try entry.take(hash: String(digest), kind: "SHA256")
        case 96:
            _ = try digest.digest(of: 48)
            try entry.take(hash: String(digest), kind: "SHA384")
        case 128:
            _ = try digest.digest(of: 64)
            try entry.take(hash: String(digest), kind: "SHA512")
        default: throw FieldFault(text: "\(digest.utf8.count) letters where a digest belongs")
        }
        let plain = isEscaped ? try unescaped(name) : String(name)
        entry.fileName = plain.isEmpty ? nil : plain
        return entry
    }

    /// Reads the escapes of a name whose line begins with a reverse solidus.
    private static func unescaped(_ name: Substring) throws(FieldFault) -> String {
        var plain = String.UnicodeScalarView()
        var letters = name.unicodeScalars.makeIterator()
        while let letter = letters.next() {
            guard letter == "\\" else {
                plain.append(letter)
                continue
            }
            switch letters.next() {
            case "\\": plain.append("\\")
            case "n": plain.append("\n")
            case "r": plain.append("\r")
            default: throw FieldFault(text: "an escape in a name that is none")
            }
        }
        return String(plain)
    }

    /// The line of a digest and name, with its end.
    static func line(digest: String, name: String) -> String {
        let special: Set<Unicode.Scalar> = ["\\", "\n", "\r"]
        guard name.unicodeScalars.contains(where: special.contains) else { return "\(digest)  \(name)\n" }
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return "\\\(digest)  \(escaped)\n"
    }
}
