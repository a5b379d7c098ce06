public import CaseModel

/// A content of ours that matches one of an offer.
public struct OfferMatch: Hashable, Sendable {
    /// The place of the offer's content, from 0.
    public let entry: Int
    /// Our content.
    public let media: Int64
    /// `exact` or `near_duplicate`.
    public let kind: LinkKind
    /// In how many bits the hashes differ, for near duplicates.
    public let distance: Int?

    /// States a match.
    public init(entry: Int, media: Int64, kind: LinkKind, distance: Int?) {
        self.entry = entry
        self.media = media
        self.kind = kind
        self.distance = distance
    }
}

/// A match as one of our cases has it, with the rule that the case has for the offer's sender.
public struct RuledMatch: Hashable, Sendable {
    /// The match.
    public let match: OfferMatch
    /// The number of the case.
    public let caseNumber: Int64
    /// The case's reference.
    public let caseReference: String
    /// What may be told of the case; nil for nothing.
    public let rule: ReleaseRule?

    /// States a match of a case.
    public init(match: OfferMatch, caseNumber: Int64, caseReference: String, rule: ReleaseRule?) {
        self.match = match
        self.caseNumber = caseNumber
        self.caseReference = caseReference
        self.rule = rule
    }

    /// How much may be told of it.
    public var level: AnswerLevel {
        guard let rule, match.kind == .exact ? rule.digests : rule.pictures else { return .silent }
        return rule.level
    }
}
