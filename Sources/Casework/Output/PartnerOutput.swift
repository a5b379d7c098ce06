public import Exchange

/// A card in the form of the interface.
public struct CardOutput: Encodable, Sendable {
    let agency: String
    let card: String
    let fingerprint: String
    let words: String

    /// Puts a card into the form of the interface.
    public init(_ card: AgencyCard) {
        agency = card.agency
        self.card = String(decoding: card.file, as: UTF8.self)
        fingerprint = card.identity.fingerprint.hex
        words = card.identity.fingerprint.words
    }
}

/// A partner in the form of the interface.
public struct PartnerOutput: Encodable, Sendable {
    let partner: String
    let fingerprint: String
    let trustedAt: String
    let trustedBy: String
    let revokedAt: String?
    let revokedBy: String?

    /// Puts a partner into the form of the interface.
    public init(_ record: PartnerRecord) {
        partner = record.name
        fingerprint = record.identity.fingerprint.hex
        trustedAt = record.trustedAt
        trustedBy = record.trustedBy
        revokedAt = record.revokedAt
        revokedBy = record.revokedBy
    }
}

/// A rule in the form of the interface.
public struct ReleaseRuleOutput: Encodable, Sendable {
    let partner: String
    let digests: Bool
    let pictures: Bool
    let answer: String
    let contact: String?
    let setAt: String
    let setBy: String

    /// Puts a rule into the form of the interface.
    public init(_ record: ReleaseRuleRecord) {
        partner = record.partner
        digests = record.rule.digests
        pictures = record.rule.pictures
        answer = record.rule.level.rawValue
        contact = record.rule.contact
        setAt = record.setAt
        setBy = record.setBy
    }
}
