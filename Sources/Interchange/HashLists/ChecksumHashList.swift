import CaseModel

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
        let stop = text.utf8.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? text.endIndex
        if let tagged = tagged(text, from: stop) {
            return try entry(digest: tagged.digest, name: tagged.name, isEscaped: isEscaped)
        }
        var name = text.utf8[stop...].dropFirst()
        // The second letter is a space for text and an asterisk for bytes; some tools leave it out.
        if let mark = name.first, mark == UInt8(ascii: " ") || mark == UInt8(ascii: "*") { name = name.dropFirst() }
        return try entry(digest: text[..<stop], name: Substring(name), isEscaped: isEscaped)
    }

    /// The parts of `MD5 (name) = digest`, whose first space is at `stop`; nil for any other line.
    private static func tagged(_ text: Substring, from stop: String.Index) -> (digest: Substring, name: Substring)? {
        let rest = text.utf8[stop...].dropFirst()
        guard rest.first == UInt8(ascii: "("), let equals = rest.lastIndex(of: UInt8(ascii: "=")) else { return nil }
        let name = rest[..<equals].dropFirst()
        guard name.suffix(2).elementsEqual([UInt8(ascii: ")"), UInt8(ascii: " ")]) else { return nil }
        let digest = rest[equals...].dropFirst().drop { $0 == UInt8(ascii: " ") }
        return (Substring(digest), Substring(name.dropLast(2)))
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
