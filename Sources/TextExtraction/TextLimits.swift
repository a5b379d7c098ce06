/// Bounds on what is read out of one text.
enum TextLimits {
    /// Bytes of a piece of a line that is searched at once.
    static let piece = 4096
    /// Bytes searched for telephone numbers, whose patterns cost about a thousand times what other bytes do.
    static let telephoneBytes = 4 << 20
    /// Identifiers reported.
    static let identifiers = 200_000
    /// Messages reported.
    static let messages = 1_000_000
    /// Nested arrays and objects of JSON.
    static let depth = 64
    /// Values in one message of JSON.
    static let values = 65_536
}
