import Accounts
import Audit
import CaseModel
import Casework
import Hummingbird

/// The stacks of a case, and their codes.
enum StackOperations {
    static let all = [
        APIOperation(
            "listStacks",
            .get,
            "/api/v1/cases/{case}/stacks",
            .ofCase(.seeRenditions),
            "Lists a case's stacks of near duplicates, by number.",
            query: [
                .optional("kind", .choice(MediaKind.self)), .optional("coded", .flag),
                .optional("after", .integer(0...Int64.max)), .optional("limit", .integer(1...500)),
            ],
            answer: .json(.ok, StackList.schema),
            handle: list
        ),
        APIOperation(
            "giveCode",
            .post,
            "/api/v1/cases/{case}/codes",
            .ofCase(.decide),
            "Gives all contents of stacks a code, or takes it back (null).",
            body: .json(
                Schema.object(
                    .required("stacks", .list(.integer(1...Int64.max), 1...10_000)),
                    .required("code", Schema.text(.line, 1...64).orNull)
                ).named("NewCode")
            ),
            answer: .json(.created, CodedOutput.schema),
            isOnceByKey: true,
            handle: giveCode
        ),
        APIOperation(
            "undoCodes",
            .post,
            "/api/v1/cases/{case}/codes/undo",
            .ofCase(.decide),
            "Undoes the last act by which one gave or took codes in a case.",
            answer: .json(.ok, CodedOutput.schema),
            isOnceByKey: true,
            handle: undo
        ),
    ]

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let reference = asked.caseReference
        let limit = asked.number("limit") ?? 100
        let after = Int64(asked.number("after") ?? 0)
        let filter = ReviewFilter(kind: asked.choice("kind"), isCoded: asked.flag("coded"))
        let stacks = try await asked.run { workspace in
            try workspace.stacks(ofCase: reference, filter, after: after, limit: limit + 1)
        }
        let shown = stacks.prefix(limit)
        try await asked.request.state.views.record(
            NewAuditEntry(
                actor: try asked.viewer.name,
                act: "grid.viewed",
                caseReference: reference,
                details: ["after": "\(after)", "stacks": "\(shown.count)"]
            )
        )
        let next = stacks.count > limit ? shown.last.map { asked.next([("after", "\($0.id)")]) } : nil
        return try APIAnswer(StackList(stacks: shown.map(StackOutput.init), next: next))
    }

    private struct NewCode: Decodable {
        let stacks: [Int64]
        let code: String?
    }

    @Sendable private static func giveCode(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewCode = try asked.decoded()
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let coded = try await asked.run { workspace in
            try workspace.giveCode(wish.code, toStacks: wish.stacks, inCase: reference, by: viewer)
        }
        await asked.request.state.counts.expire(reference)
        return try APIAnswer(CodedOutput(stacks: coded.codes.count, contents: coded.contents), status: .created)
    }

    @Sendable private static func undo(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let undone = try await asked.run { workspace in try workspace.undoCodes(inCase: reference, by: viewer) }
        guard let undone else { throw Problem(status: .notFound, detail: "There is nothing to take back.") }
        await asked.request.state.counts.expire(reference)
        return try APIAnswer(CodedOutput(stacks: undone.codes.count, contents: undone.contents))
    }
}

/// How much an act of coding reached.
private struct CodedOutput: APIValue {
    let stacks: Int
    let contents: Int

    static let schema = Schema.object(.optional("stacks", .count), .required("contents", .count)).named("Coded")
}

private struct StackOutput: Encodable {
    let id: Int64
    let cover: String
    let item: Int64
    let path: String
    let kind: String?
    let failure: String?
    let hasRendition: Bool
    let contents: Int
    let code: String?

    static let schema = Schema.object(
        .required("id", .count),
        .required("cover", Schema.digest.saying("The SHA-256 of the content that stands for the stack.")),
        .required("item", .count),
        .required("path", .anyText),
        .optional("kind", .choice(MediaKind.self)),
        .optional("failure", .choice(FailureCode.self)),
        .required("has_rendition", .flag),
        .required("contents", Schema.count.saying("How many contents of the case are in the stack.")),
        .optional("code", .anyText)
    ).named("Stack")

    init(_ stack: ReviewStack) {
        id = stack.id
        cover = stack.coverDigest.hex
        item = stack.item
        path = stack.path
        kind = stack.kind?.rawValue
        failure = stack.failure?.rawValue
        hasRendition = stack.hasRendition
        contents = stack.contents
        code = stack.code
    }
}

private struct StackList: APIValue {
    let stacks: [StackOutput]
    let next: String?

    static let schema = Schema.object(.required("stacks", .list(StackOutput.schema)), .optional("next", .anyText))
        .named("StackList")
}
