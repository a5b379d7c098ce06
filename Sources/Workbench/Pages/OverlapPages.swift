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
        Route(.post, "/decisions", .system(.work), handle: decide),
        Route(.post, "/decisions/undo", .system(.work), handle: undo),
    ]

    private static let pageSize = 100

    @Sendable private static func list(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let record = try await request.caseRecord()
        let reference = record.reference
        let overlaps = try await OverlapList(request, ofCase: reference)
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
        let commonplaces = overlaps.queue.commonplaces
        if !commonplaces.isEmpty {
            values["commonplaces"] =
                [
                    "countText": words.text("commonplaces_count", words.number(commonplaces.count)),
                    "rows": commonplaces.prefix(pageSize).map { one -> PageValues in
                        let name = one.value ?? one.sha256?.hex ?? one.reason
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
        let overlaps = try await OverlapList(request, ofCase: reference)
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
        let overlaps = try await OverlapList(request, ofCase: reference)
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
        let overlaps = try await OverlapList(request, ofCase: request.caseReference)
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

    @Sendable private static func decide(_ request: WorkRequest) async throws -> Response {
        let form = request.form
        if form["verdict"] == "skip" {
            return request.wantsJSON
                ? try WorkRequest.json(["skipped": true]) : request.redirect(to: form["returnTo"] ?? "/")
        }
        guard let verdict = Verdict(rawValue: form["verdict"] ?? "") else {
            throw Problem.wrong("A verdict is one of \(Verdict.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return try await put(verdict, request, sides: (form["sideA"], form["sideB"]), version: form["version"])
    }

    /// Takes back one's decision on the pair that the form names, or else one's last in its case.
    @Sendable private static func undo(_ request: WorkRequest) async throws -> Response {
        let form = request.form
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        if form["sideA"] != nil, form["which"] == "this" {
            return try await put(nil, request, sides: (form["sideA"], form["sideB"]), version: form["version"])
        }
        let last = try await Blocking.run { try workspace.lastDecision(of: viewer) }
        guard let last else {
            if request.wantsJSON { throw Problem(status: .notFound, detail: "There is nothing to take back.") }
            return request.redirect(to: form["returnTo"] ?? "/", notice: Notice("script_nothing_to_undo"))
        }
        return try await put(
            nil,
            request,
            sides: (last.pair.0.hex, last.pair.1.hex),
            version: "\(last.decision.version)",
            reference: last.decision.caseReference
        )
    }

    private static func put(
        _ verdict: Verdict?,
        _ request: WorkRequest,
        sides: (String?, String?),
        version: String?,
        reference named: String? = nil
    ) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let form = request.form
        guard let reference = named ?? PairName(form["pair"] ?? "")?.caseReference,
            let sideA = sides.0.flatMap({ ContentDigest(hex: $0) }),
            let sideB = sides.1.flatMap({ ContentDigest(hex: $0) }), let version = version.flatMap(Int.init)
        else { throw Problem.wrong("A decision names its case, two contents and a version.") }
        guard signedIn.access.allows(.seeCase, reference) else { throw Problem.notFound }
        guard signedIn.access.allows(.decide, reference) else { throw Problem.forbidden }
        let workspace = request.state.workspace
        let outcome = try await Blocking.run {
            try workspace.decide(
                verdict,
                on: (sideA, sideB),
                expecting: version,
                inCase: reference,
                by: signedIn.viewer
            )
        }
        switch outcome {
        case nil: throw Problem.notFound
        case .made(let decision):
            if request.wantsJSON {
                return try await saved(decision, request, sides: (sideA, sideB), isUndone: verdict == nil)
            }
            let key = verdict == nil ? "notice_decision_undone" : "notice_decided"
            let said = verdict.map { "verdict_\($0.rawValue)" } ?? "verdict_withdrawn"
            return request.redirect(
                to: form["returnTo"] ?? Address.ofCase(reference, "overlaps"),
                notice: Notice(key, said)
            )
        case .conflict(let earlier):
            if request.wantsJSON { throw Problem.conflictOnPage(earlier, yours: verdict, words) }
            let name = PairName(form["pair"] ?? "")
            guard let link = name?.link, !link.isEmpty else {
                throw Problem.conflictOnPage(earlier, yours: verdict, words)
            }
            let query = [("yours", verdict?.rawValue ?? "withdrawn"), ("conflict", "yes")] as [(String, String?)]
            return request.redirect(to: Address.of(Address.ofCase(reference, "overlaps/\(link)"), query))
        }
    }
}

extension OverlapPages {
    /// What a page's script is told of a decision: the pair, where it is, what was decided or taken back, and its version.
    private static func saved(
        _ decision: Decision,
        _ request: WorkRequest,
        sides: (ContentDigest, ContentDigest),
        isUndone: Bool
    ) async throws -> Response {
        let words = request.catalogue
        let (workspace, reference) = (request.state.workspace, decision.caseReference)
        var told = decision.verdict
        if isUndone {
            let all = try await Blocking.run { try workspace.decisions(on: sides) }
            told = all.first { $0.version == decision.undoes }?.verdict
        }
        let queue = try await request.state.queues.queue(ofCase: reference)
        let digests = Set([sides.0, sides.1])
        let link = queue.entries.first { Set([$0.own.sha256, $0.other.sha256]) == digests }?.link.id
        return try WorkRequest.json(
            SavedDecision(
                pair: link.map { PairName.text(caseReference: reference, link: $0) },
                href: link.map { Address.ofCase(reference, "overlaps/\($0)") },
                verdict: told?.rawValue ?? "withdrawn",
                verdictText: words.verdict(told),
                version: decision.version
            ),
            isForPages: true
        )
    }

    /// Its names are those that the page's script reads.
    private struct SavedDecision: Encodable {
        let pair: String?
        let href: String?
        let verdict: String
        let verdictText: String
        let version: Int
    }
}

extension Problem {
    /// Somebody decided in between: both sides of it.
    static func conflictOnPage(_ earlier: [Decision], yours: Verdict?, _ words: Catalogue) -> Problem {
        let last = earlier.last
        return Problem(
            status: .conflict,
            detail: "\(last?.author ?? "Somebody") decided on this pair meanwhile.",
            extra: [
                "theirs": last.map { decision in
                    .object([
                        "version": .integer(decision.version),
                        "verdict": .text(decision.verdict?.rawValue ?? "withdrawn"),
                        "by": .text(decision.author), "at": .text(decision.at),
                        "verdictText": .text(words.verdict(decision.verdict)),
                        "atText": .text(words.moment(decision.at)),
                    ])
                } ?? .null, "yours": .text(yours?.rawValue ?? "withdrawn"), "version": .integer(last?.version ?? 0),
            ]
        )
    }
}

/// The name of a pair in forms: its case and its link, or the path of its page.
struct PairName {
    let caseReference: String
    let link: String

    init?(_ text: String) {
        if text.hasPrefix("/cases/") {
            let parts = text.split(separator: "/")
            guard parts.count >= 2, let reference = parts[1].removingPercentEncoding else { return nil }
            caseReference = reference
            link = parts.count >= 4 ? String(parts[3].prefix { $0 != "?" }) : ""
            return
        }
        guard let cut = text.lastIndex(of: "|") else { return nil }
        caseReference = String(text[..<cut])
        link = String(text[text.index(after: cut)...])
    }

    static func text(caseReference: String, link: String) -> String { "\(caseReference)|\(link)" }
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

/// Which pairs of a list are shown.
struct OverlapListFilter {
    let kind: LinkKind?
    let otherCase: String?
    let state: String?
    let strength: Double

    static let states = ["undecided", "decided", "unsure"]
    static let strengths = [0.5, 0.8, 0.9, 0.95]

    init(_ query: Form) {
        kind = query["kind"].flatMap(LinkKind.init)
        otherCase = query.text("other")
        state = query["state"].flatMap { Self.states.contains($0) ? $0 : nil }
        strength = query["strength"].flatMap(Double.init) ?? 0
    }

    var query: [(String, String?)] {
        [
            ("kind", kind?.rawValue), ("other", otherCase), ("state", state),
            ("strength", strength > 0 ? "\(strength)" : nil),
        ]
    }

    func admits(_ row: OverlapRow) -> Bool {
        let isOfState =
            switch state {
            case "undecided": row.isUndecided
            case "decided": row.decision?.verdict != nil
            case "unsure": row.decision?.verdict == .unsure
            default: true
            }
        return isOfState && (kind.map { row.entry.kinds.contains($0) } ?? true)
            && (otherCase.map { $0 == row.entry.other.caseReference } ?? true) && row.entry.link.strength >= strength
    }

    func choices(_ words: Catalogue, _ rows: [OverlapRow]) -> [PageValues] {
        let any = words.text("facet_any")
        let kinds = LinkKind.allCases.filter { kind in rows.contains { $0.entry.kinds.contains(kind) } }
        let others = Set(rows.map(\.entry.other.caseReference)).sorted()
        return [
            choice(
                "kind",
                words.text("filter_kind"),
                [("", any)] + kinds.map { ($0.rawValue, words.kind($0)) },
                kind?.rawValue
            ),
            choice("other", words.text("filter_case"), [("", any)] + others.map { ($0, $0) }, otherCase),
            choice(
                "state",
                words.text("filter_state"),
                [("", any)] + Self.states.map { ($0, words.text("state_\($0)")) },
                state
            ),
            choice(
                "strength",
                words.text("filter_strength"),
                [("", any)] + Self.strengths.map { ("\($0)", words.text("strength_percent", words.percent($0))) },
                strength > 0 ? "\(strength)" : nil
            ),
        ]
    }

    private func choice(_ name: String, _ legend: String, _ options: [(String, String)], _ chosen: String?)
        -> PageValues
    {
        [
            "name": name, "legend": legend,
            "options": options.map { option($0.0, $0.1, isSelected: $0.0 == chosen ?? "") },
        ]
    }
}
