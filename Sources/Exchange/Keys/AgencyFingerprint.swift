import CaseModel

/// The digest of an agency's two public keys: what people compare by telephone before they trust a card.
public struct AgencyFingerprint: Hashable, Sendable {
    static let count = 32

    /// 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    init(checkedBytes bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { bytes.hexadecimal }

    /// The digits in groups of four, as they are read out.
    public var groups: String {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<min($0 + 4, digits.count)]) }
            .joined(separator: " ")
    }

    /// Sixteen words of five letters that can be spoken in most languages: the same value as ``hex``.
    ///
    /// Source: proquints (Wilkerson, arXiv:0901.4016).
    public var words: String {
        stride(from: 0, to: bytes.count, by: 2).map { index in
            let value = Int(bytes[index]) << 8 | Int(bytes[index + 1])
            let letters = [
                Self.consonants[value >> 12], Self.vowels[value >> 10 & 3], Self.consonants[value >> 6 & 15],
                Self.vowels[value >> 4 & 3], Self.consonants[value & 15],
            ]
            return String(letters)
        }.joined(separator: "-")
    }

    /// Reads digits or words as they are typed, with blanks or hyphens between groups; nil for anything else.
    public init?(typed text: String) {
        let parts = text.lowercased().split { " -:\n\t".contains($0) }
        let joined = parts.joined()
        if let bytes = [UInt8](hexadecimal: joined), let read = AgencyFingerprint(bytes: bytes) {
            self = read
            return
        }
        guard parts.count == Self.count / 2 else { return nil }
        var bytes: [UInt8] = []
        for part in parts {
            guard let value = Self.value(of: Array(part)) else { return nil }
            bytes += [UInt8(value >> 8), UInt8(value & 255)]
        }
        self.init(bytes: bytes)
    }

    private static let consonants = Array("bdfghjklmnprstvz")
    private static let vowels = Array("aiou")

    private static func value(of word: [Character]) -> Int? {
        guard word.count == 5 else { return nil }
        var value = 0
        for (place, letter) in word.enumerated() {
            guard let number = (place.isMultiple(of: 2) ? consonants : vowels).firstIndex(of: letter) else {
                return nil
            }
            value = value << (place.isMultiple(of: 2) ? 4 : 2) | number
        }
        return value
    }
}
