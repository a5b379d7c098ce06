public import CaseModel

/// Finds the peaks of a sound's spectrum, in one pass and with bounded memory.
///
/// A peak is louder than all within 4 frames and 3 bins, at least 3 dB louder than its bin is on average within a second
/// before and after, and at most 45 dB quieter than the loudest bin of its frame. Peaks of that kind survive noise, codecs
/// and narrow bands (Wang 2003).
///
/// Where two sounds are mixed, the louder hides peaks of the other. So *dense* peaks are found too, which are louder than all
/// within 2 frames and 2 bins: what is looked up may have more peaks than what is stored.
///
/// Cost: about 2 seconds of processor time for an hour of sound.
public struct SoundPeakFinder {
    /// Samples a second that are expected.
    public static let samplingRate = 11_025

    private static let meanFrames = 31
    private static let around = (frames: 4, bins: 3)
    private static let denselyAround = (frames: 2, bins: 2)
    private static let leastExcess: Float = 3
    /// Well above the noise of one step of the 16-bit scale, which is silence.
    private static let leastLevel = SoundSpectrum.silence + 14
    private static let mostBelowLoudest: Float = 45
    private static let loudnessWeight: Float = 0.3
    /// Frames that are kept behind the last that is done, before older ones are dropped.
    private static let slack = 2048

    /// What is found in a recording.
    public struct Found {
        /// The peaks that a query uses, some of which are stored, in order of time.
        public let peaks: SoundPeaks
        /// The dense peaks, in order of time; ranks are those among them.
        public let dense: SoundPeaks
    }

    private let spectrum = SoundSpectrum()
    private var samples: [Int16] = []
    /// Levels and what they exceed the mean by, frame by frame from ``firstFrame``.
    private var levels: [Float] = []
    private var excess: [Float] = []
    private var firstFrame = 0
    private var frameCount = 0
    /// Sums over the frames of the mean's window.
    private var sums = [Float](repeating: 0, count: SoundPeaks.binCount)
    private var excessCount = 0
    private var searchedCount = 0
    private var peaks = SoundPeakRanking(ranks: SoundPeaks.queryRanks)
    private var dense = SoundPeakRanking(ranks: SoundPeaks.denseRanks)

    /// Starts at the beginning of a recording.
    public init() {}

    /// Adds samples of one channel.
    public mutating func add(_ new: UnsafeBufferPointer<Int16>) {
        samples.append(contentsOf: new)
        let (length, step) = (SoundSpectrum.length, SoundSpectrum.step)
        var start = 0
        while start + length + step <= samples.count {
            addFrames(at: start, second: start + step)
            start += 2 * step
        }
        samples.removeFirst(start)
        advance(isLast: false)
    }

    /// Ends the recording.
    ///
    /// - Returns: All its peaks.
    public mutating func finish() -> Found {
        if samples.count >= SoundSpectrum.length { addFrames(at: 0, second: nil) }
        samples = []
        advance(isLast: true)
        return Found(peaks: peaks.ranked, dense: dense.ranked)
    }

    private mutating func addFrames(at first: Int, second: Int?) {
        let (one, other) = samples.withUnsafeBufferPointer { samples in
            guard let base = samples.baseAddress else { return ([Float](), [Float]()) }
            return spectrum.levels(base + first, base + (second ?? first))
        }
        levels += one
        frameCount += 1
        guard second != nil else { return }
        levels += other
        frameCount += 1
    }

    private mutating func advance(isLast: Bool) {
        computeExcess(isLast: isLast)
        while searchedCount + (isLast ? 0 : Self.around.frames) < excessCount {
            search(frame: searchedCount)
            searchedCount += 1
        }
        let searched = isLast ? Int.max : searchedCount
        peaks.rank(before: searched)
        dense.rank(before: searched)
        let unneeded = searchedCount - 2 * Self.meanFrames - firstFrame
        guard unneeded > Self.slack else { return }
        levels.removeFirst(unneeded * SoundPeaks.binCount)
        excess.removeFirst(unneeded * SoundPeaks.binCount)
        firstFrame += unneeded
    }

    private func row(_ frame: Int) -> Int { (frame - firstFrame) * SoundPeaks.binCount }

    private mutating func computeExcess(isLast: Bool) {
        let bins = SoundPeaks.binCount
        while excessCount < frameCount, isLast || excessCount + Self.meanFrames < frameCount {
            let frame = excessCount
            let window = max(0, frame - Self.meanFrames)...min(frameCount - 1, frame + Self.meanFrames)
            // Summed anew now and then, so that rounding does not add up.
            if frame % 1024 == 0 {
                for bin in 0..<bins { sums[bin] = 0 }
                for other in window { for bin in 0..<bins { sums[bin] += levels[row(other) + bin] } }
            } else {
                let entering = frame + Self.meanFrames
                if entering < frameCount { for bin in 0..<bins { sums[bin] += levels[row(entering) + bin] } }
                let leaving = frame - Self.meanFrames - 1
                if leaving >= 0 { for bin in 0..<bins { sums[bin] -= levels[row(leaving) + bin] } }
            }
            let share = 1 / Float(window.count)
            for bin in 0..<bins { excess.append(levels[row(frame) + bin] - sums[bin] * share) }
            excessCount += 1
        }
    }

    private mutating func search(frame: Int) {
        let bins = SoundPeaks.binCount
        let here = row(frame)
        let loudest = levels[here..<(here + bins)].max() ?? 0
        let lowest = max(Self.leastLevel, loudest - Self.mostBelowLoudest)
        let frames = max(firstFrame, frame - 1)...min(excessCount - 1, frame + 1)
        for bin in 0..<bins {
            let value = excess[here + bin]
            guard value >= Self.leastExcess, levels[here + bin] >= lowest,
                isHighest(value, frame, bin, Self.denselyAround)
            else { continue }
            let before = frames.contains(frame - 1) ? excess[row(frame - 1) + bin] : value
            let after = frames.contains(frame + 1) ? excess[row(frame + 1) + bin] : value
            let below = bin > 0 ? excess[here + bin - 1] : value
            let above = bin + 1 < bins ? excess[here + bin + 1] : value
            let time = Float(frame) + Self.vertex(before, value, after)
            let pitch = Float(bin) + Self.vertex(below, value, above)
            let candidate = SoundPeakRanking.Candidate(
                frame: frame,
                time: UInt32(max(0, (time * Float(SoundPeak.unitsPerFrame)).rounded())),
                pitch: UInt16(max(0, (pitch * Float(SoundPeak.unitsPerBin)).rounded())),
                strength: value + Self.loudnessWeight * levels[here + bin]
            )
            dense.add(candidate)
            if isHighest(value, frame, bin, Self.around) { peaks.add(candidate) }
        }
    }

    private func isHighest(_ value: Float, _ frame: Int, _ bin: Int, _ around: (frames: Int, bins: Int)) -> Bool {
        let frames = max(firstFrame, frame - around.frames)...min(excessCount - 1, frame + around.frames)
        let bins = max(0, bin - around.bins)...min(SoundPeaks.binCount - 1, bin + around.bins)
        for other in frames {
            let start = row(other)
            for near in bins {
                let rival = excess[start + near]
                // Of equals the first counts.
                if rival > value || rival == value && (other, near) < (frame, bin) { return false }
            }
        }
        return true
    }

    /// Where the parabola through three values at -1, 0 and 1 is highest.
    private static func vertex(_ before: Float, _ middle: Float, _ after: Float) -> Float {
        let bend = before - 2 * middle + after
        guard bend < 0 else { return 0 }
        return min(0.5, max(-0.5, 0.5 * (before - after) / bend))
    }
}
