public import Exchange

extension StoreWriter {
    /// Notes under which name and keys this agency exchanges.
    public func setExchangeIdentity(name: String, _ fingerprint: AgencyFingerprint) throws(StoreError) {
        try session.run(
            Statements.setExchangeIdentity,
            [.blob(fingerprint.bytes), .text(name), .text(Timestamp.now())]
        )
    }

    /// Trusts an agency from now on.
    ///
    /// - Returns: Whether its name and keys were not taken.
    public func addPartner(_ name: String, _ identity: AgencyIdentity, by author: String) throws(StoreError) -> Bool {
        let values: [SQLValue] = [
            .text(name), .blob(identity.fingerprint.bytes), .blob(identity.signingKey), .blob(identity.sealingKey),
            .text(Timestamp.now()), .text(author),
        ]
        return try session.first(Statements.addPartner, values) != nil
    }

    /// Trusts a partner again.
    public func trustAgain(partner: Int64, by author: String) throws(StoreError) {
        try session.run(Statements.trustPartnerAgain, [.text(Timestamp.now()), .text(author), .integer(partner)])
    }

    /// Trusts a partner no longer.
    ///
    /// - Returns: Whether it was trusted.
    public func revoke(partner: Int64, by author: String) throws(StoreError) -> Bool {
        let values: [SQLValue] = [.text(Timestamp.now()), .text(author), .integer(partner)]
        return try session.first(Statements.revokePartner, values) != nil
    }

    /// Says what may be told a partner of a case.
    public func setRule(
        _ rule: ReleaseRule,
        ofCase id: Int64,
        for partner: Int64,
        by author: String
    ) throws(StoreError) {
        try session.run(
            Statements.setReleaseRule,
            [
                .integer(id), .integer(partner), SQLValue(rule.digests), SQLValue(rule.pictures),
                .text(rule.level.rawValue), SQLValue(rule.contact), .text(Timestamp.now()), .text(author),
            ]
        )
    }

    /// Tells a partner nothing of a case any more.
    ///
    /// - Returns: Whether there was a rule.
    public func removeRule(ofCase id: Int64, for partner: Int64) throws(StoreError) -> Bool {
        try session.first(Statements.removeReleaseRule, [.integer(id), .integer(partner)]) != nil
    }
}

extension StoreReader {
    /// The name and keys under which this agency exchanges; nil if it never did.
    public func exchangeIdentity() throws(StoreError) -> (name: String, fingerprint: AgencyFingerprint)? {
        guard let row = try session.first(Statements.exchangeIdentity) else { return nil }
        guard let fingerprint = AgencyFingerprint(bytes: try row.bytes(1)) else {
            throw .damaged("the fingerprint of this agency's keys has another length")
        }
        return (try row.string(0), fingerprint)
    }

    /// All partners, by name, those that are trusted no longer too.
    public func partners() throws(StoreError) -> [PartnerRecord] {
        try session.all(Statements.partners) { row throws(StoreError) in try PartnerRecord(row) }
    }

    /// The partner of this name.
    public func partner(named name: String) throws(StoreError) -> PartnerRecord? {
        try session.first(Statements.partnerByName, [.text(name)]).map { row throws(StoreError) in
            try PartnerRecord(row)
        }
    }

    /// The partner with these keys.
    public func partner(_ fingerprint: AgencyFingerprint) throws(StoreError) -> PartnerRecord? {
        try session.first(Statements.partnerByFingerprint, [.blob(fingerprint.bytes)]).map { row throws(StoreError) in
            try PartnerRecord(row)
        }
    }

    /// What may be told a partner of a case; nil for nothing.
    public func rule(ofCase id: Int64, for partner: Int64) throws(StoreError) -> ReleaseRule? {
        guard let row = try session.first(Statements.releaseRule, [.integer(id), .integer(partner)]) else { return nil }
        return try row.releaseRule(0)
    }

    /// The rules of a case, by partner.
    public func rules(ofCase id: Int64) throws(StoreError) -> [ReleaseRuleRecord] {
        try session.all(Statements.releaseRules, [.integer(id)]) { row throws(StoreError) in
            try ReleaseRuleRecord(row)
        }
    }

    /// The rules of all cases, by case and partner.
    public func releaseRules() throws(StoreError) -> [CaseReleaseRule] {
        try session.all(Statements.releaseRulesOfCases) { row throws(StoreError) in
            CaseReleaseRule(caseReference: try row.string(7), record: try ReleaseRuleRecord(row))
        }
    }
}

extension ReleaseRuleRecord {
    fileprivate init(_ row: SQLRow) throws(StoreError) {
        guard let rule = try row.releaseRule(0) else { throw .damaged("a rule is empty") }
        self.init(
            partner: try row.string(4),
            rule: rule,
            setAt: try row.string(5),
            setBy: try row.string(6)
        )
    }
}

extension PartnerRecord {
    fileprivate init(_ row: SQLRow) throws(StoreError) {
        guard let identity = AgencyIdentity(signingKey: try row.bytes(2), sealingKey: try row.bytes(3)) else {
            throw .damaged("a partner's key has another length")
        }
        self.init(
            id: try row.id(0),
            name: try row.string(1),
            identity: identity,
            trustedAt: try row.string(4),
            trustedBy: try row.string(5),
            revokedAt: row.text(6),
            revokedBy: row.text(7)
        )
    }
}

extension SQLRow {
    /// Reads a rule from four columns; nil if they are empty.
    func releaseRule(_ column: Int) throws(StoreError) -> ReleaseRule? {
        guard let digests = integer(column) else { return nil }
        guard let level = AnswerLevel(rawValue: try string(column + 2)) else {
            throw .damaged("a rule has an unknown level")
        }
        return ReleaseRule(
            digests: digests != 0,
            pictures: try id(column + 1) != 0,
            level: level,
            contact: text(column + 3)
        )
    }
}
