import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Makes reports for whoever asks, from the lists that the server keeps.
struct ReportMaker: Sendable {
    private let request: WorkRequest
    private let viewer: Viewer
    private let access: CaseAccess

    init(_ request: WorkRequest) throws {
        self.request = request
        (viewer, access) = (try request.who().viewer, try request.who().access)
    }

    /// What a report on a case says.
    func ofCase(_ reference: String) async throws -> ReportBody {
        let (workspace, version, viewer) = (request.state.workspace, version, viewer)
        let queues = [reference: try await request.state.queues.value(ofCase: reference)]
        return try await Blocking.run {
            .ofCase(try workspace.caseReport(reference, for: viewer, version: version, queues: queues))
        }
    }

    /// What a report on what two cases share says.
    func ofOverlap(_ reference: String, _ other: String) async throws -> ReportBody {
        guard access.allows(.seeCase, other) else { throw Problem.notFound }
        guard access.allows(.seeFingerprints, other) else { throw Problem.forbidden }
        let (workspace, version, viewer) = (request.state.workspace, version, viewer)
        let queues = [reference: try await request.state.queues.value(ofCase: reference)]
        return try await Blocking.run {
            .ofOverlap(
                try workspace.overlapReport(of: [reference, other], for: viewer, version: version, queues: queues)
            )
        }
    }

    /// What a number of cases come to.
    func ofOperation(_ named: [String]) async throws -> ReportBody {
        let (workspace, version, viewer) = (request.state.workspace, version, viewer)
        let chosen = try await Blocking.run { try workspace.casesOfOperation(named, for: viewer) }
        var queues: [String: ReviewQueue] = [:]
        for title in chosen where access.allows(.seeFingerprints, title.reference) {
            queues[title.reference] = try await request.state.queues.value(ofCase: title.reference)
        }
        let made = queues
        return try await Blocking.run {
            .ofOperation(try workspace.operationReport(of: named, for: viewer, version: version, queues: made))
        }
    }

    /// Puts the making on record.
    func record(_ body: ReportBody, as format: ReportFormat) async throws -> Report {
        let (workspace, viewer) = (request.state.workspace, viewer)
        return try await Blocking.run { try workspace.make(body, as: format, by: viewer) }
    }

    /// A report as a file to be kept.
    func download(_ body: ReportBody, as format: ReportFormat) async throws -> Response {
        guard format != .page else { throw Problem.notFound }
        if format == .pdf, !PaperPrinter.isInstalled { throw Self.noPDF }
        let report = try await record(body, as: format)
        let renderer = ReportRenderer(request.state.renderer)
        let language = request.catalogue.language
        let bytes = try await Blocking.run { try renderer.bytes(report, as: format, language: language) }
        var response = WorkRequest.bytes(bytes, type: Self.type(of: format))
        let name = "cairn-\(body.kind)-\(report.digest.hex.prefix(12)).\(format.rawValue)"
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    private var version: String { request.state.configuration.version }

    private static let noPDF = Problem(
        status: .serviceUnavailable,
        detail: "WeasyPrint is not installed on this server; take HTML or JSON."
    )

    private static func type(of format: ReportFormat) -> String {
        switch format {
        case .json: "application/json"
        case .html, .page: "text/html; charset=utf-8"
        case .pdf: "application/pdf"
        }
    }
}
