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

    /// The frames of a video that are key frames where these are so many frames apart in turn.
    private func keyFrames(_ frames: [FrameFingerprint], every steps: [Int], from start: Int = 0) -> [FrameFingerprint]
    {
        var kept: [FrameFingerprint] = []
        var next = start
        while next < frames.count {
            kept.append(frames[next])
            next += steps[kept.count % steps.count]
        }
        return kept
    }

    @Test func `A picture that stands still for ten minutes votes once`() throws {
        var random = SeededGenerator(seed: 101)
        let slide = PerceptualHash.random(using: &random)
        let still = (0..<1200).map { number in
            FrameFingerprint(
                at: Double(number) / 2,
                quality: 100,
                isKey: false,
                full: slide.changing(3, using: &random),
                turned: (0..<3).map { _ in .random(using: &random) }
            )
        }
        let seeds = (0..<1200).map { VideoMatcher.Seed(query: $0, stored: $0, orientation: 0) }
        let found = try #require(VideoMatcher(query: still).align(with: still, seeds: seeds))
        #expect(found.framesDistinct == 1)
        #expect(found.shots == 1)
        #expect(found.score < 8)
        #expect(found.query == Segment(start: 0, end: 599.5))
    }

    @Test func `Two slides in turn are two shots, however often they come`() throws {
        var random = SeededGenerator(seed: 102)
        let slides = [PerceptualHash.random(using: &random), .random(using: &random)]
        let frames = (0..<400).map { number in
            FrameFingerprint(at: Double(number) / 2, quality: 100, isKey: false, full: slides[number / 20 % 2])
        }
        let seeds = (0..<400).map { VideoMatcher.Seed(query: $0, stored: $0, orientation: 0) }
        let found = try #require(VideoMatcher(query: frames).align(with: frames, seeds: seeds))
        #expect(found.shots == 2)
    }

    @Test func `What a camera comes to see as it moves is one shot`() throws {
        var random = SeededGenerator(seed: 103)
        var look = PerceptualHash.random(using: &random)
        let pan = (0..<40).map { number in
            look = look.changing(24, using: &random)
            return FrameFingerprint(at: Double(number) / 2, quality: 100, isKey: false, full: look)
        }
        let seeds = (0..<40).map { VideoMatcher.Seed(query: $0, stored: $0, orientation: 0) }
        let found = try #require(VideoMatcher(query: pan).align(with: pan, seeds: seeds))
        #expect(found.shots == 1)
        #expect(found.framesDistinct >= 30)
    }

    @Test func `A stretch is found among the key frames of a video that was looked at quickly`() throws {
        let whole = video(240, seed: 104)
        let quick = keyFrames(whole, every: [3, 9, 5, 14])
        let excerpt = shifted(edited(Array(whole[60..<160]), bits: 24, seed: 105), by: -30)
        let matcher = VideoMatcher(query: excerpt)
        let found = try #require(matcher.align(with: quick, seeds: seeds(excerpt, quick), isSparse: true))
        #expect(found.stored.start >= 29 && found.stored.start <= 40)
        #expect(found.stored.end >= 70 && found.stored.end <= 80.5)
        #expect(found.framesMatched <= quick.count)
        // The other way round, the key frames ask.
        let back = try #require(
            VideoMatcher(query: quick).align(with: excerpt, seeds: seeds(quick, excerpt), isSparse: true)
        )
        #expect(abs(back.query.start - found.stored.start) <= 7)
    }

    @Test func `Two videos that were both looked at quickly share the key frames that lie at cuts`() throws {
        let whole = video(240, seed: 106, shot: 8)
        let one = whole.indices.filter { $0.isMultiple(of: 8) || $0 % 10 == 3 }.map { whole[$0] }
        let other = whole.indices.filter { $0.isMultiple(of: 8) || $0 % 14 == 5 }.map { whole[$0] }
        let matcher = VideoMatcher(query: one)
        let found = try #require(matcher.align(with: other, seeds: seeds(one, other), isSparse: true))
        #expect(found.framesMatched >= 25)
        #expect(found.query.length > 100)
    }

    @Test func `Key frames of other videos share nothing`() {
        for seed in 110..<130 {
            let one = keyFrames(video(240, seed: UInt64(seed)), every: [4, 11])
            let other = keyFrames(video(240, seed: UInt64(seed) + 100), every: [7, 2])
            #expect(VideoMatcher(query: one).align(with: other, seeds: seeds(one, other), isSparse: true) == nil)
        }
    }

    @Test func `Of a clip with a single key frame only a near duplicate is enough`() {
        let whole = video(60, seed: 140)
        for (bits, isFound) in [(20, true), (50, false)] {
            let one = [edited([whole[20]], bits: bits, seed: 141)[0]]
            let found = VideoMatcher(query: one).align(with: whole, seeds: seeds(one, whole), isSparse: true)
            #expect((found != nil) == isFound)
        }
    }
}
