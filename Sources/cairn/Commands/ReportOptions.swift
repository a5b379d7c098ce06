import ArgumentParser
import CaseModel
import Casework
import Foundation
import Interchange

/// What `cairn import` needs to know to read a report into a case.
struct ReportOptions: ParsableArguments {
    @Option(name: .customLong("case"), help: "Read the report into this case.")
    var caseReference: String?

    @Option(help: "The exhibit's label; else the report's name.")
    var exhibit: String?

    @Option(
        help: """
            The folder that the report's paths begin at; else the one that the report is in. Nothing outside of it is read, \
            and no link is followed.
            """,
        completion: .directory
    )
    var files: String?

    @Option(help: "How many files to work on at once; else one per processor core.")
    var jobs: Int?

    @Option(
        name: .customLong("phone-region"),
        help: "The country (two letters) of telephone numbers without a country code."
    )
    var telephoneRegion: String?

    @Flag(help: "Go on although this kernel lacks a wall of the sandbox.")
    var allowWeakSandbox = false

    /// Refuses what does not belong together.
    func check(_ format: InterchangeFormat, hasListOptions: Bool) throws {
        if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 256.") }
        if let exhibit, exhibit.isEmpty { throw ValidationError("--exhibit takes a label that is not empty.") }
        if caseReference == nil {
            let isAsked = exhibit != nil || files != nil || jobs != nil || telephoneRegion != nil || allowWeakSandbox
            if isAsked {
                throw ValidationError("These options are of a report that is read into a case: name it by --case.")
            }
        } else if hasListOptions {
            throw ValidationError("--list, --treat, --scheme and --partial are of hash lists, --case is of reports.")
        } else if !ReportRequest.formats.contains(format) {
            let known = ReportRequest.formats.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("\(format.rawValue) cannot be read into a case; these can: \(known).")
        }
    }

    /// Reads a report and prints what came of it.
    func read(
        _ file: String,
        as format: InterchangeFormat,
        into reference: String,
        of workspace: Workspace,
        json: Bool
    ) throws {
        var ingest = IngestRequest(
            caseReference: reference,
            paths: [],
            exhibit: exhibit,
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount
        )
        ingest.allowsWeakSandbox = allowWeakSandbox
        ingest.telephoneRegion = telephoneRegion ?? ""
        var request = ReportRequest(format: format, path: file, ingest: ingest)
        request.folder = files
        let start = Date()
        let reading = CountLine(noun: "parts of the report")
        let progress = ProgressLine()
        let done = try {
            defer { progress.end() }
            return try workspace.importReport(
                request,
                by: workspace.machineOwner(),
                workers: WorkerPrograms.directory,
                isInterrupted: { Interruption.wasRequested },
                reading: reading.show,
                report: { state in
                    reading.end()
                    progress.show(state)
                }
            )
        }()
        try IngestOutput.print(
            done.ingest,
            of: workspace,
            seconds: Date().timeIntervalSince(start),
            json: json
        ) {
            if json {
                StandardOutput.write(ReportImportOutput.lines(of: done))
            } else {
                StandardOutput.write(ReportImportOutput.words(of: done))
                StandardError.write(ReportImportOutput.warnings(of: done, case: reference))
            }
        }
    }
}
