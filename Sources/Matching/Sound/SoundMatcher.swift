internal import CairnKernels
public import CaseModel

/// Finds the stretch of sound that two recordings share.
///
/// Words that agree vote for an offset between the two recordings. At the best offsets all words are compared bit by bit;
/// the longest run in which few bits differ is the shared stretch.
public struct SoundMatcher {
    /// A shared stretch.
    public struct Alignment: Hashable, Sendable {
        /// Share of bits that differ, 0…1.
        public var bitErrorRate: Double
        /// Where in the query.
        public var query: Segment
        /// Where in the stored recording.
        public var stored: Segment
        /// How many times as fast the query runs, and how many times as high it sounds, as the stored recording.
        public var tempo: Double
        /// How much speaks for the stretch: for each word 11, less the bits that differ.
        public var score: Int
    }

    /// The method's name and version.
    public static let method = "chromaprint-24x4/2"

    /// Above this share of differing bits a run is chance.
    private static let highestRate = 0.235
    /// The same for recordings too short for ``fewestWordsOfClear``.
    private static let highestRateOfShort = 0.15
    /// A run has at least this many words: six seconds.
    private static let fewestWords = 48
    /// The least for which fewer bits may differ: just under four seconds.
    private static let fewestWordsOfClear = 30
    /// The share of differing bits below which so few words are enough.
    private static let highestRateOfClear = 0.19
    /// The least for recordings shorter than ``fewestWords``.
    private static let fewestWordsOfShort = 20
    /// A run of silence or of a steady tone has fewer distinct words than this share.
    private static let leastVariety = 0.2
    /// Words that differ in this many bits count neither for nor against.
    private static let neutralBits = 11

    private var query: SoundFingerprint
    /// How many times as fast the query is played.
    private let speed: Double

    /// Prepares a recording to be compared with others.
    public init(query: SoundFingerprint) {
        self.query = query
        speed = 1
    }

    /// Prepares a recording to be compared as it is when played at another speed.
    public init(query: SoundFingerprint, at played: WordsAtSpeed) {
        self.query = query
        self.query.words = played.words
        speed = played.speed
    }

    /// The best shared stretch with a stored recording; nil if there is none.
    ///
    /// - Parameters:
    ///   - stored: The stored recording.
    ///   - offsets: Words by which the stored recording may run ahead of the query.
    /// - Returns: The best stretch, or nil.
    public func align(with stored: SoundFingerprint, offsets: [Int]) -> Alignment? {
        var best: (run: Run, offset: Int)?
        for offset in Set(offsets.flatMap { [$0 - 1, $0, $0 + 1] }).sorted() {
            guard let run = longestRun(stored.words, offset: offset), run.isConvincing(against: shorter(stored)) else {
                continue
            }
            if run.score > best?.run.score ?? 0 { best = (run, offset) }
        }
        guard let best else { return nil }
        let last = best.run.first + best.run.count
        func segment(_ start: Int, _ end: Int, _ sound: SoundFingerprint, _ speed: Double) -> Segment {
            Segment(
                start: min(Double(start) * sound.step * speed, sound.duration),
                end: min(Double(end) * sound.step * speed, sound.duration)
            )
        }
        return Alignment(
            bitErrorRate: best.run.rate,
            query: segment(best.run.first, last, query, speed),
            stored: segment(best.run.first + best.offset, last + best.offset, stored, 1),
            tempo: 1 / speed,
            score: best.run.score
        )
    }

    private func shorter(_ stored: SoundFingerprint) -> Int {
        min(query.words.count, stored.words.count)
    }

    private struct Run {
        var score: Int
        var first: Int
        var count: Int
        var rate: Double
        var variety: Double

        func isConvincing(against shorter: Int) -> Bool {
            guard variety >= leastVariety else { return false }
            if count >= fewestWords, rate < highestRate { return true }
            if count >= fewestWordsOfClear, rate < highestRateOfClear { return true }
            return shorter < fewestWords * 5 / 4 && count >= fewestWordsOfShort && 5 * count >= 4 * shorter
                && rate < highestRateOfShort
        }
    }

    /// The run of words at an offset in which the fewest bits differ for its length.
    private func longestRun(_ stored: [UInt32], offset: Int) -> Run? {
        let start = max(0, -offset)
        let end = min(query.words.count, stored.count - offset)
        guard end > start else { return nil }
        var run = (score: 0, first: start)
        var best = (score: 0, first: start, end: start)
        for position in start..<end {
            let bits = (query.words[position] ^ stored[position + offset]).nonzeroBitCount
            if run.score <= 0 { run = (0, position) }
            run.score += Self.neutralBits - bits
            if run.score > best.score { best = (run.score, run.first, position + 1) }
        }
        guard best.end > best.first else { return nil }
        let count = best.end - best.first
        let ours = Array(query.words[best.first..<best.end])
        let theirs = Array(stored[(best.first + offset)..<(best.end + offset)])
        return Run(
            score: best.score,
            first: best.first,
            count: count,
            rate: Double(cairn_differing_bits(ours, theirs, count)) / Double(32 * count),
            variety: Double(min(Set(ours).count, Set(theirs).count)) / Double(count)
        )
    }
}
