import Accounts
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// Verdicts on pairs of contents.
enum DecisionOperations {
    static let all = [
        APIOperation(
            "showDecisions",
            .get,
            "/api/v1/decisions",
            .system(.work),
            "Shows all decisions on a pair of contents, oldest first; the entity tag is the version of the last.",
            query: [.required("a", .digest), .required("b", .digest)],
            answer: .json(.ok, DecisionList.schema),
            problems: [.notFound],
            handle: show
        ),
        APIOperation(
            "decide",
            .post,
            "/api/v1/decisions",
            .system(.work),
            "Decides on a pair of contents, or takes the last decision back (null); refused if somebody decided meanwhile.",
            body: .json(
                Schema.object(
                    .required("case", .text(.line, 1...1000)),
                    .required("a", .digest),
                    .required("b", .digest),
                    .required("verdict", Schema.choice(Verdict.self).orNull),
                    .optional(
                        "version",
                        Schema.integer(0...999_999_999).saying("The version that was seen last; 0 if there was none.")
                    )
                ).named("NewDecision")
            ),
            answer: .json(.created, DecisionOutput.schema),
            problems: [.notFound, .conflict],
            isOnceByKey: true,
            takesVersion: true,
            handle: decide
        ),
        APIOperation(
            "undoDecision",
            .post,
            "/api/v1/decisions/undo",
            .system(.work),
            "Takes back what one decided last in a case.",
            body: .json(Schema.object(.required("case", .text(.line, 1...1000))).named("DecisionUndo")),
            answer: .json(.created, DecisionOutput.schema),
            problems: [.notFound, .conflict],
            isOnceByKey: true,
            handle: undo
        ),
    ]

    @Sendable private static func show(_ asked: APIRequest) async throws -> APIAnswer {
        guard let pair = pair(asked.text("a"), asked.text("b")) else { throw Problem.notFound }
        let access = try asked.access
        let found = try await asked.run { workspace in
            try workspace.decisions(on: pair, access: access)
        }
        guard let found else { throw Problem.notFound }
        var answer = try APIAnswer(
            DecisionList(
                a: pair.0.hex,
                b: pair.1.hex,
                version: found.last?.version ?? 0,
                verdict: found.last?.verdict?.rawValue,
                decisions: found.map { DecisionOutput($0, seenBy: access) }
            )
        )
        answer.response.headers[.eTag] = EntityTag.text(found.last?.version ?? 0)
        return answer
    }

    private static func pair(_ a: String?, _ b: String?) -> (ContentDigest, ContentDigest)? {
        guard let a = a.flatMap({ ContentDigest(hex: $0) }), let b = b.flatMap({ ContentDigest(hex: $0) }) else {
            return nil
        }
        return (a, b)
    }

    private struct NewDecision: Decodable {
        let `case`: String
        let a: String
        let b: String
        let verdict: Verdict?
        let version: Int?
    }

    @Sendable private static func decide(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewDecision = try asked.decoded()
        guard let pair = pair(wish.a, wish.b) else { throw Problem.notFound }
        let version = asked.version ?? wish.version ?? 0
        guard wish.verdict != nil || version > 0 else { throw nothingToTakeBack }
        return try await put(
            wish.verdict,
            on: pair,
            expecting: version,
            inCase: wish.case,
            asked
        )
    }

    private struct Undo: Decodable {
        let `case`: String
    }

    @Sendable private static func undo(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: Undo = try asked.decoded()
        try check(wish.case, asked)
        let viewer = try asked.viewer
        let last = try await asked.run { workspace in try workspace.lastDecision(of: viewer, inCase: wish.case) }
        guard let last else { throw nothingToTakeBack }
        return try await put(nil, on: last.pair, expecting: last.decision.version, inCase: wish.case, asked)
    }

    private static let nothingToTakeBack = Problem(status: .notFound, detail: "There is nothing to take back.")

    private static func check(_ reference: String, _ asked: APIRequest) throws(Problem) {
        let access = try asked.access
        guard access.allows(.seeCase, reference) else { throw .notFound }
        guard access.allows(.decide, reference) else { throw .forbidden }
    }

    private static func put(
        _ verdict: Verdict?,
        on pair: (ContentDigest, ContentDigest),
        expecting version: Int,
        inCase reference: String,
        _ asked: APIRequest
    ) async throws -> APIAnswer {
        try check(reference, asked)
        let (viewer, access) = (try asked.viewer, try asked.access)
        let outcome = try await asked.run { workspace in
            try workspace.decide(verdict, on: pair, expecting: version, inCase: reference, by: viewer)
        }
        switch outcome {
        case nil: throw Problem.notFound
        case .conflict(let earlier): throw Problem.conflict(earlier, yours: verdict)
        case .made(let decision):
            var answer = try APIAnswer(DecisionOutput(decision, seenBy: access), status: .created)
            answer.response.headers[.eTag] = EntityTag.text(decision.version)
            return answer
        }
    }
}

/// A decision as programs read it.
struct DecisionOutput: APIValue {
    let version: Int
    let verdict: String?
    let author: String
    /// Nil where the reader must not know of it.
    var `case`: String?
    let at: String
    let undoes: Int?

    init(_ decision: Decision) {
        version = decision.version
        verdict = decision.verdict?.rawValue
        author = decision.author
        `case` = decision.caseReference
        at = decision.at
        undoes = decision.undoes
    }

    static let schema = Schema.object(
        .required("version", .count),
        .optional("verdict", .choice(Verdict.self)),
        .required("author", .anyText),
        .optional("case", .anyText),
        .required("at", .moment),
        .optional("undoes", Schema.count.saying("The version that it takes back."))
    ).named("Decision")

    /// The decision, without the case in which it was made if that is none of which the viewer may know.
    init(_ decision: Decision, seenBy access: CaseAccess) {
        self.init(decision)
        if !access.allows(.seeCase, decision.caseReference) { `case` = nil }
    }
}

/// What stands against a decision that came too late.
enum StandingDecision {
    static let verdicts = Verdict.allCases.map(\.rawValue)
    static let schema = Schema.object(
        .required("version", .count),
        .required("verdict", .choice(["withdrawn"] + verdicts)),
        .required("author", .anyText),
        .required("at", .moment)
    ).named("StandingDecision")
}

private struct DecisionList: APIValue {
    let a: String
    let b: String
    let version: Int
    let verdict: String?
    let decisions: [DecisionOutput]

    static let schema = Schema.object(
        .required("a", .digest),
        .required("b", .digest),
        .required("version", Schema.count.saying("The version of the last decision; 0 if there is none.")),
        .optional("verdict", .choice(Verdict.self)),
        .required("decisions", .list(DecisionOutput.schema))
    ).named("DecisionList")
}

extension Problem {
    /// Somebody decided in between: both sides of it.
    fileprivate static func conflict(_ earlier: [Decision], yours: Verdict?) -> Problem {
        let last = earlier.last
        return Problem(
            status: .conflict,
            detail: "\(last?.author ?? "Somebody") decided on this pair meanwhile.",
            extra: [
                "theirs": last.map { decision in
                    .object([
                        "version": .integer(decision.version),
                        "verdict": .text(decision.verdict?.rawValue ?? "withdrawn"),
                        "author": .text(decision.author), "at": .text(decision.at),
                    ])
                } ?? .null, "yours": .text(yours?.rawValue ?? "withdrawn"),
            ]
        )
    }
}
