import ArgumentParser
import CaseModel
import Casework

/// `cairn case`.
struct CaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "case",
        abstract: "Adds and lists cases, and says who may see them.",
        subcommands: [
            Add.self, List.self, MemberCommand.self, ShareCommand.self, OutcomeCommand.self, ReportedCommand.self,
        ]
    )

    /// `cairn case add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Adds a case.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The agency's own reference, unique in this database.")
        var reference: String

        @Option(help: "A title.")
        var title: String?

        @Option(help: "The agency.")
        var agency: String?

        func run() throws {
            try root.workspace(isCreating: true).addCase(reference: reference, title: title, agency: agency)
            StandardError.write("added case \(reference) in \(root.directory)\n")
        }
    }

    /// `cairn case list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the cases, in the order of adding.")

        @ParentCommand var root: CairnCommand

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let cases = try root.workspace().cases()
            if json {
                for one in cases { try JSONLines.print(Output(one)) }
                return
            }
            guard !cases.isEmpty else {
                StandardError.write("there are no cases yet; `cairn case add REF` adds one\n")
                return
            }
            var table = TextTable("case", "title", "agency", "exhibits", "items", "added")
            for one in cases {
                table.add(
                    one.reference,
                    one.title ?? "",
                    one.agency ?? "",
                    "\(one.exhibits)",
                    "\(one.items)",
                    one.createdAt
                )
            }
            StandardOutput.write(table.text)
            for one in cases {
                guard let notice = QuickNotice.text(items: one.quickItems) else { continue }
                StandardOutput.write("\(one.reference): \(notice)\n")
            }
        }

        private struct Output: Encodable {
            let `case`: String
            let title: String?
            let agency: String?
            let exhibits: Int
            let items: Int
            /// Absent unless there are some.
            let quickItems: Int?
            let createdAt: String

            init(_ record: CaseRecord) {
                self.case = record.reference
                title = record.title
                agency = record.agency
                exhibits = record.exhibits
                items = record.items
                quickItems = record.quickItems > 0 ? record.quickItems : nil
                createdAt = record.createdAt
            }
        }
    }
}
