import Accounts
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// What a case led to, day by day.
enum OutcomeOperations {
    static let all = [
        APIOperation(
            "listOutcomes",
            .get,
            "/api/v1/cases/{case}/outcomes",
            .ofCase(.seeRenditions),
            "Lists the outcomes of a case, by day.",
            answer: .json(.ok, OutcomeList.schema),
            handle: list
        ),
        APIOperation(
            "addOutcome",
            .post,
            "/api/v1/cases/{case}/outcomes",
            .ofCase(.decide),
            "Puts an outcome of a case on record.",
            body: .json(
                Schema.object(
                    .required("kind", .choice(OutcomeKind.self)),
                    .required("count", .integer(1...1_000_000)),
                    .required("day", Schema.text(.line, 10...10).saying("YYYY-MM-DD.")),
                    .optional("note", .text(.line, 1...200))
                ).named("NewOutcome")
            ),
            answer: .json(.created, OutcomeAdded.schema),
            isOnceByKey: true,
            handle: add
        ),
        APIOperation(
            "withdrawOutcome",
            .post,
            "/api/v1/cases/{case}/outcomes/{outcome}/withdrawal",
            .ofCase(.decide),
            "Takes an outcome of a case back; what it said stays on record.",
            body: .json(ReasonWish.schema),
            answer: .nothing,
            problems: [.notFound],
            handle: withdraw
        ),
    ]

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let all = try await asked.run { workspace in try workspace.outcomes(ofCase: reference, for: viewer) }
        return try APIAnswer(OutcomeList(outcomes: all.map(OutcomeOutput.init)))
    }

    private struct NewOutcome: Decodable {
        let kind: OutcomeKind
        let count: Int
        let day: String
        let note: String?
    }

    @Sendable private static func add(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewOutcome = try asked.decoded()
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let number = try await asked.run { workspace in
            try workspace.addOutcome(
                wish.kind,
                count: wish.count,
                on: wish.day,
                note: wish.note,
                ofCase: reference,
                by: viewer
            )
        }
        return try APIAnswer(OutcomeAdded(outcome: number), status: .created)
    }

    @Sendable private static func withdraw(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: ReasonWish = try asked.decoded()
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let number = try asked.request.number("outcome")
        try await asked.run(refusing: .notFound) { workspace in
            try workspace.withdrawOutcome(number, reason: wish.reason, ofCase: reference, by: viewer)
        }
        return .nothing
    }
}

private struct OutcomeAdded: APIValue {
    let outcome: Int64

    static let schema = Schema.object(.required("outcome", .count)).named("OutcomeAdded")
}

private struct OutcomeList: APIValue {
    let outcomes: [OutcomeOutput]

    static let schema = Schema.object(
        .required(
            "outcomes",
            .list(
                Schema.object(
                    .required("outcome", .count),
                    .required("kind", .choice(OutcomeKind.self)),
                    .required("count", .count),
                    .required("day", .anyText),
                    .optional("note", .anyText),
                    .required("author", .anyText),
                    .required("at", .moment)
                ).named("Outcome")
            )
        )
    ).named("OutcomeList")
}
