public import Accounts
import Audit
import CaseStore
import Foundation

/// Whoever runs this process, as the operating system knows them.
enum MachineUser {
    /// The user's name; behind `sudo`, that of who called it.
    static var name: String { ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName() }

    /// The name of the user's own account.
    static var account: AccountName { AccountName(machineUser: name) }

    /// The user as the audit log names them.
    static var actor: String { account.text }
}

extension Workspace {
    /// The owner of the machine: the operating system's user, who can read every file of the database anyway.
    ///
    /// The account is made when it is first needed. It has no password; a one-time link begins its sessions.
    ///
    /// - Throws: ``CaseworkError``.
    public func machineOwner() throws(CaseworkError) -> Viewer {
        let name = MachineUser.account
        if let known = try reading({ reader throws(StoreError) in try reader.account(name) }) { return known.viewer() }
        return try writing { writer throws(StoreError) in
            let added = try writer.addAccount(
                name,
                role: .administrator,
                agency: nil,
                password: nil,
                isMachineOwner: true
            )
            if added != nil {
                try writer.addAudit(NewAuditEntry(actor: name.text, act: "account.added", subject: name.text))
            }
            guard let account = try writer.reader.account(name) else {
                throw StoreError.damaged("an account that was just added is not there")
            }
            return account.viewer()
        }
    }
}
