public import Accounts
import Audit
import CaseStore
public import Exchange

extension Workspace {
    /// What may be told of a case, by partner; a partner that is not listed is told nothing.
    ///
    /// - Parameters:
    ///   - reference: The case's reference.
    ///   - viewer: Who may share the case.
    /// - Returns: The rules.
    /// - Throws: ``CaseworkError``.
    public func releaseRules(
        ofCase reference: String,
        for viewer: Viewer
    ) throws(CaseworkError) -> [ReleaseRuleRecord] {
        let id = try caseNumber(reference, for: viewer, .share)
        return try reading { reader throws(StoreError) in try reader.rules(ofCase: id) }
    }

    /// What may be told of each case that a viewer may share.
    ///
    /// - Throws: ``CaseworkError``.
    public func releaseRules(for viewer: Viewer) throws(CaseworkError) -> [CaseReleaseRule] {
        let access = try access(of: viewer)
        let all = try reading { reader throws(StoreError) in try reader.releaseRules() }
        return all.filter { access.allows(.share, $0.caseReference) }
    }

    /// Says what may be told a partner of a case.
    ///
    /// - Parameters:
    ///   - rule: The rule; nil to tell nothing any more.
    ///   - reference: The case's reference.
    ///   - name: The partner's name.
    ///   - viewer: Who may share the case.
    /// - Throws: ``CaseworkError`` with code `usage` if the rule contradicts itself.
    public func setReleaseRule(
        _ rule: ReleaseRule?,
        ofCase reference: String,
        for name: String,
        by viewer: Viewer
    ) throws(CaseworkError) {
        let id = try caseNumber(reference, for: viewer, .share)
        let partner = try trustedPartner(name)
        if let rule { try Self.check(rule) }
        let isChanged = try writing { writer throws(StoreError) in
            var details: [String: String] = [:]
            if let rule {
                try writer.setRule(rule, ofCase: id, for: partner.id, by: viewer.name)
                details = [
                    "digests": "\(rule.digests)", "pictures": "\(rule.pictures)", "level": rule.level.rawValue,
                ]
                details["contact"] = rule.contact
            } else {
                guard try writer.removeRule(ofCase: id, for: partner.id) else { return false }
            }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: rule == nil ? "release.stopped" : "release.set",
                    caseReference: reference,
                    subject: name,
                    details: details
                )
            )
            return true
        }
        guard isChanged else { throw CaseworkError(.usage, "\(reference) has no rule for \(name)") }
    }

    private static func check(_ rule: ReleaseRule) throws(CaseworkError) {
        guard rule.digests || rule.pictures else {
            throw CaseworkError(.usage, "a rule lets digests or pictures' fingerprints out, or both; else stop it")
        }
        guard (rule.contact != nil) == (rule.level == .pointer) else {
            throw CaseworkError(.usage, "whom to ask belongs to the level pointer, and to it alone")
        }
        if let contact = rule.contact, !ExchangeText.isLine(contact, most: ExchangeText.mostInName) {
            throw CaseworkError(.usage, "whom to ask is one line of at most \(ExchangeText.mostInName) bytes")
        }
    }
}
