public import ArgumentParser
public import CaseModel
import Casework

/// `cairn series`.
struct SeriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "series",
        abstract: "Groups media that belong together.",
        discussion: """
            A series is named by its name or AGENCY/NAME. Nothing that is said of it is ever taken away; a merged series \
            leads to the other for ever, or until the merge is undone.
            """,
        subcommands: [
            Add.self, List.self, Show.self, Media.self, Flag.self, Merge.self, Unmerge.self, Suggest.self,
        ]
    )

    /// `cairn series add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Begins a series.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "A name that no other series of the case's agency has.")
        var name: String

        @Option(name: .customLong("case"), help: "The case in which it begins.")
        var caseReference: String

        @ArgumentParser.Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            _ = try workspace.addSeries(named: name, inCase: caseReference, by: workspace.machineOwner())
            try RecordOutput.print(.made(version: 1), of: name, isJSON: json)
        }
    }

    /// `cairn series list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all series, by agency and name.")

        @ParentCommand var root: CairnCommand

        @ArgumentParser.Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let all = try workspace.series(for: workspace.machineOwner())
            if json {
                for one in all { try JSONLines.print(SeriesOutput(one)) }
                return
            }
            guard !all.isEmpty else {
                StandardError.write("there are no series yet; `cairn series add NAME --case REF` begins one\n")
                return
            }
            var table = TextTable("series", "contents", "cases", "flags")
            for one in all {
                table.add(
                    one.name.fullName,
                    "\(one.contents)",
                    one.cases.joined(separator: ", "),
                    SeriesOutput.flagWords(one)
                )
            }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn series show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows a series: its flags, contents, subjects and all that was said of it."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The series; one that was merged leads to the other.")
        var name: String

        @ArgumentParser.Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let number = try workspace.seriesNumber(name, for: owner)
            guard let details = try workspace.series(number, for: owner) else { return }
            if json { return try JSONLines.print(SeriesDetailsOutput(details)) }
            let summary = details.summary
            if summary.name.id != number { StandardOutput.write("\(name) was merged into \(summary.name.fullName)\n") }
            StandardOutput.write("\(summary.name.fullName), version \(summary.version)\n")
            StandardOutput.write("cases: \(summary.cases.joined(separator: ", "))\n")
            if !summary.flags.isEmpty { StandardOutput.write("flags: \(SeriesOutput.flagWords(summary))\n") }
            for one in summary.merged { StandardOutput.write("merged in: \(one.fullName)\n") }
            for one in details.subjects {
                StandardOutput.write("subject: \(one.name.number), \(one.status.rawValue)\n")
            }
            for one in details.media {
                StandardOutput.write(
                    "content: \(one.digest.hex) from \(one.caseReference), by \(one.author), \(one.at)\n"
                )
            }
            for change in details.changes {
                StandardOutput.write("\(change.at) \(change.author): \(RecordOutput.words(of: change))\n")
            }
        }
    }

    /// `cairn series media`.
    struct Media: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts contents of a case into a series, or takes out what the case had put there."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The series.")
        var name: String

        @Argument(help: "The contents: SHA-256 in hexadecimal digits, or paths in the case's exhibits.")
        var contents: [String]

        @Option(name: .customLong("case"), help: "The case that contributes them.")
        var caseReference: String

        @ArgumentParser.Flag(help: "Take them out.")
        var remove = false

        @Option(help: "The version of the series that you saw; nothing is changed if there is a later one.")
        var expect: Int?

        @ArgumentParser.Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let outcome = try workspace.setMedia(
                contents,
                ofCase: caseReference,
                inSeries: workspace.seriesNumber(name, for: owner),
                isWithdrawn: remove,
                expecting: expect,
                by: owner
            )
            try RecordOutput.print(outcome, of: name, isJSON: json)
        }
    }

    /// `cairn series flag`.
    struct Flag: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Says of a series whether something holds.")

        @ParentCommand var root: CairnCommand

        @Argument(help: "The series.")
        var name: String

        @Argument(help: "What: \(SeriesFlag.allCases.map(\.rawValue).joined(separator: ", ")).")
        var flag: SeriesFlag

        @Argument(help: "Whether it holds: yes or no.")
        var answer: YesOrNo

        @Option(help: "The version of the series that you saw; nothing is changed if there is a later one.")
        var expect: Int?

        @ArgumentParser.Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let outcome = try workspace.setFlag(
                flag,
                answer == .yes,
                ofSeries: workspace.seriesNumber(name, for: owner),
                expecting: expect,
                by: owner
            )
            try RecordOutput.print(outcome, of: name, isJSON: json)
        }
    }

    /// `cairn series merge`.
    struct Merge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says that two series are one: the first leads to the second from now on."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The series that leads to the other.")
        var name: String

        @Option(help: "The other series.")
        var into: String

        @Option(help: "Why, in one line.")
        var reason: String

        @Option(help: "The version of the first that you saw; nothing is changed if there is a later one.")
        var expect: Int?

        @ArgumentParser.Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let outcome = try workspace.mergeSeries(
                workspace.seriesNumber(name, for: owner),
                into: workspace.seriesNumber(into, for: owner),
                expecting: expect,
                reason: reason,
                by: owner
            )
            try RecordOutput.print(outcome, of: name, isJSON: json)
        }
    }

    /// `cairn series unmerge`.
    struct Unmerge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a merge back; what came to the other series since stays there."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The series that was merged into another.")
        var name: String

        @Option(help: "Why, in one line.")
        var reason: String

        @ArgumentParser.Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let outcome = try workspace.unmergeSeries(
                workspace.seriesNumber(name, for: owner),
                reason: reason,
                by: owner
            )
            try RecordOutput.print(outcome, of: name, isJSON: json)
        }
    }

    /// `cairn series suggest`.
    struct Suggest: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists series that share something with one, by the matches on record; changes nothing."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The series.")
        var name: String

        @ArgumentParser.Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let all =
                try workspace.suggestions(forSeries: workspace.seriesNumber(name, for: owner), for: owner) ?? []
            if json {
                for one in all { try JSONLines.print(SuggestionOutput(one)) }
                return
            }
            guard !all.isEmpty else {
                StandardError.write("no other series shares anything with \(name)\n")
                return
            }
            var table = TextTable("series", "strength", "shares")
            for one in all {
                table.add(
                    one.series.fullName,
                    "\((one.strongest * 1000).rounded(.down) / 1000)",
                    SuggestionOutput.words(one)
                )
            }
            StandardOutput.write(table.text)
        }
    }
}

/// An answer.
enum YesOrNo: String, CaseIterable, ExpressibleByArgument {
    case yes
    case no
}

extension SeriesFlag: ExpressibleByArgument {}
