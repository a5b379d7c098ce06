import Accounts
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// Reports for programs, as canonical JSON.
enum ReportOperations {
    static let all = [
        APIOperation(
            "makeReport",
            .get,
            "/api/v1/cases/{case}/report",
            .ofCase(.export),
            "Makes a report on a case, or on what it shares with another one; the making is on record.",
            query: [.optional("other", Schema.text(.line, 1...1000).saying("The other case."))],
            answer: .json(.ok, schema),
            problems: [.notFound, .unprocessableContent],
            handle: ofCase
        ),
        APIOperation(
            "makeOperationReport",
            .post,
            "/api/v1/operation/report",
            .system(.work),
            "Counts what cases hold, share and led to; the making is on record.",
            body: .json(
                Schema.object(
                    .optional(
                        "cases",
                        Schema.list(.text(.line, 1...1000), 1...1000).saying("All that one may know of if absent.")
                    )
                ).named("OperationWish")
            ),
            answer: .json(.ok, schema),
            handle: ofOperation
        ),
    ]

    private static let schema = Schema.object(
        .required(
            "content",
            Schema.table(.anything).saying("The same bytes for the same account and database, as in RFC 8785.")
        ),
        .required(
            "record",
            .object(
                .required("at", .moment),
                .required("by", .anyText),
                .required("content_sha256", .digest),
                .required("log_key", Schema.anyText.saying("By which the checkpoint's signature is checked.")),
                .required("tree_size", .count),
                .required("root", .digest),
                .required("proof", Schema.table(.anything).saying("What `cairn audit check` takes."))
            )
        )
    ).named("Report")

    @Sendable private static func ofCase(_ asked: APIRequest) async throws -> APIAnswer {
        let maker = try ReportMaker(asked.request)
        guard let other = asked.text("other") else { return try await answer(maker, maker.ofCase(asked.caseReference)) }
        guard other != asked.caseReference else { throw Problem.unsuitable("other", "must be another case") }
        return try await answer(maker, maker.ofOverlap(asked.caseReference, other))
    }

    private struct OperationWish: Decodable {
        let cases: [String]?
    }

    @Sendable private static func ofOperation(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: OperationWish = try asked.decoded()
        let maker = try ReportMaker(asked.request)
        do {
            return try await answer(maker, maker.ofOperation(wish.cases ?? []))
        } catch let error as CaseworkError where error.code == .usage {
            throw Problem(status: .unprocessableContent, detail: error.message, extra: ["field": .text("cases")])
        }
    }

    private static func answer(_ maker: ReportMaker, _ body: ReportBody) async throws -> APIAnswer {
        let report = try await maker.record(body, as: .json)
        return APIAnswer(WorkRequest.bytes(report.json, type: "application/json"))
    }
}
