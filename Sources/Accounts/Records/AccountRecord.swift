/// An account as administrators see it.
public struct AccountRecord: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// Its name.
    public let name: String
    /// Its role.
    public let role: Role
    /// The number of its agency.
    public let agency: Int64?
    /// The name of its agency.
    public let agencyName: String?
    /// Whether it may not be used.
    public let isDisabled: Bool
    /// Whether it has a password.
    public let hasPassword: Bool
    /// Whether it has a second factor.
    public let hasSecondFactor: Bool
    /// Whether it is that of the machine's owner.
    public let isMachineOwner: Bool
    /// When it was added, RFC 3339.
    public let createdAt: String

    /// Describes an account.
    public init(
        id: Int64,
        name: String,
        role: Role,
        agency: Int64?,
        agencyName: String?,
        isDisabled: Bool,
        hasPassword: Bool,
        hasSecondFactor: Bool,
        isMachineOwner: Bool,
        createdAt: String
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.agency = agency
        self.agencyName = agencyName
        self.isDisabled = isDisabled
        self.hasPassword = hasPassword
        self.hasSecondFactor = hasSecondFactor
        self.isMachineOwner = isMachineOwner
        self.createdAt = createdAt
    }

    /// The account as one who asks.
    ///
    /// - Parameter scopes: What an API token is limited to; nil for a session.
    /// - Returns: The viewer.
    public func viewer(scopes: Set<Scope>? = nil) -> Viewer {
        Viewer(
            account: id,
            name: name,
            agency: agency,
            agencyName: agencyName,
            role: role,
            isMachineOwner: isMachineOwner,
            scopes: scopes
        )
    }
}

/// An agency.
public struct AgencyRecord: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// Its name.
    public let name: String
    /// How many accounts it has.
    public let accounts: Int
    /// How many cases it owns.
    public let cases: Int

    /// Describes an agency.
    public init(id: Int64, name: String, accounts: Int, cases: Int) {
        self.id = id
        self.name = name
        self.accounts = accounts
        self.cases = cases
    }
}

/// An API token as it is listed; the token itself is shown once, when it is made.
public struct TokenRecord: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// The name of the account that it acts for.
    public let account: String
    /// What it is for.
    public let label: String
    /// What it may be used for.
    public let scopes: Set<Scope>
    /// When it was made, RFC 3339.
    public let createdAt: String

    /// Describes a token.
    public init(id: Int64, account: String, label: String, scopes: Set<Scope>, createdAt: String) {
        self.id = id
        self.account = account
        self.label = label
        self.scopes = scopes
        self.createdAt = createdAt
    }
}
