/// A telephone number that was found in a text.
public struct TelephoneNumber: Hashable, Sendable {
    /// The number in E.164, such as `+3225550147`.
    public let e164: String
    /// The text as it was found.
    public let found: String
    /// Where it stands: offsets in the UTF-8 form of the text searched.
    public let range: Range<Int>

    /// Collects one number.
    public init(e164: String, found: String, range: Range<Int>) {
        self.e164 = e164
        self.found = found
        self.range = range
    }
}

/// Finds telephone numbers in text.
///
/// The tables of the world's numbering plans come from a library, which this module does without.
public protocol TelephoneNumberReader {
    /// Finds the telephone numbers in a text of at most a few thousand bytes.
    ///
    /// - Parameters:
    ///   - text: Text, on one line.
    ///   - region: The region (ISO 3166-1 alpha-2) of numbers without country code; empty: such are not found.
    /// - Returns: The numbers that their region's plan knows, in order, without overlap.
    func numbers(in text: String, region: String) -> [TelephoneNumber]
}
