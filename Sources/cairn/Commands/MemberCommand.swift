import Accounts
import ArgumentParser
import Casework

/// `cairn case member`.
struct MemberCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Says who is on a case's team.",
        subcommands: [Add.self, Remove.self, List.self]
    )

    /// `cairn case member add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Puts an account on a case's team.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The case's reference.")
        var caseReference: String

        @Argument(help: "The account's name.")
        var name: String

        func run() throws {
            let workspace = try root.workspace()
            try workspace.addMember(toCase: caseReference, account: name, by: workspace.machineOwner())
        }
    }

    /// `cairn case member remove`.
    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes an account off a case's team.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The case's reference.")
        var caseReference: String

        @Argument(help: "The account's name.")
        var name: String

        func run() throws {
            let workspace = try root.workspace()
            try workspace.removeMember(ofCase: caseReference, account: name, by: workspace.machineOwner())
        }
    }

    /// `cairn case member list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists a case's team, by name; the machine's owner is on every team and not listed."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The case's reference.")
        var caseReference: String

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let members = try root.workspace().team(ofCase: caseReference)
            if json {
                for member in members { try JSONLines.print(Output(member)) }
                return
            }
            var table = TextTable("account", "role", "agency", "added", "by")
            for member in members {
                table.add(
                    member.name,
                    member.role.rawValue,
                    member.agencyName ?? "",
                    member.addedAt,
                    member.addedBy
                )
            }
            StandardOutput.write(table.text)
        }

        private struct Output: Encodable {
            let account: String
            let role: Role
            let agency: String?
            let addedAt: String
            let addedBy: String

            init(_ record: MemberRecord) {
                account = record.name
                role = record.role
                agency = record.agencyName
                addedAt = record.addedAt
                addedBy = record.addedBy
            }
        }
    }
}
