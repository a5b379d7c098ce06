public import Accounts
import Audit
import CaseStore

extension Workspace {
    /// All tokens for programs, in the order in which they were made.
    ///
    /// - Throws: ``CaseworkError``.
    public func tokens() throws(CaseworkError) -> [TokenRecord] {
        try reading { reader throws(StoreError) in try reader.tokens() }
    }

    /// Makes a token with which a program acts for an account.
    ///
    /// - Parameters:
    ///   - name: The account's name.
    ///   - label: What it is for.
    ///   - scopes: What it may be used for, at most what the account may.
    ///   - viewer: Who makes it: the account itself, or who looks after accounts.
    /// - Returns: The token, which is shown this once and not kept.
    /// - Throws: ``CaseworkError``.
    public func addToken(
        name: String,
        label: String,
        scopes: Set<Scope>,
        by viewer: Viewer
    ) throws(CaseworkError) -> String {
        let account = try account(name, keptBy: viewer, orSelf: true)
        try DisplayedName.check(label, of: "a token's label")
        guard !scopes.isEmpty else { throw CaseworkError(.usage, "a token needs at least one scope") }
        let token = SecretToken()
        let named = scopes.map(\.rawValue).sorted().joined(separator: " ")
        try change(account, "token.made", ["label": label, "scopes": named], by: viewer) { writer throws(StoreError) in
            try writer.addToken(digest: token.digest, label: label, scopes: scopes, ofAccount: account.id)
        }
        return token.text
    }

    /// Takes a token back.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if there is none of this number.
    public func revokeToken(_ id: Int64, by viewer: Viewer) throws(CaseworkError) {
        guard let token = try tokens().first(where: { $0.id == id }) else {
            throw CaseworkError(.usage, "there is no token \(id)")
        }
        let account = try account(token.account, keptBy: viewer, orSelf: true)
        try change(account, "token.revoked", ["label": token.label], by: viewer) { writer throws(StoreError) in
            try writer.removeToken(id)
        }
    }
}
