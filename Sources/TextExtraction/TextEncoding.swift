/// How a text is encoded.
///
/// A byte order mark decides; without one, the zeroes of UTF-16 do. Otherwise the text is UTF-8 if it is well formed,
/// or if more of its characters beyond ASCII are well formed than not; else it is Windows-1252.
enum TextEncoding: Equatable {
    /// UTF-8 after a mark of so many bytes.
    case utf8(mark: Int)
    /// UTF-16 after a mark of so many bytes.
    case utf16(bigEndian: Bool, mark: Int)
    /// One byte a character.
    case windows1252

    /// Bytes looked at for the zeroes of UTF-16.
    private static let sample = 4096

    /// Bytes before the text.
    var mark: Int {
        switch self {
        case .utf8(let mark), .utf16(_, let mark): mark
        case .windows1252: 0
        }
    }

    /// Recognises the encoding of a content.
    ///
    /// Cost: reads all of it, unless its start decides.
    ///
    /// - Throws: What reading throws.
    init(of content: TextContent) throws {
        let start = try content.read(0, Self.sample)
        if start.starts(with: [0xef, 0xbb, 0xbf]) {
            self = .utf8(mark: 3)
        } else if start.starts(with: [0xff, 0xfe]) {
            self = .utf16(bigEndian: false, mark: 2)
        } else if start.starts(with: [0xfe, 0xff]) {
            self = .utf16(bigEndian: true, mark: 2)
        } else if let bigEndian = Self.looksLikeUTF16(start) {
            self = .utf16(bigEndian: bigEndian, mark: 0)
        } else {
            self = try Self.isMostlyUTF8(content) ? .utf8(mark: 0) : .windows1252
        }
    }

    /// Whether one byte of most pairs is zero, and if so, whether it is the first.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool? {
        let pairs = bytes.count / 2
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

    private static func isMostlyUTF8(_ content: TextContent) throws -> Bool {
        var wellFormed = 0
        var invalid = 0
        var offset: Int64 = 0
        var bytes: [UInt8] = []
        while true {
            let next = try content.read(offset, TextLimits.chunk)
            offset += Int64(next.count)
            // A character may go on in the next piece.
            bytes = bytes + next
            let end = next.isEmpty ? bytes.count : max(0, bytes.count - 3)
            var index = 0
            while true {
                index = TextDecoder.endOfASCII(in: bytes, from: index, before: end)
                guard index < end else { break }
                let length = TextDecoder.characterLength(bytes, at: index)
                // A character that is cut off at the end says nothing against UTF-8.
                if length == 0, next.isEmpty, TextDecoder.isCutOff(bytes, at: index) { break }
                if length == 0 { invalid += 1 } else { wellFormed += 1 }
                index += max(length, 1)
            }
            guard !next.isEmpty else { return invalid == 0 || wellFormed > invalid }
            bytes = Array(bytes[min(index, bytes.count)...])
        }
    }
}
