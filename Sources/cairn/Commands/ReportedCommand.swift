public import ArgumentParser
public import CaseModel
import Casework

/// `cairn case reported`.
struct ReportedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reported",
        abstract: "Lists the files that imported reports name, what they state of each, and whether it is here.",
        discussion: """
            Reports are VICS, DFXML and UFED reports that `cairn import … --case` read. Of a file that is not here, items \
            and hash lists that have its digests are named.
            """
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The case's reference.")
    var caseReference: String

    @Option(
        name: .customLong("standing"),
        parsing: .upToNextOption,
        help: "Only files that stand so: \(ReportedFile.Standing.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var standings: [ReportedFile.Standing] = []

    @Flag(help: "Print JSON Lines: one file a line, with the report's statement as it stands there.")
    var json = false

    func run() throws {
        let workspace = try root.workspace()
        let owner = try workspace.machineOwner()
        if !json {
            let reports = try workspace.reports(ofCase: caseReference, for: owner)
            if reports.isEmpty { StandardError.write("no report was imported into \(caseReference)\n") }
            for (report, statements, counts) in reports {
                let told = ReportedFile.Standing.allCases.compactMap { standing in
                    counts[standing].map { "\($0) \(standing.rawValue)" }
                }
                StandardOutput.write(
                    "\(report.label): \(report.format) \(report.source), read \(report.importedAt) by \(report.importedBy): "
                        + "\(statements) statements; files: \(told.joined(separator: ", "))\n"
                )
            }
        }
        try workspace.reportedFiles(ofCase: caseReference, standing: Set(standings), for: owner) { listed in
            if json { return StandardOutput.write(ReportedFileOutput.line(listed)) }
            StandardOutput.write("  \(listed.file.pathText): \(ReportedFileOutput.words(of: listed.file.standing))\n")
            for item in listed.held {
                StandardOutput.write("    held as \(item.caseReference) \(item.exhibit)/\(item.path)\n")
            }
            if !listed.lists.isEmpty {
                StandardOutput.write("    on hash lists: \(listed.lists.joined(separator: ", "))\n")
            }
        }
    }
}

extension ReportedFile.Standing: ExpressibleByArgument {}
