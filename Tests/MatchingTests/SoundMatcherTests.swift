import CaseModel
import Matching
import TestSupport
import Testing

struct SoundMatcherTests {
    private static let step = 0.1238

    private func sound(_ words: [UInt32]) -> SoundFingerprint {
        SoundFingerprint(words: words, step: Self.step, duration: Double(words.count) * Self.step)
    }

    private func words(_ count: Int, using random: inout SeededGenerator) -> [UInt32] {
        (0..<count).map { _ in UInt32.random(in: .min ... .max, using: &random) }
    }

    private func noisy(_ words: [UInt32], bits: Int, using random: inout SeededGenerator) -> [UInt32] {
        words.map { word in
            (0..<bits).reduce(word) { changed, _ in changed ^ 1 << UInt32.random(in: 0..<32, using: &random) }
        }
    }

    @Test func `An excerpt is found where it was cut out`() throws {
        var random = SeededGenerator(seed: 71)
        let whole = words(900, using: &random)
        let excerpt = noisy(Array(whole[300..<420]), bits: 4, using: &random)
        let found = try #require(SoundMatcher(query: sound(excerpt)).align(with: sound(whole), offsets: [300]))
        #expect(found.bitErrorRate > 0.05 && found.bitErrorRate < 0.14)
        #expect(abs(found.stored.start - 300 * Self.step) < 1 && abs(found.stored.end - 420 * Self.step) < 1)
        #expect(abs(found.query.start) < 1)
    }

    @Test func `A shared part inside two longer recordings is found`() throws {
        var random = SeededGenerator(seed: 72)
        let shared = words(100, using: &random)
        let one = words(200, using: &random) + shared + words(80, using: &random)
        let other = words(50, using: &random) + noisy(shared, bits: 3, using: &random) + words(300, using: &random)
        let found = try #require(SoundMatcher(query: sound(one)).align(with: sound(other), offsets: [-150]))
        #expect(abs(found.query.start - 200 * Self.step) < 1.5 && abs(found.query.end - 300 * Self.step) < 1.5)
        #expect(abs(found.stored.start - 50 * Self.step) < 1.5)
    }

    @Test func `Other recordings share nothing at any offset`() {
        var random = SeededGenerator(seed: 73)
        for _ in 0..<10 {
            let one = sound(words(300, using: &random))
            let other = sound(words(300, using: &random))
            #expect(SoundMatcher(query: one).align(with: other, offsets: Array(-250...250)) == nil)
        }
    }

    @Test func `What runs faster is found by its words at another speed, and the speed is told`() throws {
        var random = SeededGenerator(seed: 75)
        let whole = words(900, using: &random)
        // Played at 0.94 of its speed the copy is as the original.
        let played = WordsAtSpeed(speed: 0.94, words: noisy(Array(whole[300..<420]), bits: 4, using: &random))
        let query = SoundFingerprint(
            words: words(113, using: &random),
            step: Self.step,
            duration: 120 * Self.step * played.speed
        )
        let found = try #require(SoundMatcher(query: query, at: played).align(with: sound(whole), offsets: [300]))
        #expect(abs(found.tempo - 1 / 0.94) < 1e-9)
        #expect(abs(found.stored.length - 120 * Self.step) < 1)
        #expect(abs(found.query.end - query.duration) < 1)
        #expect(SoundMatcher(query: query).align(with: sound(whole), offsets: [300]) == nil)
    }

    @Test func `Silence does not match silence`() {
        let silence = sound([UInt32](repeating: 627_964_279, count: 400))
        #expect(SoundMatcher(query: silence).align(with: silence, offsets: [0, 5]) == nil)
    }

    @Test func `Two seconds in common are not enough`() {
        var random = SeededGenerator(seed: 74)
        let shared = words(16, using: &random)
        let one = sound(words(100, using: &random) + shared)
        let other = sound(shared + words(100, using: &random))
        #expect(SoundMatcher(query: one).align(with: other, offsets: [-100]) == nil)
    }

    @Test func `Words whose bits are hardly ever set agree by chance, and are not shared`() {
        var random = SeededGenerator(seed: 76)
        func rare(_ count: Int) -> SoundFingerprint {
            sound((0..<count).map { _ in words(3, using: &random).reduce(.max, &) })
        }
        for _ in 0..<10 {
            let (one, other) = (rare(300), rare(300))
            #expect(SoundMatcher(query: one).align(with: other, offsets: Array(-200...200)) == nil)
        }
    }

    @Test func `What repeats counts once`() throws {
        var random = SeededGenerator(seed: 77)
        func repeated(_ period: [UInt32]) -> [UInt32] {
            (0..<10).flatMap { _ in noisy(period, bits: 1, using: &random) }
        }
        let brief = words(24, using: &random)
        let (one, other) = (sound(repeated(brief)), sound(repeated(brief)))
        #expect(SoundMatcher(query: one).align(with: other, offsets: [-216, -48, 0, 24, 192, 216]) == nil)
        let long = words(60, using: &random)
        let found = SoundMatcher(query: sound(repeated(long))).align(with: sound(repeated(long)), offsets: [0])
        #expect(found != nil)
    }
}
