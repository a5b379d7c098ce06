/// Reads rows of fields that a letter divides, as RFC 4180 describes them; empty lines are passed over.
struct DelimitedReader {
    /// How many bytes of UTF-8 one field may have.
    static let longestField = 1 << 20
    /// How many fields one row may have.
    static let mostFields = 1024

    /// The line in which the row read last begins, from 1.
    private(set) var line = 0

    private let delimiter: UInt8
    private var source: TextSource
    private var nextLine = 1
    private var scratch: [UInt8] = []

    init(_ source: TextSource, delimiter: Character) {
        self.source = source
        self.delimiter = delimiter.asciiValue ?? UInt8(ascii: ",")
    }

    /// The next row; nil after the last.
    mutating func next() throws(InterchangeError) -> [String]? {
        while try source.peek() != nil {
            line = nextLine
            let fields = try row()
            if fields != [""] { return fields }
        }
        return nil
    }

    /// A fault in the row read last.
    func fault(_ text: String) -> InterchangeError {
        InterchangeError(.line(max(line, 1)), text)
    }

    private mutating func row() throws(InterchangeError) -> [String] {
        var fields: [String] = []
        while true {
            guard fields.count < Self.mostFields else { throw fault("more than \(Self.mostFields) fields in one row") }
            fields.append(try source.peek() == UInt8(ascii: "\"") ? quotedField() : plainField())
            let byte = try source.peek()
            source.position += byte == nil ? 0 : 1
            switch byte {
            case delimiter: continue
            case UInt8(ascii: "\r"):
                if try source.peek() == UInt8(ascii: "\n") { source.position += 1 }
                nextLine += 1
                return fields
            case UInt8(ascii: "\n"):
                nextLine += 1
                return fields
            case nil: return fields
            default: throw fault("something between a closing quotation mark and the field's end")
            }
        }
    }

    private mutating func plainField() throws(InterchangeError) -> String {
        scratch.removeAll(keepingCapacity: true)
        let delimiter = delimiter
        while try source.peek() != nil {
            let start = source.position
            let stop = run { $0 == delimiter || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
            if stop < source.bytes.count, scratch.isEmpty {
                try check(stop - start)
                return String(decoding: source.bytes[start..<stop], as: UTF8.self)
            }
            scratch += source.bytes[start..<stop]
            try check(scratch.count)
            if stop < source.bytes.count { break }
        }
        return String(decoding: scratch, as: UTF8.self)
    }

    private mutating func quotedField() throws(InterchangeError) -> String {
        source.position += 1
        scratch.removeAll(keepingCapacity: true)
        while true {
            guard try source.peek() != nil else { throw fault("a quotation mark without its second") }
            let start = source.position
            let stop = run { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") }
            scratch += source.bytes[start..<stop]
            try check(scratch.count)
            guard stop < source.bytes.count else { continue }
            source.position += 1
            if source.bytes[stop] == UInt8(ascii: "\n") {
                nextLine += 1
                scratch.append(UInt8(ascii: "\n"))
            } else if try source.peek() == UInt8(ascii: "\"") {
                source.position += 1
                scratch.append(UInt8(ascii: "\""))
            } else {
                return String(decoding: scratch, as: UTF8.self)
            }
        }
    }

    /// Goes on to the first byte for which something holds, or to the piece's end.
    private mutating func run(until isEnd: (UInt8) -> Bool) -> Int {
        var stop = source.position
        source.bytes.withUnsafeBufferPointer { bytes in
            while stop < bytes.count, !isEnd(bytes[stop]) { stop += 1 }
        }
        source.position = stop
        return stop
    }

    private func check(_ length: Int) throws(InterchangeError) {
        guard length <= Self.longestField else { throw fault("a field of more than \(Self.longestField) bytes") }
    }
}
