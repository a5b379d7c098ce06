public import CaseModel
import Foundation

/// One way in which two media were seen to agree, as far as its strength is fitted on labelled pairs.
public enum EvidenceMeasure: String, CaseIterable, Sendable, Hashable {
    /// Whole pictures by the distance of their hashes.
    case wholePicture = "whole_picture"
    /// Part of one capture by local features.
    case partOfPicture = "part_of_picture"
    /// One place or object in two captures by local features.
    case scene
    /// Moving pictures by the frames that agree in order.
    case frames
    /// Sound by the words of its fingerprint.
    case words
    /// Sound by the peaks of its spectrum.
    case peaks

    /// The names of what the measure looks at, in the order of ``values(_:)``.
    public var valueNames: [String] {
        switch self {
        case .wholePicture: ["bits that differ"]
        case .partOfPicture, .scene:
            [
                "ln inliers", "ln rare share", "overlap share", "explained", "ln residual", "ln elongation",
                "same place with differing surroundings",
            ]
        case .frames: ["ln frames"]
        case .words: ["share of bits that differ", "ln seconds"]
        case .peaks: ["ln score over ten seconds"]
        }
    }

    /// What the measure looks at in the evidence of a link; nil if the evidence is of another kind.
    public func values(_ evidence: LinkEvidence) -> [Double]? {
        switch self {
        case .wholePicture: evidence.pdqDistance.map { [Double($0)] }
        case .partOfPicture, .scene: Self.partValues(evidence)
        case .frames: (evidence.framesDistinct ?? evidence.framesMatched).map { [log(Double(max(1, $0)))] }
        case .words:
            evidence.bitErrorRate.map { [$0, log(max(1, evidence.segmentA?.length ?? 1))] }
        case .peaks:
            evidence.peakScore.map { score in
                [log(max(1, score / SoundPeaks.neededScore(1, over: evidence.segmentA?.length ?? 0)))]
            }
        }
    }

    private static func partValues(_ evidence: LinkEvidence) -> [Double]? {
        guard let inliers = evidence.inliers, inliers > 0 else { return nil }
        let rare = min(max((evidence.rareInliers ?? Double(inliers)) / Double(inliers), 0.05), 1)
        let overlap = min(max(evidence.overlapShare ?? 0.5, 0), 1)
        let elongation = max(Self.elongation(evidence.regionA), Self.elongation(evidence.regionB))
        return [
            log(Double(inliers)),
            log(rare),
            overlap,
            evidence.explained ?? 0.5,
            log(max(evidence.residual ?? 1, 0.1)),
            log(elongation),
            Self.commonArea(evidence.regionA, evidence.regionB) * (1 - overlap),
        ]
    }

    private static func elongation(_ region: Region?) -> Double {
        guard let region, region.width > 0, region.height > 0 else { return 1 }
        let ratio = Double(region.width) / Double(region.height)
        return max(ratio, 1 / ratio)
    }

    /// The area that two rectangles share over the area that either covers, 0…1: a messenger's frame lies at the same
    /// pixels of every screenshot.
    private static func commonArea(_ first: Region?, _ second: Region?) -> Double {
        guard let first, let second else { return 0 }
        let width = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
        let height = min(first.y + first.height, second.y + second.height) - max(first.y, second.y)
        guard width > 0, height > 0 else { return 0 }
        let common = Double(width) * Double(height)
        let both = Double(first.width) * Double(first.height) + Double(second.width) * Double(second.height) - common
        return both > 0 ? common / both : 0
    }
}

/// The logarithm of a likelihood ratio as a weighted sum of what a measure looks at, bounded by how many unrelated pairs
/// it was fitted on.
public struct StrengthModel: Sendable, Hashable {
    /// The logarithm to base 10 where all values are 0.
    public let intercept: Double
    /// What each value adds for each unit.
    public let weights: [Double]
    /// What the logarithm tends to: among N unrelated pairs without a wrong link, a rate of 3/N cannot be ruled out, so
    /// that no evidence counts for more than log10(N/3).
    public let bound: Double

    /// States a model.
    public init(intercept: Double, weights: [Double], bound: Double) {
        self.intercept = intercept
        self.weights = weights
        self.bound = bound
    }

    /// The logarithm to base 10 of the likelihood ratio.
    ///
    /// Above 0 it tends to ``bound`` without reaching it, so that stronger evidence stays ahead.
    public func logarithm(_ values: [Double]) -> Double {
        let sum = zip(weights, values).reduce(intercept) { $0 + $1.0 * $1.1 }
        guard sum > 0, bound > 0 else { return max(sum, -bound) }
        return bound * (1 - exp(-sum / bound))
    }
}
