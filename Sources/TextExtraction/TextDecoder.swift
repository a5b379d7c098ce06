/// Brings text into UTF-8, piece by piece.
///
/// Invalid parts become U+FFFD, one for each byte or code unit.
enum TextDecoder {
    /// The first byte from a place on that is not ASCII.
    static func endOfASCII(in bytes: [UInt8], from start: Int, before end: Int) -> Int {
        bytes.withUnsafeBytes { buffer in
            var index = start
            while index + 8 <= end,
                buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                index += 8
            }
            while index < end, buffer[index] < 0x80 { index += 1 }
            return index
        }
    }

    /// Whether a character starts at an index that the end of the text cuts off.
    static func isCutOff(_ bytes: [UInt8], at index: Int) -> Bool {
        let lead = bytes[index]
        let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
        guard lead >= 0xc2, lead <= 0xf4, bytes.count - index < length else { return false }
        return bytes[(index + 1)...].allSatisfy { !Characters.isLeading($0) }
    }

    /// The length of the well-formed character at an index, or 0.
    static func characterLength(_ bytes: [UInt8], at index: Int) -> Int {
        let lead = bytes[index]
        if lead < 0x80 { return 1 }
        guard lead >= 0xc2, lead <= 0xf4 else { return 0 }
        let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
        guard bytes.count - index >= length else { return 0 }
        for place in 1..<length where Characters.isLeading(bytes[index + place]) { return 0 }
        switch (lead, bytes[index + 1]) {
        case (0xe0, ..<0xa0), (0xed, 0xa0...), (0xf0, ..<0x90), (0xf4, 0x90...): return 0
        default: return length
        }
    }

    /// Decodes UTF-8.
    ///
    /// - Parameters:
    ///   - bytes: The content's next bytes.
    ///   - isLast: Whether nothing follows.
    ///   - output: Gets the text.
    ///   - repaired: Told of each invalid byte, with the length of the output before its replacement.
    /// - Returns: How many bytes were used; what is left is the start of a character.
    static func decodeUTF8(
        _ bytes: [UInt8],
        isLast: Bool,
        into output: inout [UInt8],
        repaired: (Int) -> Void
    ) -> Int {
        var index = 0
        var copied = 0
        while true {
            index = endOfASCII(in: bytes, from: index, before: bytes.count)
            guard index < bytes.count else { break }
            let length = characterLength(bytes, at: index)
            if length == 0, !isLast, isCutOff(bytes, at: index) { break }
            index += max(length, 1)
            guard length == 0 else { continue }
            output.append(contentsOf: bytes[copied..<index - 1])
            repaired(output.count)
            append(0xfffd, to: &output)
            copied = index
        }
        output.append(contentsOf: bytes[copied..<index])
        return index
    }

    /// Decodes UTF-16.
    ///
    /// - Parameters:
    ///   - bytes: The content's next bytes.
    ///   - bigEndian: Whether the higher byte of a unit comes first.
    ///   - isLast: Whether nothing follows.
    ///   - output: Gets the text.
    ///   - note: Told before each character the length of the output and the number of bytes used.
    /// - Returns: How many bytes were used; what is left is the start of a character.
    static func decodeUTF16(
        _ bytes: [UInt8],
        bigEndian: Bool,
        isLast: Bool,
        into output: inout [UInt8],
        note: (Int, Int) -> Void
    ) -> Int {
        func unit(_ index: Int) -> UInt32 {
            bigEndian
                ? UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
                : UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index])
        }
        var index = 0
        while index < bytes.count {
            guard index + 3 < bytes.count || isLast else { break }
            note(output.count, index)
            guard index + 1 < bytes.count else {
                append(0xfffd, to: &output)
                index += 1
                break
            }
            let first = unit(index)
            index += 2
            if first >= 0xd800, first < 0xdc00, index + 1 < bytes.count, case let second = unit(index),
                second >= 0xdc00, second < 0xe000
            {
                append(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00), to: &output)
                index += 2
            } else {
                append(first >= 0xd800 && first < 0xe000 ? 0xfffd : first, to: &output)
            }
        }
        return index
    }

    /// Decodes Windows-1252; told as for UTF-16.
    static func decodeWindows1252(_ bytes: [UInt8], into output: inout [UInt8], note: (Int, Int) -> Void) {
        for (index, byte) in bytes.enumerated() {
            note(output.count, index)
            append(byte >= 0x80 && byte < 0xa0 ? windows1252[Int(byte) - 0x80] : UInt32(byte), to: &output)
        }
    }

    /// Appends a character, given as a Unicode scalar that is no surrogate.
    static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        func continuation(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(truncatingIfNeeded: scalar >> shift) & 0x3f }
        switch scalar {
        case ..<0x80:
            output.append(UInt8(scalar))
        case ..<0x800:
            output.append(0xc0 | UInt8(truncatingIfNeeded: scalar >> 6))
            output.append(continuation(0))
        case ..<0x10000:
            output.append(0xe0 | UInt8(truncatingIfNeeded: scalar >> 12))
            output.append(continuation(6))
            output.append(continuation(0))
        default:
            output.append(0xf0 | UInt8(truncatingIfNeeded: scalar >> 18) & 0x07)
            output.append(continuation(12))
            output.append(continuation(6))
            output.append(continuation(0))
        }
    }

    /// What 0x80 to 0x9F stand for; the five that have no meaning become U+FFFD.
    private static let windows1252: [UInt32] = [
        0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd,
        0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
        0x0153, 0xfffd, 0x017e, 0x0178,
    ]
}
