/// Reads text line by line; a line ends with a line feed, which a carriage return may precede.
struct LineReader {
    /// How many bytes of UTF-8 one line may have.
    static let longest = 1 << 20

    /// The line read last, from 1.
    private(set) var number = 0

    private var source: TextSource

    init(_ source: TextSource) {
        self.source = source
    }

    /// The next line without its end; nil after the last.
    mutating func next() throws(InterchangeError) -> String? {
        guard try source.peek() != nil else { return nil }
        number += 1
        var before: [UInt8] = []
        repeat {
            let start = source.position
            let end = source.bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            let stop = end ?? source.bytes.count
            guard before.count + stop - start <= Self.longest else {
                throw fault("a line of more than \(Self.longest) bytes")
            }
            source.position = end.map { $0 + 1 } ?? stop
            guard end == nil || !before.isEmpty else { return Self.line(source.bytes[start..<stop]) }
            before += source.bytes[start..<stop]
            if end != nil { break }
        } while try source.peek() != nil
        return Self.line(before[...])
    }

    /// A fault in the line read last.
    func fault(_ text: String) -> InterchangeError {
        InterchangeError(.line(max(number, 1)), text)
    }

    private static func line(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
    }
}
