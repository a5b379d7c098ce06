import Accounts
import CaseModel
import Casework
import Hummingbird

/// The files of a case that could not be read or decoded.
enum FailureOperations {
    static let all = [
        APIOperation(
            "listFailures",
            .get,
            "/api/v1/cases/{case}/failures",
            .ofCase(.seeRenditions),
            "Lists the items of a case that could not be read or decoded, by number, with the reason of each.",
            query: [
                .optional("reason", .choice(FailureCode.self)), .optional("after", .integer(0...Int64.max)),
                .optional("limit", .integer(1...500)),
            ],
            answer: .json(.ok, FailureList.schema),
            handle: list
        )
    ]

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let reference = asked.caseReference
        let limit = asked.number("limit") ?? 100
        let (reason, after): (FailureCode?, Int64) = (asked.choice("reason"), Int64(asked.number("after") ?? 0))
        let found = try await asked.run { workspace in
            try workspace.failedItems(ofCase: reference, reason: reason, after: after, limit: limit + 1)
        }
        let shown = found.prefix(limit)
        let next = found.count > limit ? shown.last.map { asked.next([("after", "\($0.id)")]) } : nil
        return try APIAnswer(FailureList(failures: shown.compactMap(FailedItem.init), next: next))
    }
}

private struct FailedItem: Encodable {
    let item: Int64
    let exhibit, path, code, message: String
    let sha256: String?

    static let schema = Schema.object(
        .required("item", .count),
        .required("exhibit", .anyText),
        .required("path", .anyText),
        .required("code", .choice(FailureCode.self)),
        .required("message", .anyText),
        .optional("sha256", Schema(Schema.digest.shape).saying("Absent if the file could not be read."))
    ).named("FailedItem")

    init?(_ details: ItemDetails) {
        guard let failure = details.failure else { return nil }
        item = details.id
        exhibit = details.exhibit
        path = details.path
        code = failure.code.rawValue
        message = failure.message
        sha256 = details.content?.digests.sha256.hex
    }
}

private struct FailureList: APIValue {
    let failures: [FailedItem]
    let next: String?

    static let schema = Schema.object(
        .required("failures", .list(FailedItem.schema)),
        .optional("next", .anyText)
    ).named("FailureList")
}
