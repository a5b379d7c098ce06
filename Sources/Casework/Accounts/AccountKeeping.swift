public import Accounts
import Audit
import CaseStore

extension Workspace {
    /// All accounts, by name.
    ///
    /// - Throws: ``CaseworkError``.
    public func accounts() throws(CaseworkError) -> [AccountRecord] {
        try reading { reader throws(StoreError) in try reader.accounts() }
    }

    /// Adds an account.
    ///
    /// - Parameters:
    ///   - name: A name that no other account has, in either case of letters.
    ///   - password: A password; nil if only one-time links and tokens are to begin its work.
    ///   - role: What the account is for.
    ///   - agency: The name of an agency that is there; nil for none.
    ///   - viewer: Who adds it.
    /// - Throws: ``CaseworkError`` with code `usage` if name, password or agency cannot be taken.
    public func addAccount(
        name: String,
        password: String?,
        role: Role,
        agency: String?,
        by viewer: Viewer
    ) throws(CaseworkError) {
        try requireAdministration(viewer)
        guard let named = AccountName(name) else {
            throw CaseworkError(
                .usage,
                "an account's name has 1 to \(AccountName.longest) visible characters and no colon"
            )
        }
        let number = try agency.map { name throws(CaseworkError) in try agencyNumber(name) }
        let hash = try password.map { password throws(CaseworkError) in try self.hash(password, of: named.text) }
        let added = try writing { writer throws(StoreError) in
            let added = try writer.addAccount(named, role: role, agency: number, password: hash)
            if added != nil {
                var details = ["role": role.rawValue]
                details["agency"] = agency
                try writer.addAudit(
                    NewAuditEntry(actor: viewer.name, act: "account.added", subject: named.text, details: details)
                )
            }
            return added
        }
        guard added != nil else { throw CaseworkError(.usage, "there is an account \(named.text) already") }
    }

    /// Gives an account another role.
    ///
    /// - Throws: ``CaseworkError``.
    public func setRole(_ role: Role, ofAccount name: String, by viewer: Viewer) throws(CaseworkError) {
        let account = try account(name, keptBy: viewer)
        try change(account, "account.role_set", ["from": account.role.rawValue, "to": role.rawValue], by: viewer) {
            writer throws(StoreError) in try writer.setRole(role, ofAccount: account.id)
        }
    }

    /// Puts an account into an agency, or into none.
    ///
    /// - Throws: ``CaseworkError``.
    public func setAgency(_ agency: String?, ofAccount name: String, by viewer: Viewer) throws(CaseworkError) {
        let account = try account(name, keptBy: viewer)
        let number = try agency.map { name throws(CaseworkError) in try agencyNumber(name) }
        let details = ["from": account.agencyName ?? "", "to": agency ?? ""]
        try change(account, "account.agency_set", details, by: viewer) { writer throws(StoreError) in
            try writer.setAgency(number, ofAccount: account.id)
        }
    }

    /// Gives an account another password, and ends its sessions.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if the password cannot be taken.
    public func setPassword(_ password: String, ofAccount name: String, by viewer: Viewer) throws(CaseworkError) {
        let account = try account(name, keptBy: viewer, orSelf: true)
        guard !account.isMachineOwner else {
            throw CaseworkError(.usage, "the machine's owner needs no password; a one-time link begins a session")
        }
        let hash = try hash(password, of: account.name)
        try change(account, "account.password_set", by: viewer) { writer throws(StoreError) in
            try writer.setPassword(hash, ofAccount: account.id)
            try writer.endSessions(ofAccount: account.id)
        }
    }

    /// Forbids the use of an account, and ends its sessions.
    ///
    /// - Throws: ``CaseworkError``.
    public func disable(_ name: String, by viewer: Viewer) throws(CaseworkError) {
        let account = try account(name, keptBy: viewer)
        try change(account, "account.disabled", by: viewer) { writer throws(StoreError) in
            try writer.setDisabled(true, ofAccount: account.id)
            try writer.endSessions(ofAccount: account.id)
        }
    }

    /// Permits the use of an account again.
    ///
    /// - Throws: ``CaseworkError``.
    public func enable(_ name: String, by viewer: Viewer) throws(CaseworkError) {
        let account = try account(name, keptBy: viewer)
        try change(account, "account.enabled", by: viewer) { writer throws(StoreError) in
            try writer.setDisabled(false, ofAccount: account.id)
        }
    }

    /// All agencies, by name.
    ///
    /// - Throws: ``CaseworkError``.
    public func agencies() throws(CaseworkError) -> [AgencyRecord] {
        try reading { reader throws(StoreError) in try reader.agencies() }
    }

    /// Adds an agency.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if the name is empty or taken.
    public func addAgency(_ name: String, by viewer: Viewer) throws(CaseworkError) {
        try requireAdministration(viewer)
        try DisplayedName.check(name, of: "an agency's name")
        let isAdded = try writing { writer throws(StoreError) in
            guard try writer.reader.agencyNumber(name) == nil else { return false }
            _ = try writer.agency(named: name)
            try writer.addAudit(NewAuditEntry(actor: viewer.name, act: "agency.added", subject: name))
            return true
        }
        guard isAdded else { throw CaseworkError(.usage, "there is an agency \(name) already") }
    }

    // MARK: What the above share

    static var refusal: CaseworkError { CaseworkError(.refused, "this account may not do that") }

    func requireAdministration(_ viewer: Viewer) throws(CaseworkError) {
        guard Permissions.allows(.administerAccounts, viewer) else { throw Self.refusal }
    }

    /// The account of this name, if the viewer may look after it.
    ///
    /// Only the machine's owner may touch an owner's account, as whoever can log in as one may do everything.
    func account(
        _ name: String,
        keptBy viewer: Viewer,
        orSelf: Bool = false
    ) throws(CaseworkError) -> AccountRecord {
        let found = try reading { reader throws(StoreError) -> AccountRecord? in
            if name == viewer.name { return try reader.account(viewer.account) }
            guard let named = AccountName(name) else { return try reader.accounts().first { $0.name == name } }
            return try reader.account(named)
        }
        let isSelf = orSelf && found?.id == viewer.account && viewer.scopes == nil
        if !isSelf { try requireAdministration(viewer) }
        guard let found else { throw CaseworkError(.usage, "there is no account \(name)") }
        guard !found.isMachineOwner || viewer.isMachineOwner else { throw Self.refusal }
        return found
    }

    /// Changes an account and records it in one transaction.
    func change(
        _ account: AccountRecord,
        _ act: String,
        _ details: [String: String] = [:],
        by viewer: Viewer,
        _ body: (StoreWriter) throws(StoreError) -> Void
    ) throws(CaseworkError) {
        try writing { writer throws(StoreError) in
            try body(writer)
            try writer.addAudit(
                NewAuditEntry(actor: viewer.name, act: act, subject: account.name, details: details)
            )
        }
    }

    func agencyNumber(_ name: String) throws(CaseworkError) -> Int64 {
        guard let number = try reading({ reader throws(StoreError) in try reader.agencyNumber(name) }) else {
            throw CaseworkError(.usage, "there is no agency \(name); `cairn agency add` adds one")
        }
        return number
    }

    private func hash(_ password: String, of name: String) throws(CaseworkError) -> PasswordHash {
        if let fault = PasswordRule.fault(of: password, name: name) { throw CaseworkError(.usage, fault.message) }
        do {
            return try PasswordHash(of: password)
        } catch {
            throw CaseworkError(.failed, "there is not enough memory to hash a password")
        }
    }
}
