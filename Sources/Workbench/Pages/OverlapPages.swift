import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// What a case shares with others: the list, and deciding pair by pair.
enum OverlapPages {
    static let all = [
        Route(.get, "/cases/:case/overlaps", .ofCase(.seeFingerprints), handle: list),
        Route(.get, "/cases/:case/overlaps/next", .ofCase(.seeRenditions), handle: next),
        Route(.get, "/cases/:case/overlaps/done", .ofCase(.seeRenditions), handle: done),
        Route(.get, "/cases/:case/overlaps/:link", .ofCase(.seeRenditions), handle: compare),
    ]

    private static let pageSize = 100
    /// How long a list is waited for before the page says that it is being made.
    private static let patience = Duration.seconds(2)
    /// After how many seconds such a page is asked for again.
    private static let refreshSeconds = 3

    /// What is shown while the list is made for the first time: a page that asks for itself again, scripts or not.
    private static func preparing(_ request: WorkRequest, _ record: CaseTitle) throws -> Response {
        let again = request.uri.string
        var response = request.page(
            "preparing",
            title: "\(request.catalogue.text("overlaps")) \(record.reference)",
            ["case": try request.caseHead(record, current: "overlaps", undecided: 0), "againHref": again]
        )
        response.headers[.refresh] = "\(refreshSeconds)"
        return response
    }

    @Sendable private static func list(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let record = try await request.caseRecord()
        let reference = record.reference
        guard let overlaps = try await OverlapList(request, ofCase: reference, within: patience) else {
            return try preparing(request, record)
        }
        let filter = OverlapListFilter(request.query)
        let shown = overlaps.rows.filter(filter.admits)
        let start = max(0, request.query["start"].flatMap(Int.init) ?? 0)
        let undecided = overlaps.rows.count { $0.isUndecided }
        let page = shown.dropFirst(start).prefix(pageSize)
        var values: PageValues = [
            "case": try request.caseHead(record, current: "overlaps", undecided: undecided),
            "resultText": words.text("result_pairs", words.number(shown.count), words.number(undecided)),
            "freshnessText":
                ([
                    words.text(
                        "freshness",
                        words.moment(overlaps.queue.madeAt),
                        "\(request.state.ingests.runningCount)"
                    )
                ] + overlaps.queue.incompleteness).joined(separator: " "),
            "filters": filter.choices(words, overlaps.rows),
            "columns": ["column_kind", "column_strength", "column_own", "column_other", "column_state"].map {
                ["label": words.text($0)] as PageValues
            },
        ]
        if try request.who().access.allows(.decide, reference), overlaps.undecided(from: 0) != nil {
            values["startHref"] = Address.ofCase(reference, "overlaps/next")
        }
        if !page.isEmpty { values["pairList"] = ["rows": page.map { row($0, reference, words) }] as PageValues }
        func address(_ start: Int) -> String {
            Address.of(Address.ofCase(reference, "overlaps"), filter.query + [("start", start > 0 ? "\(start)" : nil)])
        }
        if start > 0 { values["firstHref"] = address(0) }
        if start + pageSize < shown.count { values["nextHref"] = address(start + pageSize) }
        if !overlaps.elsewhere.isEmpty {
            values["elsewhere"] =
                [
                    "rows": overlaps.elsewhere.map { one -> PageValues in
                        [
                            "text": words.text("elsewhere_row", words.number(one.pairs)),
                            "askText": words.text("elsewhere_ask", one.agency),
                        ]
                    }
                ] as PageValues
        }
        values["stated"] = StatedFilesSection(request, overlaps, filter).values
        let commonplaces = overlaps.queue.commonplaces
        let seesAll = try request.who().viewer.isMachineOwner
        if !commonplaces.isEmpty {
            values["commonplaces"] =
                [
                    "countText": words.text("commonplaces_count", words.number(commonplaces.count)),
                    "rows": commonplaces.prefix(pageSize).map { one -> PageValues in
                        let name = one.value ?? one.sha256?.hex ?? one.reason
                        // The numbers count items of all cases, those too of which the viewer must not know.
                        guard seesAll else { return ["text": "\(words.kind(one.kind)) \(name)"] }
                        return [
                            "text": words.text(
                                "commonplace_row",
                                "\(words.kind(one.kind)) \(name)",
                                words.number(one.items),
                                words.number(one.cases)
                            )
                        ]
                    },
                ] as PageValues
        }
        return request.page("overlaps", title: "\(words.text("overlaps")) \(reference)", values)
    }

    private static func row(_ row: OverlapRow, _ reference: String, _ words: Catalogue) -> PageValues {
        let link = row.entry.link
        var values: PageValues = [
            "href": row.showsOther || row.entry.pair == nil
                ? Address.ofCase(reference, "overlaps/\(link.id)")
                : Address.ofCase(reference, "items/\(row.entry.own.id)"),
            "kindName": row.entry.kinds.map(words.kind).joined(separator: ", "), "strength": "\(link.strength)",
            "strengthText": words.text("strength_percent", words.percent(link.strength)), "ownPath": row.ownName,
            "otherCase": row.entry.other.caseReference, "otherAgency": row.otherAgency,
        ]
        if row.showsOther {
            values["otherPath"] = "\(row.entry.other.exhibit)/\(row.entry.other.path)"
            values["otherHref"] = Address.ofCase(row.entry.other.caseReference)
        }
        return values.merging(PairState.values(row, words)) { $1 }
    }

    /// The first pair that nobody has decided, from where the officer stopped.
    @Sendable private static func next(_ request: WorkRequest) async throws -> Response {
        let signedIn = try request.who()
        let (workspace, reference) = (request.state.workspace, request.caseReference)
        guard let overlaps = try await OverlapList(request, ofCase: reference, within: patience) else {
            return try preparing(request, try await request.caseRecord())
        }
        let last = try await Blocking.run {
            try workspace.place(of: signedIn.viewer, inCase: reference, list: "overlaps")
        }
        let start = last.flatMap(overlaps.place) ?? 0
        guard let place = overlaps.undecided(from: start) ?? overlaps.undecided(from: 0) else {
            return request.redirect(to: Address.ofCase(reference, "overlaps/done"))
        }
        return request.redirect(to: Address.ofCase(reference, "overlaps/\(overlaps.rows[place].entry.link.id)"))
    }

    @Sendable private static func done(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let record = try await request.caseRecord()
        let reference = record.reference
        guard let overlaps = try await OverlapList(request, ofCase: reference, within: patience) else {
            return try preparing(request, record)
        }
        let undecided = overlaps.rows.count { $0.isUndecided }
        var links: [PageValues] = [
            ["href": Address.ofCase(reference, "overlaps"), "label": words.text("back_to_list")],
            ["href": Address.ofCase(reference, "overlaps?state=unsure"), "label": words.text("queue_done_unsure")],
        ]
        if undecided > 0 {
            links.append([
                "href": Address.ofCase(reference, "overlaps?state=undecided"),
                "label": words.text("queue_done_skipped"),
            ])
        }
        let done: PageValues = [
            "sentence": words.text(
                "queue_done_sentence",
                words.number(overlaps.rows.count { $0.decision?.verdict != nil }),
                words.number(undecided)
            ),
            "links": links,
        ]
        return pairAnswer(
            request,
            title: words.text("queue_done"),
            ["case": try request.caseHead(record, current: "overlaps", undecided: undecided), "done": done],
            fragment: "compare-done"
        )
    }

    @Sendable private static func compare(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        guard let overlaps = try await OverlapList(request, ofCase: request.caseReference, within: patience) else {
            return try preparing(request, try await request.caseRecord())
        }
        guard let place = overlaps.place(of: request.parameter("link")), overlaps.rows[place].showsOther else {
            throw Problem.notFound
        }
        let record = try await request.caseRecord()
        let pair = try await ComparePage(request, overlaps, place: place).values()
        let (workspace, reference, viewer) = (request.state.workspace, record.reference, try request.who().viewer)
        let identifier = overlaps.rows[place].entry.link.id
        if request.query["fragment"] == nil {
            try await Blocking.run {
                try workspace.setPlace(identifier, of: viewer, inCase: reference, list: "overlaps")
            }
        }
        let title = "\(words.kind(overlaps.rows[place].entry.link.kind)) · \(place + 1)/\(overlaps.rows.count)"
        return pairAnswer(
            request,
            title: title,
            [
                "case": try request.caseHead(
                    record,
                    current: "overlaps",
                    undecided: overlaps.rows.count { $0.isUndecided }
                ),
                "pair": pair,
            ],
            fragment: "compare-pair"
        )
    }

    /// The whole page, or what a script puts into it.
    private static func pairAnswer(
        _ request: WorkRequest,
        title: String,
        _ values: PageValues,
        fragment: String
    ) -> Response {
        request.page(request.query["fragment"] == nil ? "compare" : fragment, title: title, values, current: "/")
    }
}

/// How a pair stands, in words.
enum PairState {
    static func values(_ row: OverlapRow, _ words: Catalogue) -> PageValues {
        if row.entry.pair == nil {
            return ["stateText": words.text("kind_exact"), "stateClass": "confirmed"]
        }
        guard let decision = row.decision, let verdict = decision.verdict else {
            return ["stateText": words.text("state_computed"), "stateClass": "computed"]
        }
        let style =
            switch verdict {
            case .same, .sameThing: "confirmed"
            case .different: "rejected"
            case .unsure: "unsure"
            }
        return [
            "stateText": words.text("state_confirmed", words.verdict(verdict), decision.author), "stateClass": style,
        ]
    }
}
