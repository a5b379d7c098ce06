public import Accounts
import Audit
import CaseStore

extension Workspace {
    /// The session that a token stands for; its use is noted at most once a minute.
    ///
    /// - Returns: Nil if there is none, it has ended, or its account may not be used.
    /// - Throws: ``CaseworkError``.
    public func session(_ token: String) throws(CaseworkError) -> SessionInfo? {
        try session(token, at: Self.now())
    }

    func session(_ token: String, at now: Int64) throws(CaseworkError) -> SessionInfo? {
        let digest = SecretToken.digest(of: token)
        let found = try reading { reader throws(StoreError) -> (session: StoredSession, account: AccountRecord)? in
            guard let session = try reader.session(digest: digest),
                let account = try reader.account(session.account)
            else { return nil }
            return (session, account)
        }
        guard let (session, account) = found, !account.isDisabled,
            SessionRule.isAlive(startedAt: session.startedAt, usedAt: session.usedAt, now: now)
        else { return nil }
        var usedAt = session.usedAt
        if now - usedAt >= SessionRule.noted {
            usedAt = now
            do {
                try writing { writer throws(StoreError) in try writer.useSession(digest: digest, at: now) }
            } catch  where error.code == .locked {
                // A long write of another process must not keep anyone from reading; the next request notes the use.
                usedAt = session.usedAt
            }
        }
        return SessionInfo(
            viewer: account.viewer(),
            crossSiteToken: SecretToken.crossSite(of: token),
            expiresAt: Timestamp.text(ofSecond: SessionRule.end(startedAt: session.startedAt, usedAt: usedAt))
        )
    }

    /// Ends a session, if it is there.
    ///
    /// - Throws: ``CaseworkError``.
    public func endSession(_ token: String) throws(CaseworkError) {
        try writing { writer throws(StoreError) in
            guard let id = try writer.endSession(digest: SecretToken.digest(of: token)),
                let account = try writer.reader.account(id)
            else { return }
            try writer.addAudit(NewAuditEntry(actor: account.name, act: "session.ended"))
        }
    }

    /// Who asks by a token for programs; nil if there is none or its account may not be used.
    ///
    /// - Throws: ``CaseworkError``.
    public func viewer(apiToken: String) throws(CaseworkError) -> Viewer? {
        try reading { reader throws(StoreError) in
            guard let (id, scopes) = try reader.token(digest: SecretToken.digest(of: apiToken)),
                let account = try reader.account(id), !account.isDisabled
            else { return nil }
            return account.viewer(scopes: scopes)
        }
    }

    /// How an account stands to a case; none if there is no such case.
    ///
    /// - Throws: ``CaseworkError``.
    public func relation(of viewer: Viewer, toCase reference: String) throws(CaseworkError) -> CaseRelation {
        try reading { reader throws(StoreError) in
            try reader.relations(of: viewer, toCase: reference)[reference] ?? .none
        }
    }

    /// How an account stands to all cases.
    ///
    /// - Throws: ``CaseworkError``.
    public func access(of viewer: Viewer) throws(CaseworkError) -> CaseAccess {
        CaseAccess(
            viewer: viewer,
            relations: try reading { reader throws(StoreError) in try reader.relations(of: viewer) }
        )
    }
}
