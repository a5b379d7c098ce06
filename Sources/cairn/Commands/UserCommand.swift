public import Accounts
public import ArgumentParser
import Casework

/// `cairn user`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Looks after accounts.",
        subcommands: [
            Add.self, List.self, SetRole.self, SetAgency.self, SetPassword.self, Disable.self, Enable.self,
            SecondFactorCommand.self, TokenCommand.self,
        ]
    )

    /// `cairn user add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Adds an account.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "A name that no other account has, in either case of letters.")
        var name: String

        @Option(help: "What the account is for: \(Role.allNames).")
        var role: Role

        @Option(help: "The agency; `cairn agency add` adds one.")
        var agency: String?

        @OptionGroup var password: PasswordOption

        @Flag(help: "Give the account no password: only tokens work for it.")
        var noPassword = false

        func run() throws {
            let workspace = try root.workspace(isCreating: true)
            let chosen = noPassword ? nil : try password.read(for: name)
            try workspace.addAccount(
                name: name,
                password: chosen,
                role: role,
                agency: agency,
                by: workspace.machineOwner()
            )
            StandardError.write("added account \(name)\n")
        }
    }

    /// `cairn user list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the accounts, by name.")

        @ParentCommand var root: CairnCommand

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let accounts = try root.workspace().accounts()
            if json {
                for account in accounts { try JSONLines.print(Output(account)) }
                return
            }
            var table = TextTable("account", "role", "agency", "second factor", "state", "added")
            for account in accounts {
                table.add(
                    account.name,
                    account.role.rawValue,
                    account.agencyName ?? "",
                    account.hasSecondFactor ? "yes" : "no",
                    account.isDisabled ? "disabled" : account.hasPassword ? "enabled" : "no password",
                    account.createdAt
                )
            }
            StandardOutput.write(table.text)
        }

        private struct Output: Encodable {
            let account: String
            let role: Role
            let agency: String?
            let secondFactor: Bool
            let password: Bool
            let disabled: Bool
            let machineOwner: Bool
            let createdAt: String

            init(_ record: AccountRecord) {
                account = record.name
                role = record.role
                agency = record.agencyName
                secondFactor = record.hasSecondFactor
                password = record.hasPassword
                disabled = record.isDisabled
                machineOwner = record.isMachineOwner
                createdAt = record.createdAt
            }
        }
    }

    /// `cairn user role`.
    struct SetRole: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "role", abstract: "Gives an account another role.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The account's name.")
        var name: String

        @Argument(help: "The role: \(Role.allNames).")
        var role: Role

        func run() throws {
            let workspace = try root.workspace()
            try workspace.setRole(role, ofAccount: name, by: workspace.machineOwner())
        }
    }

    /// `cairn user agency`.
    struct SetAgency: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "agency",
            abstract: "Puts an account into an agency, or into none."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The account's name.")
        var name: String

        @Argument(help: "The agency; none if left out.")
        var agency: String?

        func run() throws {
            let workspace = try root.workspace()
            try workspace.setAgency(agency, ofAccount: name, by: workspace.machineOwner())
        }
    }

    /// `cairn user password`.
    struct SetPassword: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password",
            abstract: "Gives an account another password, and ends its sessions."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The account's name.")
        var name: String

        @OptionGroup var password: PasswordOption

        func run() throws {
            let workspace = try root.workspace()
            try workspace.setPassword(password.read(for: name), ofAccount: name, by: workspace.machineOwner())
        }
    }

    /// `cairn user disable`.
    struct Disable: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forbids the use of an account, and ends its sessions."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The account's name.")
        var name: String

        func run() throws {
            let workspace = try root.workspace()
            try workspace.disable(name, by: workspace.machineOwner())
        }
    }

    /// `cairn user enable`.
    struct Enable: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Permits the use of an account again.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The account's name.")
        var name: String

        func run() throws {
            let workspace = try root.workspace()
            try workspace.enable(name, by: workspace.machineOwner())
        }
    }
}

extension Role: ExpressibleByArgument {
    /// The roles' names, for help texts.
    static var allNames: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
