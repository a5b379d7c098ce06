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

/// The stretches of a text that may hold telephone numbers: the patterns of these cost much more than anything else.
enum TelephoneStretch {
    /// Bytes around a number that tell whether it is part of something else.
    private static let context = 8
    private static let leastDigits = 7

    /// Those in a stretch of text, in order, with what surrounds them.
    static func all(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var stretches: [Range<Int>] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard belongs(bytes[index]) else {
                index += 1
                continue
            }
            let start = index
            var digits = 0
            while index < range.upperBound, belongs(bytes[index]) {
                // Digits of other scripts have several bytes.
                if Characters.isDigit(bytes[index]) || bytes[index] >= 0xc0 { digits += 1 }
                index += 1
            }
            guard digits >= leastDigits else { continue }
            var first = max(range.lowerBound, start - context)
            var last = min(range.upperBound, index + context)
            while first < start, !Characters.isLeading(bytes[first]) { first += 1 }
            while last > index, last < range.upperBound, !Characters.isLeading(bytes[last]) { last -= 1 }
            if let before = stretches.last, before.upperBound >= first {
                stretches[stretches.count - 1] = before.lowerBound..<last
            } else {
                stretches.append(first..<last)
            }
        }
        return stretches
    }

    private static func belongs(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x28...0x2b, 0x2d...0x39, UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "~"), 0x80...: true
        default: false
        }
    }
}
