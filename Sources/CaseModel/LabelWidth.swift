extension Drawing.Label {
    /// How far each printable ASCII character moves the next one, when capitals are 21 high: the metrics of the
    /// Hershey simplex font that labels are drawn with.
    private static let advances: [Double] = [
        16, 10, 16, 22, 20, 24, 26, 8, 14, 14, 16, 26, 10, 26, 10, 22, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 10, 10,
        24, 26, 24, 18, 29, 18, 21, 21, 21, 19, 18, 21, 22, 8, 16, 21, 17, 24, 22, 22, 21, 22, 21, 20, 16, 22, 18, 24,
        20, 18, 20, 14, 22, 14, 22, 18, 12, 19, 19, 18, 19, 18, 12, 19, 19, 8, 10, 17, 8, 30, 19, 19, 19, 19, 13, 17,
        12, 19, 16, 22, 17, 16, 17, 14, 8, 14, 24,
    ]
    private static let capitals = 21.0

    /// What is drawn of a text: printable ASCII, with a question mark for every other character.
    public static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { (" "..."~").contains($0) ? $0 : "?" }))
    }

    /// Width of a text in pixels.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - size: Height of capitals in pixels.
    /// - Returns: How far the next letter would stand from the first.
    public static func width(of text: String, size: Double) -> Double {
        printable(text).utf8.reduce(0) { $0 + advances[Int($1) - 32] } * size / capitals
    }
}
