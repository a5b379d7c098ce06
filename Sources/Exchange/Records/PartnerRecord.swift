/// An agency that is, or was, trusted to exchange with.
public struct PartnerRecord: Hashable, Sendable {
    /// Its number in the store.
    public let id: Int64
    /// The name that it goes by here.
    public let name: String
    /// Its public keys.
    public let identity: AgencyIdentity
    /// Since when it is trusted, RFC 3339.
    public let trustedAt: String
    /// Who said so.
    public let trustedBy: String
    /// Since when it is trusted no longer, RFC 3339; nil while it is.
    public let revokedAt: String?
    /// Who said so.
    public let revokedBy: String?

    /// Describes a partner.
    public init(
        id: Int64,
        name: String,
        identity: AgencyIdentity,
        trustedAt: String,
        trustedBy: String,
        revokedAt: String?,
        revokedBy: String?
    ) {
        self.id = id
        self.name = name
        self.identity = identity
        self.trustedAt = trustedAt
        self.trustedBy = trustedBy
        self.revokedAt = revokedAt
        self.revokedBy = revokedBy
    }
}

/// What may be told a partner of a case; a case without a rule tells nothing.
public struct ReleaseRule: Hashable, Sendable {
    /// Whether SHA-256 digests of its contents may be offered, and equal contents be pointed to.
    public var digests: Bool
    /// Whether PDQ hashes of its pictures may be offered, and near duplicates be pointed to.
    public var pictures: Bool
    /// How much an answer may say.
    public var level: AnswerLevel
    /// Whom to ask, where the level is ``AnswerLevel/pointer``.
    public var contact: String?

    /// States a rule.
    public init(digests: Bool, pictures: Bool, level: AnswerLevel, contact: String?) {
        self.digests = digests
        self.pictures = pictures
        self.level = level
        self.contact = contact
    }
}

/// A rule with the case that it belongs to.
public struct CaseReleaseRule: Hashable, Sendable {
    /// The case's reference.
    public let caseReference: String
    /// The rule.
    public let record: ReleaseRuleRecord

    /// States a rule of a case.
    public init(caseReference: String, record: ReleaseRuleRecord) {
        self.caseReference = caseReference
        self.record = record
    }
}

/// A rule as it is listed.
public struct ReleaseRuleRecord: Hashable, Sendable {
    /// The partner's name.
    public let partner: String
    /// The rule.
    public let rule: ReleaseRule
    /// When it was set, RFC 3339.
    public let setAt: String
    /// Who set it.
    public let setBy: String

    /// Describes a rule.
    public init(partner: String, rule: ReleaseRule, setAt: String, setBy: String) {
        self.partner = partner
        self.rule = rule
        self.setAt = setAt
        self.setBy = setBy
    }
}
