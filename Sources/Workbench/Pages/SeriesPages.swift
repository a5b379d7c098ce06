import Accounts
import Audit
import CaseModel
import Casework
import Foundation
import Hummingbird

/// Series: the list, the page of one, and what is said of it.
enum SeriesPages {
    static let all = [
        Route(.get, "/series", .system(.work), handle: list),
        Route(.post, "/series", .system(.work), handle: begin),
        Route(.get, "/series/:series", .system(.work), handle: page),
        Route(.post, "/series/:series/flags", .system(.work), handle: setFlag),
        Route(.post, "/series/:series/media", .system(.work), handle: setMedia),
        Route(.post, "/series/:series/merge", .system(.work), handle: merge),
        Route(.post, "/series/:series/unmerge", .system(.work), handle: unmerge),
    ]

    /// Pictures on the page of a series.
    private static let mostTiles = 200

    private static func path(_ id: Int64) -> String { "/series/\(id)" }

    private static func flagWords(_ summary: SeriesSummary, _ words: Catalogue) -> String {
        SeriesFlag.allCases.compactMap { flag in
            summary.flags[flag].map {
                "\(words.text("record_\(flag.rawValue)")): \(words.text($0 ? "answer_yes" : "answer_no"))"
            }
        }.joined(separator: ", ")
    }

    @Sendable private static func list(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let all = try await Blocking.run { try workspace.series(for: viewer) }
        var values: PageValues = [:]
        if !all.isEmpty {
            values["list"] =
                [
                    "rows": all.map { one -> PageValues in
                        [
                            "href": path(one.name.id), "name": one.name.name, "agency": one.name.agency,
                            "contents": words.number(one.contents), "cases": one.cases.joined(separator: ", "),
                            "flags": flagWords(one, words),
                        ]
                    }
                ] as PageValues
        }
        let cases = try request.decidableCases
        if !cases.isEmpty { values["begin"] = ["cases": cases] as PageValues }
        return request.page("series-list", title: words.text("series"), values)
    }

    @Sendable private static func begin(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        guard let name = request.form.text("name"), let reference = request.form.text("case") else {
            throw Problem.wrong("Name the series and its case.")
        }
        let id = try await Blocking.run { try workspace.addSeries(named: name, inCase: reference, by: viewer) }
        return request.redirect(to: path(id))
    }

    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let (workspace, viewer, asked) = (request.state.workspace, signedIn.viewer, try request.number("series"))
        let (found, suggestions) = try await Blocking.run {
            (try workspace.series(asked, for: viewer), try workspace.suggestions(forSeries: asked, for: viewer))
        }
        guard let found else { throw Problem.notFound }
        let summary = found.summary
        let contents = found.contents
        try await request.state.views.record(
            NewAuditEntry(
                actor: viewer.name,
                act: "series.viewed",
                caseReference: summary.cases.first,
                subject: summary.name.fullName,
                details: ["contents": "\(min(contents.count, mostTiles))"]
            )
        )
        let mayChange = summary.cases.contains { signedIn.access.allows(.decide, $0) }
        let (href, version) = (path(summary.name.id), "\(summary.version)")
        var values: PageValues = [
            "name": summary.name.name, "agency": summary.name.agency, "cases": summary.cases.joined(separator: ", "),
            "countText": words.number(contents.count), "href": href, "version": version, "mayChange": mayChange,
            "mayMerge": mayChange, "changes": words.changes(found.changes),
            "flags": SeriesFlag.allCases.map { flag -> PageValues in
                let isSet = summary.flags[flag]
                return [
                    "flag": flag.rawValue, "label": words.text("record_\(flag.rawValue)"),
                    "stateText": isSet.map { words.text($0 ? "answer_yes" : "answer_no") } ?? words.text("answer_none"),
                ]
            },
            "subjects": found.subjects.map { one -> PageValues in
                [
                    "href": SubjectPages.path(one.name.number), "number": one.name.number.description,
                    "statusText": words.status(one.status),
                ]
            },
            "suggestions": (suggestions ?? []).map { one -> PageValues in
                [
                    "id": "\(one.series.id)", "otherHref": path(one.series.id), "name": one.series.fullName,
                    "text": suggestionWords(one, words),
                ]
            },
            "merged": summary.merged.map { one -> PageValues in
                ["id": "\(one.id)", "name": one.fullName, "unmergeHref": path(one.id) + "/unmerge"]
            },
        ]
        if asked != summary.name.id { values["mergedText"] = words.text("record_leads", summary.name.fullName) }
        if !contents.isEmpty {
            values["grid"] = ["tiles": contents.prefix(mostTiles).map { tile($0, words) }] as PageValues
        }
        let cases = try request.decidableCases
        if !cases.isEmpty { values["contribute"] = ["cases": cases] as PageValues }
        return request.page("series", title: summary.name.name, values, current: "/series")
    }

    private static func tile(_ content: SeriesMedia, _ words: Catalogue) -> PageValues {
        var tile: PageValues = ["case": content.caseReference]
        if let item = content.item {
            tile["link"] = Address.ofCase(content.caseReference, "items/\(item)")
            tile["alternative"] = words.text("series_content_of", content.caseReference)
            if content.hasRendition { tile["cover"] = RenditionAddress.of(content.digest) }
        }
        return tile
    }

    private static func suggestionWords(_ suggestion: SeriesSuggestion, _ words: Catalogue) -> String {
        var parts: [String] = []
        if suggestion.sharedContents > 0 {
            parts.append(words.text("series_in_both", words.number(suggestion.sharedContents)))
        }
        parts += suggestion.tallies.map { tally in
            words.text(
                "series_shares",
                words.text("series_\(tally.hypothesis.rawValue)"),
                words.number(tally.pairs),
                words.percent(tally.strongest)
            )
        }
        return parts.joined(separator: "; ")
    }

    @Sendable private static func setFlag(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, id) = (request.state.workspace, try request.who().viewer, try request.number("series"))
        guard let flag = request.form["flag"].flatMap(SeriesFlag.init), let answer = request.form["value"] else {
            throw Problem.wrong("Say which flag, and whether it holds.")
        }
        let version = request.expectedVersion
        let outcome = try await Blocking.run {
            try workspace.setFlag(flag, answer == "yes", ofSeries: id, expecting: version, by: viewer)
        }
        try request.check(outcome)
        return request.redirect(to: path(id))
    }

    @Sendable private static func setMedia(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, id) = (request.state.workspace, try request.who().viewer, try request.number("series"))
        let contents = (request.form["contents"] ?? "").split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard !contents.isEmpty, let reference = request.form.text("case") else {
            throw Problem.wrong("Name contents and their case.")
        }
        let isWithdrawn = request.form["action"] == "remove"
        let version = request.expectedVersion
        let outcome = try await Blocking.run {
            try workspace.setMedia(
                contents,
                ofCase: reference,
                inSeries: id,
                isWithdrawn: isWithdrawn,
                expecting: version,
                by: viewer
            )
        }
        try request.check(outcome)
        return request.redirect(to: path(id))
    }

    /// Merging is confirmed, and explained, on a page of its own.
    @Sendable private static func merge(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer, id) = (request.state.workspace, try request.who().viewer, try request.number("series"))
        guard let target = request.form["into"].flatMap(Int64.init) else {
            throw Problem.wrong("Name the other series.")
        }
        guard request.form["confirmed"] == "yes", let reason = request.form.text("reason") else {
            let names = try await Blocking.run {
                (try workspace.series(id, for: viewer), try workspace.series(target, for: viewer))
            }
            guard let own = names.0?.summary.name.fullName, let other = names.1?.summary.name.fullName else {
                throw Problem.notFound
            }
            let fields: [PageValues] = [
                ["name": "into", "value": "\(target)"], ["name": "version", "value": request.form["version"] ?? ""],
            ]
            return request.page(
                "confirm",
                title: words.text("series_merge"),
                [
                    "title": words.text("confirm_merge", own, other), "question": words.text("confirm_merge_detail"),
                    "action": path(id) + "/merge", "fields": fields, "reasonLabel": words.text("reason"),
                    "confirmLabel": words.text("series_merge"), "cancelHref": path(id),
                ],
                current: "/series"
            )
        }
        let version = request.expectedVersion
        let outcome = try await Blocking.run {
            try workspace.mergeSeries(id, into: target, expecting: version, reason: reason, by: viewer)
        }
        try request.check(outcome)
        return request.redirect(to: path(target))
    }

    @Sendable private static func unmerge(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, id) = (request.state.workspace, try request.who().viewer, try request.number("series"))
        guard let reason = request.form.text("reason") else { throw Problem.wrong("Say why.") }
        let outcome = try await Blocking.run { try workspace.unmergeSeries(id, reason: reason, by: viewer) }
        try request.check(outcome)
        return request.redirect(to: "/series")
    }
}
