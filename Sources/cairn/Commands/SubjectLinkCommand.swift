import ArgumentParser
import Casework

extension SubjectCommand {
    /// `cairn subject link`.
    struct Link: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Links a subject with a series or a content, or does so no longer."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The subject's number.")
        var number: String

        @Option(help: "The series.")
        var series: String?

        @Option(help: "The content: SHA-256 in hexadecimal digits, or a path in the case; with --case.")
        var content: String?

        @Option(name: .customLong("case"), help: "The case in which it is said.")
        var caseReference: String?

        @Flag(help: "Take the link back.")
        var remove = false

        @OptionGroup var record: RecordOptions

        func validate() throws {
            guard (series == nil) != (content == nil) else { throw ValidationError("Give --series or --content.") }
            guard content == nil || caseReference != nil else { throw ValidationError("--content needs --case.") }
        }

        func run() throws {
            try record.change(number, root) { workspace, id, owner in
                if let series {
                    return try workspace.linkSubject(
                        id,
                        withSeries: workspace.seriesNumber(series, for: owner),
                        inCase: caseReference,
                        isWithdrawn: remove,
                        expecting: record.expect,
                        by: owner
                    )
                }
                return try workspace.linkSubject(
                    id,
                    withContent: content ?? "",
                    ofCase: caseReference ?? "",
                    isWithdrawn: remove,
                    expecting: record.expect,
                    by: owner
                )
            }
        }
    }

    /// `cairn subject merge`.
    struct Merge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that two subjects are one person: the first leads to the second from now on."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The number of the subject that leads to the other.")
        var number: String

        @Option(help: "The other's number.")
        var into: String

        @Option(help: "Why, in one line.")
        var reason: String

        @OptionGroup var record: RecordOptions

        func run() throws {
            try record.change(number, root) { workspace, id, owner in
                try workspace.mergeSubject(
                    id,
                    into: workspace.subjectNumber(into, for: owner),
                    expecting: record.expect,
                    reason: reason,
                    by: owner
                )
            }
        }
    }

    /// `cairn subject unmerge`.
    struct Unmerge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a merge back; what was said of the other since stays there."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The number of the subject that was merged into another.")
        var number: String

        @Option(help: "Why, in one line.")
        var reason: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let outcome = try workspace.unmergeSubject(
                workspace.subjectNumber(number, for: owner),
                reason: reason,
                by: owner
            )
            try RecordOutput.print(outcome, of: number, isJSON: json)
        }
    }
}
