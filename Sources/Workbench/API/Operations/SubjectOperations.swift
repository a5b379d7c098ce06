import Accounts
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// Victims and offenders, by numbers instead of names.
enum SubjectOperations {
    static let all = own + merges

    private static let own = [
        APIOperation(
            "listSubjects",
            .get,
            "/api/v1/subjects",
            .system(.work),
            "Lists the subjects that one may see, by number: their status, and no more.",
            query: [.optional("due", Schema.flag.saying("Only those that are kept until a day that has come."))],
            answer: .json(.ok, SubjectList.schema),
            handle: list
        ),
        APIOperation(
            "addSubject",
            .post,
            "/api/v1/subjects",
            .system(.work),
            "Begins a subject in a case, and gives it a number.",
            body: .json(
                Schema.object(
                    .required("case", .text(.line, 1...1000)),
                    .required("kind", .choice(SubjectKind.self))
                )
                .named("NewSubject")
            ),
            answer: .json(.created, SubjectAdded.schema),
            problems: [.notFound],
            isOnceByKey: true,
            handle: add
        ),
        APIOperation(
            "viewSubject",
            .post,
            "/api/v1/subjects/{subject}/access",
            .system(.work),
            "Shows all that is kept of a subject; who asked and why is on record before it is given.",
            body: .json(ReasonWish.schema),
            answer: .json(.ok, SubjectDetailsValue.schema),
            problems: [.notFound],
            handle: view
        ),
        APIOperation(
            "stateSubject",
            .post,
            "/api/v1/subjects/{subject}/statements",
            .system(.work),
            "Says something of a subject: its status since a day, a code, a first sight, or until when it is kept and why.",
            body: .json(Statement.schema),
            answer: .json(.created, RecordVersion.schema),
            problems: [.notFound, .conflict, .unprocessableContent],
            isOnceByKey: true,
            takesVersion: true,
            handle: state
        ),
        APIOperation(
            "linkSubject",
            .post,
            "/api/v1/subjects/{subject}/links",
            .system(.work),
            "Links a subject with a series, or with a content of a case, or does so no longer.",
            body: .json(LinkWish.schema),
            answer: .json(.created, RecordVersion.schema),
            problems: [.notFound, .conflict, .unprocessableContent],
            isOnceByKey: true,
            takesVersion: true,
            handle: link
        ),
    ]

    private static let merges = MergeOperations.of(
        "subject",
        at: "/api/v1/subjects/{subject}",
        "Says that two subjects are one person: this one leads to the other from now on.",
        target: .text(.line, 1...30)
    ) { (asked, wish: MergeWish<String>, version) in
        let (number, target) = (try await number(asked), try await number(wish.into, asked))
        let viewer = try asked.viewer
        return try await asked.run { workspace in
            try workspace.mergeSubject(number, into: target, expecting: version, reason: wish.reason, by: viewer)
        }
    } unmerge: { asked, reason in
        let (number, viewer) = (try await number(asked), try asked.viewer)
        return try await asked.run { workspace in
            try workspace.unmergeSubject(number, reason: reason, by: viewer)
        }
    }

    /// The subject that the path names, in the store.
    private static func number(_ asked: APIRequest) async throws -> Int64 {
        try await number(asked.request.parameter("subject"), asked)
    }

    private static func number(_ text: String, _ asked: APIRequest) async throws -> Int64 {
        let viewer = try asked.viewer
        do {
            return try await Blocking.run { [workspace = asked.workspace] in
                try workspace.subjectNumber(text, for: viewer)
            }
        } catch let error as CaseworkError where error.code == .usage {
            throw Problem.notFound
        }
    }

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let (viewer, isDue) = (try asked.viewer, asked.flag("due") ?? false)
        let all = try await asked.run { workspace in
            isDue ? try workspace.subjectsDue(for: viewer) : try workspace.subjects(for: viewer)
        }
        return try APIAnswer(SubjectList(subjects: all.map(SubjectValue.init)))
    }

    private struct NewSubject: Decodable {
        let `case`: String
        let kind: SubjectKind
    }

    @Sendable private static func add(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewSubject = try asked.decoded()
        let viewer = try asked.viewer
        guard try asked.access.allows(.seeCase, wish.case) else { throw Problem.notFound }
        let added = try await asked.run { workspace in
            try workspace.addSubject(wish.kind, inCase: wish.case, by: viewer).number
        }
        return try APIAnswer(SubjectAdded(subject: added.description), status: .created)
    }

    @Sendable private static func view(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: ReasonWish = try asked.decoded()
        let (number, viewer) = (try await number(asked), try asked.viewer)
        let found = try await asked.run { workspace in
            try workspace.subject(number, reason: wish.reason, by: viewer)
        }
        guard let found else { throw Problem.notFound }
        var answer = try APIAnswer(SubjectDetailsValue(found))
        answer.response.headers[.eTag] = EntityTag.text(found.summary.version)
        return answer
    }

    private struct Statement: Decodable {
        enum Field: String, CaseIterable, Decodable {
            case status
            case sex
            case ageBand = "age_band"
            case country
            case recording
            case firstSeen = "first_seen"
            case retention
        }

        let field: Field
        let value: String?
        let certainty: CountryCertainty?
        let day: String?
        let reason: String?
        let version: Int?

        static let schema = Schema.object(
            .required("field", .choice(Field.self)),
            .optional(
                "value",
                Schema.text(.line, 1...40).saying("A status, sex, age band, country (ISO 3166-1), or who recorded.")
            ),
            .optional("certainty", .choice(CountryCertainty.self)),
            .optional(
                "day",
                Schema.text(.line, 10...10).saying("YYYY-MM-DD: of a status, a first sight and retention.")
            ),
            .optional("reason", Schema.text(.line, 1...200).saying("Why a subject is kept.")),
            .optional("version", RecordVersion.seen)
        ).named("SubjectStatement")

        var said: SubjectStatement {
            get throws(Problem) {
                switch field {
                case .status:
                    return .status(try one("value", value.flatMap(SubjectStatus.init)), day: try one("day", day))
                case .sex: return .sex(try one("value", value.flatMap(SubjectSex.init)))
                case .ageBand: return .ageBand(try one("value", value.flatMap(AgeBand.init)))
                case .country: return .country(value, try one("certainty", certainty))
                case .recording: return .recording(try one("value", value.flatMap(SubjectRecording.init)))
                case .firstSeen: return .firstSeen(day: try one("day", day))
                case .retention: return .retention(day: try one("day", day), reason: try one("reason", reason))
                }
            }
        }

        private func one<Value>(_ name: String, _ value: Value?) throws(Problem) -> Value {
            guard let value else { throw .unsuitable(name, "is missing, or is not one that is known") }
            return value
        }
    }

    @Sendable private static func state(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: Statement = try asked.decoded()
        let statement = try wish.said
        let (number, viewer) = (try await number(asked), try asked.viewer)
        let version = asked.version ?? wish.version
        let outcome = try await asked.run { workspace in
            try workspace.state(statement, ofSubject: number, expecting: version, by: viewer)
        }
        return try RecordVersion.answer(outcome)
    }

    private struct LinkWish: Decodable {
        let `case`: String
        let series: Int64?
        let content: String?
        let withdrawn: Bool?
        let version: Int?

        static let schema = Schema.object(
            .required("case", .text(.line, 1...1000)),
            .optional("series", .integer(1...Int64.max)),
            .optional("content", Schema.text(.line, 1...4096).saying("A SHA-256, or a path in the case.")),
            .optional("withdrawn", .flag),
            .optional("version", RecordVersion.seen)
        ).named("SubjectLink")
    }

    @Sendable private static func link(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: LinkWish = try asked.decoded()
        guard (wish.series == nil) != (wish.content == nil) else {
            throw Problem.unsuitable("series", "or content must be stated, not both")
        }
        guard try asked.access.allows(.seeCase, wish.case) else { throw Problem.notFound }
        let (number, viewer) = (try await number(asked), try asked.viewer)
        let version = asked.version ?? wish.version
        let outcome = try await asked.run { workspace in
            if let series = wish.series {
                return try workspace.linkSubject(
                    number,
                    withSeries: series,
                    inCase: wish.case,
                    isWithdrawn: wish.withdrawn ?? false,
                    expecting: version,
                    by: viewer
                )
            }
            return try workspace.linkSubject(
                number,
                withContent: wish.content ?? "",
                ofCase: wish.case,
                isWithdrawn: wish.withdrawn ?? false,
                expecting: version,
                by: viewer
            )
        }
        return try RecordVersion.answer(outcome)
    }
}

private struct SubjectAdded: APIValue {
    let subject: String

    static let schema = Schema.object(.required("subject", .anyText)).named("SubjectAdded")
}

private struct SubjectValue: Encodable {
    let subject: String
    let kind: String
    let version: Int
    let status: String
    let keptUntil: String?
    let cases: [String]
    let merged: [String]

    static let schema = Schema.object(
        .required("subject", Schema.anyText.saying("Its number, such as V-000123.")),
        .required("kind", .choice(SubjectKind.self)),
        .required("version", .count),
        .required("status", .choice(SubjectStatus.self)),
        .optional("kept_until", .anyText),
        .required("cases", .list(.anyText)),
        .required("merged", .list(.anyText))
    ).named("Subject")

    init(_ summary: SubjectSummary) {
        subject = summary.name.number.description
        kind = summary.name.number.kind.rawValue
        version = summary.version
        status = summary.status.rawValue
        keptUntil = summary.retentionDay
        cases = summary.cases
        merged = summary.merged.map(\.number.description)
    }
}

private struct SubjectList: APIValue {
    let subjects: [SubjectValue]

    static let schema = Schema.object(.required("subjects", .list(SubjectValue.schema))).named("SubjectList")
}

private struct SubjectDetailsValue: APIValue {
    let summary: SubjectValue
    let sex: String
    let ageBand: String
    let country: String?
    let certainty: String
    let recording: String
    let firstSeen: String?
    let keptReason: String?
    let history: [ChangeOutput]
    let series: [Int64]
    let media: [String]
    let changes: [ChangeOutput]

    static let schema = Schema.object(
        .required("summary", SubjectValue.schema),
        .required("sex", .choice(SubjectSex.self)),
        .required("age_band", .choice(AgeBand.self)),
        .optional("country", .anyText),
        .required("certainty", .choice(CountryCertainty.self)),
        .required("recording", .choice(SubjectRecording.self)),
        .optional("first_seen", .anyText),
        .optional("kept_reason", .anyText),
        .required("history", Schema.list(ChangeOutput.schema).saying("Every status, by the day from which it holds.")),
        .required("series", Schema.list(.count).saying("Numbers of series that it is linked with.")),
        .required("media", .list(.digest)),
        .required("changes", .list(ChangeOutput.schema))
    ).named("SubjectDetails")

    init(_ details: SubjectDetails) {
        summary = SubjectValue(details.summary)
        sex = details.sex.rawValue
        ageBand = details.ageBand.rawValue
        country = details.country
        certainty = details.certainty.rawValue
        recording = details.recording.rawValue
        firstSeen = details.firstSeenDay
        keptReason = details.retentionReason
        history = details.history.map(ChangeOutput.init)
        series = details.series.map(\.id)
        media = details.media.compactMap { $0.digest?.hex }
        changes = details.changes.map(ChangeOutput.init)
    }
}
