import CaseModel
import Testing

struct AnalysisDepthTests {
    private let full = AnalysisDepth(tier: .full, features: 1000, soundPeaks: true)
    private let quick = AnalysisDepth(tier: .quick, features: 1000, soundPeaks: true)

    @Test func `A full look covers a quick one, and not the reverse`() {
        #expect(full.concerning(.video).covers(quick.concerning(.video)))
        #expect(!quick.concerning(.video).covers(full.concerning(.video)))
        #expect(full.covers(full))
    }

    @Test func `A quick look asks for no local features of a video, and for all of a picture`() {
        #expect(quick.concerning(.video).features == 0)
        #expect(quick.concerning(.image).features == 1000)
        let plain = AnalysisDepth(tier: .full, features: 0, soundPeaks: true)
        #expect(plain.covers(quick.concerning(.video)))
    }

    @Test func `Each kind is asked only for what it has`() {
        #expect(full.concerning(.text) == AnalysisDepth(tier: nil, features: nil, soundPeaks: nil))
        #expect(full.concerning(.audio) == AnalysisDepth(tier: nil, features: nil, soundPeaks: true))
    }

    @Test func `What an earlier build did not note is not known to be lacking`() {
        #expect(AnalysisDepth(tier: nil, features: nil, soundPeaks: nil).covers(full))
    }

    @Test func `Two depths joined cover both`() {
        let one = AnalysisDepth(tier: .quick, features: 1000, soundPeaks: false)
        let other = AnalysisDepth(tier: .full, features: 0, soundPeaks: true)
        #expect(one.joined(other) == full)
        #expect(one.joined(other).covers(one) && one.joined(other).covers(other))
    }
}
