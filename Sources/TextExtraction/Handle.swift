internal import CaseModel

/// Names of accounts, written `@name`.
enum Handle {
    static let lengths = 3...64

    /// Rules of style sheets, which look like handles.
    private static let rules: Set<String> = [
        "media", "import", "charset", "namespace", "supports", "keyframes", "page", "layer", "property", "container",
    ]

    /// Those in a stretch of text, in order.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [IdentifierHit] {
        var hits: [IdentifierHit] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "@") else {
                index += 1
                continue
            }
            let start = index
            index += 1
            var end = index
            while end < range.upperBound, isName(bytes[end]) { end += 1 }
            let isBounded = start == range.lowerBound || !continuesWord(bytes, at: start - 1)
            if isBounded, let (value, valueEnd) = normalForm(bytes, index..<end, before: range.upperBound) {
                hits.append(IdentifierHit(.handle, value, start..<valueEnd))
            }
            index = end
        }
        return hits
    }

    /// The handle of a name, in lower case with its sign.
    static func normalForm(ofName name: ArraySlice<UInt8>) -> String? {
        guard lengths.contains(name.count), name.allSatisfy(isName), name.contains(where: Characters.isLetter),
            name.first != UInt8(ascii: "."), name.last != UInt8(ascii: ".")
        else { return nil }
        let value = String(decoding: Characters.lowercased(name), as: UTF8.self)
        return rules.contains(value) ? nil : "@" + value
    }

    private static func normalForm(_ bytes: [UInt8], _ name: Range<Int>, before end: Int) -> (String, Int)? {
        // `@font-face` is a rule of a style sheet, not a name.
        if name.upperBound + 1 < end, bytes[name.upperBound] == UInt8(ascii: "-"),
            Characters.isLetter(bytes[name.upperBound + 1])
        {
            return nil
        }
        var last = name.upperBound
        while last > name.lowerBound, bytes[last - 1] == UInt8(ascii: ".") { last -= 1 }
        return normalForm(ofName: bytes[name.lowerBound..<last]).map { ($0, last) }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        Characters.isLetterOrDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    /// Whether a byte before the sign makes it part of a mailbox or of a word.
    private static func continuesWord(_ bytes: [UInt8], at index: Int) -> Bool {
        switch bytes[index] {
        case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "@"):
            return true
        case 0x80...:
            // Letters of Latin with marks; emoji, quotes and scripts without spaces do not count.
            var lead = index
            while lead > 0, !Characters.isLeading(bytes[lead]), index - lead < 3 { lead -= 1 }
            return bytes[lead] >= 0xc3 && bytes[lead] <= 0xc9
        default:
            return Characters.isLetterOrDigit(bytes[index])
        }
    }
}
