/// The SHA-256 of a content: what identifies media.
public struct ContentDigest: Hashable, Sendable, Comparable {
    // Words instead of an array: millions are held and compared, and an array has memory and a count of its own.
    private let first, second, third, fourth: UInt64

    /// 32 bytes.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { bytes, count in
            let words = UnsafeMutableRawBufferPointer(bytes)
            for (place, word) in [first, second, third, fourth].enumerated() {
                words.storeBytes(of: word.bigEndian, toByteOffset: 8 * place, as: UInt64.self)
            }
            count = 32
        }
    }

    /// Takes 32 bytes; nil for another number of them.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        (first, second, third, fourth) = bytes.withUnsafeBytes { bytes in
            func word(_ place: Int) -> UInt64 {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self))
            }
            return (word(0), word(1), word(2), word(3))
        }
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(hex: some StringProtocol) {
        guard let bytes = [UInt8](hexadecimal: hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { bytes.hexadecimal }

    /// Orders digests by their bytes.
    public static func < (left: ContentDigest, right: ContentDigest) -> Bool {
        (left.first, left.second, left.third, left.fourth)
            < (right.first, right.second, right.third, right.fourth)
    }
}

/// What one pass over a file's bytes gives.
public struct Digests: Hashable, Sendable {
    /// How many bytes there were.
    public let size: Int64
    /// MD5, 16 bytes: for comparison with older hash lists only.
    public let md5: [UInt8]
    /// SHA-1, 20 bytes: for comparison with older hash lists only.
    public let sha1: [UInt8]
    /// SHA-256.
    public let sha256: ContentDigest

    /// Collects the digests of one content.
    public init(size: Int64, md5: [UInt8], sha1: [UInt8], sha256: ContentDigest) {
        self.size = size
        self.md5 = md5
        self.sha1 = sha1
        self.sha256 = sha256
    }
}
