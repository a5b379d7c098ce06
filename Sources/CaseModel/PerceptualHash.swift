/// A 256-bit perceptual hash (PDQ).
///
/// Shape: 256 bits in four 64-bit words; bit k (0…255) is bit `k % 64` of word `k / 64`.
/// Its text is 64 lower-case hexadecimal digits with bit 255 first, as the reference prints it.
public struct PerceptualHash: Hashable, Sendable, Comparable {
    /// Bits 0…63, 64…127, 128…191 and 192…255.
    public var words: (UInt64, UInt64, UInt64, UInt64)

    /// Makes a hash of its four words, lowest bits first.
    public init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// The hash with no bit set: what pictures too small to hash get.
    public static let zero = PerceptualHash(words: (0, 0, 0, 0))

    /// Reads 64 hexadecimal digits of either case; nil for anything else.
    public init?(hex: some StringProtocol) {
        guard let bytes = [UInt8](hexadecimal: hex), bytes.count == 32 else { return nil }
        self.init(bigEndianBytes: bytes)
    }

    /// Reads 32 bytes, bit 255 first; nil when there are not exactly 32.
    public init?(bigEndianBytes bytes: some Collection<UInt8>) {
        guard let hash = Self.list(bigEndianBytes: Array(bytes)), hash.count == 1 else { return nil }
        self = hash[0]
    }

    /// Reads hashes of 32 bytes each, one after another; nil when the last is cut.
    public static func list(bigEndianBytes bytes: [UInt8]) -> [PerceptualHash]? {
        guard bytes.count.isMultiple(of: 32) else { return nil }
        return bytes.withUnsafeBytes { buffer in
            stride(from: 0, to: buffer.count, by: 32).map { start in
                func word(_ number: Int) -> UInt64 {
                    UInt64(bigEndian: buffer.loadUnaligned(fromByteOffset: start + 8 * number, as: UInt64.self))
                }
                return PerceptualHash(words: (word(3), word(2), word(1), word(0)))
            }
        }
    }

    /// The hash as 32 bytes, bit 255 first.
    public var bigEndianBytes: [UInt8] { Self.bigEndianBytes(of: [self]) }

    /// The bytes of hashes one after another, as ``list(bigEndianBytes:)`` reads them.
    public static func bigEndianBytes(of hashes: [PerceptualHash]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32 * hashes.count) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            for (number, hash) in hashes.enumerated() {
                bytes.storeBytes(of: hash.words.3.bigEndian, toByteOffset: 32 * number, as: UInt64.self)
                bytes.storeBytes(of: hash.words.2.bigEndian, toByteOffset: 32 * number + 8, as: UInt64.self)
                bytes.storeBytes(of: hash.words.1.bigEndian, toByteOffset: 32 * number + 16, as: UInt64.self)
                bytes.storeBytes(of: hash.words.0.bigEndian, toByteOffset: 32 * number + 24, as: UInt64.self)
            }
            count = 32 * hashes.count
        }
    }

    /// The hash as 64 lower-case hexadecimal digits.
    public var hex: String { bigEndianBytes.hexadecimal }

    /// How many bits differ: the Hamming distance, 0…256.
    @inlinable
    public func distance(to other: PerceptualHash) -> Int {
        (words.0 ^ other.words.0).nonzeroBitCount + (words.1 ^ other.words.1).nonzeroBitCount
            + (words.2 ^ other.words.2).nonzeroBitCount + (words.3 ^ other.words.3).nonzeroBitCount
    }

    /// Whether two hashes are the same.
    @inlinable
    public static func == (left: PerceptualHash, right: PerceptualHash) -> Bool {
        left.words == right.words
    }

    /// Orders hashes as numbers of 256 bits.
    public static func < (left: PerceptualHash, right: PerceptualHash) -> Bool {
        (left.words.3, left.words.2, left.words.1, left.words.0)
            < (right.words.3, right.words.2, right.words.1, right.words.0)
    }

    /// Feeds the four words to a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}
