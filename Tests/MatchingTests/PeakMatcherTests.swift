import CaseModel
import Matching
import TestSupport
import Testing

@Suite("Sounds compared by the peaks of their spectra")
struct PeakMatcherTests {
    private static let offset = Int((20 * SoundPeaks.framesPerSecond).rounded())

    @Test(
        "The shared stretch, its speed and its pitch are found from a rough guess",
        arguments: [(1.0, 1.0), (1.015, 1.015), (0.985, 1.0), (1.0, 1.02)]
    )
    func aligns(tempo: Double, pitch: Double) throws {
        var random = SeededGenerator(seed: 21)
        let stored = SoundPeaks.random(seconds: 120, using: &random)
        let query = stored.excerpt(
            Segment(start: 20, end: 50),
            tempo: tempo,
            pitch: pitch,
            keeping: 0.7,
            using: &random
        )
        let found = try #require(
            PeakMatcher(query: query).align(
                with: stored,
                tempo: 1,
                pitch: 1,
                offset: Self.offset,
                window: Segment(start: 0, end: 10)
            )
        )
        #expect(found.score > PeakMatcher.convincing)
        #expect(abs(found.tempo - tempo) < 0.003)
        #expect(abs(found.pitch - pitch) < 0.01)
        // The run grows from the ten seconds that were looked up to all thirty.
        #expect(abs(found.stored.start - 20) < 1.5 && abs(found.stored.end - 50) < 1.5, "\(found.stored)")
        #expect(abs(found.query.length - 30 / tempo) < 2)
        #expect(Double(found.agreeing) > 2 * found.expected)
    }

    @Test("Other sounds score little, wherever they are laid")
    func unrelated() {
        var random = SeededGenerator(seed: 22)
        let stored = SoundPeaks.random(seconds: 120, using: &random)
        let query = SoundPeaks.random(seconds: 30, using: &random)
        let matcher = PeakMatcher(query: query)
        for offset in stride(from: -200, to: 3000, by: 150) {
            let found = matcher.align(
                with: stored,
                tempo: 1,
                pitch: 1,
                offset: offset,
                window: Segment(start: 0, end: 10)
            )
            #expect(found?.score ?? 0 < PeakMatcher.suggestive)
        }
    }

    @Test("Nothing is shared with silence")
    func silence() {
        var random = SeededGenerator(seed: 23)
        let some = SoundPeaks.random(seconds: 30, using: &random)
        let window = Segment(start: 0, end: 10)
        let none = SoundPeaks([])
        #expect(PeakMatcher(query: none).align(with: some, tempo: 1, pitch: 1, offset: 0, window: window) == nil)
        #expect(PeakMatcher(query: some).align(with: none, tempo: 1, pitch: 1, offset: 0, window: window) == nil)
    }

    @Test("What repeats counts once", arguments: [(1.0, 3.0), (6.0, 18.0)])
    func repeated(period: Double, most: Double) throws {
        var random = SeededGenerator(seed: 24)
        let once = SoundPeaks.random(seconds: period, using: &random).peaks
        let frames = (period * SoundPeaks.framesPerSecond).rounded()
        let many = SoundPeaks(
            (0..<Int(60 / period)).flatMap { number in
                once.map { peak in
                    let moved = UInt32(Double(number) * frames) * UInt32(SoundPeak.unitsPerFrame)
                    return SoundPeak(time: peak.time + moved, pitch: peak.pitch, rank: peak.rank)
                }
            }
        )
        let matcher = PeakMatcher(query: many)
        let window = Segment(start: 0, end: 10)
        let found = try #require(matcher.align(with: many, tempo: 1, pitch: 1, offset: 0, window: window))
        #expect(found.query.length > 50)
        #expect(found.score <= most + 1)
        #expect(found.weight < PeakMatcher.suggestive)
    }
}
