import Accounts
public import ArgumentParser
public import CaseModel
import Casework
import Foundation

/// `cairn subject`.
struct SubjectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subject",
        abstract: "Keeps victims and offenders, by numbers instead of names.",
        discussion: """
            A subject has a number such as V-000123, a status with its history, coded sex and age band, a country, and a \
            day until which it is kept; there is no place for anything else. Whoever looks at one says why, and that \
            is on record.
            """,
        subcommands: [
            Add.self, List.self, Show.self, Status.self, Describe.self, Retention.self, Link.self, Merge.self,
            Unmerge.self,
        ]
    )

    /// What can be said of a subject at once.
    struct Description: ParsableArguments {
        @Option(help: "The sex: \(SubjectSex.allCases.map(\.rawValue).joined(separator: ", ")).")
        var sex: SubjectSex?

        @Option(help: "The age band: \(AgeBand.allCases.map(\.rawValue).joined(separator: ", ")).")
        var age: AgeBand?

        @Option(help: "The country, two capital letters (ISO 3166-1).")
        var country: String?

        @Option(help: "How sure the country is: \(CountryCertainty.allCases.map(\.rawValue).joined(separator: ", ")).")
        var certainty: CountryCertainty?

        @Option(
            help: "Who recorded the material: \(SubjectRecording.allCases.map(\.rawValue).joined(separator: ", "))."
        )
        var recording: SubjectRecording?

        @Option(name: .customLong("first-seen"), help: "The day of the first sight in material, YYYY-MM-DD.")
        var firstSeen: String?

        var statements: [SubjectStatement] {
            var all: [SubjectStatement] = []
            if let sex { all.append(.sex(sex)) }
            if let age { all.append(.ageBand(age)) }
            if country != nil || certainty != nil {
                all.append(.country(country, certainty ?? .suspected))
            }
            if let recording { all.append(.recording(recording)) }
            if let firstSeen { all.append(.firstSeen(day: firstSeen)) }
            return all
        }
    }

    /// `cairn subject add`.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begins a subject and prints the number that it gets."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "What it is: \(SubjectKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        var kind: SubjectKind

        @Option(name: .customLong("case"), help: "The case in which it begins.")
        var caseReference: String

        @OptionGroup var description: Description

        @Option(name: .customLong("keep-until"), help: "The day until which it is kept, YYYY-MM-DD.")
        var keepUntil: String?

        @Option(name: .customLong("keep-reason"), help: "Why it is kept until then.")
        var keepReason: String?

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            if (keepUntil == nil) != (keepReason == nil) {
                throw ValidationError("Give --keep-until and --keep-reason, or neither.")
            }
        }

        func run() throws {
            let workspace = try root.workspace()
            var statements = description.statements
            if let keepUntil, let keepReason { statements.append(.retention(day: keepUntil, reason: keepReason)) }
            let added = try workspace.addSubject(
                kind,
                statements,
                inCase: caseReference,
                by: workspace.machineOwner()
            )
            if json {
                try JSONLines.print(RecordOutput(name: added.number.description, version: statements.count + 1))
            } else {
                StandardOutput.write("\(added.number)\n")
            }
        }
    }

    /// `cairn subject list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists subjects by number: their status, and no more."
        )

        @ParentCommand var root: CairnCommand

        @Flag(help: "Only those that are kept until a day that has come, the longest due first.")
        var due = false

        @Option(help: "With --due: another day than today, YYYY-MM-DD.")
        var on: String?

        @Flag(help: "Print JSON Lines.")
        var json = false

        func validate() throws {
            if on != nil, !due { throw ValidationError("--on goes with --due.") }
            if let on, CalendarDay.checked(on) == nil { throw ValidationError("Write the day as YYYY-MM-DD.") }
        }

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let all = due ? try workspace.subjectsDue(by: on, for: owner) : try workspace.subjects(for: owner)
            if json {
                for one in all { try JSONLines.print(SubjectOutput(one)) }
                return
            }
            guard !all.isEmpty else {
                StandardError.write(
                    due ? "no subject is due\n" : "there are no subjects yet; `cairn subject add` begins one\n"
                )
                return
            }
            var table = TextTable("subject", "status", "kept until", "cases")
            for one in all {
                table.add(
                    one.name.number.description,
                    one.status.rawValue,
                    one.retentionDay ?? "",
                    one.cases.joined(separator: ", ")
                )
            }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn subject show`.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows all that is kept of a subject; that you asked and why is on record."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The subject's number; one that was merged leads to the other.")
        var number: String

        @Option(help: "Why you need it, in one line.")
        var reason: String

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let owner = try workspace.machineOwner()
            let id = try workspace.subjectNumber(number, for: owner)
            guard let details = try workspace.subject(id, reason: reason, by: owner) else { return }
            if json { return try JSONLines.print(SubjectDetailsOutput(details)) }
            StandardOutput.write(SubjectDetailsOutput.text(details, asked: SubjectNumber(number)))
        }
    }

    /// `cairn subject status`.
    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says how far an investigation has come with a subject.",
            discussion: """
                A victim is unidentified, identified or safeguarded; an offender unidentified, identified, arrested, \
                charged or sentenced.
                """
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The subject's number.")
        var number: String

        @Argument(help: "The status.")
        var status: SubjectStatus

        @Option(help: "Since which day, YYYY-MM-DD; today unless it is said.")
        var on: String?

        @OptionGroup var record: RecordOptions

        func run() throws {
            let today = String(Date.now.ISO8601Format().prefix(10))
            try record.change(number, root) { workspace, id, owner in
                try workspace.state(
                    .status(status, day: on ?? today),
                    ofSubject: id,
                    expecting: record.expect,
                    by: owner
                )
            }
        }
    }

    /// `cairn subject describe`.
    struct Describe: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says a subject's sex, age band, country, who recorded, or when it was first seen."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The subject's number.")
        var number: String

        @OptionGroup var description: Description

        @OptionGroup var record: RecordOptions

        func validate() throws {
            guard description.statements.count == 1 else {
                throw ValidationError(
                    "Say one thing: --sex, --age, --country with --certainty, --recording or --first-seen."
                )
            }
        }

        func run() throws {
            for statement in description.statements {
                try record.change(number, root) { workspace, id, owner in
                    try workspace.state(statement, ofSubject: id, expecting: record.expect, by: owner)
                }
            }
        }
    }

    /// `cairn subject retention`.
    struct Retention: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says until which day a subject is kept, and why.",
            discussion: "`cairn subject list --due` lists those whose day has come."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The subject's number.")
        var number: String

        @Option(help: "The day, YYYY-MM-DD.")
        var until: String

        @Option(help: "Why, in one line.")
        var reason: String

        @OptionGroup var record: RecordOptions

        func run() throws {
            try record.change(number, root) { workspace, id, owner in
                try workspace.state(
                    .retention(day: until, reason: reason),
                    ofSubject: id,
                    expecting: record.expect,
                    by: owner
                )
            }
        }
    }
}

/// What every change of a subject takes.
struct RecordOptions: ParsableArguments {
    @Option(help: "The version of the subject that you saw; nothing is changed if there is a later one.")
    var expect: Int?

    @Flag(help: "Print JSON.")
    var json = false

    /// Finds the subject, changes it and says what became of it.
    func change(
        _ number: String,
        _ root: CairnCommand,
        _ body: (Workspace, Int64, Viewer) throws -> RecordOutcome?
    ) throws {
        let workspace = try root.workspace()
        let owner = try workspace.machineOwner()
        let id = try workspace.subjectNumber(number, for: owner)
        try RecordOutput.print(try body(workspace, id, owner), of: number, isJSON: json)
    }
}

extension SubjectKind: ExpressibleByArgument {}
extension SubjectStatus: ExpressibleByArgument {}
extension SubjectSex: ExpressibleByArgument {}
extension AgeBand: ExpressibleByArgument {}
extension SubjectRecording: ExpressibleByArgument {}
extension CountryCertainty: ExpressibleByArgument {}
