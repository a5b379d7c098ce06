public import Accounts
import Audit
import CaseStore
public import Exchange

extension Workspace {
    /// The agencies that are or were trusted, by name.
    ///
    /// - Throws: ``CaseworkError``.
    public func partners() throws(CaseworkError) -> [PartnerRecord] {
        try reading { reader throws(StoreError) in try reader.partners() }
    }

    /// Trusts an agency from now on, by the file of its card and a fingerprint as people type it.
    ///
    /// - Parameters:
    ///   - file: The bytes of its card's file.
    ///   - text: The fingerprint as it was told by another way: sixteen words, or 64 digits.
    ///   - name: The name that it is to go by here; nil for the one on the card.
    ///   - viewer: Who trusts it, an administrator.
    /// - Returns: The name that it goes by.
    /// - Throws: ``CaseworkError`` with code `refused` if the fingerprint is another, or its keys are our own.
    @discardableResult
    public func addPartner(
        card file: [UInt8],
        fingerprint text: String,
        as name: String?,
        by viewer: Viewer
    ) throws(CaseworkError) -> String {
        guard let compared = AgencyFingerprint(typed: text) else {
            throw CaseworkError(.usage, "a fingerprint is sixteen words of five letters, or 64 hexadecimal digits")
        }
        let card: AgencyCard
        do {
            card = try AgencyCard(file: file)
        } catch {
            throw CaseworkError(error)
        }
        try addPartner(card, comparedWith: compared, as: name, by: viewer)
        return name ?? card.agency
    }

    /// Trusts an agency from now on.
    ///
    /// - Parameters:
    ///   - card: Its card.
    ///   - fingerprint: The fingerprint as it was told by another way, such as by telephone.
    ///   - name: The name that it is to go by here; nil for the one on the card.
    ///   - viewer: Who trusts it, an administrator.
    /// - Throws: ``CaseworkError`` with code `refused` if the fingerprint is another, or its keys are our own.
    public func addPartner(
        _ card: AgencyCard,
        comparedWith fingerprint: AgencyFingerprint,
        as name: String?,
        by viewer: Viewer
    ) throws(CaseworkError) {
        try requireAdministration(viewer)
        guard card.identity.fingerprint == fingerprint else {
            throw CaseworkError(
                .refused,
                "the card's fingerprint is not the one that was told: do not trust it, and ask the agency again"
            )
        }
        let name = name ?? card.agency
        guard ExchangeText.isLine(name, most: ExchangeText.mostInName) else {
            throw CaseworkError(.usage, "a partner's name is one line of at most \(ExchangeText.mostInName) bytes")
        }
        let isOwn = try reading { reader throws(StoreError) in
            try reader.exchangeIdentity()?.fingerprint == fingerprint
        }
        guard !isOwn else { throw CaseworkError(.refused, "this is this agency's own card") }
        let isAdded = try writing { writer throws(StoreError) -> Bool in
            if let known = try writer.reader.partner(fingerprint) {
                guard known.name == name, known.revokedAt != nil else { return false }
                try writer.trustAgain(partner: known.id, by: viewer.name)
            } else {
                guard try writer.addPartner(name, card.identity, by: viewer.name) else { return false }
            }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "partner.trusted",
                    subject: name,
                    details: ["fingerprint": fingerprint.hex, "card": card.agency]
                )
            )
            return true
        }
        guard isAdded else {
            throw CaseworkError(.usage, "there is a partner of this name or with these keys already")
        }
    }

    /// Trusts a partner no longer: nothing is taken from it or made for it any more.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if there is none of this name that is trusted.
    public func revokePartner(_ name: String, by viewer: Viewer) throws(CaseworkError) {
        try requireAdministration(viewer)
        let partner = try trustedPartner(name)
        try writing { writer throws(StoreError) in
            guard try writer.revoke(partner: partner.id, by: viewer.name) else { return }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "partner.revoked",
                    subject: partner.name,
                    details: ["fingerprint": partner.identity.fingerprint.hex]
                )
            )
        }
    }

    /// The partner of this name that is trusted.
    func trustedPartner(_ name: String) throws(CaseworkError) -> PartnerRecord {
        let found = try reading { reader throws(StoreError) in try reader.partner(named: name) }
        guard let found else {
            throw CaseworkError(
                .usage,
                "there is no partner \(name); `cairn exchange partner add` adds one by its card"
            )
        }
        guard found.revokedAt == nil else { throw CaseworkError(.refused, "\(name) is no longer trusted") }
        return found
    }
}
