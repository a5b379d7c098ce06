public import Accounts
import Audit
import CaseStore

extension Workspace {
    /// Draws a second factor for an account; it counts from ``confirmSecondFactor(_:code:by:)`` on.
    ///
    /// - Parameters:
    ///   - name: The account's name.
    ///   - viewer: Who asks: the account itself, or who looks after accounts.
    /// - Returns: The address (`otpauth:`) that authenticator programs read.
    /// - Throws: ``CaseworkError``.
    public func startSecondFactor(_ name: String, by viewer: Viewer) throws(CaseworkError) -> String {
        let account = try account(name, keptBy: viewer, orSelf: true)
        let code = TimeBasedCode()
        try change(account, "account.second_factor_drawn", by: viewer) { writer throws(StoreError) in
            try writer.setPendingSecondFactor(code, ofAccount: account.id)
        }
        return code.address(account: account.name, issuer: "Cairn")
    }

    /// Makes the drawn second factor the account's own, once its device has shown a right code.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if the code is wrong or nothing was drawn.
    public func confirmSecondFactor(_ name: String, code: String, by viewer: Viewer) throws(CaseworkError) {
        let account = try account(name, keptBy: viewer, orSelf: true)
        let secrets = try reading { reader throws(StoreError) in try reader.secrets(ofAccount: account.id) }
        guard let step = secrets?.pendingSecondFactor?.step(of: code, at: Self.now(), after: nil) else {
            throw CaseworkError(.usage, "this is not the code of the second factor that was drawn last")
        }
        try change(account, "account.second_factor_set", by: viewer) { writer throws(StoreError) in
            try writer.takePendingSecondFactor(usedStep: step, ofAccount: account.id)
        }
    }

    /// Takes the second factor from an account, as after the loss of a device; its sessions end.
    ///
    /// - Throws: ``CaseworkError``.
    public func removeSecondFactor(_ name: String, by viewer: Viewer) throws(CaseworkError) {
        let account = try account(name, keptBy: viewer)
        try change(account, "account.second_factor_removed", by: viewer) { writer throws(StoreError) in
            try writer.removeSecondFactor(ofAccount: account.id)
            try writer.endSessions(ofAccount: account.id)
        }
    }
}
