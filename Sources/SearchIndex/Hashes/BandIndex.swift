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
    private var hashes: [PerceptualHash]
    /// The first hashes, whose bands were sorted together when a query first wanted them.
    private var sorted: SortedBands?
    /// For each band and value the latest hash that has it, of those that came after.
    private var latest: [UInt32] = []
    /// For each of these and each band the hash before it with the same value.
    private var previous: [UInt32] = []

    /// Makes an index of some hashes, whose bands are not made before the first query.
    public init(shape: Shape = Shape(), hashes: [PerceptualHash] = []) {
        self.shape = shape
        self.hashes = hashes
        bandBits = (shape.steps.last { $0.from <= hashes.count } ?? shape.steps.first)?.bits ?? 16
    }

    /// How many hashes there are.
    public var count: Int { hashes.count }

    /// Bytes that the index holds.
    public var byteCount: Int {
        hashes.capacity * 32 + (latest.capacity + previous.capacity) * 4 + (sorted?.byteCount ?? 0)
    }

    /// All hashes, in order of addition.
    public var all: [PerceptualHash] { hashes }

    /// The hash at a position below ``count``.
    public func hash(at position: Int) -> PerceptualHash { hashes[position] }

    /// Adds a hash; its position is the number of hashes before it.
    ///
    /// Cost: 0.3 µs once there was a query.
    public mutating func append(_ hash: PerceptualHash) {
        hashes.append(hash)
        if let step = shape.steps.dropFirst().first(where: { $0.from == hashes.count }) {
            bandBits = step.bits
            sorted = nil
            latest = []
            previous = []
        } else if sorted != nil {
            file(hashes.count - 1)
        }
    }

    private mutating func file(_ position: Int) {
        if latest.isEmpty { latest = [UInt32](repeating: Self.none, count: Self.bands << bandBits) }
        for band in 0..<Self.bands {
            let list = band << bandBits | Self.value(of: hashes[position], band: band, bits: bandBits)
            previous.append(latest[list])
            latest[list] = UInt32(position)
        }
    }

    /// Calls back for each hash within a distance that shares a band with the query; more than once if it shares
    /// several.
    ///
    /// Cost: a random read for each hash that shares a band, on average 16 / 65,536 of all if bits were even, and five to
    /// ten times as many in practice. The first query makes the bands: 0.1 µs a hash.
    public mutating func forEachCandidate(
        _ query: PerceptualHash,
        radius: Int,
        _ body: (_ position: Int, _ distance: Int) -> Void
    ) {
        let bands = sorted ?? SortedBands(of: hashes, bits: bandBits)
        if sorted == nil { sorted = bands }
        for band in 0..<Self.bands {
            let value = Self.value(of: query, band: band, bits: bandBits)
            var length = 0
            func visit(_ position: UInt32) {
                let distance = hashes[Int(position)].distance(to: query)
                if distance <= radius { body(Int(position), distance) }
                length += 1
            }
            var position = latest.isEmpty ? Self.none : latest[band << bandBits | value]
            while position != Self.none, length < shape.longestList {
                visit(position)
                position = previous[(Int(position) - bands.count) * Self.bands + band]
            }
            for position in bands.positions(band: band, value: value).reversed() {
                guard length < shape.longestList else { break }
                visit(position)
            }
        }
    }

    /// The bits from the sixteenth's start on, into the next sixteenth where bands are longer.
    static func value(of hash: PerceptualHash, band: Int, bits: Int) -> Int {
        func word(_ number: Int) -> UInt64 {
            switch number & 3 {
            case 0: hash.words.0
            case 1: hash.words.1
            case 2: hash.words.2
            default: hash.words.3
            }
        }
        let shift = UInt64(16 * (band % 4))
        var all = word(band / 4) >> shift
        if band % 4 == 3 { all |= word(band / 4 + 1) << 16 }
        return Int(all & (1 << UInt64(bits) - 1))
    }
}

/// The positions of hashes, for each band sorted by its bits; those of one value in order.
private struct SortedBands {
    let count: Int
    private let bits: Int
    /// For each band and value where its positions begin, and after each band's values where they end.
    private let starts: [UInt32]
    private let positions: [UInt32]

    /// Sorts by counting.
    init(of hashes: [PerceptualHash], bits: Int) {
        let count = hashes.count
        let values = 1 << bits
        var starts = [UInt32](repeating: 0, count: BandIndex.bands * (values + 1))
        positions = [UInt32](unsafeUninitializedCapacity: BandIndex.bands * count) { positions, filled in
            starts.withUnsafeMutableBufferPointer { starts in
                for band in 0..<BandIndex.bands {
                    let own = UnsafeMutableBufferPointer(rebasing: starts[(band * (values + 1))...].prefix(values + 1))
                    for hash in hashes { own[BandIndex.value(of: hash, band: band, bits: bits)] += 1 }
                    // What a value counts becomes where its positions end; filled from behind, where they begin.
                    var sum: UInt32 = 0
                    for value in 0...values {
                        sum += own[value]
                        own[value] = sum
                    }
                    for position in hashes.indices.reversed() {
                        let value = BandIndex.value(of: hashes[position], band: band, bits: bits)
                        own[value] -= 1
                        positions[band * count + Int(own[value])] = UInt32(position)
                    }
                }
            }
            filled = BandIndex.bands * count
        }
        self.count = count
        self.bits = bits
        self.starts = starts
    }

    var byteCount: Int { 4 * (starts.capacity + positions.capacity) }

    func positions(band: Int, value: Int) -> ArraySlice<UInt32> {
        let list = band * ((1 << bits) + 1) + value
        return positions[(band * count + Int(starts[list]))..<(band * count + Int(starts[list + 1]))]
    }
}
