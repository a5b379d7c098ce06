import Accounts
import CaseModel
import Casework
import Hummingbird

/// What a case shares with others.
enum OverlapOperations {
    static let all = [
        APIOperation(
            "listOverlaps",
            .get,
            "/api/v1/cases/{case}/overlaps",
            .ofCase(.seeFingerprints),
            "Lists what a case shares with others, the strongest first, each pair of stacks once.",
            query: [
                .optional("kind", .choice(LinkKind.self)), .optional("other", .text(.line, 1...1000)),
                .optional("state", .choice(OverlapListFilter.states)), .optional("strength", .number(0...1)),
                .optional("start", .integer(0...1_000_000_000)), .optional("limit", .integer(1...500)),
            ],
            answer: .json(.ok, OverlapPage.schema),
            handle: list
        ),
        APIOperation(
            "listStatedFiles",
            .get,
            "/api/v1/cases/{case}/overlaps/stated",
            .ofCase(.seeFingerprints),
            "Lists files that reports state without bringing them and that another case holds: of the case's own reports, or "
                + "held by it.",
            query: [
                .optional("other", .text(.line, 1...1000)), .optional("start", .integer(0...1_000_000_000)),
                .optional("limit", .integer(1...500)),
            ],
            answer: .json(.ok, StatedFilesPage.schema),
            handle: listStated
        ),
    ]

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let reference = asked.caseReference
        let overlaps = try await OverlapList(asked.request, ofCase: reference)
        let filter = OverlapListFilter(asked.request.query)
        let shown = overlaps.rows.filter(filter.admits)
        let (start, limit) = (asked.number("start") ?? 0, asked.number("limit") ?? 100)
        let page = shown.dropFirst(start).prefix(limit)
        let end = start + page.count
        return try APIAnswer(
            OverlapPage(
                overlaps: page.map { OverlapOutput($0, of: reference) },
                total: shown.count,
                undecided: overlaps.rows.count { $0.isUndecided },
                stated: overlaps.stated.fileCount,
                elsewhere: overlaps.elsewhere.map { ElsewhereOutput(agency: $0.agency, pairs: $0.pairs) },
                commonplaces: try await CommonplaceView(asked).shown(overlaps.queue.commonplaces),
                incompleteness: overlaps.queue.incompleteness,
                madeAt: overlaps.queue.madeAt,
                next: end < shown.count ? asked.next([("start", "\(end)")]) : nil
            )
        )
    }

    @Sendable private static func listStated(_ asked: APIRequest) async throws -> APIAnswer {
        let overlaps = try await OverlapList(asked.request, ofCase: asked.caseReference)
        let other = asked.text("other")
        let shown = overlaps.stated.rows.filter { other == nil || other == $0.otherCase }
        let (start, limit) = (asked.number("start") ?? 0, asked.number("limit") ?? 100)
        let page = shown.dropFirst(start).prefix(limit)
        let end = start + page.count
        return try APIAnswer(
            StatedFilesPage(
                stated: page.map { row in
                    var output = StatedLinkOutput(row.link)
                    if !row.showsItem { output = output.withoutItemPlace }
                    return row.showsFile ? output : output.withoutFilePlace
                },
                total: shown.count,
                elsewhere: overlaps.stated.elsewhere.map { ElsewhereOutput(agency: $0.agency, pairs: $0.links) },
                next: end < shown.count ? asked.next([("start", "\(end)")]) : nil
            )
        )
    }
}

/// A pair of a case's list.
private struct OverlapOutput: Encodable {
    struct Standing: Encodable {
        let verdict: String
        let author: String
        let at: String
    }

    let link: LinkOutput
    let kinds: [String]
    let links: Int
    let item: Int64
    let otherItem: Int64?
    let otherCase: String
    let otherAgency: String?
    let state: String
    let decision: Standing?

    static let states = ["equal", "undecided", "decided", "not_shown"]
    static let schema = Schema.object(
        .required("link", LinkOutput.schema),
        .required(
            "kinds",
            Schema.list(.choice(LinkKind.self)).saying("The kinds of all links between the two stacks.")
        ),
        .required("links", .count),
        .required("item", Schema.count.saying("The case's own item.")),
        .optional("other_item", .count),
        .required("other_case", .anyText),
        .optional("other_agency", .anyText),
        .required(
            "state",
            Schema.choice(states).saying("`equal` are the same bytes; `not_shown` is what one may not look at.")
        ),
        .optional(
            "decision",
            .object(
                .required("verdict", .choice(Verdict.self)),
                .required("author", .anyText),
                .required("at", .moment)
            )
        )
    ).named("Overlap")

    init(_ row: OverlapRow, of reference: String) {
        let output = LinkOutput(row.entry.link)
        let isOtherFirst = row.entry.link.itemA.id == row.entry.other.id
        link = row.showsOther ? output : output.hiding(first: isOtherFirst)
        kinds = row.entry.kinds.map(\.rawValue)
        links = row.entry.links
        item = row.entry.own.id
        otherItem = row.showsOther ? row.entry.other.id : nil
        otherCase = row.entry.other.caseReference
        otherAgency = row.otherAgency.isEmpty ? nil : row.otherAgency
        decision = row.decision.flatMap { decision in
            decision.verdict.map { Standing(verdict: $0.rawValue, author: decision.author, at: decision.at) }
        }
        if row.entry.pair == nil {
            state = "equal"
        } else if decision != nil {
            state = "decided"
        } else {
            state = row.showsOther ? "undecided" : "not_shown"
        }
    }
}

/// How many pairs there are with cases of which one may only know that they exist.
struct ElsewhereOutput: Encodable {
    let agency: String
    let pairs: Int

    static let schema = Schema.object(.required("agency", .anyText), .required("pairs", .count)).named("Elsewhere")
}

private struct OverlapPage: APIValue {
    let overlaps: [OverlapOutput]
    let total: Int
    let undecided: Int
    let stated: Int
    let elsewhere: [ElsewhereOutput]
    let commonplaces: [CommonplaceView.Output]
    let incompleteness: [String]
    let madeAt: String
    let next: String?

    static let schema = Schema.object(
        .required("overlaps", .list(OverlapOutput.schema)),
        .required("total", Schema.count.saying("Pairs that the filters admit.")),
        .required("undecided", Schema.count.saying("Pairs of the whole list that nobody has decided.")),
        .required(
            "stated",
            Schema.count.saying(
                "Files that reports state without bringing them and that another case, or this one, holds."
            )
        ),
        .required("elsewhere", .list(ElsewhereOutput.schema)),
        .required("commonplaces", .list(CommonplaceView.Output.schema)),
        .required("incompleteness", Schema.list(.anyText).saying("Why pairs may be missing.")),
        .required("made_at", .moment),
        .optional("next", .anyText)
    ).named("OverlapPage")
}

private struct StatedFilesPage: APIValue {
    let stated: [StatedLinkOutput]
    let total: Int
    let elsewhere: [ElsewhereOutput]
    let next: String?

    static let schema = Schema.object(
        .required("stated", .list(StatedLinkOutput.schema)),
        .required("total", .count),
        .required("elsewhere", .list(ElsewhereOutput.schema)),
        .optional("next", .anyText)
    ).named("StatedFilesPage")
}

/// What occurs too often to be listed; how often and where is told to who may see all cases only, as it counts them all.
struct CommonplaceView {
    struct Output: Encodable {
        let kind: String
        let reason: String
        let value: String?
        let sha256: String?
        let items: Int?
        let cases: Int?

        static let schema = Schema.object(
            .required("kind", .choice(LinkKind.self)),
            .required("reason", .anyText),
            .optional("value", .anyText),
            .optional("sha256", .digest),
            .optional("items", .count),
            .optional("cases", .count)
        ).named("Commonplace")
    }

    private let seesAll: Bool

    init(_ asked: APIRequest) async throws {
        let access = try asked.access
        seesAll = try await asked.run { workspace in
            try workspace.caseTitles().allSatisfy { access.allows(.seeFingerprints, $0.reference) }
        }
    }

    func shown(_ commonplaces: [Commonplace]) -> [Output] {
        commonplaces.map { one in
            Output(
                kind: one.kind.rawValue,
                reason: one.reason,
                value: one.value,
                sha256: seesAll ? one.sha256?.hex : nil,
                items: seesAll ? one.items : nil,
                cases: seesAll ? one.cases : nil
            )
        }
    }
}
