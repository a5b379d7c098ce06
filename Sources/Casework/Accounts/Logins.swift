public import Accounts
import Audit
import CaseStore
import Foundation

extension Workspace {
    /// Begins a session for who knows an account's name, password and second factor.
    ///
    /// The work, the answer and the time it takes are the same whether a name is unknown, an account may not be used, or a
    /// password is wrong.
    ///
    /// - Parameters:
    ///   - name: The account's name.
    ///   - password: Its password.
    ///   - code: The second factor's code; nil if it was not asked for yet.
    ///   - address: From where, for the count of failures and the log.
    /// - Returns: What came of it.
    /// - Throws: ``CaseworkError``.
    public func login(
        name: String,
        password: String,
        code: String?,
        address: String
    ) throws(CaseworkError) -> LoginOutcome {
        try login(name: name, password: password, code: code, address: address, at: Self.now())
    }

    func login(
        name: String,
        password: String,
        code: String?,
        address: String,
        at now: Int64
    ) throws(CaseworkError) -> LoginOutcome {
        let named = AccountName(name)
        // A digest, as people type passwords where a name is asked for.
        let key = SecretToken.digest(of: "\(named?.key ?? name)\0\(address)")
        let found = try reading { reader throws(StoreError) -> (account: AccountRecord, secrets: AccountSecrets)? in
            guard let named, let account = try reader.account(named),
                let secrets = try reader.secrets(ofAccount: account.id)
            else { return nil }
            return (account, secrets)
        }
        let attempt = LoginAttempt(actor: found?.account.name, address: address, key: key, at: now)
        if let seconds = try begin(attempt) { return .locked(seconds: seconds) }
        let hash = found?.secrets.passwordHash
        let isRight = (hash ?? .ofNobody).matches(String(password.prefix(PasswordRule.longest + 1)))
        guard let found, hash != nil, isRight, !found.account.isDisabled else {
            return try refuse(attempt, because: "password")
        }
        var step: Int64?
        if let factor = found.secrets.secondFactor {
            guard let code, !code.isEmpty else {
                try writing { writer throws(StoreError) in try writer.withdrawLogin(key: key) }
                return .needsCode
            }
            step = factor.step(of: code, at: now, after: found.secrets.usedStep)
            guard step != nil else { return try refuse(attempt, because: "code") }
        }
        let token = SecretToken()
        let usedStep = step
        let isBegun = try writing { writer throws(StoreError) in
            if let usedStep, try !writer.useStep(usedStep, ofAccount: found.account.id) { return false }
            try writer.forgetLogins(key: key)
            try writer.addSession(digest: token.digest, ofAccount: found.account.id, at: now)
            try writer.addAudit(attempt.entry("session.begun", ["second_factor": usedStep == nil ? "no" : "yes"]))
            return true
        }
        return isBegun ? .session(token.text) : try refuse(attempt, because: "code")
    }

    /// Makes a link that begins one session.
    ///
    /// - Parameters:
    ///   - name: The account's name; nil for the machine's owner.
    ///   - validSeconds: For how long it may be used.
    ///   - viewer: Who makes it; nil for the machine's owner.
    /// - Returns: The link's token, to be put into an address.
    /// - Throws: ``CaseworkError`` with code `usage` if there is no such account.
    public func makeOneTimeLink(
        name: String?,
        validSeconds: Int,
        by viewer: Viewer? = nil
    ) throws(CaseworkError) -> String {
        let owner = try machineOwner()
        let viewer = viewer ?? owner
        let account: Int64
        if let name {
            account = try self.account(name, keptBy: viewer).id
        } else {
            try requireAdministration(viewer)
            guard viewer.isMachineOwner else { throw Self.refusal }
            account = owner.account
        }
        let token = SecretToken()
        let now = Self.now()
        try writing { writer throws(StoreError) in
            try writer.addLink(
                digest: token.digest,
                ofAccount: account,
                expiresAt: now + Int64(validSeconds),
                now: now
            )
            try writer.addAudit(
                NewAuditEntry(actor: viewer.name, act: "login.link_made", subject: name ?? owner.name)
            )
        }
        return token.text
    }

    /// Begins a session with a link, which is used up by it.
    ///
    /// - Returns: The session's token, or nil if the link is unknown, used or too old.
    /// - Throws: ``CaseworkError``.
    public func redeem(link: String) throws(CaseworkError) -> String? {
        try redeem(link: link, at: Self.now())
    }

    func redeem(link: String, at now: Int64) throws(CaseworkError) -> String? {
        let token = SecretToken()
        return try writing { writer throws(StoreError) in
            guard let id = try writer.takeLink(digest: SecretToken.digest(of: link), at: now),
                let account = try writer.reader.account(id), !account.isDisabled
            else { return nil }
            try writer.addSession(digest: token.digest, ofAccount: id, at: now)
            try writer.addAudit(NewAuditEntry(actor: account.name, act: "session.begun", details: ["by": "link"]))
            return token.text
        }
    }

    /// Counts an attempt.
    ///
    /// - Returns: For how many seconds it is refused; nil if it may be tried.
    private func begin(_ attempt: LoginAttempt) throws(CaseworkError) -> Int? {
        try writing { writer throws(StoreError) in
            guard case .locked(let seconds, let isNew) = try writer.attemptLogin(key: attempt.key, at: attempt.at)
            else {
                return nil
            }
            if isNew { try writer.addAudit(attempt.entry("login.locked", ["seconds": "\(seconds)"])) }
            return Int(seconds)
        }
    }

    private func refuse(_ attempt: LoginAttempt, because reason: String) throws(CaseworkError) -> LoginOutcome {
        try record(attempt.entry("login.refused", ["reason": reason]))
        return .refused
    }

    static func now() -> Int64 { Int64(Date().timeIntervalSince1970) }
}

/// One attempt to log in.
private struct LoginAttempt {
    /// The account's name; nil if there is none, as what was typed may be a password.
    let actor: String?
    let address: String
    let key: [UInt8]
    let at: Int64

    func entry(_ act: String, _ details: [String: String]) -> NewAuditEntry {
        NewAuditEntry(
            actor: actor ?? "unknown",
            act: act,
            details: details.merging(["address": address]) { first, _ in first }
        )
    }
}
