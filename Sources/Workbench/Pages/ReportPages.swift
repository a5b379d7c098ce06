import Accounts
import CaseModel
import Casework
import Hummingbird

/// Reports: on a case, on what two cases share, and on an operation in figures.
enum ReportPages {
    static let all = [
        Route(.get, "/cases/:case/report", .ofCase(.export), handle: ofCase),
        Route(.get, "/cases/:case/report/:format", .ofCase(.export), handle: downloadOfCase),
        Route(.get, "/operation", .system(.work), handle: operation),
        Route(.get, "/operation/:format", .system(.work), handle: downloadOfOperation),
    ]

    private static let formats: [ReportFormat] = [.html, .pdf, .json]

    private static func body(_ request: WorkRequest) async throws -> ReportBody {
        let maker = try ReportMaker(request)
        if let other = request.query.text("other") { return try await maker.ofOverlap(request.caseReference, other) }
        return try await maker.ofCase(request.caseReference)
    }

    @Sendable private static func ofCase(_ request: WorkRequest) async throws -> Response {
        let record = try await request.caseRecord()
        let reference = record.reference
        let body = try await body(request)
        let report = try await ReportMaker(request).record(body, as: .page)
        let words = ReportWords(request.catalogue)
        var values = words.values(report)
        values["case"] = try request.caseHead(record, current: "report")
        let other = request.query.text("other")
        addDownloads(
            to: &values,
            request,
            path: Address.ofCase(reference, "report"),
            other.map { [("other", $0)] } ?? []
        )
        if case .ofCase(let told) = body, !told.overlaps.isEmpty {
            values["others"] =
                [
                    "links": told.overlaps.map { one -> PageValues in
                        let href = Address.of(Address.ofCase(reference, "report"), [("other", one.other)])
                        return ["href": href, "label": one.other]
                    }
                ] as PageValues
        }
        return request.page("report", title: words.heading(body), values)
    }

    @Sendable private static func downloadOfCase(_ request: WorkRequest) async throws -> Response {
        let format = try format(request)
        return try await ReportMaker(request).download(try await body(request), as: format)
    }

    private static func chosen(_ request: WorkRequest) -> [String] {
        request.query.all("case").filter { !$0.isEmpty }
    }

    @Sendable private static func operation(_ request: WorkRequest) async throws -> Response {
        let named = chosen(request)
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let body = try await ReportMaker(request).ofOperation(named)
        _ = try await ReportMaker(request).record(body, as: .page)
        guard case .ofOperation(let report) = body else { throw Problem.notFound }
        var values = OperationWords(request.catalogue).values(report)
        let choices = try await Blocking.run { try workspace.casesOfOperation([], for: viewer) }
        values["choices"] = choices.map { title -> PageValues in
            [
                "value": title.reference, "label": title.reference,
                "isSelected": named.isEmpty || named.contains(title.reference),
            ]
        }
        addDownloads(to: &values, request, path: "/operation", named.map { ("case", $0) })
        return request.page("operation", title: request.catalogue.text("operation"), values)
    }

    @Sendable private static func downloadOfOperation(_ request: WorkRequest) async throws -> Response {
        let format = try format(request)
        let maker = try ReportMaker(request)
        return try await maker.download(try await maker.ofOperation(chosen(request)), as: format)
    }

    private static func format(_ request: WorkRequest) throws(Problem) -> ReportFormat {
        guard let format = ReportFormat(rawValue: request.parameter("format")), formats.contains(format) else {
            throw .notFound
        }
        return format
    }

    private static func addDownloads(
        to values: inout PageValues,
        _ request: WorkRequest,
        path: String,
        _ query: [(String, String?)]
    ) {
        let offered = formats.filter { $0 != .pdf || PaperPrinter.isInstalled }
        values["downloads"] = offered.map { format -> PageValues in
            ["href": Address.of("\(path)/\(format.rawValue)", query), "label": format.rawValue.uppercased()]
        }
        if offered.count < formats.count { values["noPDF"] = request.catalogue.text("report_no_pdf") }
    }
}
