import CaseModel
import Linking
import Testing

@Suite("Strengths")
struct StrengthTests {
    private func evidence(_ set: (inout LinkEvidence) -> Void) -> LinkEvidence {
        var evidence = LinkEvidence()
        set(&evidence)
        return evidence
    }

    @Test("A strength is what the prior and the ratio give together")
    func strengthFollowsFromRatio() {
        #expect(abs(LikelihoodRatio(value: 1).strength - LikelihoodRatio.prior) < 1e-12)
        #expect(abs(LikelihoodRatio(value: (1 - LikelihoodRatio.prior) / LikelihoodRatio.prior).strength - 0.5) < 1e-12)
        #expect(abs(LikelihoodRatio(strength: 0.85).strength - 0.85) < 1e-12)
    }

    @Test("A model stays under its bound and keeps the order")
    func modelIsBounded() {
        let model = StrengthModel(intercept: 0, weights: [1], bound: 4)
        let ratios = stride(from: -50.0, through: 50, by: 0.5).map { model.logarithm([$0]) }
        #expect(ratios.allSatisfy { $0 >= -4 && $0 <= 4 })
        #expect(zip(ratios, ratios.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(model.logarithm([9]) < model.logarithm([10]))
    }

    @Test("More agreement never weakens a link")
    func moreIsNeverWeaker() {
        let table = StrengthTable()
        let byInliers = [8, 12, 20, 40, 100].map { count in
            table.strength(.partialCopy, evidence { $0.inliers = count })
        }
        let byFrames = [1, 2, 4, 8, 20, 60].map { count in
            table.strength(.videoSegment, evidence { $0.framesMatched = count })
        }
        let byErrors = [0.24, 0.2, 0.1, 0.02].map { rate in
            table.strength(
                .audioSegment,
                evidence {
                    $0.bitErrorRate = rate
                    $0.segmentA = Segment(start: 0, end: 30)
                }
            )
        }
        for row in [byInliers, byFrames, byErrors] {
            #expect(zip(row, row.dropFirst()).allSatisfy { $0 <= $1 })
            #expect(row.allSatisfy { (0...1).contains($0) })
        }
    }

    @Test("A thin strip that two pictures share, a line of text, says less than a square part with as many points")
    func stripsSayLess() {
        let table = StrengthTable()
        let shared = { (width: Int, height: Int) in
            table.strength(
                .partialCopy,
                evidence {
                    $0.inliers = 40
                    $0.overlapShare = 0.3
                    $0.regionA = Region(x: 20, y: 20, width: width, height: height)
                    $0.regionB = $0.regionA
                }
            )
        }
        #expect(shared(600, 60) < shared(200, 200))
    }

    @Test("Sound shared for less than seven seconds is worth a look and no more")
    func shortSoundIsASuggestion() {
        let short = evidence {
            $0.bitErrorRate = 0.01
            $0.segmentA = Segment(start: 3, end: 8)
        }
        #expect(StrengthTable().strength(.audioSegment, short) <= 0.6)
    }

    @Test("Equal bytes are certain and have no ratio")
    func equalBytesAreCertain() {
        #expect(StrengthTable().ratio(.exact, LinkEvidence()) == nil)
        #expect(StrengthTable().strength(.exact, LinkEvidence()) == 1)
    }
}
