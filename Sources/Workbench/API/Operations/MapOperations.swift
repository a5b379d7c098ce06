import Accounts
import CaseModel
import Casework
import Hummingbird

/// Where the cases that one may see overlap.
enum MapOperations {
    static let all = [
        APIOperation(
            "showMap",
            .get,
            "/api/v1/map",
            .system(.work),
            "Shows which of the cases that one may see overlap, and how much, those with most pairs first.",
            query: [
                .optional("kind", .choice(LinkKind.self)), .optional("strength", .number(0...1)),
                .optional(
                    "confirmed",
                    Schema.flag.saying("Whether only what an expert confirmed, or is equal, counts.")
                ),
            ],
            answer: .json(.ok, MapOutput.schema),
            handle: map
        )
    ]

    @Sendable private static func map(_ asked: APIRequest) async throws -> APIAnswer {
        var filter = CaseMap.Filter(kind: asked.choice("kind"), onlyConfirmed: asked.flag("confirmed") ?? false)
        if let strength = asked.request.query["strength"].flatMap(Double.init) { filter.strength = strength }
        return try APIAnswer(MapOutput(try await CaseMap(asked.request, filter)))
    }
}

private struct MapOutput: APIValue {
    struct Case: Encodable {
        let reference: String
        let agency: String?
        let items: Int
    }

    struct Pair: Encodable {
        let a, b: String
        let kinds: [String]
        let pairs, confirmed, rejected, undecided: Int
        let strongest: Double
    }

    let cases: [Case]
    let overlaps: [Pair]
    let madeAt: String?

    static let schema = Schema.object(
        .required(
            "cases",
            .list(
                .object(.required("reference", .anyText), .optional("agency", .anyText), .required("items", .count))
            )
        ),
        .required(
            "overlaps",
            .list(
                .object(
                    .required("a", .anyText),
                    .required("b", .anyText),
                    .required("kinds", .list(.choice(LinkKind.self))),
                    .required("pairs", .count),
                    .required("confirmed", .count),
                    .required("rejected", .count),
                    .required("undecided", .count),
                    .required("strongest", .number(0...1))
                )
            )
        ),
        .optional("made_at", Schema.moment.saying("When the oldest list that was counted was made."))
    ).named("Map")

    init(_ map: CaseMap) {
        cases = map.titles.map { title in
            Case(reference: title.reference, agency: title.agency, items: map.items[title.reference] ?? 0)
        }
        overlaps = map.pairs.map { key, pair in
            Pair(
                a: key.first,
                b: key.second,
                kinds: LinkKind.allCases.filter(pair.kinds.contains).map(\.rawValue),
                pairs: pair.pairs,
                confirmed: pair.confirmed,
                rejected: pair.rejected,
                undecided: pair.undecided,
                strongest: pair.strongest
            )
        }.sorted { ($1.pairs, $0.a, $0.b) < ($0.pairs, $1.a, $1.b) }
        madeAt = map.madeAt
    }
}
