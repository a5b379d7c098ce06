public import CaseModel

/// Hashes that share one of sixteen bands of 16 bits with a query.
///
/// One equal band finds as many true pairs of video frames as a full search with a radius of 50 to 60, far more than
/// radius 31, because errors are not spread evenly over the bits.
public struct BandIndex {
    /// How many bands a hash has.
    public static let bands = 16
    /// Bands shared by more hashes than this tell little; only the latest of them are looked at.
    private static let longestList = 4096
    private static let none = UInt32.max

    private var hashes: [PerceptualHash] = []
    /// For each band and value the latest hash that has it.
    private var latest: [UInt32]
    /// For each hash and band the hash before it with the same value.
    private var previous: [UInt32] = []

    /// Makes an empty index.
    public init() {
        latest = [UInt32](repeating: Self.none, count: Self.bands << 16)
    }

    /// How many hashes there are.
    public var count: Int { hashes.count }

    /// Adds a hash; its position is the number of hashes before it.
    public mutating func append(_ hash: PerceptualHash) {
        let position = UInt32(hashes.count)
        for band in 0..<Self.bands {
            let list = band << 16 | Self.value(of: hash, band: band)
            previous.append(latest[list])
            latest[list] = position
        }
        hashes.append(hash)
    }

    /// Calls back for each hash within a distance that shares a band with the query; more than once if it shares
    /// several.
    ///
    /// Cost: a random read for each hash that shares a band, on average 16 / 65,536 of all if bits were even, and five to
    /// ten times as many in practice.
    public func forEachCandidate(
        _ query: PerceptualHash,
        radius: Int,
        _ body: (_ position: Int, _ distance: Int) -> Void
    ) {
        for band in 0..<Self.bands {
            var position = latest[band << 16 | Self.value(of: query, band: band)]
            var length = 0
            while position != Self.none, length < Self.longestList {
                let distance = hashes[Int(position)].distance(to: query)
                if distance <= radius { body(Int(position), distance) }
                position = previous[Int(position) * Self.bands + band]
                length += 1
            }
        }
    }

    private static func value(of hash: PerceptualHash, band: Int) -> Int {
        let word =
            switch band / 4 {
            case 0: hash.words.0
            case 1: hash.words.1
            case 2: hash.words.2
            default: hash.words.3
            }
        return Int(word >> UInt64(16 * (band % 4)) & 0xFFFF)
    }
}
