import Accounts
import Testing

/// Who may do what, against a table that is written out here and nowhere made by rule.
@Suite("Permissions")
struct PermissionTests {
    /// A letter where something is allowed, a dot where it is not, in the order of ``columns``.
    private static let ofCases = """
        administrator  team          cfr.....
        administrator  existence     ........
        administrator  fingerprints  ........
        administrator  renditions    ........
        administrator  originals     ........
        administrator  none          ........
        case_officer   team          cfrodise
        case_officer   existence     c.......
        case_officer   fingerprints  cf......
        case_officer   renditions    cfr.....
        case_officer   originals     cfro....
        case_officer   none          ........
        analyst        team          cfrodi..
        analyst        existence     c.......
        analyst        fingerprints  cf......
        analyst        renditions    cfr.....
        analyst        originals     cfro....
        analyst        none          ........
        liaison        team          cfr...se
        liaison        existence     c.......
        liaison        fingerprints  cf......
        liaison        renditions    cfr.....
        liaison        originals     cfro....
        liaison        none          ........
        auditor        team          c.......
        auditor        existence     ........
        auditor        fingerprints  ........
        auditor        renditions    ........
        auditor        originals     ........
        auditor        none          ........
        """

    private static let columns: [CasePermission] = [
        .seeCase, .seeFingerprints, .seeRenditions, .takeOriginals, .decide, .ingest, .share, .export,
    ]

    /// What each scope of a token lets through, of what the account may.
    private static let ofScopes = """
        read        cfro...e
        decide      ....d.s.
        ingest      .....i..
        lookup      ........
        administer  ........
        exchange    ........
        """

    /// Work, adding cases, looking after accounts, reading the audit log, looking hashes up, exchanging.
    private static let ofSystem = """
        administrator  wcalh.
        case_officer   wc..h.
        analyst        w...h.
        liaison        w...hx
        auditor        w..l..
        """

    /// The same, by scope.
    private static let ofSystemScopes = """
        read        w.....
        decide      ......
        ingest      .c....
        lookup      ....h.
        administer  ..al..
        exchange    .....x
        """

    private static let systemColumns: [SystemPermission] = [
        .work, .addCases, .administerAccounts, .readAudit, .lookUp, .exchange,
    ]

    private static func rows(_ table: String) -> [[String]] {
        table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    private static func viewer(_ role: Role, isMachineOwner: Bool = false, scopes: Set<Scope>? = nil) -> Viewer {
        Viewer(
            account: 1,
            name: "a",
            agency: nil,
            agencyName: nil,
            role: role,
            isMachineOwner: isMachineOwner,
            scopes: scopes
        )
    }

    private static func relation(_ name: String) -> CaseRelation {
        switch name {
        case "team": .team
        default: SharingLevel(rawValue: name).map(CaseRelation.shared) ?? .none
        }
    }

    @Test("Each role, in each relation to a case, may do what the table says, and nothing else")
    func casePermissions() throws {
        let rows = Self.rows(Self.ofCases)
        var cells = 0
        for row in rows {
            let role = try #require(Role(rawValue: row[0]))
            for (permission, mark) in zip(Self.columns, row[2]) {
                let isAllowed = Permissions.allows(permission, Self.viewer(role), Self.relation(row[1]))
                #expect(isAllowed == (mark != "."), "\(row[0]) \(row[1]) \(permission)")
                cells += 1
            }
        }
        #expect(Set(rows.map { $0[0] + $0[1] }).count == Role.allCases.count * (SharingLevel.allCases.count + 2))
        #expect(cells == rows.count * CasePermission.allCases.count)
    }

    @Test("A token lets through what its scopes say of what its account may, and nothing that the account may not")
    func scopes() throws {
        let rows = Self.rows(Self.ofScopes)
        #expect(Set(rows.map(\.[0])) == Set(Scope.allCases.map(\.rawValue)))
        for row in rows {
            let scope = try #require(Scope(rawValue: row[0]))
            for (permission, mark) in zip(Self.columns, row[1]) {
                for role in Role.allCases {
                    for name in ["team", "existence", "fingerprints", "renditions", "originals", "none"] {
                        let relation = Self.relation(name)
                        let isAllowed = Permissions.allows(permission, Self.viewer(role, scopes: [scope]), relation)
                        let isAccounts = Permissions.allows(permission, Self.viewer(role), relation)
                        #expect(isAllowed == (mark != "." && isAccounts), "\(scope) \(role) \(name) \(permission)")
                    }
                }
            }
            for permission in Self.columns {
                #expect(!Permissions.allows(permission, Self.viewer(.caseOfficer, scopes: []), .team))
            }
        }
    }

    @Test("Each role may do apart from cases what the table says, with a token what its scope says of it")
    func systemPermissions() throws {
        let rows = Self.rows(Self.ofSystem)
        #expect(rows.count == Role.allCases.count)
        for row in rows {
            let role = try #require(Role(rawValue: row[0]))
            for (permission, mark) in zip(Self.systemColumns, row[1]) {
                #expect(Permissions.allows(permission, Self.viewer(role)) == (mark != "."), "\(role) \(permission)")
                for scopeRow in Self.rows(Self.ofSystemScopes) {
                    let scope = try #require(Scope(rawValue: scopeRow[0]))
                    let position = try #require(Self.systemColumns.firstIndex(of: permission))
                    let isInScope = Array(scopeRow[1])[position] != "."
                    let isAllowed = Permissions.allows(permission, Self.viewer(role, scopes: [scope]))
                    #expect(isAllowed == (mark != "." && isInScope), "\(scope) \(role) \(permission)")
                }
            }
        }
    }

    @Test("The machine's owner may do everything, with a token what its scope says")
    func machineOwner() {
        let owner = Self.viewer(.administrator, isMachineOwner: true)
        #expect(CasePermission.allCases.allSatisfy { Permissions.allows($0, owner, .none) })
        #expect(SystemPermission.allCases.allSatisfy { Permissions.allows($0, owner) })
        let reader = Self.viewer(.administrator, isMachineOwner: true, scopes: [.read])
        #expect(Permissions.allows(.takeOriginals, reader, .team))
        #expect(!Permissions.allows(.ingest, reader, .team))
        #expect(!Permissions.allows(.administerAccounts, reader))
    }

    @Test("Levels of sharing grow from existence to originals, and each shows all that the one before does")
    func levels() {
        #expect(SharingLevel.allCases.sorted() == [.existence, .fingerprints, .renditions, .originals])
        for (lesser, greater) in zip(SharingLevel.allCases, SharingLevel.allCases.dropFirst()) {
            for permission in CasePermission.allCases
            where Permissions.allows(permission, Self.viewer(.analyst), .shared(lesser)) {
                #expect(Permissions.allows(permission, Self.viewer(.analyst), .shared(greater)))
            }
        }
    }
}
