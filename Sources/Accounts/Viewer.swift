/// Who asks: an account, as far as the answer depends on it.
public struct Viewer: Hashable, Sendable {
    /// The account's number.
    public let account: Int64
    /// The account's name.
    public let name: String
    /// The number of the account's agency; nil if it has none.
    public let agency: Int64?
    /// The name of the account's agency.
    public let agencyName: String?
    /// The account's role.
    public let role: Role
    /// Whether this is the owner of the machine, who can read every file of the database anyway: on the team of every
    /// case, with every permission.
    public let isMachineOwner: Bool
    /// What an API token may be used for; nil for a session, which may do all that the account may.
    public let scopes: Set<Scope>?

    /// Names who asks.
    public init(
        account: Int64,
        name: String,
        agency: Int64?,
        agencyName: String?,
        role: Role,
        isMachineOwner: Bool = false,
        scopes: Set<Scope>? = nil
    ) {
        self.account = account
        self.name = name
        self.agency = agency
        self.agencyName = agencyName
        self.role = role
        self.isMachineOwner = isMachineOwner
        self.scopes = scopes
    }
}

/// What an API token may be used for.
public enum Scope: String, CaseIterable, Codable, Hashable, Sendable {
    /// Read cases, items, links and decisions.
    case read
    /// Decide, code and share.
    case decide
    /// Add cases and evidence.
    case ingest
    /// Look hashes up.
    case lookup
    /// Look after accounts and read the audit log.
    case administer
    /// Exchange with other agencies.
    case exchange
}

/// How an account stands to a case.
public enum CaseRelation: Hashable, Sendable {
    /// On the case's team.
    case team
    /// The case is shared with the account, up to a level.
    case shared(SharingLevel)
    /// The account must not learn that the case exists.
    case none

    /// How much of the case is seen; nil for nothing.
    public var level: SharingLevel? {
        switch self {
        case .team: .originals
        case .shared(let level): level
        case .none: nil
        }
    }
}
