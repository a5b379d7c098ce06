public import Accounts

extension StoreWriter {
    /// Puts an account on a case's team.
    ///
    /// - Returns: Whether it was not there before.
    public func addMember(_ account: Int64, toCase id: Int64, by name: String) throws(StoreError) -> Bool {
        let values: [SQLValue] = [.integer(id), .integer(account), .text(Timestamp.now()), .text(name)]
        return try session.first(Statements.addMember, values) != nil
    }

    /// Takes an account off a case's team.
    ///
    /// - Returns: Whether it was there.
    public func removeMember(_ account: Int64, ofCase id: Int64) throws(StoreError) -> Bool {
        try session.first(Statements.removeMember, [.integer(id), .integer(account)]) != nil
    }

    /// Shares a case with an audience up to a level.
    public func setShare(
        _ level: SharingLevel,
        with audience: Audience,
        ofCase id: Int64,
        by name: String
    ) throws(StoreError) {
        var agency: Int64?
        if case .agency(let number) = audience { agency = number }
        try session.run(
            Statements.setShare,
            [
                .integer(id), .text(audience.column), SQLValue(agency), .text(level.rawValue), .text(Timestamp.now()),
                .text(name),
            ]
        )
    }

    /// Shares a case no longer with an audience.
    ///
    /// - Returns: Whether it was shared.
    public func removeShare(with audience: Audience, ofCase id: Int64) throws(StoreError) -> Bool {
        try session.first(Statements.removeShare, [.integer(id), .text(audience.column)]) != nil
    }
}

extension StoreReader {
    /// A case's team, by name.
    public func members(ofCase id: Int64) throws(StoreError) -> [MemberRecord] {
        try session.all(Statements.members, [.integer(id)]) { row throws(StoreError) in
            guard let role = Role(rawValue: try row.string(2)) else {
                throw StoreError.damaged("an account has an unknown role")
            }
            return MemberRecord(
                account: try row.id(0),
                name: try row.string(1),
                role: role,
                agencyName: row.text(3),
                addedAt: try row.string(4),
                addedBy: try row.string(5)
            )
        }
    }

    /// With whom a case is shared.
    public func shares(ofCase id: Int64) throws(StoreError) -> [ShareRecord] {
        try session.all(Statements.shares, [.integer(id)]) { row throws(StoreError) in
            ShareRecord(
                audience: try Audience(column: try row.string(0), agency: row.integer(1)),
                agencyName: row.text(2),
                level: try SharingLevel(column: try row.string(3)),
                setAt: try row.string(4),
                setBy: try row.string(5)
            )
        }
    }

    /// How an account stands to the cases: to all, or to one of them.
    ///
    /// - Parameters:
    ///   - viewer: The account.
    ///   - reference: The one case; nil for all.
    /// - Returns: What is not ``CaseRelation/none``, by reference.
    /// - Throws: ``StoreError``.
    public func relations(
        of viewer: Viewer,
        toCase reference: String? = nil
    ) throws(StoreError) -> [String: CaseRelation] {
        if viewer.isMachineOwner {
            if let reference { return try caseNumber(reference) == nil ? [:] : [reference: .team] }
            let all = try session.all(Statements.caseReferences) { row throws(StoreError) in try row.string(0) }
            return Dictionary(uniqueKeysWithValues: all.map { ($0, .team) })
        }
        let one = reference.map { [SQLValue.text($0)] } ?? []
        var found: [String: CaseRelation] = [:]
        let agency = SQLValue(viewer.agency)
        try session.each(
            reference == nil ? Statements.sharesWithViewer : Statements.sharesOfCaseWithViewer,
            [agency, agency] + one
        ) { row throws(StoreError) in
            let (reference, level) = (try row.string(0), try SharingLevel(column: try row.string(1)))
            found[reference] = .shared(max(level, found[reference]?.level ?? level))
        }
        try session.each(
            reference == nil ? Statements.memberships : Statements.membership,
            [.integer(viewer.account)] + one
        ) { row throws(StoreError) in found[try row.string(0)] = .team }
        return found
    }
}

extension Audience {
    /// How the store names an audience.
    fileprivate var column: String {
        switch self {
        case .ownAgency: "own_agency"
        case .agency(let number): "agency:\(number)"
        case .community: "community"
        }
    }

    fileprivate init(column: String, agency: Int64?) throws(StoreError) {
        switch (column, agency) {
        case ("own_agency", _): self = .ownAgency
        case ("community", _): self = .community
        case (_, let number?): self = .agency(number)
        default: throw .damaged("a case is shared with an unknown audience")
        }
    }
}

extension SharingLevel {
    fileprivate init(column: String) throws(StoreError) {
        guard let level = SharingLevel(rawValue: column) else {
            throw .damaged("a case is shared up to an unknown level")
        }
        self = level
    }
}
