/// An act to be put on record.
public struct NewAuditEntry: Hashable, Sendable {
    /// Who acted: an account's name, or the machine's user.
    public let actor: String
    /// What was done, as `noun.verb`, such as `decision.made` or `rendition.viewed`.
    public let act: String
    /// The case concerned, by its reference.
    public let caseReference: String?
    /// What it was done to, such as a content's SHA-256.
    public let subject: String?
    /// More about it: short values by name, sorted when written.
    public let details: [String: String]

    /// States an act.
    public init(
        actor: String,
        act: String,
        caseReference: String? = nil,
        subject: String? = nil,
        details: [String: String] = [:]
    ) {
        self.actor = actor
        self.act = act
        self.caseReference = caseReference
        self.subject = subject
        self.details = details
    }
}
