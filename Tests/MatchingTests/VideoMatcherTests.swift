import CaseModel
import Matching
import TestSupport
import Testing

struct VideoMatcherTests {
    /// A video of which each frame is new, or keeps the look of the one before for a while.
    private func video(_ count: Int, seed: UInt64, shot: Int = 4) -> [FrameFingerprint] {
        var random = SeededGenerator(seed: seed)
        var look = PerceptualHash.random(using: &random)
        return (0..<count).map { number in
            look =
                number % shot == 0
                ? PerceptualHash.random(using: &random) : look.changing(10, using: &random)
            return FrameFingerprint(
                at: Double(number) / 2,
                quality: 100,
                isKey: false,
                full: look,
                centres: [.random(using: &random), .random(using: &random)],
                turned: (0..<3).map { _ in .random(using: &random) }
            )
        }
    }

    private func edited(_ frames: [FrameFingerprint], bits: Int, seed: UInt64) -> [FrameFingerprint] {
        var random = SeededGenerator(seed: seed)
        return frames.map { frame in
            var copy = frame
            copy.full = frame.full.changing(bits, using: &random)
            return copy
        }
    }

    private func shifted(_ frames: [FrameFingerprint], by seconds: Double) -> [FrameFingerprint] {
        frames.map { frame in
            var copy = frame
            copy.at += seconds
            return copy
        }
    }

    /// All pairs within the seeds' distance, as an index without losses would give.
    private func seeds(_ query: [FrameFingerprint], _ stored: [FrameFingerprint]) -> [VideoMatcher.Seed] {
        query.enumerated().flatMap { number, frame in
            FrameFingerprint.orientations.indices.flatMap { orientation in
                stored.enumerated().compactMap { other, target in
                    guard let hash = frame.hash(orientation: orientation),
                        hash.distance(to: target.full) <= VideoMatcher.seedRadius
                    else { return nil }
                    return VideoMatcher.Seed(query: number, stored: other, orientation: orientation)
                }
            }
        }
    }

    @Test func `An excerpt is found where it was cut out`() throws {
        let whole = video(120, seed: 61)
        let excerpt = shifted(edited(Array(whole[40..<80]), bits: 24, seed: 62), by: -20)
        let found = try #require(VideoMatcher(query: excerpt).align(with: whole, seeds: seeds(excerpt, whole)))
        #expect(found.framesMatched >= 36)
        #expect(abs(found.stored.start - 20) <= 1 && abs(found.stored.end - 39.5) <= 1)
        #expect(abs(found.query.start) <= 1 && abs(found.query.end - 19.5) <= 1)
        #expect(found.orientation == .original)
    }

    @Test func `A faster copy is found`() throws {
        let whole = video(120, seed: 63)
        let faster = whole.map { frame in
            var copy = frame
            copy.at /= 1.25
            return copy
        }
        let found = try #require(VideoMatcher(query: faster).align(with: whole, seeds: seeds(faster, whole)))
        #expect(found.framesMatched >= 100)
    }

    @Test func `A mirrored copy is found, and said to be mirrored`() throws {
        let whole = video(40, seed: 64)
        let mirrored = whole.map { frame in
            var copy = frame
            copy.full = frame.turned[2]
            copy.turned[2] = frame.full
            return copy
        }
        let found = try #require(VideoMatcher(query: mirrored).align(with: whole, seeds: seeds(mirrored, whole)))
        #expect(found.orientation == .mirrored)
        #expect(found.framesMatched >= 36)
    }

    @Test func `Other videos share nothing`() {
        for seed in 70..<90 {
            let one = video(100, seed: UInt64(seed))
            let other = video(100, seed: UInt64(seed) + 100)
            #expect(VideoMatcher(query: one).align(with: other, seeds: seeds(one, other)) == nil)
        }
    }

    @Test func `One frame alike is not a shared stretch`() {
        var one = video(60, seed: 91)
        let other = video(60, seed: 92)
        one[30].full = other[12].full
        #expect(VideoMatcher(query: one).align(with: other, seeds: seeds(one, other)) == nil)
    }
}
