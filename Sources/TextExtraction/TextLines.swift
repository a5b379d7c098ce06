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

/// Tells the lines of ascending places in a text.
struct LineCounter {
    private var position = 0
    private var line = 1

    /// The number, from 1, of the line at a place not before the last one asked for.
    mutating func line(at index: Int, in bytes: [UInt8]) -> Int {
        while position < index {
            let length = TextLines.endLength(in: bytes, at: position)
            if length > 0 { line += 1 }
            position += Swift.max(length, 1)
        }
        return line
    }
}
