public import Accounts
import Audit
import CaseStore

extension Workspace {
    /// A case's team, by name; the machine's owner is on every team and not listed.
    ///
    /// - Throws: ``CaseworkError``.
    public func team(ofCase reference: String) throws(CaseworkError) -> [MemberRecord] {
        let id = try caseNumber(reference)
        return try reading { reader throws(StoreError) in try reader.members(ofCase: id) }
    }

    /// Puts an account on a case's team.
    ///
    /// - Parameters:
    ///   - reference: The case's reference.
    ///   - name: The account's name.
    ///   - viewer: Who may share the case.
    /// - Throws: ``CaseworkError``.
    public func addMember(toCase reference: String, account name: String, by viewer: Viewer) throws(CaseworkError) {
        let id = try caseNumber(reference, for: viewer, .share)
        let account = try memberAccount(name)
        try writing { writer throws(StoreError) in
            guard try writer.addMember(account.id, toCase: id, by: viewer.name) else { return }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "member.added",
                    caseReference: reference,
                    subject: account.name
                )
            )
        }
    }

    /// Takes an account off a case's team.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if it is not on it.
    public func removeMember(
        ofCase reference: String,
        account name: String,
        by viewer: Viewer
    ) throws(CaseworkError) {
        let id = try caseNumber(reference, for: viewer, .share)
        let account = try memberAccount(name)
        let isRemoved = try writing { writer throws(StoreError) in
            guard try writer.removeMember(account.id, ofCase: id) else { return false }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "member.removed",
                    caseReference: reference,
                    subject: account.name
                )
            )
            return true
        }
        guard isRemoved else { throw CaseworkError(.usage, "\(account.name) is not on the team of \(reference)") }
    }

    /// With whom a case is shared.
    ///
    /// - Throws: ``CaseworkError``.
    public func shares(ofCase reference: String) throws(CaseworkError) -> [ShareRecord] {
        let id = try caseNumber(reference)
        return try reading { reader throws(StoreError) in try reader.shares(ofCase: id) }
    }

    /// Shares a case with an audience up to a level, or no longer.
    ///
    /// - Parameters:
    ///   - reference: The case's reference.
    ///   - audience: With whom.
    ///   - level: Up to which level; nil to stop.
    ///   - viewer: Who may share the case.
    /// - Throws: ``CaseworkError``.
    public func setShare(
        ofCase reference: String,
        with audience: Audience,
        level: SharingLevel?,
        by viewer: Viewer
    ) throws(CaseworkError) {
        let id = try caseNumber(reference, for: viewer, .share)
        let subject = try named(audience)
        let isChanged = try writing { writer throws(StoreError) in
            if let level {
                try writer.setShare(level, with: audience, ofCase: id, by: viewer.name)
            } else {
                guard try writer.removeShare(with: audience, ofCase: id) else { return false }
            }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: level == nil ? "share.stopped" : "share.set",
                    caseReference: reference,
                    subject: subject,
                    details: level.map { ["level": $0.rawValue] } ?? [:]
                )
            )
            return true
        }
        guard isChanged else { throw CaseworkError(.usage, "\(reference) is not shared with \(subject)") }
    }

    /// The audience that a word names: `own-agency`, `community`, or an agency's name.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if it is none of these.
    public func audience(named word: String) throws(CaseworkError) -> Audience {
        switch word {
        case "own-agency": .ownAgency
        case "community": .community
        default: .agency(try agencyNumber(word))
        }
    }

    /// A case's number, if a viewer may do this with it.
    ///
    /// Who must not learn of a case is told what is told of a case that is not there.
    func caseNumber(
        _ reference: String,
        for viewer: Viewer,
        _ permission: CasePermission
    ) throws(CaseworkError) -> Int64 {
        if viewer.isMachineOwner, viewer.scopes == nil { return try caseNumber(reference) }
        let relation = try relation(of: viewer, toCase: reference)
        guard Permissions.allows(.seeCase, viewer, relation) else {
            throw CaseworkError(.usage, "there is no case \(reference)")
        }
        guard Permissions.allows(permission, viewer, relation) else { throw Self.refusal }
        return try caseNumber(reference)
    }

    private func memberAccount(_ name: String) throws(CaseworkError) -> AccountRecord {
        let found = try reading { reader throws(StoreError) -> AccountRecord? in
            guard let named = AccountName(name) else { return nil }
            return try reader.account(named)
        }
        guard let found else { throw CaseworkError(.usage, "there is no account \(name)") }
        return found
    }

    private func named(_ audience: Audience) throws(CaseworkError) -> String {
        switch audience {
        case .ownAgency: return "own-agency"
        case .community: return "community"
        case .agency(let number):
            guard let agency = try agencies().first(where: { $0.id == number }) else {
                throw CaseworkError(.usage, "there is no agency \(number)")
            }
            return agency.name
        }
    }
}
