/// What may be done with a case.
public enum CasePermission: String, CaseIterable, Hashable, Sendable {
    /// See that the case exists, by its reference and agency.
    case seeCase
    /// See digests, fingerprints and the figures of matches.
    case seeFingerprints
    /// See the items and their small pictures.
    case seeRenditions
    /// Take the files themselves.
    case takeOriginals
    /// Decide on pairs and give codes.
    case decide
    /// Add evidence.
    case ingest
    /// Say who is on the team and with whom the case is shared.
    case share
    /// Export the case.
    case export
}

/// What may be done apart from any case.
public enum SystemPermission: String, CaseIterable, Hashable, Sendable {
    /// Use the workbench: one's own desk, settings, search in what one may see.
    case work
    /// Add cases.
    case addCases
    /// Look after accounts, agencies and tokens.
    case administerAccounts
    /// Read and check the audit log.
    case readAudit
    /// Ask which cases hold a hash, and learn no more of them than their references.
    case lookUp
    /// Exchange bundles with other agencies, as far as cases' rules let anything out.
    case exchange
}

/// Who may do what: one table, so that it can be read and tested as one.
public enum Permissions {
    /// What members of a case's team may do with it, by their role; what a case is shared at decides for all others.
    private static let ofTeam: [Role: Set<CasePermission>] = [
        .administrator: [.seeCase, .seeFingerprints, .seeRenditions],
        .caseOfficer: Set(CasePermission.allCases),
        .analyst: [.seeCase, .seeFingerprints, .seeRenditions, .takeOriginals, .decide, .ingest],
        .liaison: [.seeCase, .seeFingerprints, .seeRenditions, .share, .export],
        .auditor: [.seeCase],
    ]

    /// What each level of sharing shows.
    private static let ofLevel: [SharingLevel: Set<CasePermission>] = [
        .existence: [.seeCase],
        .fingerprints: [.seeCase, .seeFingerprints],
        .renditions: [.seeCase, .seeFingerprints, .seeRenditions],
        .originals: [.seeCase, .seeFingerprints, .seeRenditions, .takeOriginals],
    ]

    /// Roles that take part in what other cases share.
    private static let sharedWith: Set<Role> = [.caseOfficer, .analyst, .liaison]

    private static let ofSystem: [Role: Set<SystemPermission>] = [
        .administrator: [.work, .addCases, .administerAccounts, .readAudit, .lookUp],
        .caseOfficer: [.work, .addCases, .lookUp],
        .analyst: [.work, .lookUp],
        .liaison: [.work, .lookUp, .exchange],
        .auditor: [.work, .readAudit],
    ]

    /// What a token must be good for to do this with a case.
    public static func scope(of permission: CasePermission) -> Scope {
        switch permission {
        case .seeCase, .seeFingerprints, .seeRenditions, .takeOriginals, .export: .read
        case .decide, .share: .decide
        case .ingest: .ingest
        }
    }

    /// What a token must be good for to do this apart from any case.
    public static func scope(of permission: SystemPermission) -> Scope {
        switch permission {
        case .work: .read
        case .addCases: .ingest
        case .administerAccounts, .readAudit: .administer
        case .lookUp: .lookup
        case .exchange: .exchange
        }
    }

    /// Whether a viewer who stands so to a case may do this with it.
    public static func allows(_ permission: CasePermission, _ viewer: Viewer, _ relation: CaseRelation) -> Bool {
        if let scopes = viewer.scopes, !scopes.contains(scope(of: permission)) { return false }
        if viewer.isMachineOwner { return true }
        switch relation {
        case .team: return ofTeam[viewer.role]?.contains(permission) == true
        case .shared(let level):
            return sharedWith.contains(viewer.role) && ofLevel[level]?.contains(permission) == true
        case .none: return false
        }
    }

    /// Whether a viewer may do this apart from any case.
    public static func allows(_ permission: SystemPermission, _ viewer: Viewer) -> Bool {
        if let scopes = viewer.scopes, !scopes.contains(scope(of: permission)) { return false }
        return viewer.isMachineOwner || ofSystem[viewer.role]?.contains(permission) == true
    }
}
