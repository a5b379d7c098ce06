/// A member of a case's team.
public struct MemberRecord: Hashable, Sendable {
    /// The account's number.
    public let account: Int64
    /// The account's name.
    public let name: String
    /// The account's role.
    public let role: Role
    /// The name of the account's agency.
    public let agencyName: String?
    /// When it joined, RFC 3339.
    public let addedAt: String
    /// Who added it.
    public let addedBy: String

    /// Describes a member.
    public init(account: Int64, name: String, role: Role, agencyName: String?, addedAt: String, addedBy: String) {
        self.account = account
        self.name = name
        self.role = role
        self.agencyName = agencyName
        self.addedAt = addedAt
        self.addedBy = addedBy
    }
}

/// With whom a case is shared, and up to which level.
public struct ShareRecord: Hashable, Sendable {
    /// With whom.
    public let audience: Audience
    /// The agency's name, where the audience is one.
    public let agencyName: String?
    /// Up to which level.
    public let level: SharingLevel
    /// When it was last set, RFC 3339.
    public let setAt: String
    /// Who set it.
    public let setBy: String

    /// Describes a share.
    public init(audience: Audience, agencyName: String?, level: SharingLevel, setAt: String, setBy: String) {
        self.audience = audience
        self.agencyName = agencyName
        self.level = level
        self.setAt = setAt
        self.setBy = setBy
    }
}

/// How one account stands to all cases at once.
public struct CaseAccess: Hashable, Sendable {
    /// Who asks.
    public let viewer: Viewer
    /// The relation to each case that is not ``CaseRelation/none``, by the case's reference.
    public let relations: [String: CaseRelation]

    /// States how an account stands to the cases.
    public init(viewer: Viewer, relations: [String: CaseRelation]) {
        self.viewer = viewer
        self.relations = relations
    }

    /// How the account stands to a case.
    public subscript(caseReference: String) -> CaseRelation { relations[caseReference] ?? .none }

    /// Whether the account may do this with a case.
    public func allows(_ permission: CasePermission, _ caseReference: String) -> Bool {
        Permissions.allows(permission, viewer, self[caseReference])
    }
}
