/// The lines of a text, without their ends, which are LF, CR LF or a lone CR.
struct TextLines: Sequence, IteratorProtocol {
    /// One line.
    struct Line {
        /// Its bytes.
        let range: Range<Int>
        /// Its number, from 1.
        let number: Int
    }

    private let bytes: [UInt8]
    private let end: Int
    private var position: Int
    private var number: Int

    /// Starts at the start of a line, or within one.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - position: Where to start.
    ///   - end: Where to end; nil: at the end of the text.
    ///   - number: The number of the line at the start.
    init(_ bytes: [UInt8], from position: Int = 0, before end: Int? = nil, number: Int = 1) {
        self.bytes = bytes
        self.end = end ?? bytes.count
        self.position = position
        self.number = number
    }

    mutating func next() -> Line? {
        guard position < end else { return nil }
        let start = position
        while position < end, bytes[position] != 0x0a, bytes[position] != 0x0d { position += 1 }
        let line = Line(range: start..<position, number: number)
        position += Self.endLength(in: bytes, at: position)
        number += 1
        return line
    }

    /// Bytes of the line end at an index; 0 if there is none.
    static func endLength(in bytes: [UInt8], at index: Int) -> Int {
        guard index < bytes.count else { return 0 }
        if bytes[index] == 0x0a { return 1 }
        guard bytes[index] == 0x0d else { return 0 }
        return index + 1 < bytes.count && bytes[index + 1] == 0x0a ? 2 : 1
    }
}

/// The lines of a text of any length, in pieces of at most ``TextLimits/line`` bytes.
final class LineFeed {
    /// A line, or a piece of a long one.
    struct Piece {
        /// Its bytes, as positions.
        let range: Range<Int>
        /// Its line, from 1.
        let number: Int
        /// Whether it starts the line.
        let isStart: Bool
    }

    private let window: TextWindow
    /// What stands before this position may be forgotten; nil: before the next line.
    var pin: Int?
    private var position: Int
    private var number: Int
    private var isStart = true

    /// Starts at the start of a line, or within one.
    ///
    /// - Parameters:
    ///   - window: The text.
    ///   - position: Where to start.
    ///   - number: The number of the line there.
    init(_ window: TextWindow, from position: Int = 0, number: Int = 1) {
        self.window = window
        self.position = position
        self.number = number
    }

    /// The next line or piece of one; its bytes stay in memory until the next call.
    func next() -> Piece? {
        var searched = position
        while true {
            let found = endOfLine(from: searched)
            if found - position > TextLimits.line { return cut() }
            // A lone CR may be the first half of a line end.
            let isSettled = found < window.end - 1 || (found < window.end && window.bytes[found - window.base] == 0x0a)
            if isSettled || window.isComplete {
                guard position < window.end else { return nil }
                let piece = Piece(range: position..<found, number: number, isStart: isStart)
                position = found + TextLines.endLength(in: window.bytes, at: found - window.base)
                number += 1
                isStart = true
                return piece
            }
            searched = found
            _ = window.fill(keepingFrom: min(pin ?? position, position))
        }
    }

    private func cut() -> Piece {
        let start = position - window.base
        let end = TextPiece.end(in: window.bytes, from: start, before: window.bytes.count, limit: TextLimits.line)
        let piece = Piece(range: position..<window.base + end, number: number, isStart: isStart)
        position = window.base + end
        isStart = false
        return piece
    }

    /// The position of the next line end, or the end of the part in memory.
    private func endOfLine(from start: Int) -> Int {
        let base = window.base
        return window.bytes.withUnsafeBufferPointer { bytes in
            var index = start - base
            while index < bytes.count, bytes[index] != 0x0a, bytes[index] != 0x0d { index += 1 }
            return base + index
        }
    }
}
