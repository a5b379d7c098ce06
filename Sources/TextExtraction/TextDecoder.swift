/// Recognises the encoding of a text and brings it into UTF-8.
///
/// A byte order mark decides; without one, the zeroes of UTF-16 do. Otherwise the text is UTF-8 if it is well formed,
/// or if more of its characters beyond ASCII are well formed than not; else it is Windows-1252. Invalid parts become
/// U+FFFD, one for each byte or code unit.
///
/// Cost: linear; at most three times the content in memory.
enum TextDecoder {
    /// Bytes looked at for the zeroes of UTF-16.
    private static let sample = 4096

    /// Decodes a content of less than 600 MB.
    static func decode(_ bytes: [UInt8]) -> DecodedText {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return decodeUTF8(bytes, from: 3) }
        if bytes.starts(with: [0xff, 0xfe]) { return decodeUTF16(bytes, from: 2, bigEndian: false) }
        if bytes.starts(with: [0xfe, 0xff]) { return decodeUTF16(bytes, from: 2, bigEndian: true) }
        if let bigEndian = looksLikeUTF16(bytes) { return decodeUTF16(bytes, from: 0, bigEndian: bigEndian) }
        return isMostlyUTF8(bytes) ? decodeUTF8(bytes, from: 0) : decodeWindows1252(bytes)
    }

    /// Whether one byte of most pairs is zero, and if so, whether it is the first.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool? {
        let pairs = min(bytes.count, sample) / 2
        guard pairs >= 2 else { return nil }
        var first = 0
        var second = 0
        for pair in 0..<pairs {
            if bytes[2 * pair] == 0 { first += 1 }
            if bytes[2 * pair + 1] == 0 { second += 1 }
        }
        if second * 10 >= pairs * 7, first * 20 <= pairs { return false }
        if first * 10 >= pairs * 7, second * 20 <= pairs { return true }
        return nil
    }

    private static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
        var index = 0
        var wellFormed = 0
        var invalid = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            let length = characterLength(bytes, at: index)
            // A character that is cut off at the end says nothing against UTF-8.
            if length == 0, isCutOff(bytes, at: index) { break }
            if length == 0 { invalid += 1 } else { wellFormed += 1 }
            index += max(length, 1)
        }
        return invalid == 0 || wellFormed > invalid
    }

    private static func isCutOff(_ bytes: [UInt8], at index: Int) -> Bool {
        let lead = bytes[index]
        let length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
        guard lead >= 0xc2, lead <= 0xf4, bytes.count - index < length, index > 0 else { return false }
        return bytes[(index + 1)...].allSatisfy { !Characters.isLeading($0) }
    }

    /// The length of the well-formed character at an index, or 0.
    private static func characterLength(_ bytes: [UInt8], at index: Int) -> Int {
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

    private static func decodeUTF8(_ bytes: [UInt8], from start: Int) -> DecodedText {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var repairs: [Int32] = []
        var index = start
        var copied = start
        while index < bytes.count {
            let length = characterLength(bytes, at: index)
            index += max(length, 1)
            guard length == 0 else { continue }
            output.append(contentsOf: bytes[copied..<index - 1])
            repairs.append(Int32(output.count))
            append(0xfffd, to: &output)
            copied = index
        }
        output.append(contentsOf: bytes[copied...])
        return DecodedText(utf8: output, places: repairs.isEmpty ? .shifted(start) : .repaired(start, repairs))
    }

    private static func decodeUTF16(_ bytes: [UInt8], from start: Int, bigEndian: Bool) -> DecodedText {
        func unit(_ index: Int) -> UInt32 {
            bigEndian
                ? UInt32(bytes[index]) << 8 | UInt32(bytes[index + 1])
                : UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index])
        }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var checkpoints: [DecodedText.Checkpoint] = []
        var index = start
        while index < bytes.count {
            note(output.count, index, in: &checkpoints)
            guard index + 1 < bytes.count else {
                append(0xfffd, to: &output)
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
        return DecodedText(utf8: output, places: .counted(.utf16, checkpoints))
    }

    private static func decodeWindows1252(_ bytes: [UInt8]) -> DecodedText {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + bytes.count / 8)
        var checkpoints: [DecodedText.Checkpoint] = []
        for (index, byte) in bytes.enumerated() {
            note(output.count, index, in: &checkpoints)
            append(byte >= 0x80 && byte < 0xa0 ? windows1252[Int(byte) - 0x80] : UInt32(byte), to: &output)
        }
        return DecodedText(utf8: output, places: .counted(.singleByte, checkpoints))
    }

    private static func note(_ utf8: Int, _ content: Int, in checkpoints: inout [DecodedText.Checkpoint]) {
        if utf8 >= checkpoints.count * DecodedText.checkpointSpacing {
            checkpoints.append(DecodedText.Checkpoint(utf8: Int32(utf8), content: Int32(content)))
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
