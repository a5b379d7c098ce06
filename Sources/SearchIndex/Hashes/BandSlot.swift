internal import CairnKernels

/// The positions of hashes, sorted by some bits of the hashes; never changed.
final class BandSlot: Sendable {
    /// Which bits: three slots of 24 and eight of 23 are all 256.
    static let layout: [(firstBit: Int, bits: Int)] = (0..<11).map { slot in
        (firstBit: 23 * slot + min(slot, 3), bits: slot < 3 ? 24 : 23)
    }

    /// The largest distance that slots find completely.
    static let largestRadius = 31

    /// In how many of each slot's bits keys are looked up, so that every hash within a radius shares a key with the query.
    ///
    /// If a hash differs from the query in more bits than allowed in each of the slots, it differs in one more than that
    /// in each, in all in at least the sum of these. So the radius plus one is shared out among the slots, to the shorter
    /// ones first; who gets nothing is not looked at, and for a radius of 31 ten slots allow two bits and one allows one.
    static func radii(within radius: Int) -> [Int] {
        var shares = [Int](repeating: 0, count: layout.count)
        for share in 0...max(0, radius) { shares[layout.count - 1 - share % layout.count] += 1 }
        return shares.map { $0 - 1 }
    }

    /// How many hashes are named, from the first on.
    let count: Int
    private let number: Int
    private let words: LargeMemory
    private let starts: LargeMemory
    private let positions: LargeMemory

    var byteCount: Int { words.byteCount + starts.byteCount + positions.byteCount }

    /// Sorts hashes.
    ///
    /// Cost: two random writes for each hash; 0.05 µs a hash.
    ///
    /// - Parameters:
    ///   - number: Which slot.
    ///   - hashes: All hashes.
    ///   - count: How many of them.
    ///   - counts: Room for 2^24 numbers.
    init(number: Int, of hashes: HashChunks, count: Int, counts: LargeMemory) {
        let (firstBit, keyBits) = (UInt32(Self.layout[number].firstBit), UInt32(Self.layout[number].bits))
        let table = counts.bound(to: UInt32.self)
        table.update(repeating: 0, count: 1 << Int(keyBits))
        cairn_slot_count(hashes.chunks, count, firstBit, keyBits, table)
        words = LargeMemory(bytes: MemoryLayout<cairn_slot_word>.stride << Int(keyBits - 6), isLarge: true)
        starts = LargeMemory(bytes: 4 * (cairn_slot_occurring(table, keyBits) + 1), isLarge: true)
        positions = LargeMemory(bytes: 4 * count, isLarge: true)
        cairn_slot_directory(table, keyBits, words.bound(to: cairn_slot_word.self), starts.bound(to: UInt32.self))
        cairn_slot_fill(hashes.chunks, count, firstBit, keyBits, table, positions.bound(to: UInt32.self))
        self.number = number
        self.count = count
    }

    /// For C, with the number of bits in which keys may differ from the query's.
    func slot(radius: Int) -> cairn_slot {
        cairn_slot(
            words: UnsafePointer(words.bound(to: cairn_slot_word.self)),
            starts: UnsafePointer(starts.bound(to: UInt32.self)),
            positions: UnsafePointer(positions.bound(to: UInt32.self)),
            first_bit: UInt32(Self.layout[number].firstBit),
            key_bits: UInt32(Self.layout[number].bits),
            radius: Int32(radius)
        )
    }

    /// Replaces each mention of a position by another one, to see whether that is noticed.
    func damage(_ position: Int, by other: Int) {
        let all = positions.bound(to: UInt32.self)
        for place in 0..<count where all[place] == UInt32(position) { all[place] = UInt32(other) }
    }
}
