public import CaseModel

extension PerceptualHash {
    /// A hash of random bits.
    public static func random(using random: inout SeededGenerator) -> PerceptualHash {
        PerceptualHash(words: (random.next(), random.next(), random.next(), random.next()))
    }

    /// The hash with some bits flipped, perhaps one of them twice.
    public func changing(_ count: Int, using random: inout SeededGenerator) -> PerceptualHash {
        var bytes = bigEndianBytes
        for _ in 0..<count {
            let bit = Int.random(in: 0..<256, using: &random)
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        return PerceptualHash(bigEndianBytes: bytes) ?? self
    }
}
