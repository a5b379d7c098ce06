/// Serial numbers as cameras write them, and what only looks like one.
public enum SerialNumber {
    /// The longest text that is taken for a serial number.
    private static let longest = 64
    /// The fewest letters and digits, zeros before them left out, that tell one camera from another.
    private static let fewest = 3

    /// What some makers write before the number, without blanks and in small letters.
    private static let labels = [
        "serialnumber", "serial number", "serialno", "serial no", "serial", "s/n", "sn", "no", "nr", "#",
    ]
    private static let separators: Set<Character> = ["=", ":", ".", "#"]

    /// Words that stand for no number.
    private static let words: Set<String> = [
        "unknown", "none", "null", "nil", "undefined", "undef", "default", "unavailable", "notavailable", "notset",
        "na",
        "nan", "serial", "serialnumber", "string", "test", "empty", "invalid", "unspecified",
    ]

    /// The number without label and blanks.
    ///
    /// - Parameter text: A metadata field's value.
    /// - Returns: Nil for placeholders: blanks, zeros, one character repeated, digits counted up, words such as "unknown".
    public static func cleaned(_ text: String) -> String? {
        let value = trimmed(unlabelled(trimmed(text)))
        guard value.count <= longest else { return nil }
        let telling = value.lowercased().filter { $0.isLetter || $0.isNumber }
        guard telling.drop(while: { $0 == "0" }).count >= fewest, Set(telling).count > 1, !words.contains(telling),
            !isCounting(telling)
        else { return nil }
        return value
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let padding: Set<Character> = [" ", "\0", "\t", "\n", "\r", "\r\n"]
        let start = text.drop { padding.contains($0) }
        return String(start.reversed().drop { padding.contains($0) }.reversed())
    }

    private static func unlabelled(_ text: String) -> String {
        let small = text.lowercased()
        for label in labels where small.hasPrefix(label) {
            let rest = text.dropFirst(label.count).drop { $0 == " " }
            guard let separator = rest.first, separators.contains(separator) || label == "#" else { continue }
            return String(rest.drop { separators.contains($0) || $0 == " " })
        }
        return text
    }

    /// Whether digits count up one by one: 123456789, 0123456.
    private static func isCounting(_ text: String) -> Bool {
        let digits = text.compactMap(\.wholeNumberValue)
        guard digits.count == text.count else { return false }
        return zip(digits, digits.dropFirst()).allSatisfy { ($0 + 1) % 10 == $1 }
    }
}
