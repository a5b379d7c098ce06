public import CaseModel

/// Finds the moving pictures that two videos share.
///
/// Pairs of frames that share a band of their hashes (seeds) vote for a line: an orientation, a speed and an offset. Along
/// the best lines the hashes of all frames are compared, and the run with the largest sum of scores is the shared segment.
public struct VideoMatcher {
    /// Two frames that look alike.
    public struct Seed: Hashable, Sendable {
        /// Number of the query's frame.
        public let query: Int
        /// Number of the stored video's frame.
        public let stored: Int
        /// Number of the query's orientation, in the order of `FrameFingerprint.orientations`.
        public let orientation: Int

        /// Pairs two frames.
        public init(query: Int, stored: Int, orientation: Int) {
            self.query = query
            self.stored = stored
            self.orientation = orientation
        }
    }

    /// A shared stretch.
    public struct Alignment: Hashable, Sendable {
        /// Sum of scores along the stretch.
        public var score: Double
        /// How many frames agree.
        public var framesMatched: Int
        /// Where in the query.
        public var query: Segment
        /// Where in the stored video.
        public var stored: Segment
        /// How the query's frames become the stored video's.
        public var orientation: PictureOrientation
    }

    /// The largest distance of a seed.
    public static let seedRadius = 72
    /// The method's name and version.
    public static let method = "pdq-frames-line/1"

    /// A pair of frames at this distance counts neither for nor against.
    private static let neutral = 88.0
    private static let bitsPerPoint = 14.0
    /// What a frame without counterpart costs, and the most that a pair can add.
    private static let points = -0.6...4.0
    private static let speeds = [1.0, 0.9, 1.1, 0.8, 1.25]
    /// Seconds within which offsets count as one.
    private static let bin = 1.0
    private static let linesPerSpeed = 4
    private static let fewestSeeds = 2
    /// A frame this different from the one before it is new in full.
    private static let noveltyBits = 16.0
    private static let leastNovelty = 0.1

    /// Sums below this are chance.
    private static let leastScore = 5.0
    private static let fewestFrames = 3

    /// The frames that have enough detail to be compared.
    public static func comparable(_ frames: [FrameFingerprint]) -> [FrameFingerprint] {
        frames.filter(PictureMatching.isComparable)
    }

    private let query: [FrameFingerprint]
    private let novelty: [Double]

    /// Prepares a video to be compared with others.
    ///
    /// - Parameter query: Its comparable frames in order of time.
    public init(query: [FrameFingerprint]) {
        self.query = query
        novelty = query.indices.map { index in
            guard index > 0 else { return 1 }
            let change = Double(query[index].full.distance(to: query[index - 1].full))
            return min(1, max(Self.leastNovelty, change / Self.noveltyBits))
        }
    }

    /// The best shared stretch with a stored video; nil if there is none.
    ///
    /// - Parameters:
    ///   - stored: The stored video's comparable frames in order of time.
    ///   - seeds: Pairs of like frames.
    /// - Returns: The best stretch, or nil.
    public func align(with stored: [FrameFingerprint], seeds: [Seed]) -> Alignment? {
        let distinct = Set(seeds)
        var best: Alignment?
        for orientation in Set(distinct.map(\.orientation)).sorted() {
            let points = distinct.filter { $0.orientation == orientation }
            guard points.count >= min(Self.fewestSeeds, query.count) else { continue }
            for speed in Self.speeds {
                for offset in offsets(of: points, speed: speed, stored: stored) {
                    let line = Line(orientation: orientation, speed: speed, offset: offset)
                    guard let found = extend(line, stored), found.score > best?.score ?? 0 else { continue }
                    best = found
                }
            }
        }
        guard let best, best.score >= Self.leastScore, best.framesMatched >= Self.fewestFrames else { return nil }
        return best
    }

    private struct Line {
        let orientation: Int
        let speed: Double
        let offset: Double
    }

    /// The offsets for which most seeds vote, at a speed.
    private func offsets(of seeds: Set<Seed>, speed: Double, stored: [FrameFingerprint]) -> [Double] {
        var votes: [Int: (queries: Set<Int>, sum: Double, count: Int)] = [:]
        for seed in seeds {
            let offset = stored[seed.stored].at - speed * query[seed.query].at
            let bin = Int((offset / Self.bin).rounded())
            var entry = votes[bin] ?? ([], 0, 0)
            entry.queries.insert(seed.query)
            entry.sum += offset
            entry.count += 1
            votes[bin] = entry
        }
        return votes.filter { $0.value.queries.count >= min(Self.fewestSeeds, query.count) }
            .sorted { ($0.value.queries.count, $1.key) > ($1.value.queries.count, $0.key) }
            .prefix(Self.linesPerSpeed)
            .map { $0.value.sum / Double($0.value.count) }
    }

    /// The run along a line whose sum of scores is largest.
    private func extend(_ line: Line, _ stored: [FrameFingerprint]) -> Alignment? {
        var run = (score: 0.0, first: 0, matched: 0)
        var best: (score: Double, first: Int, last: Int, matched: Int)?
        var near = 0
        for (index, frame) in query.enumerated() {
            let moment = line.offset + line.speed * frame.at
            while near + 1 < stored.count, abs(stored[near + 1].at - moment) <= abs(stored[near].at - moment) {
                near += 1
            }
            let distance = leastDistance(index, line.orientation, stored, near: near, moment: moment)
            let points = distance.map { (Self.neutral - Double($0)) / Self.bitsPerPoint } ?? Self.points.lowerBound
            let clipped = min(max(points, Self.points.lowerBound), Self.points.upperBound)
            if run.score <= 0 { run = (0, index, 0) }
            run.score += clipped > 0 ? clipped * novelty[index] : clipped
            if let distance, distance <= Self.seedRadius { run.matched += 1 }
            if run.score > best?.score ?? 0 { best = (run.score, run.first, index, run.matched) }
        }
        guard let best else { return nil }
        let segment = Segment(start: query[best.first].at, end: query[best.last].at)
        let end = stored.last?.at ?? 0
        func place(_ moment: Double) -> Double { min(max(0, line.offset + line.speed * moment), end) }
        return Alignment(
            score: best.score,
            framesMatched: best.matched,
            query: segment,
            stored: Segment(start: place(segment.start), end: place(segment.end)),
            orientation: FrameFingerprint.orientations[line.orientation]
        )
    }

    /// The least distance of a frame to the stored frames around a moment; nil if none is there.
    private func leastDistance(
        _ index: Int,
        _ orientation: Int,
        _ stored: [FrameFingerprint],
        near: Int,
        moment: Double
    ) -> Int? {
        let frame = query[index]
        guard let hash = frame.hash(orientation: orientation) else { return nil }
        var least: Int?
        for number in max(0, near - 1)...min(stored.count - 1, near + 1) {
            let other = stored[number]
            guard abs(other.at - moment) <= 1 else { continue }
            var distance = other.full.distance(to: hash)
            for centre in other.centres { distance = min(distance, centre.distance(to: hash)) }
            if orientation == 0 {
                for centre in frame.centres { distance = min(distance, centre.distance(to: other.full)) }
            }
            least = min(least ?? distance, distance)
        }
        return least
    }
}

extension FrameFingerprint {
    /// The whole frame's hash in one of the four orientations of ``orientations``; nil if it was not made.
    public func hash(orientation: Int) -> PerceptualHash? {
        guard orientation > 0 else { return full }
        return orientation <= turned.count ? turned[orientation - 1] : nil
    }
}
