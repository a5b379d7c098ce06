public import Accounts

/// A session as it is kept; times in seconds since 1970.
public struct StoredSession: Hashable, Sendable {
    /// Whose it is.
    public let account: Int64
    /// When it began.
    public let startedAt: Int64
    /// When its use was last noted.
    public let usedAt: Int64
}

extension StoreWriter {
    /// Begins a session, and forgets those that have ended.
    public func addSession(digest: [UInt8], ofAccount id: Int64, at now: Int64) throws(StoreError) {
        try session.run(
            Statements.removeOldSessions,
            [.integer(now - SessionRule.idle), .integer(now - SessionRule.longest)]
        )
        try session.run(Statements.addSession, [.blob(digest), .integer(id), .integer(now), .integer(now)])
    }

    /// Notes that a session was used.
    public func useSession(digest: [UInt8], at now: Int64) throws(StoreError) {
        try session.run(Statements.useSession, [.integer(now), .blob(digest)])
    }

    /// Ends a session.
    ///
    /// - Returns: Whose it was, or nil if there is none.
    public func endSession(digest: [UInt8]) throws(StoreError) -> Int64? {
        try session.first(Statements.endSession, [.blob(digest)])?.integer(0)
    }

    /// Ends all sessions of an account, and takes back its links.
    public func endSessions(ofAccount id: Int64) throws(StoreError) {
        try session.run(Statements.endSessions, [.integer(id)])
        try session.run(Statements.removeLinks, [.integer(id)])
    }

    /// Keeps a link that begins a session once, and forgets those that have expired.
    public func addLink(digest: [UInt8], ofAccount id: Int64, expiresAt: Int64, now: Int64) throws(StoreError) {
        try session.run(Statements.removeOldLinks, [.integer(now)])
        try session.run(Statements.addLink, [.blob(digest), .integer(id), .integer(expiresAt)])
    }

    /// Uses a link up.
    ///
    /// - Returns: Whose it is, or nil if there is none that holds.
    public func takeLink(digest: [UInt8], at now: Int64) throws(StoreError) -> Int64? {
        guard let row = try session.first(Statements.takeLink, [.blob(digest)]) else { return nil }
        return now < (try row.id(1)) ? try row.id(0) : nil
    }

    /// Keeps a token for programs.
    public func addToken(
        digest: [UInt8],
        label: String,
        scopes: Set<Scope>,
        ofAccount id: Int64
    ) throws(StoreError) {
        let named = scopes.map(\.rawValue).sorted().joined(separator: " ")
        try session.run(
            Statements.addToken,
            [.integer(id), .text(label), .text(named), .blob(digest), .text(Timestamp.now())]
        )
    }

    /// Takes a token back.
    public func removeToken(_ id: Int64) throws(StoreError) {
        try session.run(Statements.removeToken, [.integer(id)])
    }

    /// Counts a login before it is checked.
    ///
    /// - Parameters:
    ///   - key: Stands for account and address.
    ///   - now: Now, in seconds since 1970.
    /// - Returns: Whether it may be tried.
    /// - Throws: ``StoreError``.
    public func attemptLogin(key: [UInt8], at now: Int64) throws(StoreError) -> LockOut.Answer {
        try session.run(Statements.removeOldLockOuts, [.integer(now)])
        var lockOut = try kept(key)
        let answer = lockOut.attempt(at: now)
        try keep(lockOut, key)
        return answer
    }

    /// Takes back the count of a login that did not fail, though it gave no session.
    public func withdrawLogin(key: [UInt8]) throws(StoreError) {
        var lockOut = try kept(key)
        lockOut.withdraw()
        try keep(lockOut, key)
    }

    /// Forgets failed logins after one that succeeded.
    public func forgetLogins(key: [UInt8]) throws(StoreError) {
        try session.run(Statements.removeLockOut, [.blob(key)])
    }

    private func kept(_ key: [UInt8]) throws(StoreError) -> LockOut {
        guard let row = try session.first(Statements.lockOut, [.blob(key)]) else { return LockOut() }
        return LockOut(
            failures: try row.number(0),
            since: try row.id(1),
            locks: try row.number(2),
            lockedUntil: try row.id(3)
        )
    }

    private func keep(_ lockOut: LockOut, _ key: [UInt8]) throws(StoreError) {
        try session.run(
            Statements.keepLockOut,
            [
                .blob(key), .integer(Int64(lockOut.failures)), .integer(lockOut.since), .integer(Int64(lockOut.locks)),
                .integer(lockOut.lockedUntil), .integer(lockOut.forgottenAt),
            ]
        )
    }
}

extension StoreReader {
    /// The session with this digest, if it is there.
    public func session(digest: [UInt8]) throws(StoreError) -> StoredSession? {
        guard let row = try session.first(Statements.session, [.blob(digest)]) else { return nil }
        return StoredSession(account: try row.id(0), startedAt: try row.id(1), usedAt: try row.id(2))
    }

    /// All tokens, in the order in which they were made.
    public func tokens() throws(StoreError) -> [TokenRecord] {
        try session.all(Statements.tokens) { row throws(StoreError) in
            TokenRecord(
                id: try row.id(0),
                account: try row.string(1),
                label: try row.string(2),
                scopes: Self.scopes(try row.string(3)),
                createdAt: try row.string(4)
            )
        }
    }

    /// Whose a token is, and what it may be used for.
    public func token(digest: [UInt8]) throws(StoreError) -> (account: Int64, scopes: Set<Scope>)? {
        guard let row = try session.first(Statements.token, [.blob(digest)]) else { return nil }
        return (try row.id(0), Self.scopes(try row.string(1)))
    }

    private static func scopes(_ text: String) -> Set<Scope> {
        Set(text.split(separator: " ").compactMap { Scope(rawValue: String($0)) })
    }
}
