/// Bounds on what is read out of one text, and on the memory that this takes.
enum TextLimits {
    /// Bytes read at once.
    static let chunk = 256 << 10
    /// Bytes of a line, or of a piece of one, that is handed on at once.
    static let line = 64 << 10
    /// Bytes of a piece of a line that is searched at once.
    static let piece = 4096
    /// Bytes searched for telephone numbers, whose patterns cost about a thousand times what other bytes do; one more
    /// for each ``telephoneShare`` bytes of the content.
    static let telephoneBytes = 4 << 20
    /// See ``telephoneBytes``.
    static let telephoneShare: Int64 = 64
    /// Occurrences of identifiers reported.
    static let identifiers = 2_000_000
    /// Occurrences of one identifier reported.
    static let occurrences: UInt8 = 100
    /// Messages reported.
    static let messages = 50_000_000
    /// Bytes of one message, or of a row of a table.
    static let message = 1 << 20
    /// Bytes of one string of JSON that is read at once.
    static let string = 256 << 10
    /// Nested arrays and objects of JSON.
    static let depth = 64
    /// Values in one message of JSON.
    static let values = 65_536
    /// Columns of a table.
    static let columns = 1_024
}
