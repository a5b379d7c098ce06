/// Where a bundle stands.
public enum BundleState: String, CaseIterable, Codable, Hashable, Sendable {
    /// It was sent; nothing has come back.
    case sent
    /// It was received; nothing was sent back.
    case received
    /// It is an offer that was answered.
    case answered
    /// It is an answer about which more was asked.
    case requested
    /// It is a request that was granted.
    case granted
    /// It is a request that was refused.
    case refused
    /// Its sender took it back.
    case withdrawn
}

/// A bundle that was sent or received.
public struct BundleRecord: Hashable, Sendable {
    /// Its number in this database, by which people name it.
    public let number: Int64
    /// Its name.
    public let id: BundleIdentifier
    /// Whether this agency sent it.
    public let isSent: Bool
    /// The partner's number.
    public let partner: Int64
    /// The partner's name.
    public let partnerName: String
    /// What it is for.
    public let kind: BundleKind
    /// Where it stands.
    public let state: BundleState
    /// The bundle that it concerns.
    public let concerns: BundleIdentifier?
    /// When it was made, in seconds since 1970.
    public let madeAt: Int64
    /// Until when it is good, in seconds since 1970.
    public let expiresAt: Int64
    /// When it was sent or received, RFC 3339.
    public let handledAt: String
    /// By whom.
    public let handledBy: String

    /// Describes a bundle.
    public init(
        number: Int64,
        id: BundleIdentifier,
        isSent: Bool,
        partner: Int64,
        partnerName: String,
        kind: BundleKind,
        state: BundleState,
        concerns: BundleIdentifier?,
        madeAt: Int64,
        expiresAt: Int64,
        handledAt: String,
        handledBy: String
    ) {
        self.number = number
        self.id = id
        self.isSent = isSent
        self.partner = partner
        self.partnerName = partnerName
        self.kind = kind
        self.state = state
        self.concerns = concerns
        self.madeAt = madeAt
        self.expiresAt = expiresAt
        self.handledAt = handledAt
        self.handledBy = handledBy
    }
}
