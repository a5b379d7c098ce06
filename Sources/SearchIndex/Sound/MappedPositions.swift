/// Positions by key in mapped memory: six bytes each, and a directory.
///
/// Keys are in order, so that keys that are alike lie side by side and a search that asks for keys in order reads forward.
/// The directory says for each value of a key's upper bits how many positions come before it. The positions of one such
/// value are together: first the lower 16 bits of their keys, then the positions themselves.
struct MappedPositions: PositionSource {
    /// Bytes of one position and the lower half of its key.
    static let entryBytes = 6
    /// Upper bits of a key that the directory resolves: as many as leave some dozen positions for each value.
    private static let directoryBits = 16...24
    private static let entriesPerValue = 16

    let count: Int
    private let bits: Int
    private let entries: UnsafeRawPointer
    private let directory: UnsafeRawPointer

    /// Upper bits of a key for a number of positions.
    static func bits(for count: Int) -> Int {
        let wanted = Int.bitWidth - max(1, count / entriesPerValue).leadingZeroBitCount
        return min(directoryBits.upperBound, max(directoryBits.lowerBound, wanted))
    }

    /// Bytes that so many positions take with their directory, a multiple of eight.
    static func byteCount(count: Int, bits: Int) -> Int {
        padded(count * entryBytes) + padded(((1 << bits) + 1) * 4)
    }

    /// The next multiple of eight.
    static func padded(_ bytes: Int) -> Int { (bytes + 7) & ~7 }

    /// Whether such numbers can be true.
    static func isPlausible(count: Int, bits: Int) -> Bool {
        directoryBits.contains(bits) && count >= 0 && count <= Int(UInt32.max)
    }

    /// Reads what ``PositionWriter`` wrote; it is not changed as long as this is used.
    init(_ memory: UnsafeRawPointer, count: Int, bits: Int) {
        self.count = count
        self.bits = bits
        entries = memory
        directory = memory + Self.padded(count * Self.entryBytes)
    }

    /// The entries whose keys have some upper bits; none where a damaged file says what cannot be.
    fileprivate func range(of value: Int) -> Range<Int> {
        let start = Int(directory.load(fromByteOffset: value * 4, as: UInt32.self))
        let end = Int(directory.load(fromByteOffset: value * 4 + 4, as: UInt32.self))
        return start <= end && end <= count ? start..<end : 0..<0
    }

    fileprivate func lowerKey(_ index: Int, in range: Range<Int>) -> UInt16 {
        entries.loadUnaligned(fromByteOffset: range.lowerBound * Self.entryBytes + index * 2, as: UInt16.self)
    }

    fileprivate func position(_ index: Int, in range: Range<Int>) -> UInt32 {
        entries.loadUnaligned(fromByteOffset: Self.start(of: index, in: range), as: UInt32.self)
    }

    /// Where the position of an entry is, in bytes.
    private static func start(of index: Int, in range: Range<Int>) -> Int {
        range.lowerBound * entryBytes + range.count * 2 + index * 4
    }

    func find(_ key: UInt32) -> PositionList {
        let range = range(of: Int(key >> UInt32(32 - bits)))
        guard !range.isEmpty else { return .empty }
        let wanted = UInt16(truncatingIfNeeded: key)
        let first = firstIndex(in: range) { $0 >= wanted }
        guard first < range.count, lowerKey(first, in: range) == wanted else { return .empty }
        let end = firstIndex(in: range) { $0 > wanted }
        return PositionList(place: Self.start(of: first, in: range), count: end - first)
    }

    func append(_ list: PositionList, of key: UInt32, less moved: UInt32, to positions: inout [UInt32]) {
        for index in 0..<list.count {
            let position = entries.loadUnaligned(fromByteOffset: list.place + index * 4, as: UInt32.self)
            positions.append(position &- moved)
        }
    }

    func cursor() -> any PositionCursor {
        MappedCursor(self, bits: bits)
    }

    private func firstIndex(in range: Range<Int>, where holds: (UInt16) -> Bool) -> Int {
        var (low, high) = (0, range.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(lowerKey(middle, in: range)) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

/// Goes through mapped positions from front to back.
private final class MappedCursor: PositionCursor {
    private let positions: MappedPositions
    private let bits: Int
    private var value = -1
    private var range = 0..<0
    private var index = 0
    private(set) var current: UInt64?

    init(_ positions: MappedPositions, bits: Int) {
        self.positions = positions
        self.bits = bits
        load()
    }

    func advance() {
        index += 1
        load()
    }

    private func load() {
        while index >= range.count {
            value += 1
            guard value < 1 << bits else {
                current = nil
                return
            }
            range = positions.range(of: value)
            index = 0
        }
        // Where the upper bits reach into the lower 16, both say the same.
        let key = UInt64(value) << UInt64(32 - bits) | UInt64(positions.lowerKey(index, in: range))
        current = key << 32 | UInt64(positions.position(index, in: range))
    }
}
