/// Text as checked UTF-8, a piece at a time, with the place of each byte in the file.
///
/// The text may be UTF-8, with or without byte order mark, or UTF-16 by its mark or by the zero byte that one of the
/// first two bytes then is; whatever is not well-formed is refused with its place.
struct TextSource {
    /// Gives the next bytes, none at the end.
    typealias Pieces = () throws(InterchangeError) -> [UInt8]

    private enum Encoding {
        case utf8
        case utf16(isBigEndian: Bool)
    }

    /// The piece at hand, as UTF-8.
    private(set) var bytes: [UInt8] = []
    /// Where reading stands in `bytes`.
    var position = 0

    private let pieces: Pieces
    private var encoding: Encoding?
    private var carried: [UInt8] = []
    private var isAtEnd = false
    /// A place in `bytes` and the file's byte that it stems from.
    private var mark: (position: Int, byte: Int64) = (0, 0)

    init(_ pieces: @escaping Pieces) {
        self.pieces = pieces
    }

    init(path: String) throws(InterchangeError) {
        let file = try FileBytes(path: path)
        self.init { () throws(InterchangeError) in try file.next() }
    }

    init(bytes: [UInt8]) {
        var rest = bytes[...]
        self.init {
            let piece = [UInt8](rest.prefix(FileBytes.pieceLength))
            rest = rest.dropFirst(piece.count)
            return piece
        }
    }

    /// The byte at hand; nil at the end.
    @inline(__always)
    mutating func peek() throws(InterchangeError) -> UInt8? {
        if position < bytes.count { return bytes[position] }
        return try fill() ? bytes[position] : nil
    }

    /// Where in the file the byte at hand is.
    mutating func offset() -> Int64 {
        if case .utf16 = encoding {
            var byte = mark.byte
            for index in mark.position..<position {
                switch bytes[index] {
                case 0x80..<0xc0: break
                case 0xf0...: byte += 4
                default: byte += 2
                }
            }
            mark = (position, byte)
            return byte
        }
        return mark.byte + Int64(position - mark.position)
    }

    /// A fault at the byte at hand.
    mutating func fault(_ text: String) -> InterchangeError {
        InterchangeError(.byte(offset()), text)
    }

    /// Puts the next piece in place of the one that was read; false at the end.
    mutating func fill() throws(InterchangeError) -> Bool {
        while position >= bytes.count {
            guard !isAtEnd else { return false }
            let start = offset()
            let read = try pieces()
            isAtEnd = read.isEmpty
            var raw = carried.isEmpty ? read : carried + read
            carried = []
            var first = start
            if encoding == nil {
                guard raw.count >= 3 || isAtEnd else {
                    carried = raw
                    continue
                }
                first += Int64(settleEncoding(&raw))
            }
            position = 0
            mark = (0, first)
            switch encoding {
            case .utf16(let isBigEndian): try takeUTF16(raw, from: first, isBigEndian: isBigEndian)
            default: try takeUTF8(raw, from: first)
            }
        }
        return true
    }

    /// Learns the encoding from the first bytes, and takes a byte order mark away.
    private mutating func settleEncoding(_ raw: inout [UInt8]) -> Int {
        var length = 0
        if raw.starts(with: [0xef, 0xbb, 0xbf]) {
            (encoding, length) = (.utf8, 3)
        } else if raw.starts(with: [0xff, 0xfe]) {
            (encoding, length) = (.utf16(isBigEndian: false), 2)
        } else if raw.starts(with: [0xfe, 0xff]) {
            (encoding, length) = (.utf16(isBigEndian: true), 2)
        } else if raw.count > 1, raw[0] == 0, raw[1] != 0 {
            encoding = .utf16(isBigEndian: true)
        } else if raw.count > 1, raw[0] != 0, raw[1] == 0 {
            encoding = .utf16(isBigEndian: false)
        } else {
            encoding = .utf8
        }
        raw.removeFirst(length)
        return length
    }

    private mutating func takeUTF8(_ raw: [UInt8], from first: Int64) throws(InterchangeError) {
        bytes = raw
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: raw.span)
        } catch {
            let range = error.byteOffsets
            // A letter that the piece's end cuts waits for the next piece.
            guard error.kind == .truncatedScalar, range.upperBound == raw.count, !isAtEnd else {
                throw InterchangeError(.byte(first + Int64(range.lowerBound)), "no well-formed UTF-8")
            }
            carried = Array(raw[range])
            bytes.removeLast(range.count)
        }
    }

    private mutating func takeUTF16(
        _ raw: [UInt8],
        from first: Int64,
        isBigEndian: Bool
    ) throws(InterchangeError) {
        func unit(_ index: Int) -> UInt32 {
            let (one, two) = (UInt32(raw[index]), UInt32(raw[index + 1]))
            return isBigEndian ? one << 8 | two : two << 8 | one
        }
        bytes = []
        bytes.reserveCapacity(raw.count)
        var index = 0
        while index + 1 < raw.count {
            var code = unit(index)
            var length = 2
            if code & 0xf800 == 0xd800 {
                guard index + 3 < raw.count || code & 0xfc00 != 0xd800 else { break }
                guard code & 0xfc00 == 0xd800, unit(index + 2) & 0xfc00 == 0xdc00 else {
                    throw InterchangeError(.byte(first + Int64(index)), "no well-formed UTF-16")
                }
                code = 0x10000 + (code & 0x3ff) << 10 + unit(index + 2) & 0x3ff
                length = 4
            }
            Self.append(code, to: &bytes)
            index += length
        }
        carried = Array(raw[index...])
        guard carried.isEmpty || !isAtEnd else {
            throw InterchangeError(.byte(first + Int64(index)), "no well-formed UTF-16")
        }
    }

    /// Appends a scalar value as UTF-8.
    static func append(_ code: UInt32, to bytes: inout [UInt8]) {
        switch code {
        case 0..<0x80: bytes.append(UInt8(code))
        case 0x80..<0x800:
            bytes.append(UInt8(0xc0 | code >> 6))
            bytes.append(UInt8(0x80 | code & 0x3f))
        case 0x800..<0x10000:
            bytes.append(UInt8(0xe0 | code >> 12))
            bytes.append(UInt8(0x80 | code >> 6 & 0x3f))
            bytes.append(UInt8(0x80 | code & 0x3f))
        default:
            bytes.append(UInt8(0xf0 | code >> 18))
            bytes.append(UInt8(0x80 | code >> 12 & 0x3f))
            bytes.append(UInt8(0x80 | code >> 6 & 0x3f))
            bytes.append(UInt8(0x80 | code & 0x3f))
        }
    }
}
