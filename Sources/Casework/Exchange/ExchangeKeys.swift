public import Accounts
import Audit
import CaseStore
public import Exchange
import Foundation

extension CaseworkError {
    /// Classes what is wrong with a bundle or card.
    init(_ error: ExchangeError) {
        switch error {
        case .wrongText, .tooLarge, .notACard: self.init(.usage, error.message)
        default: self.init(.refused, error.message)
        }
    }
}

/// The present moment as bundles state it.
public enum ExchangeClock {
    /// Seconds since 1970.
    public static var now: Int64 { Int64(Date().timeIntervalSince1970) }
}

extension Workspace {
    var agencyKeyFile: SeedFile { SeedFile("exchange-key", directory: directory) }

    /// The card by which others can exchange with this agency; its keys are made when it is first asked for.
    ///
    /// - Parameters:
    ///   - name: The agency's name on the card; nil for the one that it had last.
    ///   - viewer: Who asks, an administrator.
    /// - Returns: The card.
    /// - Throws: ``CaseworkError`` with code `usage` if there is no name yet, or it cannot be taken.
    public func exchangeCard(named name: String?, by viewer: Viewer) throws(CaseworkError) -> AgencyCard {
        try requireAdministration(viewer)
        let (file, known) = (agencyKeyFile, try reading { reader throws(StoreError) in try reader.exchangeIdentity() })
        guard let name = name ?? known?.name else {
            throw CaseworkError(.usage, "say by --agency which name is to stand on the card")
        }
        guard ExchangeText.isLine(name, most: ExchangeText.mostInName) else {
            throw CaseworkError(.usage, "an agency's name is one line of at most \(ExchangeText.mostInName) bytes")
        }
        let key = try writing { writer throws(StoreError) in
            let key = try Self.keyMade(in: file)
            let identity = try writer.reader.exchangeIdentity()
            if identity?.name != name || identity?.fingerprint != key.identity.fingerprint {
                try writer.setExchangeIdentity(name: name, key.identity.fingerprint)
                try writer.addAudit(
                    NewAuditEntry(
                        actor: viewer.name,
                        act: "exchange.key_taken",
                        subject: key.identity.fingerprint.hex,
                        details: ["agency": name]
                    )
                )
            }
            return key
        }
        return try Self.card(of: name, key)
    }

    private static func card(of name: String, _ key: AgencyKey) throws(CaseworkError) -> AgencyCard {
        do {
            return try AgencyCard(agency: name, key: key)
        } catch {
            throw CaseworkError(error)
        }
    }

    /// The card by which others exchange with this agency, if it has keys; none are made.
    ///
    /// - Throws: ``CaseworkError``.
    public func knownExchangeCard(for viewer: Viewer) throws(CaseworkError) -> AgencyCard? {
        guard Permissions.allows(.exchange, viewer) || Permissions.allows(.administerAccounts, viewer) else {
            throw Self.refusal
        }
        let identity = try reading { reader throws(StoreError) in try reader.exchangeIdentity() }
        guard let identity else { return nil }
        return try Self.card(of: identity.name, try agencyKey())
    }

    private static func keyMade(in file: SeedFile) throws(StoreError) -> AgencyKey {
        if let seed = try file.seed() {
            guard let key = AgencyKey(seed: seed) else { throw file.noKey }
            return key
        }
        guard let key = AgencyKey() else { throw .failed("no keys can be drawn") }
        try file.write(key.seed)
        return key
    }

    /// This agency's keys, if it has any.
    func agencyKey() throws(CaseworkError) -> AgencyKey {
        let file = agencyKeyFile
        let kept: [UInt8]?
        do {
            kept = try file.seed()
        } catch {
            throw CaseworkError(error)
        }
        guard let kept else {
            throw CaseworkError(
                .usage,
                "this agency has no keys yet; `cairn exchange key --agency NAME` makes them"
            )
        }
        guard let key = AgencyKey(seed: kept) else { throw CaseworkError(file.noKey) }
        return key
    }

    /// That somebody may send to other agencies and receive from them.
    func requireExchange(_ viewer: Viewer) throws(CaseworkError) {
        guard Permissions.allows(.exchange, viewer) else { throw Self.refusal }
    }
}
