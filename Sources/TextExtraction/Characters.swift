/// Classes of bytes of UTF-8 text.
enum Characters {
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    static func isLowercase(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7a }

    static func isLetter(_ byte: UInt8) -> Bool { isLowercase(byte | 0x20) }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
    }

    /// Whether a byte starts a character, rather than continues one.
    static func isLeading(_ byte: UInt8) -> Bool { byte & 0xc0 != 0x80 }

    /// Lower case in ASCII; other bytes as they are.
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
    }

    /// Lower case in ASCII; other bytes as they are.
    static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] { bytes.map(lowercased(_:)) }

    /// Whether the text at an index is this word, whatever the case of its letters.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - start: The index.
    ///   - end: Where the text ends.
    ///   - word: In lower case.
    /// - Returns: Whether they are the same.
    static func match(_ bytes: [UInt8], at start: Int, before end: Int, _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard start >= 0, end - start >= length else { return false }
        return word.withUTF8Buffer { letters in
            for index in 0..<length where lowercased(bytes[start + index]) != letters[index] { return false }
            return true
        }
    }
}
