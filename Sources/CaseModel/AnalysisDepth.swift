/// How much of the moving pictures of a video was looked at.
public enum AnalysisTier: String, CaseIterable, Sendable, Hashable {
    /// Key frames only: rough and early.
    case quick
    /// Two frames a second and the local features of its shots.
    case full

    /// The number that stands for it where tiers are compared: the larger the more was looked at.
    public var number: Int {
        switch self {
        case .quick: 0
        case .full: 1
        }
    }

    /// The tier that a number stands for; nil for another.
    public init?(number: Int) {
        guard let tier = Self.allCases.first(where: { $0.number == number }) else { return nil }
        self = tier
    }
}

/// How far the analysis of a content went, in each of the ways in which it can go further.
public struct AnalysisDepth: Hashable, Sendable {
    /// How much of its moving pictures was looked at; nil if it has none.
    public var tier: AnalysisTier?
    /// The most local features that are kept of a picture or frame; nil if it shows nothing.
    public var features: Int?
    /// Whether the peaks of its sound were sought; nil if it has none.
    public var soundPeaks: Bool?

    /// Collects how far an analysis went.
    public init(tier: AnalysisTier?, features: Int?, soundPeaks: Bool?) {
        self.tier = tier
        self.features = features
        self.soundPeaks = soundPeaks
    }

    /// What of a depth concerns a kind of media.
    ///
    /// A quick look at a video extracts no local features, so none are asked of it.
    public func concerning(_ kind: MediaKind) -> AnalysisDepth {
        switch kind {
        case .video:
            AnalysisDepth(tier: tier, features: tier == .quick ? 0 : features, soundPeaks: soundPeaks)
        case .image: AnalysisDepth(tier: nil, features: features, soundPeaks: nil)
        case .audio: AnalysisDepth(tier: nil, features: nil, soundPeaks: soundPeaks)
        case .text, .archive, .other: AnalysisDepth(tier: nil, features: nil, soundPeaks: nil)
        }
    }

    /// Whether an analysis of this depth gives all that one of another would; what is nil here is not known to be lacking.
    public func covers(_ other: AnalysisDepth) -> Bool {
        func reaches<Value: Comparable>(_ own: Value?, _ wanted: Value?) -> Bool {
            guard let own, let wanted else { return true }
            return own >= wanted
        }
        return reaches(tier?.number, other.tier?.number) && reaches(features, other.features)
            && reaches(soundPeaks.map { $0 ? 1 : 0 }, other.soundPeaks.map { $0 ? 1 : 0 })
    }

    /// The depth that covers both.
    public func joined(_ other: AnalysisDepth) -> AnalysisDepth {
        AnalysisDepth(
            tier: [tier, other.tier].compactMap(\.self).max { $0.number < $1.number },
            features: [features, other.features].compactMap(\.self).max(),
            soundPeaks: [soundPeaks, other.soundPeaks].compactMap(\.self).max { !$0 && $1 }
        )
    }
}
