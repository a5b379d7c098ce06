import Accounts
import CaseModel
import Casework
import Foundation
import Hummingbird

/// Subjects: the list, and the page of one for those who say why they need it.
enum SubjectPages {
    static let all = [
        Route(.get, "/subjects", .system(.work), handle: list),
        Route(.post, "/subjects", .system(.work), handle: begin),
        Route(.get, "/subjects/:subject", .system(.work), handle: question),
        Route(.post, "/subjects/:subject", .system(.work), handle: page),
        Route(.post, "/subjects/:subject/statements", .system(.work), handle: state),
    ]

    static func path(_ number: SubjectNumber) -> String { "/subjects/\(number)" }

    @Sendable private static func list(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let isDue = request.query["due"] == "yes"
        let all = try await Blocking.run {
            isDue ? try workspace.subjectsDue(for: viewer) : try workspace.subjects(for: viewer)
        }
        var values: PageValues = [
            "otherHref": isDue ? "/subjects" : "/subjects?due=yes",
            "otherLabel": words.text(isDue ? "subjects_all" : "subjects_due"),
        ]
        if !all.isEmpty {
            values["list"] =
                [
                    "rows": all.map { one -> PageValues in
                        [
                            "href": path(one.name.number), "number": one.name.number.description,
                            "kindText": words.text("subject_\(one.name.number.kind.rawValue)"),
                            "statusText": words.status(one.status), "keptUntil": one.retentionDay ?? "",
                            "cases": one.cases.joined(separator: ", "),
                        ]
                    }
                ] as PageValues
        }
        let cases = try request.decidableCases
        if !cases.isEmpty {
            values["begin"] =
                [
                    "cases": cases,
                    "kinds": SubjectKind.allCases.map { option($0.rawValue, words.text("subject_\($0.rawValue)")) },
                ] as PageValues
        }
        return request.page("subjects", title: words.text("subjects"), values, current: "/subjects")
    }

    @Sendable private static func begin(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        guard let kind = request.form["kind"].flatMap(SubjectKind.init), let reference = request.form.text("case")
        else {
            throw Problem.wrong("Say what the subject is, and in which case it begins.")
        }
        let number = try await Blocking.run { try workspace.addSubject(kind, inCase: reference, by: viewer).number }
        return request.redirect(to: path(number))
    }

    /// The subject that the path names, in the store.
    private static func number(_ request: WorkRequest) async throws -> Int64 {
        let (workspace, viewer, text) = (
            request.state.workspace, try request.who().viewer, request.parameter("subject")
        )
        do {
            return try await Blocking.run { try workspace.subjectNumber(text, for: viewer) }
        } catch let error as CaseworkError where error.code == .usage {
            throw Problem.notFound
        }
    }

    /// Asks why a subject is to be shown.
    @Sendable private static func question(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        _ = try await number(request)
        let name = SubjectNumber(request.parameter("subject"))?.description ?? ""
        return request.page(
            "confirm",
            title: name,
            [
                "title": words.text("subject_question", name), "question": words.text("subject_question_detail"),
                "action": "/subjects/\(name)", "fields": [PageValues](), "reasonLabel": words.text("reason"),
                "confirmLabel": words.text("subject_show"), "cancelHref": "/subjects",
            ],
            current: "/subjects"
        )
    }

    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        guard let reason = request.form.text("reason") else { return try await question(request) }
        return try await shown(request, reason: reason)
    }

    private static func shown(_ request: WorkRequest, reason: String) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let (workspace, viewer, id) = (request.state.workspace, signedIn.viewer, try await number(request))
        guard let found = try await Blocking.run({ try workspace.subject(id, reason: reason, by: viewer) }) else {
            throw Problem.notFound
        }
        let summary = found.summary
        let kind = summary.name.number.kind
        var facts: [PageValues] = [
            ["label": words.text("record_sex"), "value": words.text("subject_sex_\(found.sex.rawValue)")],
            [
                "label": words.text("record_age_band"),
                "value": found.ageBand == .unknown ? words.text("subject_sex_unknown") : found.ageBand.rawValue,
            ],
            [
                "label": words.text("subject_country"),
                "value": [found.country, words.text("subject_\(found.certainty.rawValue)")].compactMap(\.self)
                    .joined(separator: ", "),
            ],
        ]
        if found.recording != .unknown {
            facts.append([
                "label": words.text("subject_recording"),
                "value": words.text("subject_recording_\(found.recording.rawValue)"),
            ])
        }
        if let day = found.firstSeenDay { facts.append(["label": words.text("subject_first_seen"), "value": day]) }
        if let day = summary.retentionDay {
            facts.append(["label": words.text("kept_until"), "value": "\(day): \(found.retentionReason ?? "")"])
        }
        facts += found.media.map { link -> PageValues in
            ["label": words.text("contents"), "value": "\(link.digest?.hex ?? ""), \(link.caseReference)"]
        }
        var values: PageValues = [
            "number": summary.name.number.description, "statusText": words.status(summary.status),
            "cases": summary.cases.joined(separator: ", "), "facts": facts,
            "links": found.series.map { ["href": "/series/\($0.id)", "label": $0.fullName] as PageValues },
            "history": found.history.map { step -> PageValues in
                [
                    "day": step.day ?? "", "author": step.author,
                    "statusText": step.value.flatMap(SubjectStatus.init).map(words.status) ?? "",
                ]
            },
            "changes": words.changes(found.changes),
        ]
        if SubjectNumber(request.parameter("subject")) != summary.name.number {
            values["mergedText"] = words.text("record_leads", summary.name.number.description)
        }
        if summary.cases.contains(where: { signedIn.access.allows(.decide, $0) }) {
            values["change"] =
                [
                    "href": path(summary.name.number), "version": "\(summary.version)", "why": reason,
                    "choices": choices(found, kind, words),
                ] as PageValues
        }
        return request.page("subject", title: summary.name.number.description, values, current: "/subjects")
    }

    private static func choices(_ found: SubjectDetails, _ kind: SubjectKind, _ words: Catalogue) -> [PageValues] {
        var choices: [PageValues] = [
            [
                "field": "status", "label": words.text("subject_status"), "asksDay": true,
                "options": kind.statuses.map {
                    option($0.rawValue, words.status($0), isSelected: $0 == found.summary.status)
                },
            ],
            [
                "field": "sex", "label": words.text("record_sex"),
                "options": SubjectSex.allCases.map {
                    option($0.rawValue, words.text("subject_sex_\($0.rawValue)"), isSelected: $0 == found.sex)
                },
            ],
            [
                "field": "age_band", "label": words.text("record_age_band"),
                "options": AgeBand.allCases.map {
                    option(
                        $0.rawValue,
                        $0 == .unknown ? words.text("subject_sex_unknown") : $0.rawValue,
                        isSelected: $0 == found.ageBand
                    )
                },
            ],
            [
                "field": "country", "label": words.text("subject_certainty"), "asksCountry": true,
                "options": CountryCertainty.allCases.map {
                    option($0.rawValue, words.text("subject_\($0.rawValue)"), isSelected: $0 == found.certainty)
                },
            ],
        ]
        if kind == .victim {
            choices.append([
                "field": "recording", "label": words.text("subject_recording"),
                "options": SubjectRecording.allCases.map {
                    option(
                        $0.rawValue,
                        words.text("subject_recording_\($0.rawValue)"),
                        isSelected: $0 == found.recording
                    )
                },
            ])
        }
        return choices
    }

    /// Says something of a subject and shows it again, for the reason that was given before.
    @Sendable private static func state(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, id) = (request.state.workspace, try request.who().viewer, try await number(request))
        guard let why = request.form.text("why") else { throw Problem.wrong("Say why you need the subject.") }
        guard let statement = statement(request.form) else { throw Problem.wrong("Say something that can be said.") }
        let version = request.expectedVersion
        let outcome = try await Blocking.run {
            try workspace.state(statement, ofSubject: id, expecting: version, by: viewer)
        }
        try request.check(outcome)
        return try await shown(request, reason: why)
    }

    private static func statement(_ form: Form) -> SubjectStatement? {
        let value = form.text("value") ?? ""
        switch form["field"] {
        case "status": return SubjectStatus(rawValue: value).map { .status($0, day: form.text("day") ?? "") }
        case "sex": return SubjectSex(rawValue: value).map { .sex($0) }
        case "age_band": return AgeBand(rawValue: value).map { .ageBand($0) }
        case "country": return CountryCertainty(rawValue: value).map { .country(form.text("country"), $0) }
        case "recording": return SubjectRecording(rawValue: value).map { .recording($0) }
        case "first_seen": return .firstSeen(day: form.text("day") ?? "")
        case "retention": return .retention(day: form.text("day") ?? "", reason: form.text("reason") ?? "")
        default: return nil
        }
    }
}
