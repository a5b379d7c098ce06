import CaseModel
import Matching
import TestSupport
import Testing

struct FrameListAgreementTests {
    private func frame(_ at: Double, _ hash: PerceptualHash, quality: Int = 100) -> FrameFingerprint {
        FrameFingerprint(at: at, quality: quality, isKey: false, full: hash)
    }

    @Test func `Equal hashes count once, and frames of little quality not at all`() {
        var random = SeededGenerator(seed: 31)
        let (one, other) = (PerceptualHash.random(using: &random), PerceptualHash.random(using: &random))
        let frames = [frame(0, one), frame(1, one), frame(2, other), frame(3, .zero, quality: 49)]
        #expect(FrameListAgreement.distinct(frames).map(\.at) == [0, 2])
    }

    @Test func `A list without comparable frames agrees with nothing, rather than dividing by none`() {
        let nothing = FrameListAgreement()
        #expect(nothing.shareOfList(0) == 0 && nothing.shareOfVideo(0) == 0)
    }

    @Test func `Shares are of either side's frames, and a frame that agrees with many counts once`() {
        var agreement = FrameListAgreement()
        for number in 0..<3 { agreement.add(list: (0, 1.5), video: (number, Double(number))) }
        agreement.add(list: (3, 4), video: (2, 2))
        #expect(agreement.framesMatched == 2)
        #expect(agreement.shareOfList(4) == 0.5)
        #expect(agreement.shareOfVideo(6) == 0.5)
        #expect(agreement.spans.list == Segment(start: 1.5, end: 4))
        #expect(agreement.spans.video == Segment(start: 0, end: 2))
    }

    @Test func `Of each half second the first frame is laid along a line`() {
        let frames = (0..<50).map { frame(Double($0) / 25, .zero) }
        #expect(FrameListAgreement.sampled(frames).map(\.at) == [0, 0.52, 1, 1.52])
    }
}
