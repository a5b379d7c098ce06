internal import CairnKernels
public import CaseModel

/// Finds the stretch of sound that two recordings share.
///
/// Words that agree vote for an offset between the two recordings. At the best offsets all words are compared bit by bit;
/// the longest run in which few bits differ is the shared stretch. What hiss, hum and ringing tones have in common is not
/// one: bits that hardly ever change agree by chance, and what repeats counts once.
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
    public static let method = "chromaprint-24x4/3"

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
    /// At most this share of the bits may differ that would by chance; copies were measured up to 0.58, two pieces of noise
    /// from 0.73.
    private static let highestShareOfChance = 0.6
    /// Where fewer bits would differ by chance, agreement says too little: tones that ring have up to 0.22.
    private static let leastChance = 0.25
    /// The same for what repeats: a tone that rings in noise has up to 0.29.
    private static let leastChanceOfRepeated = 0.32
    /// The periods, in words, with which a run may repeat: one to eight seconds.
    private static let periods = 8..<64
    /// A run repeats if fewer of its bits differ when it is laid over itself, a period later.
    private static let highestRateOfRepeated = 0.15
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
            guard let run = longestRun(stored.words, offset: offset), run.score > best?.run.score ?? 0,
                isConvincing(run, stored, offset: offset)
            else { continue }
            best = (run, offset)
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

        /// Whether so few bits differ over so many words that the run can be one of a copy.
        func isConvincing(over count: Int, against shorter: Int) -> Bool {
            if count >= fewestWords, rate < highestRate { return true }
            if count >= fewestWordsOfClear, rate < highestRateOfClear { return true }
            return shorter < fewestWords * 5 / 4 && count >= fewestWordsOfShort && 5 * count >= 4 * shorter
                && rate < highestRateOfShort
        }
    }

    /// Whether a run is more than chance, and more than tones, hiss and silence have in common.
    private func isConvincing(_ run: Run, _ stored: SoundFingerprint, offset: Int) -> Bool {
        guard run.isConvincing(over: run.count, against: shorter(stored)) else { return false }
        let ours = Array(query.words[run.first..<(run.first + run.count)])
        let theirs = Array(stored.words[(run.first + offset)..<(run.first + offset + run.count)])
        let variety = Double(min(Set(ours).count, Set(theirs).count)) / Double(run.count)
        guard variety >= Self.leastVariety else { return false }
        let chance = Self.rateByChance(ours, theirs)
        guard run.rate < Self.highestShareOfChance * chance, chance >= Self.leastChance else { return false }
        let period =
            Self.period(of: query.words, around: run.first, count: run.count)
            ?? Self.period(of: stored.words, around: run.first + offset, count: run.count)
        guard let period else { return true }
        // What repeats counts once.
        return chance >= Self.leastChanceOfRepeated && run.isConvincing(over: period, against: shorter(stored))
    }

    /// The share of bits that would differ if the words of two runs were in any order: each bit as often set as it is.
    private static func rateByChance(_ ours: [UInt32], _ theirs: [UInt32]) -> Double {
        guard !ours.isEmpty, !theirs.isEmpty else { return 0 }
        var sum = 0.0
        for bit in UInt32(0)..<32 {
            let one = Double(ours.count { $0 >> bit & 1 == 1 }) / Double(ours.count)
            let other = Double(theirs.count { $0 >> bit & 1 == 1 }) / Double(theirs.count)
            sum += one * (1 - other) + other * (1 - one)
        }
        return sum / 32
    }

    /// The shortest period with which words and those before and after them repeat; nil if they do not, or not twice.
    private static func period(of words: [UInt32], around first: Int, count: Int) -> Int? {
        let near = words[max(0, first - periods.upperBound)..<min(words.count, first + count + periods.upperBound)]
        return periods.first { period in
            let count = near.count - period
            guard count >= period else { return false }
            let differing = differingBits(near.dropFirst(period), near.prefix(count))
            return Double(differing) < highestRateOfRepeated * Double(32 * count)
        }
    }

    private static func differingBits(_ one: ArraySlice<UInt32>, _ other: ArraySlice<UInt32>) -> Int {
        one.withUnsafeBufferPointer { one in
            other.withUnsafeBufferPointer { other in
                guard let first = one.baseAddress, let second = other.baseAddress else { return 0 }
                return Int(cairn_differing_bits(first, second, min(one.count, other.count)))
            }
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
        let count = best.end - best.first
        guard count > 0 else { return nil }
        let theirs = stored[(best.first + offset)..<(best.end + offset)]
        let differing = Self.differingBits(query.words[best.first..<best.end], theirs)
        return Run(
            score: best.score,
            first: best.first,
            count: count,
            rate: Double(differing) / Double(32 * count)
        )
    }
}
