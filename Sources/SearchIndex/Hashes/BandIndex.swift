public import CaseModel

/// Hashes that share one of sixteen bands of their bits with a query.
///
/// One equal band of 16 bits finds as many true pairs of video frames as a full search with a radius of 50 to 60, far more
/// than radius 31, because errors are not spread evenly over the bits. Where there are many hashes bands are longer and
/// overlap, so that a query meets fewer that are like it by chance.
public struct BandIndex {
    /// How long bands and lists are.
    public struct Shape: Sendable {
        /// From how many hashes on bands have how many bits, 16 to 24; rising, and the first from none on.
        public var steps: [(from: Int, bits: Int)] = [(0, 16), (6 << 20, 18), (24 << 20, 20)]
        /// Of a band that more hashes share, only so many of the latest are looked at: it tells little.
        public var longestList = 4096

        /// The shape in use.
        public init() {}

        /// Bands of one length, however many hashes there are.
        public init(bandBits: Int) {
            steps = [(0, bandBits)]
        }
    }

    /// How many bands a hash has.
    public static let bands = 16
    private static let none = UInt32.max

    private let shape: Shape
    /// How many bits a band has now.
    public private(set) var bandBits: Int
    private var hashes: [PerceptualHash] = []
    /// For each band and value the latest hash that has it.
    private var latest: [UInt32]
    /// For each hash and band the hash before it with the same value.
    private var previous: [UInt32] = []

    /// Makes an empty index.
    public init(shape: Shape = Shape()) {
        self.shape = shape
        bandBits = shape.steps.first?.bits ?? 16
        latest = [UInt32](repeating: Self.none, count: Self.bands << bandBits)
    }

    /// How many hashes there are.
    public var count: Int { hashes.count }

    /// Bytes that the index holds.
    public var byteCount: Int { hashes.capacity * 32 + (latest.capacity + previous.capacity) * 4 }

    /// Adds a hash; its position is the number of hashes before it.
    ///
    /// Cost: 0.3 µs; where bands become longer, that for all hashes before it.
    public mutating func append(_ hash: PerceptualHash) {
        hashes.append(hash)
        if let step = shape.steps.dropFirst().first(where: { $0.from == hashes.count }) {
            bandBits = step.bits
            latest = [UInt32](repeating: Self.none, count: Self.bands << bandBits)
            previous.removeAll(keepingCapacity: true)
            for position in hashes.indices { file(position) }
        } else {
            file(hashes.count - 1)
        }
    }

    private mutating func file(_ position: Int) {
        for band in 0..<Self.bands {
            let list = band << bandBits | value(of: hashes[position], band: band)
            previous.append(latest[list])
            latest[list] = UInt32(position)
        }
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
            var position = latest[band << bandBits | value(of: query, band: band)]
            var length = 0
            while position != Self.none, length < shape.longestList {
                let distance = hashes[Int(position)].distance(to: query)
                if distance <= radius { body(Int(position), distance) }
                position = previous[Int(position) * Self.bands + band]
                length += 1
            }
        }
    }

    /// The bits from the sixteenth's start on, into the next sixteenth where bands are longer.
    private func value(of hash: PerceptualHash, band: Int) -> Int {
        func word(_ number: Int) -> UInt64 {
            switch number & 3 {
            case 0: hash.words.0
            case 1: hash.words.1
            case 2: hash.words.2
            default: hash.words.3
            }
        }
        let shift = UInt64(16 * (band % 4))
        var bits = word(band / 4) >> shift
        if band % 4 == 3 { bits |= word(band / 4 + 1) << 16 }
        return Int(bits & (1 << UInt64(bandBits) - 1))
    }
}
