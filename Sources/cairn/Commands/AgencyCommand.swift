import Accounts
import ArgumentParser
import Casework

/// `cairn agency`.
struct AgencyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agency",
        abstract: "Adds and lists agencies.",
        subcommands: [Add.self, List.self]
    )

    /// `cairn agency add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Adds an agency.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "Its name; cases with the same agency are its own.")
        var name: String

        func run() throws {
            let workspace = try root.workspace(isCreating: true)
            try workspace.addAgency(name, by: workspace.machineOwner())
            StandardError.write("added agency \(name)\n")
        }
    }

    /// `cairn agency list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the agencies, by name.")

        @ParentCommand var root: CairnCommand

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let agencies = try root.workspace().agencies()
            if json {
                for agency in agencies { try JSONLines.print(Output(agency)) }
                return
            }
            var table = TextTable("agency", "accounts", "cases")
            for agency in agencies { table.add(agency.name, "\(agency.accounts)", "\(agency.cases)") }
            StandardOutput.write(table.text)
        }

        private struct Output: Encodable {
            let agency: String
            let accounts: Int
            let cases: Int

            init(_ record: AgencyRecord) {
                agency = record.name
                accounts = record.accounts
                cases = record.cases
            }
        }
    }
}
