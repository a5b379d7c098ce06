import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Adding evidence to a case, and watching it being taken in.
enum IngestPages {
    static let all = [
        Route(.get, "/cases/:case/ingest", .ofCase(.ingest), handle: page),
        Route(.post, "/cases/:case/ingest", .ofCase(.ingest), handle: startWithPath),
        Route(.post, "/cases/:case/ingest/upload", .ofCase(.ingest), body: .streamed, handle: startWithFiles),
        Route(.post, "/cases/:case/ingest/uploaded", .ofCase(.ingest), handle: startWithUploaded),
        Route(.post, "/cases/:case/ingest/stop", .ofCase(.ingest), handle: stop),
        Route(.get, "/cases/:case/ingest/events", .ofCase(.ingest), handle: events),
    ]

    /// The largest form with files, in bytes; larger files come in pieces.
    private static let mostFormBytes: Int64 = 8 << 30

    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let record = try await request.caseRecord()
        let (workspace, reference) = (request.state.workspace, record.reference)
        let exhibits = try await Blocking.run { try workspace.exhibits(ofCase: reference) }
        var values: PageValues = [
            "case": try request.caseHead(record, current: "ingest"),
            "mayNamePath": try request.who().viewer.isMachineOwner,
            "uploadsHref": "/api/v1" + Address.ofCase(reference, "uploads"),
            "chunkBytes": "\(UploadOperations.mostChunkBytes)",
            "reportedHref": Address.ofCase(reference, "reported"),
            "reportFormats": ReportedPages.formats(words),
        ]
        if let run = request.state.ingests.run(ofCase: reference) {
            values["run"] =
                [
                    "state": run.phase.rawValue, "stateText": stateText(run, words),
                    "total": "\(max(run.progress.total ?? 0, run.progress.done, 1))", "done": "\(run.progress.done)",
                    "progressText": progressText(run, words), "mayStop": run.isRunning,
                ] as PageValues
        }
        let runs = exhibits.flatMap { exhibit in
            exhibit.custody.map { entry -> PageValues in
                [
                    "at": entry.at, "atText": words.moment(entry.at), "actor": entry.actor, "exhibit": exhibit.label,
                    "text": "\(entry.act) \(entry.details)",
                ]
            }
        }
        if !runs.isEmpty { values["runs"] = ["rows": Array(runs.suffix(50).reversed())] as PageValues }
        return request.page("ingest", title: "\(words.text("ingest")) \(reference)", values, current: "/")
    }

    private static func stateText(_ run: IngestRunState, _ words: Catalogue) -> String {
        let text = words.text("run_\(run.phase.rawValue)")
        return run.failure.map { "\(text): \($0)" } ?? text
    }

    private static func progressText(_ run: IngestRunState, _ words: Catalogue) -> String {
        if let summary = run.summary {
            let failed = summary.failures.values.reduce(0, +)
            let result = words.text(
                "ingest_result",
                words.number(summary.added),
                words.number(summary.unchanged),
                words.number(failed)
            )
            let stated = run.report.map { ReportedPages.counts($0.standings, words) }
            return [result, stated].compactMap(\.self).joined(separator: " ")
        }
        var parts = [
            words.text(
                "script_progress",
                words.number(run.progress.done),
                run.progress.total.map(words.number) ?? "…"
            ), words.text("script_progress_rate", "\((run.rate * 10).rounded() / 10)"),
        ]
        if let left = run.secondsLeft { parts.append(words.text("script_progress_left", words.seconds(left))) }
        if run.progress.failed > 0 { parts.append(words.text("script_progress_failed", "\(run.progress.failed)")) }
        return parts.joined(separator: " ")
    }

    private static func start(_ request: WorkRequest, paths: [String], exhibit: String?, isQuick: Bool) throws
        -> Response
    {
        try begin(request, paths: paths, exhibit: exhibit, isQuick: isQuick)
        return request.redirect(to: Address.ofCase(request.caseReference, "ingest"))
    }

    /// Starts a run of the case that the path names.
    ///
    /// - Throws: ``Problem`` if one is under way.
    static func begin(_ request: WorkRequest, paths: [String], exhibit: String?, isQuick: Bool) throws {
        let reference = request.caseReference
        var ingest = IngestRequest(
            caseReference: reference,
            paths: paths,
            exhibit: exhibit,
            jobs: ProcessInfo.processInfo.activeProcessorCount
        )
        ingest.actor = try request.who().viewer.name
        ingest.allowsWeakSandbox = request.state.configuration.allowsWeakSandbox
        ingest.actor = try request.who().viewer.name
        let author = try request.who().viewer.name
        let isStarted = request.state.ingests.start(ingest, isQuick: isQuick, author: author)
        guard isStarted else {
            throw Problem(status: .conflict, detail: "An ingest of this case is under way; wait for it, or stop it.")
        }
    }

    /// A path of the server: only its owner can name one, as it could be any file of the machine.
    @Sendable private static func startWithPath(_ request: WorkRequest) async throws -> Response {
        guard try request.who().viewer.isMachineOwner else { throw Problem.forbidden }
        guard let path = request.form.text("path") else { throw Problem.wrong("Name a folder, file or archive.") }
        guard FileManager.default.fileExists(atPath: path) else {
            throw Problem.wrong("The server has no folder or file \(path).")
        }
        return try start(
            request,
            paths: [path],
            exhibit: request.form.text("exhibit"),
            isQuick: request.form["quick"] == "yes"
        )
    }

    /// Files in one form, for browsers without scripts.
    @Sendable private static func startWithFiles(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        let form = try await ReceivedForm(
            request,
            folder: try await request.state.shelf.folder(),
            limit: mostFormBytes
        )
        guard let exhibit = form.fields.text("exhibit"), form.files.contains(where: { $0.size > 0 }) else {
            throw Problem.wrong("Choose at least one file, and name the exhibit.")
        }
        let folder = try await Blocking.run {
            for file in form.files where file.size > 0 {
                try workspace.addUpload(
                    file: file.path,
                    name: file.name,
                    exhibit: exhibit,
                    inCase: reference,
                    by: viewer
                )
            }
            return try workspace.uploadFolder(ofExhibit: exhibit, inCase: reference)
        }
        return try start(request, paths: [folder], exhibit: exhibit, isQuick: false)
    }

    /// What came in pieces before.
    @Sendable private static func startWithUploaded(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference) = (request.state.workspace, request.caseReference)
        guard let exhibit = request.form.text("exhibit") else { throw Problem.wrong("Name the exhibit.") }
        let folder = try await Blocking.run { try workspace.uploadFolder(ofExhibit: exhibit, inCase: reference) }
        let answer = try start(request, paths: [folder], exhibit: exhibit, isQuick: false)
        return request.wantsJSON ? try WorkRequest.json([String: String]()) : answer
    }

    @Sendable private static func stop(_ request: WorkRequest) async throws -> Response {
        request.state.ingests.stop(request.caseReference)
        return request.redirect(to: Address.ofCase(request.caseReference, "ingest"))
    }

    /// How the run stands, as it goes on (server-sent events, WHATWG HTML §9.2).
    @Sendable private static func events(_ request: WorkRequest) async throws -> Response {
        let (ingests, reference, words) = (request.state.ingests, request.caseReference, request.catalogue)
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                while true {
                    let run = ingests.run(ofCase: reference)
                    let event = try ProgressEvent(run, words).text
                    try await writer.write(ByteBuffer(string: "data: \(event)\n\n"))
                    guard run?.isRunning == true else { break }
                    try await Task.sleep(for: .milliseconds(500))
                }
                try await writer.finish(nil)
            }
        )
    }
}

/// How an ingest stands, as scripts and programs read it.
struct ProgressEvent: Encodable, Sendable {
    let state: String
    let stateText: String
    let done: Int
    let total: Int?
    let rate: Double
    /// Seconds that are left; absent if that cannot be told.
    let eta: Double?
    let failed: Int

    init(_ run: IngestRunState?, _ words: Catalogue) {
        state = run?.phase.rawValue ?? "none"
        let text = run.map { words.text("run_\($0.phase.rawValue)") } ?? ""
        stateText = run?.failure.map { "\(text): \($0)" } ?? text
        done = run?.progress.done ?? 0
        total = run?.progress.total
        rate = ((run?.rate ?? 0) * 10).rounded() / 10
        eta = run?.secondsLeft.map { $0.rounded() }
        failed = run?.progress.failed ?? 0
    }

    /// One line of JSON.
    var text: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
