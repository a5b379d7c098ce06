public import ArgumentParser
public import CaseModel
import Casework

/// `cairn case outcome`.
struct OutcomeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outcome",
        abstract: "Says what a case led to, day by day.",
        subcommands: [Add.self, List.self, Withdraw.self]
    )

    /// `cairn case outcome add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Puts an outcome on record.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The case's reference.")
        var caseReference: String

        @Argument(help: "What: \(OutcomeKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        var kind: OutcomeKind

        @Argument(help: "How many.")
        var count: Int

        @Option(help: "The day, YYYY-MM-DD.")
        var on: String

        @Option(help: "More about it, in one line.")
        var note: String?

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let number = try workspace.addOutcome(
                kind,
                count: count,
                on: on,
                note: note,
                ofCase: caseReference,
                by: workspace.machineOwner()
            )
            if json { return try JSONLines.print(["outcome": number]) }
            StandardError.write("outcome \(number) of \(caseReference) is on record\n")
        }
    }

    /// `cairn case outcome list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the outcomes of a case, by day.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The case's reference.")
        var caseReference: String

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let all = try workspace.outcomes(ofCase: caseReference, for: workspace.machineOwner())
            if json {
                for one in all { try JSONLines.print(OutcomeOutput(one)) }
                return
            }
            guard !all.isEmpty else {
                StandardError.write("\(caseReference) has no outcomes yet; `cairn case outcome add` adds one\n")
                return
            }
            var table = TextTable("day", "outcome", "count", "number", "note", "by")
            for one in all {
                table.add(one.day, one.kind.rawValue, "\(one.count)", "\(one.id)", one.note ?? "", one.author)
            }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn case outcome withdraw`.
    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes an outcome back; what it said stays on record."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The case's reference.")
        var caseReference: String

        @Argument(help: "The outcome's number, as `list` shows it.")
        var number: Int64

        @Option(help: "Why, in one line.")
        var reason: String

        func run() throws {
            let workspace = try root.workspace()
            try workspace.withdrawOutcome(
                number,
                reason: reason,
                ofCase: caseReference,
                by: workspace.machineOwner()
            )
        }
    }
}

extension OutcomeKind: ExpressibleByArgument {}
