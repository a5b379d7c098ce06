internal import CaseModel

/// Ranks peaks, as they come, by how many stronger ones lie within half a second, and keeps those of low rank.
struct SoundPeakRanking {
    /// A peak that is not ranked yet.
    struct Candidate {
        let frame: Int
        let time: UInt32
        let pitch: UInt16
        let strength: Float
    }

    private static let rivalFrames = 16

    private let ranks: Int
    private var candidates: [Candidate] = []
    private var rankedCount = 0
    private var peaks: [SoundPeak] = []

    /// Keeps peaks that rank below a number.
    init(ranks: Int) {
        self.ranks = ranks
    }

    /// What was ranked, in order of time.
    var ranked: SoundPeaks { SoundPeaks(peaks.sorted { ($0.time, $0.pitch) < ($1.time, $1.pitch) }) }

    /// Adds the next candidate; they come frame by frame.
    mutating func add(_ candidate: Candidate) {
        candidates.append(candidate)
    }

    /// Counts each candidate's stronger rivals, once all that may be are known.
    ///
    /// - Parameter searched: The frame before which no candidate will be added.
    mutating func rank(before searched: Int) {
        var first = 0
        while rankedCount < candidates.count, candidates[rankedCount].frame + Self.rivalFrames < searched {
            let candidate = candidates[rankedCount]
            while candidates[first].frame < candidate.frame - Self.rivalFrames { first += 1 }
            let rivals = candidates[first...].prefix { $0.frame <= candidate.frame + Self.rivalFrames }
            let stronger = rivals.count { $0.strength > candidate.strength }
            if stronger < ranks {
                peaks.append(SoundPeak(time: candidate.time, pitch: candidate.pitch, rank: UInt8(stronger)))
            }
            rankedCount += 1
        }
        candidates.removeFirst(first)
        rankedCount -= first
    }
}
