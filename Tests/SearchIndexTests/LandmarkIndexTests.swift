import CaseModel
import SearchIndex
import TestSupport
import Testing

@Suite("Landmarks of sounds")
struct LandmarkIndexTests {
    @Test("An excerpt is found at its place, however it was changed", arguments: SoundChange.tried)
    func finds(change: SoundChange) throws {
        var random = SeededGenerator(seed: 31)
        let sounds = (0..<12).map { _ in SoundPeaks.random(seconds: 60, using: &random) }
        var index = LandmarkIndex()
        for sound in sounds { index.append(sound) }
        #expect(index.count == 12)
        let query = sounds[7].excerpt(
            Segment(start: 30, end: 42),
            tempo: change.tempo,
            pitch: change.pitch,
            keeping: 0.7,
            using: &random
        )
        let best = try #require(index.places(of: query, limit: 5).first)
        #expect(best.recording == 7)
        #expect(abs(best.change.tempo - change.tempo) < 0.035)
        #expect(abs(Double(best.offset) / SoundPeaks.framesPerSecond - 30) < 0.5)
    }

    @Test("A sound that is not there is found nowhere with many votes")
    func foreign() {
        var random = SeededGenerator(seed: 32)
        var index = LandmarkIndex()
        for _ in 0..<20 { index.append(SoundPeaks.random(seconds: 60, using: &random)) }
        let places = index.places(of: SoundPeaks.random(seconds: 10, using: &random), limit: 40)
        #expect(places.allSatisfy { $0.votes < 12 })
        #expect(index.places(of: SoundPeaks([]), limit: 40).isEmpty)
    }

    @Test("Peaks keep what they are in bytes, and bytes that are none are refused")
    func bytes() throws {
        var random = SeededGenerator(seed: 33)
        let peaks = SoundPeaks.random(seconds: 30, using: &random)
        #expect(SoundPeaks(bytes: peaks.bytes) == peaks)
        #expect(SoundPeaks(bytes: Array(peaks.bytes.dropLast())) == nil)
        #expect(SoundPeaks(bytes: Array(peaks.bytes.reversed())) == nil)
        #expect(peaks.stored.peaks.allSatisfy { $0.rank < SoundPeaks.storedRanks })
    }
}
