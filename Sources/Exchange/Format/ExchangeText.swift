/// Which texts of another agency are shown on a screen or in a terminal.
public enum ExchangeText {
    /// The longest name or contact, in bytes.
    public static let mostInName = 200
    /// The longest free text, in bytes.
    public static let mostInText = 2000

    /// Whether a text is one line that can be seen, of at most so many bytes.
    public static func isLine(_ text: String, most: Int) -> Bool { isShown(text, most: most) && !text.contains("\n") }

    /// Whether a text holds only what can be seen, and ends of lines: nothing that steers a terminal or turns the
    /// direction of writing.
    public static func isShown(_ text: String, most: Int) -> Bool {
        let bytes = text.utf8.count
        guard bytes > 0, bytes <= most else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar == "\n"
            // Joiners are letters' own affair in many scripts.
            case .format: scalar == "\u{200c}" || scalar == "\u{200d}"
            case .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
            default: true
            }
        }
    }
}
