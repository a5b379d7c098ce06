import Accounts
import CaseModel
import Casework
import Hummingbird

/// Cases, and what they hold.
enum CaseOperations {
    static let all = [
        APIOperation(
            "listCases",
            .get,
            "/api/v1/cases",
            .system(.work),
            "Lists the cases that one may know of, by reference.",
            query: [.optional("after", .text(.line, 1...1000)), .optional("limit", .integer(1...500))],
            answer: .json(.ok, CaseList.schema),
            handle: list
        ),
        APIOperation(
            "addCase",
            .post,
            "/api/v1/cases",
            .system(.addCases),
            "Adds a case; whoever adds it is on its team.",
            body: .json(
                Schema.object(
                    .required("reference", .text(.line, 1...200)),
                    .optional("title", .text(.line, 0...1000)),
                    .optional("agency", .text(.line, 1...200))
                ).named("NewCase")
            ),
            answer: .json(.created, CaseOutput.schema),
            problems: [.conflict],
            isOnceByKey: true,
            handle: add
        ),
        APIOperation(
            "showCase",
            .get,
            "/api/v1/cases/{case}",
            .ofCase(.seeCase),
            "Shows a case: its counts, and what one may do with it.",
            answer: .json(.ok, CaseDetails.schema),
            handle: show
        ),
        APIOperation(
            "listExhibits",
            .get,
            "/api/v1/cases/{case}/exhibits",
            .ofCase(.seeRenditions),
            "Lists a case's exhibits.",
            answer: .json(.ok, ExhibitList.schema),
            handle: exhibits
        ),
        APIOperation(
            "showCustody",
            .get,
            "/api/v1/cases/{case}/custody",
            .ofCase(.seeRenditions),
            "Shows what was done with a case's exhibits, exhibit by exhibit, oldest first.",
            answer: .json(.ok, CustodyList.schema),
            handle: custody
        ),
    ]

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let access = try asked.access
        let limit = asked.number("limit") ?? 100
        let after = asked.text("after")
        let visible = try await asked.run { workspace in
            try workspace.caseTitles().filter { access.allows(.seeCase, $0.reference) }
        }.sorted { $0.reference < $1.reference }
        let rest = visible.filter { one in after.map { one.reference > $0 } ?? true }
        let shown = rest.prefix(limit)
        let next = rest.count > limit ? shown.last.map { asked.next([("after", $0.reference)]) } : nil
        return try APIAnswer(CaseList(cases: shown.map { CaseOutput($0, access) }, next: next))
    }

    private struct NewCase: Decodable {
        let reference: String
        let title: String?
        let agency: String?
    }

    @Sendable private static func add(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewCase = try asked.decoded()
        let viewer = try asked.viewer
        // The shape of the reference was checked: what is refused is that it is taken.
        let (added, access) = try await asked.run(refusing: .conflict) { workspace in
            try workspace.addCase(reference: wish.reference, title: wish.title, agency: wish.agency, by: viewer)
            return (
                try workspace.caseTitles().first { $0.reference == wish.reference }, try workspace.access(of: viewer)
            )
        }
        guard let added else { throw Problem.notFound }
        return try APIAnswer(CaseOutput(added, access), status: .created)
    }

    @Sendable private static func show(_ asked: APIRequest) async throws -> APIAnswer {
        let access = try asked.access
        let record = try await asked.request.caseRecord()
        let reference = record.reference
        var details = CaseDetails(CaseOutput(record, access), reference, access)
        if access.allows(.seeFingerprints, reference) {
            details.counts = CaseDetails.Counts(try await asked.request.state.counts.value(ofCase: reference))
            let overlaps = try await OverlapList(asked.request, ofCase: reference)
            details.overlaps = CaseDetails.Overlaps(
                pairs: overlaps.rows.count,
                undecided: overlaps.rows.count { $0.isUndecided },
                elsewhere: overlaps.elsewhere.reduce(0) { $0 + $1.pairs }
            )
        }
        if access.allows(.seeRenditions, reference) {
            let failures = try await asked.run { workspace in try workspace.failures(ofCase: reference) }
            details.failures = failures.map { CaseDetails.Failure(code: $0.code.rawValue, items: $0.items) }
        }
        return try APIAnswer(details)
    }

    @Sendable private static func exhibits(_ asked: APIRequest) async throws -> APIAnswer {
        let reference = asked.caseReference
        let found = try await asked.run { workspace in try workspace.exhibits(ofCase: reference) }
        return try APIAnswer(
            ExhibitList(
                exhibits: found.map {
                    ExhibitList.Exhibit(id: $0.id, label: $0.label, createdAt: $0.createdAt, items: $0.items)
                }
            )
        )
    }

    @Sendable private static func custody(_ asked: APIRequest) async throws -> APIAnswer {
        let reference = asked.caseReference
        let found = try await asked.run { workspace in try workspace.exhibits(ofCase: reference) }
        return try APIAnswer(
            CustodyList(
                custody: found.flatMap { exhibit in
                    exhibit.custody.map {
                        CustodyList.Entry(
                            exhibit: exhibit.label,
                            at: $0.at,
                            actor: $0.actor,
                            act: $0.act,
                            source: $0.source,
                            details: $0.details
                        )
                    }
                }
            )
        )
    }
}

/// A case, and how one stands to it.
struct CaseOutput: APIValue {
    let reference: String
    let title: String?
    let agency: String?
    /// `team` or `shared`.
    let relation: String
    let level: String

    static let members: [Schema.Field] = [
        .required("reference", .anyText), .optional("title", .anyText), .optional("agency", .anyText),
        .required("relation", .choice(["team", "shared"])), .required("level", .choice(SharingLevel.self)),
    ]
    static let schema = Schema(.object(members)).named("Case")

    init(_ record: CaseTitle, _ access: CaseAccess) {
        reference = record.reference
        title = record.title
        agency = record.agency
        relation = access[record.reference] == .team ? "team" : "shared"
        level = (access[record.reference].level ?? .existence).rawValue
    }
}

private struct CaseList: APIValue {
    let cases: [CaseOutput]
    let next: String?

    static let schema = Schema.object(.required("cases", .list(CaseOutput.schema)), .optional("next", .anyText))
        .named("CaseList")
}

private struct CaseDetails: APIValue {
    struct Counts: Encodable {
        let items, contents, stacks, codedStacks, failed, viewsAvoided: Int

        init(_ counts: ReviewCounts) {
            items = counts.items
            contents = counts.contents
            stacks = counts.stacks
            codedStacks = counts.codedStacks
            failed = counts.failed
            viewsAvoided = counts.viewsAvoided
        }
    }

    struct Overlaps: Encodable {
        let pairs, undecided, elsewhere: Int
    }

    struct Failure: Encodable {
        let code: String
        let items: Int
    }

    let reference: String
    let title: String?
    let agency: String?
    let relation: String
    let level: String
    let permissions: [String]
    var counts: Counts?
    var overlaps: Overlaps?
    var failures: [Failure]?

    static let schema = Schema(
        .object(
            CaseOutput.members + [
                .required("permissions", .list(.choice(CasePermission.allCases.map(\.name)))),
                .optional(
                    "counts",
                    .object(
                        .required("items", .count),
                        .required("contents", .count),
                        .required("stacks", .count),
                        .required("coded_stacks", .count),
                        .required("failed", .count),
                        .required("views_avoided", .count)
                    )
                ),
                .optional(
                    "overlaps",
                    .object(.required("pairs", .count), .required("undecided", .count), .required("elsewhere", .count))
                ),
                .optional(
                    "failures",
                    .list(.object(.required("code", .choice(FailureCode.self)), .required("items", .count)))
                ),
            ]
        )
    ).named("CaseDetails")

    init(_ output: CaseOutput, _ reference: String, _ access: CaseAccess) {
        self.reference = output.reference
        title = output.title
        agency = output.agency
        relation = output.relation
        level = output.level
        permissions = CasePermission.allCases.filter { access.allows($0, reference) }.map(\.name)
    }
}

private struct ExhibitList: APIValue {
    struct Exhibit: Encodable {
        let id: Int64
        let label: String
        let createdAt: String
        let items: Int
    }

    let exhibits: [Exhibit]

    static let schema = Schema.object(
        .required(
            "exhibits",
            .list(
                .object(
                    .required("id", .count),
                    .required("label", .anyText),
                    .required("created_at", .moment),
                    .required("items", .count)
                )
            )
        )
    ).named("ExhibitList")
}

private struct CustodyList: APIValue {
    struct Entry: Encodable {
        let exhibit, at, actor, act, source, details: String
    }

    let custody: [Entry]

    static let schema = Schema.object(
        .required(
            "custody",
            .list(
                .object(
                    .required("exhibit", .anyText),
                    .required("at", .moment),
                    .required("actor", .anyText),
                    .required("act", .anyText),
                    .required("source", .anyText),
                    .required("details", .anyText)
                )
            )
        )
    ).named("CustodyList")
}
