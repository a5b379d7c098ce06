/// Marks of direction, joiners and spaces that are not to be seen.
enum Invisible {
    /// The first index after them.
    static func end(of bytes: [UInt8], from start: Int, before end: Int, withSpaces: Bool) -> Int {
        var index = start
        while index < end {
            if withSpaces, bytes[index] == 0x20 || bytes[index] == 0x09 {
                index += 1
            } else if withSpaces, end - index >= 2, bytes[index] == 0xc2, bytes[index + 1] == 0xa0 {
                index += 2
            } else if end - index >= 3, isMark(bytes[index], bytes[index + 1], bytes[index + 2], withSpaces) {
                index += 3
            } else {
                return index
            }
        }
        return index
    }

    /// The range without them at either end.
    static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        let start = self.end(of: bytes, from: range.lowerBound, before: range.upperBound, withSpaces: true)
        var end = range.upperBound
        while end > start {
            if bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 {
                end -= 1
            } else if end - start >= 2, bytes[end - 2] == 0xc2, bytes[end - 1] == 0xa0 {
                end -= 2
            } else if end - start >= 3, isMark(bytes[end - 3], bytes[end - 2], bytes[end - 1], true) {
                end -= 3
            } else {
                break
            }
        }
        return start..<end
    }

    private static func isMark(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ withSpaces: Bool) -> Bool {
        switch (first, second, third) {
        // U+200B to U+200F, U+202A to U+202E, U+2060 to U+2069, U+FEFF.
        case (0xe2, 0x80, 0x8b...0x8f), (0xe2, 0x80, 0xaa...0xae), (0xe2, 0x81, 0xa0...0xa9), (0xef, 0xbb, 0xbf): true
        // U+2000 to U+200A and U+202F.
        case (0xe2, 0x80, 0x80...0x8a), (0xe2, 0x80, 0xaf): withSpaces
        default: false
        }
    }
}
