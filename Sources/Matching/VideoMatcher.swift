public import CaseModel

/// Finds the moving pictures that two videos share.
///
/// Pairs of frames that share a band of their hashes (seeds) vote for a line: an orientation, a speed and an offset. Along
/// the best lines the hashes of all frames are compared, and the run with the largest sum of scores is the shared segment.
/// A picture that stands still votes once, however long it stands.
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
        /// How many of them show something new.
        public var framesDistinct: Int
        /// How many pictures they show that differ as one shot does from another.
        public var shots: Int
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
    public static let method = "pdq-frames-line/2"

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
    /// Seconds between the moments of frames that are compared.
    private static let reach = 1.0
    /// The same where one side has key frames only, of which each is to be met once.
    private static let sparseReach = 0.5

    /// Sums below this are chance.
    private static let leastScore = 5.0
    private static let fewestFrames = 3
    /// What a single key frame must score, where there are no more: as much as a near duplicate.
    private static let leastScoreOfOne = 3.9

    /// The frames that have enough detail to be compared.
    public static func comparable(_ frames: [FrameFingerprint]) -> [FrameFingerprint] {
        frames.filter(PictureMatching.isComparable)
    }

    private let query: [FrameFingerprint]
    private let novelty: FrameNovelty

    /// Prepares a video to be compared with others.
    ///
    /// - Parameter query: Its comparable frames in order of time.
    public init(query: [FrameFingerprint]) {
        self.query = query
        novelty = FrameNovelty(query)
    }

    /// The best shared stretch with a stored video; nil if there is none.
    ///
    /// - Parameters:
    ///   - stored: The stored video's comparable frames in order of time.
    ///   - seeds: Pairs of like frames.
    ///   - isSparse: Whether one of the videos was looked at quickly, so that a missing counterpart says nothing.
    /// - Returns: The best stretch, or nil.
    public func align(with stored: [FrameFingerprint], seeds: [Seed], isSparse: Bool = false) -> Alignment? {
        let distinct = Set(seeds)
        var best: Alignment?
        for orientation in Set(distinct.map(\.orientation)).sorted() {
            let points = distinct.filter { $0.orientation == orientation }
            guard points.count >= fewestSeeds(stored, isSparse) else { continue }
            for speed in Self.speeds {
                for offset in offsets(of: points, speed: speed, stored: stored, isSparse: isSparse) {
                    let line = Line(orientation: orientation, speed: speed, offset: offset, isSparse: isSparse)
                    guard let found = extend(line, stored), found.score > best?.score ?? 0 else { continue }
                    best = found
                }
            }
        }
        let frames = isSparse ? min(Self.fewestFrames, query.count, stored.count) : Self.fewestFrames
        let score = frames == 1 ? Self.leastScoreOfOne : Self.leastScore
        guard let best, best.score >= score, best.framesMatched >= frames else { return nil }
        return best
    }

    private struct Line {
        let orientation: Int
        let speed: Double
        let offset: Double
        let isSparse: Bool
    }

    private func fewestSeeds(_ stored: [FrameFingerprint], _ isSparse: Bool) -> Int {
        min(Self.fewestSeeds, query.count, isSparse ? stored.count : Self.fewestSeeds)
    }

    /// The offsets for which most seeds vote, at a speed.
    private func offsets(
        of seeds: Set<Seed>,
        speed: Double,
        stored: [FrameFingerprint],
        isSparse: Bool
    ) -> [Double] {
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
        let fewest = fewestSeeds(stored, isSparse)
        return votes.filter { $0.value.queries.count >= fewest }
            .sorted { ($0.value.queries.count, $1.key) > ($1.value.queries.count, $0.key) }
            .prefix(Self.linesPerSpeed)
            .map { $0.value.sum / Double($0.value.count) }
    }

    private struct Run {
        var score = 0.0
        var first = 0
        var last = 0
    }

    /// The run along a line whose sum of scores is largest.
    private func extend(_ line: Line, _ stored: [FrameFingerprint]) -> Alignment? {
        var run = Run()
        var best = Run()
        var near = 0
        /// For each frame of the query the stored one that agrees; -1 for none.
        var agreeing = [Int](repeating: -1, count: query.count)
        for (index, frame) in query.enumerated() {
            let moment = line.offset + line.speed * frame.at
            while near + 1 < stored.count, abs(stored[near + 1].at - moment) <= abs(stored[near].at - moment) {
                near += 1
            }
            let nearest = nearestFrame(index, line, stored, near: near, moment: moment)
            if run.score <= 0 { run = Run(first: index) }
            let gain = points(of: nearest?.distance, line)
            run.score += gain > 0 ? gain * novelty.weights[index] : gain
            if let nearest, nearest.distance <= Self.seedRadius { agreeing[index] = nearest.number }
            // A picture that goes on standing still adds nothing to the score and lengthens the stretch all the same.
            let goesOn = agreeing[index] >= 0 && run.score == best.score && run.first == best.first
            if run.score > best.score || goesOn {
                run.last = index
                best = run
            }
        }
        guard best.score > 0 else { return nil }
        let frames = best.first...best.last
        return alignment(best, line, stored, frames.filter { agreeing[$0] >= 0 }.map { ($0, agreeing[$0]) })
    }

    private func points(of distance: Int?, _ line: Line) -> Double {
        guard let distance else { return line.isSparse ? 0 : Self.points.lowerBound }
        let points = (Self.neutral - Double(distance)) / Self.bitsPerPoint
        return min(max(points, Self.points.lowerBound), Self.points.upperBound)
    }

    private func alignment(
        _ run: Run,
        _ line: Line,
        _ stored: [FrameFingerprint],
        _ matched: [(query: Int, stored: Int)]
    ) -> Alignment {
        let segment = Segment(start: query[run.first].at, end: query[run.last].at)
        let end = stored.last?.at ?? 0
        func place(_ moment: Double) -> Double { min(max(0, line.offset + line.speed * moment), end) }
        var shots = ShotCounter()
        for pair in matched { shots.add(query[pair.query].full) }
        return Alignment(
            score: run.score,
            framesMatched: line.isSparse ? Set(matched.map(\.stored)).count : matched.count,
            framesDistinct: novelty.distinct(among: matched.map(\.query)),
            shots: shots.count,
            query: segment,
            stored: Segment(start: place(segment.start), end: place(segment.end)),
            orientation: FrameFingerprint.orientations[line.orientation]
        )
    }

    /// The stored frame around a moment that is most like a frame of the query; nil if none is there.
    private func nearestFrame(
        _ index: Int,
        _ line: Line,
        _ stored: [FrameFingerprint],
        near: Int,
        moment: Double
    ) -> (number: Int, distance: Int)? {
        let frame = query[index]
        guard !stored.isEmpty, let hash = frame.hash(orientation: line.orientation) else { return nil }
        let reach = line.isSparse ? Self.sparseReach : Self.reach
        var least: (number: Int, distance: Int)?
        for number in max(0, near - 1)...min(stored.count - 1, near + 1) {
            let other = stored[number]
            guard abs(other.at - moment) <= reach else { continue }
            var distance = other.full.distance(to: hash)
            for centre in other.centres { distance = min(distance, centre.distance(to: hash)) }
            if line.orientation == 0 {
                for centre in frame.centres { distance = min(distance, centre.distance(to: other.full)) }
            }
            if distance < least?.distance ?? .max { least = (number, distance) }
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
