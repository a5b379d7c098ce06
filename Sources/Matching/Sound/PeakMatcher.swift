public import CaseModel
internal import Glibc

/// Compares two sounds by the peaks of their spectra, and finds the stretch that they share.
///
/// The peaks of a query, its change undone, are laid over those of a stored recording. For each second the number of peaks
/// that agree is weighed against what chance would give (a Poisson bound); the run of seconds with the largest sum is the
/// shared stretch. Speed, pitch and place are refined as the run grows.
public struct PeakMatcher {
    /// What two sounds share.
    public struct Alignment: Hashable, Sendable {
        /// How improbable the agreement is by chance: the sum over seconds of its negative decimal logarithm, at most 3 for
        /// a second.
        public var score: Double
        /// How many peaks agree.
        public var agreeing: Int
        /// How many would by chance.
        public var expected: Double
        /// How many times as fast the query runs as the stored recording.
        public var tempo: Double
        /// How many times as high the query sounds.
        public var pitch: Double
        /// Where in the query, in seconds.
        public var query: Segment
        /// Where in the stored recording, in seconds.
        public var stored: Segment

        /// The score as it would be if the stretch had ten seconds: what ``convincing`` and ``suggestive`` mean.
        public var weight: Double { score / SoundPeaks.neededScore(1, over: query.length) }
    }

    /// The method's name and version.
    public static let method = "peak-landmarks/2"
    /// What scores this or more over ten seconds is taken for the same recording.
    public static let convincing = 20.0
    /// What scores this or more over ten seconds, and less than ``convincing``, is worth a look.
    public static let suggestive = 14.0
    /// Seconds of a query that are looked up together.
    public static let windowSeconds = 10.0

    private static let nearFrames: Float = 1
    private static let nearBins: Float = 0.8
    /// How far the place, the pitch and the tempo may be off at first, in frames, bins and as a share.
    private static let offset: Float = 2.25
    private static let pitch: Float = 2
    private static let stretch: Float = 0.024
    /// How often a run may grow; each time it at least doubles.
    private static let mostGrowths = 12
    private static let densityBins: Float = 8
    private static let densityFrames: Float = 16
    private static let chanceFactor = 1.5
    private static let chanceFloor = 0.2
    private static let secondScores = -1.0...3.0
    /// The periods, in frames, with which a stretch may repeat: a third of a second to seven seconds.
    private static let periods = 10...219
    /// A stretch repeats if this share of the peaks that agree come again a period before or after.
    ///
    /// Measured: up to 0.72 of copies, from 0.84 of busy and ringing tones.
    private static let leastShareOfRepeated = 0.8
    /// Of fewer peaks it cannot be said.
    private static let fewestOfRepeated = 12

    private struct Place {
        let frame: Float
        let bin: Float
    }

    private let query: [Place]

    /// Prepares a sound to be compared with others.
    public init(query: SoundPeaks) {
        self.query = query.peaks.map { Place(frame: $0.frame, bin: $0.bin) }
    }

    /// A map from the query's frames and bins to those of a stored recording.
    private struct Map {
        var tempo: Float
        var start: Float
        var shift: Float

        func place(_ place: Place) -> Place {
            Place(frame: place.frame * tempo + start, bin: place.bin - shift)
        }
    }

    /// The stretch that is shared with a recording near a place; nil if little speaks for any.
    ///
    /// - Parameters:
    ///   - stored: The recording's peaks, those that are stored.
    ///   - tempo: How many times as fast the query is thought to run.
    ///   - pitch: How many times as high it is thought to sound.
    ///   - offset: The frame of the recording at which the query's first would lie.
    ///   - window: The part of the query, in seconds, that is thought to be shared.
    /// - Returns: The stretch with the highest score.
    public func align(
        with stored: SoundPeaks,
        tempo: Double,
        pitch: Double,
        offset: Int,
        window: Segment
    ) -> Alignment? {
        let recording = Recording(stored)
        let part = indices(in: window)
        guard !part.isEmpty else { return nil }
        let guess = Map(
            tempo: Float(tempo),
            start: Float(offset),
            shift: Float(SoundPeaks.binsPerOctave) * Float(log2(pitch))
        )
        var map = refine(guess, part, recording)
        var best: Run?
        var reach = part
        // The run grows to both sides as long as the map, fitted anew to all of it, holds.
        for _ in 0..<Self.mostGrowths {
            map = fit(map, reach, recording)
            guard let run = run(map, reach, recording) else { break }
            best = run.score > best?.score ?? 0 ? run : best
            let wider = indices(in: Self.widened(run))
            guard wider.count > reach.count else { break }
            reach = wider
        }
        guard let best, best.score > 0 else { return nil }
        let seconds = SoundPeaks.framesPerSecond
        return Alignment(
            score: best.score * countedShare(of: best, recording),
            agreeing: best.agreeing,
            expected: best.expected,
            tempo: Double(best.map.tempo),
            pitch: exp2(Double(best.map.shift) / Double(SoundPeaks.binsPerOctave)),
            query: best.query,
            stored: Segment(
                start: max(0, (best.query.start * seconds * Double(best.map.tempo) + Double(best.map.start)) / seconds),
                end: max(0, (best.query.end * seconds * Double(best.map.tempo) + Double(best.map.start)) / seconds)
            )
        )
    }

    private struct Run {
        let score: Double
        let agreeing: Int
        let expected: Double
        let query: Segment
        let map: Map
    }

    private static func widened(_ run: Run) -> Segment {
        let more = max(5, run.query.end - run.query.start)
        return Segment(start: run.query.start - more, end: run.query.end + more)
    }

    private func indices(in window: Segment) -> Range<Int> {
        let rate = Float(SoundPeaks.framesPerSecond)
        let first = query.firstPosition { $0.frame >= Float(window.start) * rate }
        return first..<max(first, query.firstPosition { $0.frame > Float(window.end) * rate })
    }

    /// The nearby map on which most peaks agree: all tempos, places and pitches around a guess are tried.
    private func refine(_ guess: Map, _ part: Range<Int>, _ recording: Recording) -> Map {
        let middle = (query[part.lowerBound].frame + query[part.upperBound - 1].frame) / 2
        struct Pair {
            let frame, time, bin: Float
        }
        var pairs: [Pair] = []
        for index in part {
            let place = guess.place(query[index])
            let slack = Self.offset + Self.nearFrames + Self.stretch * abs(query[index].frame - middle)
            recording.forEach(frames: (place.frame - slack)...(place.frame + slack)) { other in
                guard abs(other.bin - place.bin) <= Self.pitch + Self.nearBins else { return }
                pairs.append(
                    Pair(
                        frame: query[index].frame - middle,
                        time: other.frame - place.frame,
                        bin: place.bin - other.bin
                    )
                )
            }
        }
        var best = (count: 0, map: guess)
        for pitch in stride(from: -Self.pitch, through: Self.pitch, by: 0.5) {
            let near = pairs.filter { abs($0.bin - pitch) <= Self.nearBins }
            guard near.count > best.count else { continue }
            for stretch in stride(from: -Self.stretch, through: Self.stretch, by: 0.003) {
                for offset in stride(from: -Self.offset, through: Self.offset, by: 0.75) {
                    let count = near.count { abs($0.time - offset - stretch * $0.frame) <= Self.nearFrames }
                    guard count > best.count else { continue }
                    best.count = count
                    best.map = Map(
                        tempo: guess.tempo + stretch,
                        start: guess.start + offset - stretch * middle,
                        shift: guess.shift + pitch
                    )
                }
            }
        }
        return best.map
    }

    /// A map fitted to the peaks that agree, by least squares.
    private func fit(_ map: Map, _ part: Range<Int>, _ recording: Recording) -> Map {
        var map = map
        for _ in 0..<2 {
            var (count, frames, times, squares, products, bins) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
            for index in part {
                let place = map.place(query[index])
                guard let other = recording.nearest(to: place, Self.nearFrames, Self.nearBins) else { continue }
                let (frame, time) = (Double(query[index].frame), Double(other.frame))
                count += 1
                frames += frame
                times += time
                squares += frame * frame
                products += frame * time
                bins += Double(query[index].bin - other.bin)
            }
            let spread = squares * count - frames * frames
            guard count >= 8, spread > 0 else { return map }
            let tempo = (products * count - frames * times) / spread
            guard abs(tempo - Double(map.tempo)) < Double(Self.stretch) else { return map }
            map = Map(
                tempo: Float(tempo),
                start: Float((times - tempo * frames) / count),
                shift: Float(bins / count)
            )
        }
        return map
    }

    /// The run of seconds with the largest sum of scores.
    private func run(_ map: Map, _ part: Range<Int>, _ recording: Recording) -> Run? {
        guard let first = part.first else { return nil }
        let rate = Float(SoundPeaks.framesPerSecond)
        struct Second {
            var agreeing = 0
            var expected = 0.0
            var first = Float.infinity
            var last: Float = 0
        }
        let start = query[first].frame / rate
        var seconds: [Second] = []
        for index in part {
            let number = Int(query[index].frame / rate - start)
            while seconds.count <= number { seconds.append(Second()) }
            let place = map.place(query[index])
            seconds[number].expected +=
                Double(recording.density(around: place, bins: Self.densityBins))
                * Double(2 * Self.nearFrames * 2 * Self.nearBins)
            guard recording.nearest(to: place, Self.nearFrames, Self.nearBins) != nil else { continue }
            seconds[number].agreeing += 1
            seconds[number].first = min(seconds[number].first, query[index].frame / rate)
            seconds[number].last = query[index].frame / rate
        }
        var run = (score: 0.0, first: 0)
        var best = (score: 0.0, first: 0, end: 0)
        for (number, second) in seconds.enumerated() {
            if run.score <= 0 { run = (0, number) }
            run.score += Self.score(second.agreeing, second.expected)
            if run.score > best.score { best = (run.score, run.first, number + 1) }
        }
        let chosen = seconds[best.first..<best.end].filter { $0.agreeing > 0 }
        guard let from = chosen.map(\.first).min(), let to = chosen.map(\.last).max() else { return nil }
        return Run(
            score: best.score,
            agreeing: chosen.reduce(0) { $0 + $1.agreeing },
            expected: chosen.reduce(0) { $0 + $1.expected },
            query: Segment(start: Double(from), end: Double(to)),
            map: map
        )
    }

    /// The share of a stretch that is not a repetition: what repeats counts once.
    private func countedShare(of run: Run, _ recording: Recording) -> Double {
        guard run.score >= Self.suggestive, let period = period(of: run, recording) else { return 1 }
        return min(1, Double(period) / SoundPeaks.framesPerSecond / run.query.length)
    }

    /// The shortest period, in frames, with which nearly all peaks that agree come again in the query; nil if there is none.
    private func period(of run: Run, _ recording: Recording) -> Int? {
        guard let first = query.first?.frame, let last = query.last?.frame else { return nil }
        let (shortest, longest) = (Float(Self.periods.lowerBound), Float(Self.periods.upperBound))
        // How many peaks come again after each period, for how many the query is long enough, and which came again last.
        var again = [Int](repeating: 0, count: Self.periods.upperBound + 2)
        var possible = again
        var latest = [Int](repeating: -1, count: again.count)
        for index in indices(in: run.query) {
            let place = query[index]
            guard recording.nearest(to: run.map.place(place), Self.nearFrames, Self.nearBins) != nil else { continue }
            func isNear(_ other: Place) -> Bool {
                let apart = abs(other.frame - place.frame)
                guard apart <= longest else { return false }
                guard apart >= shortest, abs(other.bin - place.bin) <= Self.nearBins else { return true }
                let period = Int(apart.rounded())
                for near in (period - 1)...(period + 1) where latest[near] != index {
                    latest[near] = index
                    again[near] += 1
                }
                return true
            }
            for other in query[(index + 1)...] where !isNear(other) { break }
            for other in query[..<index].reversed() where !isNear(other) { break }
            for period in Self.periods where max(last - place.frame, place.frame - first) >= Float(period) {
                possible[period] += 1
            }
        }
        return Self.periods.first { period in
            possible[period] >= Self.fewestOfRepeated
                && Double(again[period]) >= Self.leastShareOfRepeated * Double(possible[period])
        }
    }

    /// A bound on how improbable it is that so many peaks agree in a second (Chernoff's for a Poisson variable), as a
    /// decimal logarithm; negative where fewer agree than chance would give.
    private static func score(_ agreeing: Int, _ expected: Double) -> Double {
        let chance = chanceFactor * expected + chanceFloor
        let count = Double(agreeing)
        let bound = (count > 0 ? count * log(count / chance) : 0) - (count - chance)
        let score = bound / log(10)
        return min(secondScores.upperBound, max(secondScores.lowerBound, count > chance ? score : -score))
    }

    /// A stored recording's peaks, to be found by their place.
    private struct Recording {
        private let peaks: [SoundPeak]

        init(_ peaks: SoundPeaks) {
            self.peaks = peaks.peaks
        }

        func forEach(frames: ClosedRange<Float>, _ body: (Place) -> Void) {
            var index = peaks.firstPosition { $0.frame >= frames.lowerBound }
            while index < peaks.count, peaks[index].frame <= frames.upperBound {
                body(Place(frame: peaks[index].frame, bin: peaks[index].bin))
                index += 1
            }
        }

        func nearest(to place: Place, _ nearFrames: Float, _ nearBins: Float) -> Place? {
            var nearest: (distance: Float, place: Place)?
            forEach(frames: (place.frame - nearFrames)...(place.frame + nearFrames)) { other in
                guard abs(other.bin - place.bin) <= nearBins else { return }
                let distance = abs(other.frame - place.frame) / nearFrames + abs(other.bin - place.bin) / nearBins
                if distance < nearest?.distance ?? .infinity { nearest = (distance, other) }
            }
            return nearest?.place
        }

        /// Peaks for each frame and bin, within half a second and some bins of a place.
        func density(around place: Place, bins: Float) -> Float {
            let frames = PeakMatcher.densityFrames
            var count = 0
            forEach(frames: (place.frame - frames)...(place.frame + frames)) { other in
                if abs(other.bin - place.bin) <= bins { count += 1 }
            }
            let low = max(0, place.bin - bins)
            let high = min(Float(SoundPeaks.binCount), place.bin + bins)
            return Float(count) / (2 * frames * max(1, high - low))
        }
    }
}

extension Array {
    /// The first position from which on a condition holds; the count if it holds nowhere.
    ///
    /// Cost: logarithmic, for elements in an order in which the condition, once it holds, goes on to hold.
    fileprivate func firstPosition(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
