import ArgumentParser
import CaseModel
import Casework

/// `cairn list`.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Looks after hash lists; `cairn import` reads them.",
        subcommands: [Show.self, Treat.self, Withdraw.self]
    )

    /// `cairn list show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows the lists, or the versions of one.",
            aliases: ["list"]
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The list's name; all lists if none is given.")
        var name: String?

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            if let name {
                try show(workspace.hashList(name))
            } else {
                try show(workspace.hashLists())
            }
        }

        private func show(_ lists: [HashListDetails]) throws {
            if json {
                for one in lists {
                    try JSONLines.print(HashListOutput(one.list, one.versions.last, entries: one.entries))
                }
                return
            }
            guard !lists.isEmpty else {
                StandardError.write("there are no hash lists yet; `cairn import FORMAT FILE` reads one\n")
                return
            }
            var table = TextTable("list", "format", "treated by", "version", "entries", "imported")
            for one in lists {
                table.add(
                    one.list.name,
                    one.list.format,
                    one.list.treatment.rawValue,
                    "\(one.list.version)",
                    "\(one.entries)",
                    one.versions.last?.importedAt ?? ""
                )
            }
            StandardOutput.write(table.text)
        }

        private func show(_ details: HashListDetails) throws {
            if json {
                for version in details.versions {
                    try JSONLines.print(HashListOutput(details.list, version, entries: details.entries))
                }
                return
            }
            var table = TextTable("version", "imported", "by", "added", "changed", "withdrawn", "source")
            for version in details.versions {
                table.add(
                    "\(version.number)",
                    version.importedAt,
                    version.importedBy,
                    "\(version.changes.added)",
                    "\(version.changes.changed)",
                    "\(version.changes.withdrawn)",
                    version.source
                )
            }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn list treat`.
    struct Treat: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sets what an ingest does with a file that is on a list."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The list's name.")
        var name: String

        @Argument(help: "mark, skip or code.")
        var treatment: HashList.Treatment

        func run() throws {
            let workspace = try root.workspace()
            try workspace.setTreatment(treatment, ofList: name, by: workspace.machineOwner())
            StandardError.write("files on the list \(name) are treated by \(treatment.rawValue) from now on\n")
        }
    }

    /// `cairn list withdraw`.
    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes one entry of a list back, as a new version of the list."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The list's name.")
        var name: String

        @Argument(help: "The entry's number, as `cairn overlaps --kind known_file` shows it.")
        var entry: Int64

        @Option(help: "Why; kept with the entry and in the audit log.")
        var reason: String

        func run() throws {
            let workspace = try root.workspace()
            try workspace.withdraw(entry: entry, ofList: name, reason: reason, by: workspace.machineOwner())
            StandardError.write("entry \(entry) of the list \(name) is withdrawn\n")
        }
    }
}
