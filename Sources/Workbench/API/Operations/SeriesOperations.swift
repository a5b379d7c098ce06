import Accounts
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// Media that belong together.
enum SeriesOperations {
    static let all = own + merges

    private static let own = [
        APIOperation(
            "listSeries",
            .get,
            "/api/v1/series",
            .system(.work),
            "Lists the series that one may see, by agency and name.",
            answer: .json(.ok, SeriesList.schema),
            handle: list
        ),
        APIOperation(
            "addSeries",
            .post,
            "/api/v1/series",
            .system(.work),
            "Begins a series in a case.",
            body: .json(
                Schema.object(.required("case", .text(.line, 1...1000)), .required("name", .text(.line, 1...200)))
                    .named("NewSeries")
            ),
            answer: .json(.created, SeriesValue.schema),
            problems: [.notFound],
            isOnceByKey: true,
            handle: add
        ),
        APIOperation(
            "showSeries",
            .get,
            "/api/v1/series/{series}",
            .system(.work),
            "Shows a series; one that was merged leads to the other. The entity tag is its version.",
            answer: .json(.ok, SeriesDetailsValue.schema),
            problems: [.notFound],
            handle: show
        ),
        APIOperation(
            "setSeriesMedia",
            .post,
            "/api/v1/series/{series}/media",
            .system(.work),
            "Puts contents of a case into a series, or takes out what the case had put there.",
            body: .json(
                Schema.object(
                    .required("case", .text(.line, 1...1000)),
                    .required(
                        "contents",
                        .list(Schema.text(.line, 1...4096).saying("A SHA-256, or a path in the case."), 1...10_000)
                    ),
                    .optional("withdrawn", .flag),
                    .optional("version", RecordVersion.seen)
                ).named("SeriesMediaChange")
            ),
            answer: .json(.created, RecordVersion.schema),
            problems: [.notFound, .conflict],
            isOnceByKey: true,
            takesVersion: true,
            handle: setMedia
        ),
        APIOperation(
            "setSeriesFlag",
            .post,
            "/api/v1/series/{series}/flags",
            .system(.work),
            "Says of a series whether a flag holds.",
            body: .json(
                Schema.object(
                    .required("flag", .choice(SeriesFlag.self)),
                    .required("value", .flag),
                    .optional("version", RecordVersion.seen)
                ).named("SeriesFlagChange")
            ),
            answer: .json(.created, RecordVersion.schema),
            problems: [.notFound, .conflict],
            isOnceByKey: true,
            takesVersion: true,
            handle: setFlag
        ),
        APIOperation(
            "suggestSeries",
            .get,
            "/api/v1/series/{series}/suggestions",
            .system(.work),
            "Lists series that share something with one, by the matches on record; nothing is ever done with them.",
            answer: .json(.ok, SuggestionList.schema),
            problems: [.notFound],
            handle: suggest
        ),
    ]

    private static let merges = MergeOperations.of(
        "series",
        at: "/api/v1/series/{series}",
        "Says that two series are one: this one leads to the other from now on.",
        target: .integer(1...Int64.max)
    ) { (asked, wish: MergeWish<Int64>, version) in
        let (number, viewer) = (try number(asked), try asked.viewer)
        return try await asked.run { workspace in
            try workspace.mergeSeries(number, into: wish.into, expecting: version, reason: wish.reason, by: viewer)
        }
    } unmerge: { asked, reason in
        let (number, viewer) = (try number(asked), try asked.viewer)
        return try await asked.run { workspace in
            try workspace.unmergeSeries(number, reason: reason, by: viewer)
        }
    }

    private static func number(_ asked: APIRequest) throws(Problem) -> Int64 { try asked.request.number("series") }

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let viewer = try asked.viewer
        let all = try await asked.run { workspace in try workspace.series(for: viewer) }
        return try APIAnswer(SeriesList(series: all.map(SeriesValue.init)))
    }

    private struct NewSeries: Decodable {
        let `case`: String
        let name: String
    }

    @Sendable private static func add(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewSeries = try asked.decoded()
        let viewer = try asked.viewer
        guard try asked.access.allows(.seeCase, wish.case) else { throw Problem.notFound }
        let added = try await asked.run { workspace in
            try workspace.series(workspace.addSeries(named: wish.name, inCase: wish.case, by: viewer), for: viewer)
        }
        guard let added else { throw Problem.notFound }
        return try APIAnswer(SeriesValue(added.summary), status: .created)
    }

    @Sendable private static func show(_ asked: APIRequest) async throws -> APIAnswer {
        let (number, viewer) = (try number(asked), try asked.viewer)
        guard let found = try await asked.run({ workspace in try workspace.series(number, for: viewer) }) else {
            throw Problem.notFound
        }
        var answer = try APIAnswer(SeriesDetailsValue(found))
        answer.response.headers[.eTag] = EntityTag.text(found.summary.version)
        return answer
    }

    private struct MediaChange: Decodable {
        let `case`: String
        let contents: [String]
        let withdrawn: Bool?
        let version: Int?
    }

    @Sendable private static func setMedia(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: MediaChange = try asked.decoded()
        let (number, viewer) = (try number(asked), try asked.viewer)
        guard try asked.access.allows(.seeCase, wish.case) else { throw Problem.notFound }
        let version = asked.version ?? wish.version
        let outcome = try await asked.run { workspace in
            try workspace.setMedia(
                wish.contents,
                ofCase: wish.case,
                inSeries: number,
                isWithdrawn: wish.withdrawn ?? false,
                expecting: version,
                by: viewer
            )
        }
        return try RecordVersion.answer(outcome)
    }

    private struct FlagChange: Decodable {
        let flag: SeriesFlag
        let value: Bool
        let version: Int?
    }

    @Sendable private static func setFlag(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: FlagChange = try asked.decoded()
        let (number, viewer) = (try number(asked), try asked.viewer)
        let version = asked.version ?? wish.version
        let outcome = try await asked.run { workspace in
            try workspace.setFlag(wish.flag, wish.value, ofSeries: number, expecting: version, by: viewer)
        }
        return try RecordVersion.answer(outcome)
    }

    @Sendable private static func suggest(_ asked: APIRequest) async throws -> APIAnswer {
        let (number, viewer) = (try number(asked), try asked.viewer)
        let found = try await asked.run { workspace in try workspace.suggestions(forSeries: number, for: viewer) }
        guard let found else { throw Problem.notFound }
        return try APIAnswer(SuggestionList(suggestions: found.map(SuggestionList.Suggestion.init)))
    }
}

private struct SeriesValue: APIValue {
    struct Flags: Encodable {
        let distributed: Bool?
        let victimIdentified: Bool?
        let offenderIdentified: Bool?
    }

    struct Name: Encodable {
        let id: Int64
        let agency: String
        let name: String

        init(_ name: SeriesName) {
            id = name.id
            agency = name.agency
            self.name = name.name
        }

        static let schema = Schema.object(
            .required("id", .count),
            .required("agency", Schema.anyText.saying("Empty if the case it began in has none.")),
            .required("name", .anyText)
        ).named("SeriesName")
    }

    let series: Name
    let version: Int
    let contents: Int
    let cases: [String]
    let flags: Flags
    let merged: [Name]

    static let schema = Schema.object(
        .required("series", Name.schema),
        .required("version", .count),
        .required("contents", Schema.count.saying("The contents that one may see.")),
        .required("cases", .list(.anyText)),
        .required(
            "flags",
            Schema.object(
                .optional("distributed", .flag),
                .optional("victim_identified", .flag),
                .optional("offender_identified", .flag)
            ).saying("A flag that nobody spoke of is absent.")
        ),
        .required("merged", .list(Name.schema))
    ).named("Series")

    init(_ summary: SeriesSummary) {
        series = Name(summary.name)
        version = summary.version
        contents = summary.contents
        cases = summary.cases
        flags = Flags(
            distributed: summary.flags[.distributed],
            victimIdentified: summary.flags[.victimIdentified],
            offenderIdentified: summary.flags[.offenderIdentified]
        )
        merged = summary.merged.map(Name.init)
    }
}

private struct SeriesList: APIValue {
    let series: [SeriesValue]

    static let schema = Schema.object(.required("series", .list(SeriesValue.schema))).named("SeriesList")
}

private struct SeriesDetailsValue: APIValue {
    struct Contribution: Encodable {
        let sha256: String
        let `case`: String
        let item: Int64?
        let hasRendition: Bool
        let author: String
        let at: String

        static let schema = Schema.object(
            .required("sha256", .digest),
            .required("case", .anyText),
            .optional("item", .count),
            .required("has_rendition", .flag),
            .required("author", .anyText),
            .required("at", .moment)
        ).named("SeriesContribution")
    }

    let summary: SeriesValue
    let media: [Contribution]
    let subjects: [String]
    let changes: [ChangeOutput]

    static let schema = Schema.object(
        .required("summary", SeriesValue.schema),
        .required("media", .list(Contribution.schema)),
        .required("subjects", Schema.list(.anyText).saying("Numbers of subjects that are linked with it.")),
        .required("changes", .list(ChangeOutput.schema))
    ).named("SeriesDetails")

    init(_ details: SeriesDetails) {
        summary = SeriesValue(details.summary)
        media = details.media.map { one in
            Contribution(
                sha256: one.digest.hex,
                case: one.caseReference,
                item: one.item,
                hasRendition: one.hasRendition,
                author: one.author,
                at: one.at
            )
        }
        subjects = details.subjects.map(\.name.number.description)
        changes = details.changes.map(ChangeOutput.init)
    }
}

private struct SuggestionList: APIValue {
    struct Tally: Encodable {
        let hypothesis: String
        let pairs: Int
        let strongest: Double
    }

    struct Suggestion: Encodable {
        let series: SeriesValue.Name
        let strength: Double
        let sharedContents: Int
        let kinds: [String]
        let tallies: [Tally]

        init(_ suggestion: SeriesSuggestion) {
            series = SeriesValue.Name(suggestion.series)
            strength = suggestion.strongest
            sharedContents = suggestion.sharedContents
            kinds = suggestion.kinds.map(\.rawValue)
            tallies = suggestion.tallies.map {
                Tally(hypothesis: $0.hypothesis.rawValue, pairs: $0.pairs, strongest: $0.strongest)
            }
        }
    }

    let suggestions: [Suggestion]

    static let schema = Schema.object(
        .required(
            "suggestions",
            .list(
                Schema.object(
                    .required("series", SeriesValue.Name.schema),
                    .required("strength", .number(0...1)),
                    .required("shared_contents", .count),
                    .required("kinds", .list(.choice(LinkKind.self))),
                    .required(
                        "tallies",
                        .list(
                            Schema.object(
                                .required("hypothesis", .choice(Hypothesis.self)),
                                .required("pairs", .count),
                                .required("strongest", .number(0...1))
                            )
                        )
                    )
                ).named("SeriesSuggestion")
            )
        )
    ).named("SeriesSuggestions")
}
