import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Interchange

/// Reports of other programs: taking one in, and what those that were taken in state.
enum ReportedPages {
    static let all = [
        Route(.get, "/cases/:case/reported", .ofCase(.seeRenditions), handle: page),
        Route(.post, "/cases/:case/reported", .ofCase(.ingest), body: .streamed, handle: take),
    ]

    private static let pageSize = 200

    /// The formats of reports, to be chosen from.
    static func formats(_ words: Catalogue) -> [PageValues] {
        [option("", words.text("list_guess"))] + ReportRequest.formats.map { option($0.rawValue, $0.rawValue) }
    }

    /// How many files stand how, in words.
    static func counts(_ standings: [ReportedFile.Standing: Int], _ words: Catalogue) -> String {
        ReportedFile.Standing.allCases.compactMap { standing in
            standings[standing].map { "\(words.text("standing_\(standing.rawValue)")): \(words.number($0))." }
        }.joined(separator: " ")
    }

    @Sendable private static func take(_ request: WorkRequest) async throws -> Response {
        let form = try await ReceivedForm(
            request,
            folder: try await request.state.shelf.folder(),
            limit: ReportFiles.mostBytes
        )
        defer { form.discard() }
        guard let file = form.files.first, file.size > 0, let exhibit = form.fields.text("exhibit") else {
            throw Problem.wrong("Choose the report's file, and name the exhibit.")
        }
        try await ReportFiles.begin(
            request,
            file.path,
            name: file.name,
            exhibit: exhibit,
            format: form.fields.text("format")
        )
        return request.redirect(to: Address.ofCase(request.caseReference, "ingest"))
    }

    /// The reports of a case, and the files of one of them.
    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let record = try await request.caseRecord()
        let (workspace, reference, viewer) = (request.state.workspace, record.reference, try request.who().viewer)
        let reports = try await Blocking.run { try workspace.reports(ofCase: reference, for: viewer) }
        var values: PageValues = [
            "case": try request.caseHead(record, current: "ingest"),
            "reports": reports.map { one -> PageValues in
                [
                    "exhibit": one.report.label, "name": one.report.name, "format": one.report.format,
                    "at": one.report.importedAt, "atText": words.moment(one.report.importedAt),
                    "author": one.report.importedBy,
                    "standings": ReportedFile.Standing.allCases.compactMap { standing in
                        one.standings[standing].map { count -> PageValues in
                            [
                                "href": address(reference, one.report.id, standing),
                                "text": words.text("standing_\(standing.rawValue)"), "count": words.number(count),
                            ]
                        }
                    },
                ]
            },
        ]
        if let report = request.query["report"].flatMap({ Int64($0) }) {
            try await addFiles(of: report, to: &values, request)
        }
        return request.page("reported", title: "\(words.text("reported")) \(reference)", values, current: "/")
    }

    private static func address(_ reference: String, _ report: Int64, _ standing: ReportedFile.Standing?) -> String {
        Address.of(
            Address.ofCase(reference, "reported"),
            [("report", "\(report)"), ("standing", standing?.rawValue)]
        ) + "#files"
    }

    private static func addFiles(
        of report: Int64,
        to values: inout PageValues,
        _ request: WorkRequest
    ) async throws {
        let words = request.catalogue
        let (workspace, reference) = (request.state.workspace, request.caseReference)
        let viewer = try request.who().viewer
        let standing = request.query["standing"].flatMap(ReportedFile.Standing.init)
        let after = request.query["after"].flatMap { Int64($0) } ?? 0
        let found = try await Blocking.run {
            try workspace.files(
                ofReport: report,
                inCase: reference,
                standing: standing,
                after: after,
                limit: pageSize + 1,
                for: viewer
            )
        }
        guard let found else { throw Problem.notFound }
        let shown = found.prefix(pageSize)
        var files: PageValues = [
            "rows": shown.map { file -> PageValues in
                var row: PageValues = [
                    "path": file.pathText, "standing": words.text("standing_\(file.standing.rawValue)"),
                    "stated": file.stated.strongest?.bytes.hexadecimal ?? "",
                ]
                if let item = file.item { row["href"] = Address.ofCase(reference, "items/\(item)") }
                return row
            }
        ]
        if found.count > pageSize, let last = shown.last {
            files["nextHref"] =
                Address.of(
                    Address.ofCase(reference, "reported"),
                    [("report", "\(report)"), ("standing", standing?.rawValue), ("after", "\(last.id)")]
                ) + "#files"
        }
        values["files"] = files
    }
}

/// Reports that come in by page or program.
enum ReportFiles {
    /// The largest report, in bytes; one may hold its files.
    static let mostBytes: Int64 = 64 << 30

    /// Starts to read a report into an exhibit, in a format that is named, or told by how the file begins.
    ///
    /// Its files are looked for in it, if it is an archive, else among those that were uploaded for the exhibit.
    ///
    /// - Throws: ``Problem`` if there is no such format, none can be told, or a run of the case is under way.
    static func begin(
        _ request: WorkRequest,
        _ path: String,
        name: String,
        exhibit: String,
        format: String?
    ) async throws {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        let configuration = request.state.configuration
        let named = format.map { InterchangeFormat(rawValue: $0) } ?? ReportGuess.format(of: path)
        guard let format = named, ReportRequest.formats.contains(format) else {
            let detail = "Choose the format; it cannot be told by how the file begins."
            throw Problem(status: .unprocessableContent, detail: detail, extra: ["field": .text("format")])
        }
        guard request.state.ingests.run(ofCase: reference)?.isRunning != true else { throw underWay }
        let (received, wish) = try await Blocking.run {
            let folder =
                ReportGuess.isArchive(path) ? nil : try workspace.uploadFolder(ofExhibit: exhibit, inCase: reference)
            let received = try workspace.keepReport(path, name: name, forCase: reference, by: viewer)
            var ingest = IngestRequest(
                caseReference: reference,
                paths: [],
                exhibit: exhibit,
                jobs: ProcessInfo.processInfo.activeProcessorCount
            )
            ingest.actor = viewer.name
            ingest.allowsWeakSandbox = configuration.allowsWeakSandbox
            var wish = ReportRequest(format: format, path: received.path, ingest: ingest)
            (wish.folder, wish.name) = (folder, name)
            return (received, wish)
        }
        guard request.state.ingests.start(wish, received: received, by: viewer) else {
            received.discard()
            throw underWay
        }
    }

    private static var underWay: Problem {
        Problem(status: .conflict, detail: "An ingest of this case is under way; wait for it, or stop it.")
    }
}

extension ImportedReport {
    /// Its file's name, without where on the server it lies.
    var name: String { source.split(separator: "/").last.map(String.init) ?? source }
}
