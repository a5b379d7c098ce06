/// Writes positions that come in the order of their keys, for ``MappedPositions``.
struct PositionWriter {
    private let file: SegmentFile
    private let bits: Int
    private var directory: [UInt32] = []
    private var lowerKeys: [UInt16] = []
    private var positions: [UInt32] = []
    private var count: UInt32 = 0

    /// Starts behind what the file holds, which is a multiple of eight bytes.
    private init(_ file: SegmentFile, bits: Int) {
        self.file = file
        self.bits = bits
        directory.reserveCapacity((1 << bits) + 1)
    }

    /// Writes all positions of some sources, those of each moved by as much as is said.
    static func write(
        _ sources: [(source: any PositionSource, base: UInt32)],
        bits: Int,
        to file: SegmentFile
    ) throws(IndexFileError) {
        var writer = PositionWriter(file, bits: bits)
        let cursors = sources.map { ($0.source.cursor(), $0.base) }
        while true {
            var first: (key: UInt64, number: Int)?
            // Of equal keys those of the earlier source come first, whose positions are lower.
            for (number, cursor) in cursors.enumerated() {
                guard let key = cursor.0.current.map({ $0 >> 32 }) else { continue }
                if let known = first, known.key <= key { continue }
                first = (key, number)
            }
            guard let first else { break }
            let (cursor, base) = cursors[first.number]
            while let entry = cursor.current, entry >> 32 == first.key {
                try writer.add(UInt32(first.key), UInt32(truncatingIfNeeded: entry) &+ base)
                cursor.advance()
            }
        }
        try writer.finish()
    }

    private mutating func add(_ key: UInt32, _ position: UInt32) throws(IndexFileError) {
        let value = Int(key >> UInt32(32 - bits))
        if value >= directory.count { try open(value) }
        lowerKeys.append(UInt16(truncatingIfNeeded: key))
        positions.append(position)
    }

    /// Writes what is pending, and starts a value of the upper bits.
    private mutating func open(_ value: Int) throws(IndexFileError) {
        count += UInt32(positions.count)
        try append(lowerKeys)
        try append(positions)
        lowerKeys.removeAll(keepingCapacity: true)
        positions.removeAll(keepingCapacity: true)
        while directory.count <= value { directory.append(count) }
    }

    private mutating func finish() throws(IndexFileError) {
        try open(1 << bits)
        try pad(after: Int(count) * MappedPositions.entryBytes)
        for start in stride(from: 0, to: directory.count, by: 1 << 16) {
            try append(Array(directory[start..<min(directory.count, start + (1 << 16))]))
        }
        try pad(after: directory.count * 4)
    }

    private func append(_ values: [some BitwiseCopyable]) throws(IndexFileError) {
        try file.append { write in values.withUnsafeBytes { write($0) } }
    }

    private func pad(after bytes: Int) throws(IndexFileError) {
        for _ in bytes..<MappedPositions.padded(bytes) { try file.append(UInt8(0)) }
    }
}
