public import Accounts
import CaseStore

extension Workspace {
    /// Gives the viewer's own account another password; its sessions end.
    ///
    /// - Parameters:
    ///   - current: The password that it has now.
    ///   - new: The password that it is to have.
    ///   - viewer: Whose.
    ///   - address: Where it is asked from, for lock-outs.
    /// - Throws: ``CaseworkError`` with code `usage` if the new password cannot be taken or the current one is wrong,
    ///   `refused` if too many were wrong.
    public func changePassword(
        current: String,
        new: String,
        of viewer: Viewer,
        address: String
    ) throws(CaseworkError) {
        switch try login(name: viewer.name, password: current, code: nil, address: address) {
        case .session(let token): try endSession(token)
        case .needsCode: break
        case .refused: throw CaseworkError(.usage, "the current password is wrong")
        case .locked(let seconds):
            throw CaseworkError(.refused, "too many attempts; the next is possible in \(seconds) seconds")
        }
        try setPassword(new, ofAccount: viewer.name, by: viewer)
    }
}
