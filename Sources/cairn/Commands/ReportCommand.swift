public import ArgumentParser
import Audit
import CaseModel
public import Casework
import Foundation
import Glibc
import Workbench

/// `cairn report`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes reports for the file or for court, as JSON, HTML or PDF.",
        discussion: """
            A report tells what its maker may see, and says for whom it was made. Its making is in the audit log with the \
            SHA-256 of its content; the same database gives the same content, byte for byte.
            """,
        subcommands: [OfCase.self, Overlap.self, Operation.self, Check.self]
    )

    /// In which form, where to, and in which language.
    struct Form: ParsableArguments {
        @Option(help: "The form: json, html or pdf.")
        var format = ReportFormat.json

        @Option(help: "The file to write; else standard output.", completion: .file())
        var output: String?

        @Option(help: "The language of HTML and PDF: \(ReportRenderer.languages.joined(separator: ", ")).")
        var language = "en"

        @Flag(help: "Only the content of the JSON: the same bytes for the same database.")
        var contentOnly = false

        func validate() throws {
            guard format != .page else { throw ValidationError("--format takes json, html or pdf.") }
            guard ReportRenderer.languages.contains(language) else {
                let known = ReportRenderer.languages.joined(separator: ", ")
                throw ValidationError("--language takes one of \(known).")
            }
            if contentOnly, format != .json { throw ValidationError("--content-only goes with --format json.") }
        }

        /// Makes a report and writes it.
        func write(_ workspace: Workspace, _ body: (Workspace) throws -> ReportBody) throws {
            if format == .pdf, output == nil, isatty(STDOUT_FILENO) == 1 {
                throw CaseworkError(.usage, "a PDF is not for a terminal; name a file with --output")
            }
            if format == .pdf { try PaperPrinter.require() }
            let renderer = try ReportRenderer()
            let report = try workspace.make(try body(workspace), as: format, by: workspace.machineOwner())
            let bytes = contentOnly ? report.content : try renderer.bytes(report, as: format, language: language)
            try OutputFile.write(to: output) { sink in
                try sink(bytes)
                if format == .json, !contentOnly { try sink([UInt8(ascii: "\n")]) }
            }
            StandardError.write("content \(report.digest.hex), entry \(report.entry.sequence) of the audit log\n")
        }
    }

    /// `cairn report case`.
    struct OfCase: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "case",
            abstract: "Reports on a case: exhibits, custody, items, codes, overlaps, decisions, outcomes, methods."
        )

        @ParentCommand var root: CairnCommand
        @OptionGroup var form: Form

        @Argument(help: "The case's reference.")
        var caseReference: String

        func run() throws {
            try form.write(try root.workspace()) { workspace in
                .ofCase(
                    try workspace.caseReport(
                        caseReference,
                        for: workspace.machineOwner(),
                        version: CairnVersion.text
                    )
                )
            }
        }
    }

    /// `cairn report overlap`.
    struct Overlap: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reports on what two or more cases share, each with each: every link with its reason and verdict."
        )

        @ParentCommand var root: CairnCommand
        @OptionGroup var form: Form

        @Argument(help: "The cases' references.")
        var cases: [String]

        func validate() throws {
            if Set(cases).count < 2 { throw ValidationError("name two different cases or more.") }
        }

        func run() throws {
            try form.write(try root.workspace()) { workspace in
                .ofOverlap(
                    try workspace.overlapReport(
                        of: cases,
                        for: workspace.machineOwner(),
                        version: CairnVersion.text
                    )
                )
            }
        }
    }

    /// `cairn report operation`.
    struct Operation: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Counts over cases: exhibits, items, media, overlaps, victims identified, offenders, outcomes."
        )

        @ParentCommand var root: CairnCommand
        @OptionGroup var form: Form

        @Option(name: .customLong("case"), help: "A case to count; may be given more than once. All if not given.")
        var cases: [String] = []

        func run() throws {
            try form.write(try root.workspace()) { workspace in
                .ofOperation(
                    try workspace.operationReport(
                        of: cases,
                        for: workspace.machineOwner(),
                        version: CairnVersion.text
                    )
                )
            }
        }
    }

    /// `cairn report check`.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks a report in JSON: that its content is the one whose making the log records. No database."
        )

        @Argument(help: "The report.", completion: .file())
        var report: String

        @Option(help: "A file with what `cairn audit key` printed where it was made.", completion: .file())
        var key: String

        func run() throws {
            guard let json = FileManager.default.contents(atPath: report) else {
                throw CaseworkError(.usage, "\(report) cannot be read")
            }
            guard let named = try? String(contentsOfFile: key, encoding: .utf8),
                let verifier = AuditVerifier(text: named.trimmingCharacters(in: .whitespacesAndNewlines))
            else { throw CaseworkError(.usage, "\(key) holds no key") }
            guard let finding = try ReportCheck.finding(in: Array(json), key: verifier) else {
                StandardOutput.write("the report does not hold\n")
                throw ExitCode(CaseworkError.Code.damage.rawValue)
            }
            StandardOutput.write(
                "content \(finding.digest.hex)\nmade by \(finding.entry.actor) at \(finding.entry.at), entry "
                    + "\(finding.entry.sequence) of the log \(finding.origin)\n"
            )
        }
    }
}

extension ReportFormat: ExpressibleByArgument {}
