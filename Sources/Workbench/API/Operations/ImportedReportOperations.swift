import Accounts
import CaseModel
import Casework
import Hummingbird
import Interchange

/// Reports of other programs, as exhibits of a case.
enum ImportedReportOperations {
    private static let root = "/api/v1/cases/{case}/imported-reports"

    static let all = [
        APIOperation(
            "importReport",
            .post,
            root,
            .ofCase(.ingest),
            "Reads a report, the body, into an exhibit: its files lie in it (.ufdr), or were uploaded for the exhibit. Goes on "
                + "after the answer, as an ingest does.",
            query: [
                .required("exhibit", .text(.line, 1...200)),
                .required("name", Schema.text(.line, 1...200).saying("The name of the report's file.")),
                .optional(
                    "format",
                    Schema.choice(ReportRequest.formats.map(\.rawValue)).saying("Else told by how the file begins.")
                ),
            ],
            body: .bytes(most: ReportFiles.mostBytes, isRequired: true),
            answer: .json(.accepted, ProgressEvent.schema),
            problems: [.conflict, .unprocessableContent],
            isOnceByKey: true,
            handle: take
        ),
        APIOperation(
            "listImportedReports",
            .get,
            root,
            .ofCase(.seeRenditions),
            "Lists the reports that were read into a case, the oldest first, and how many of their files stand how.",
            answer: .json(.ok, ImportedReports.schema),
            handle: list
        ),
        APIOperation(
            "listReportedFiles",
            .get,
            "\(root)/{imported}/files",
            .ofCase(.seeRenditions),
            "Lists the files that a report names, with what it states of them.",
            query: [
                .optional("standing", .choice(ReportedFile.Standing.self)), .optional("after", .integer(0...Int64.max)),
                .optional("limit", .integer(1...500)),
            ],
            answer: .json(.ok, ReportedFiles.schema),
            handle: files
        ),
    ]

    @Sendable private static func take(_ asked: APIRequest) async throws -> APIAnswer {
        let body = try await ReceivedBody(asked.request, upTo: ReportFiles.mostBytes)
        defer { body.discard() }
        return try await asked.once(body) {
            do {
                try await ReportFiles.begin(
                    asked.request,
                    body.path,
                    name: asked.text("name") ?? "",
                    exhibit: asked.text("exhibit") ?? "",
                    format: asked.text("format")
                )
            } catch let error as CaseworkError where error.code == .usage {
                throw Problem(status: .unprocessableContent, detail: error.message)
            }
            return try APIAnswer(IngestOperations.now(asked), status: .accepted)
        }
    }

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let reports = try await asked.run { workspace in try workspace.reports(ofCase: reference, for: viewer) }
        return try APIAnswer(
            ImportedReports(
                reports: reports.map { ImportedReports.One($0.report, $0.statements, $0.standings) }
            )
        )
    }

    @Sendable private static func files(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let report = try asked.request.number("imported")
        let limit = asked.number("limit") ?? 100
        let (standing, after): (ReportedFile.Standing?, Int64) = (
            asked.choice("standing"), Int64(asked.number("after") ?? 0)
        )
        let found = try await asked.run { workspace in
            try workspace.files(
                ofReport: report,
                inCase: reference,
                standing: standing,
                after: after,
                limit: limit + 1,
                for: viewer
            )
        }
        guard let found else { throw Problem.notFound }
        let shown = found.prefix(limit)
        let next = found.count > limit ? shown.last.map { asked.next([("after", "\($0.id)")]) } : nil
        return try APIAnswer(ReportedFiles(files: shown.map(ReportedFiles.One.init), next: next))
    }
}

private struct ImportedReports: APIValue {
    struct One: Encodable {
        let report: Int64
        let exhibit, name, format, sha256, importedAt, importedBy: String
        let statements: Int
        let files: [String: Int]

        static let schema = Schema.object(
            .required("report", .count),
            .required("exhibit", .anyText),
            .required("name", .anyText),
            .required("format", .anyText),
            .required("sha256", .digest),
            .required("imported_at", .moment),
            .required("imported_by", .anyText),
            .required("statements", .count),
            .required("files", Schema.table(.count).saying("How many files stand how."))
        ).named("ImportedReport")

        init(_ report: ImportedReport, _ statements: Int, _ standings: [ReportedFile.Standing: Int]) {
            self.report = report.id
            (exhibit, name, format) = (report.label, report.name, report.format)
            (sha256, importedAt, importedBy) = (report.digest.hex, report.importedAt, report.importedBy)
            self.statements = statements
            files = Dictionary(uniqueKeysWithValues: standings.map { ($0.rawValue, $1) })
        }
    }

    let reports: [One]

    static let schema = Schema.object(.required("reports", .list(One.schema))).named("ImportedReports")
}

private struct ReportedFiles: APIValue {
    struct One: Encodable {
        let path, standing: String
        let item: Int64?
        let md5, sha1, sha256: String?
        let bytes: Int64?

        static let schema = Schema.object(
            .required("path", .anyText),
            .required("standing", .choice(ReportedFile.Standing.self)),
            .optional("item", Schema.count.saying("The case's item that it is.")),
            .optional("md5", Schema.anyText.saying("As stated, like the other digests and the size.")),
            .optional("sha1", .anyText),
            .optional("sha256", .digest),
            .optional("bytes", .integer())
        ).named("ReportedFile")

        init(_ file: ReportedFile) {
            (path, standing, item) = (file.pathText, file.standing.rawValue, file.item)
            (md5, sha1) = (file.stated.md5?.hexadecimal, file.stated.sha1?.hexadecimal)
            (sha256, bytes) = (file.stated.sha256?.hex, file.stated.size)
        }
    }

    let files: [One]
    let next: String?

    static let schema = Schema.object(
        .required("files", .list(One.schema)),
        .optional("next", .anyText)
    ).named("ReportedFiles")
}
