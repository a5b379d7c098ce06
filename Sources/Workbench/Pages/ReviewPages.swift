import Accounts
import Audit
import CaseModel
import Casework
import Foundation
import Hummingbird

/// The grid of a case's stacks, and giving codes.
enum ReviewPages {
    static let all = [
        Route(.get, "/cases/:case/review", .ofCase(.seeRenditions), handle: grid),
        Route(.post, "/cases/:case/codes", .ofCase(.decide), handle: giveCode),
        Route(.post, "/cases/:case/codes/undo", .ofCase(.decide), handle: undoCode),
    ]

    /// Stacks on a page.
    static let pageSize = 200

    @Sendable private static func grid(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let record = try await request.caseRecord()
        let (reference, workspace) = (record.reference, request.state.workspace)
        let filter = filter(request.query)
        let after = request.query["after"].flatMap(Int64.init) ?? 0
        let stacks = try await Blocking.run {
            try workspace.stacks(ofCase: reference, filter, after: after, limit: pageSize + 1)
        }
        let shown = stacks.prefix(pageSize)
        let counts = try await request.state.counts.value(ofCase: reference, within: Kept<ReviewCounts>.patience)
        let queue = try await request.state.queues.value(ofCase: reference, within: .milliseconds(20))
        let access = signedIn.access
        let visible = queue?.entries.filter { access.allows(.seeCase, $0.other.caseReference) } ?? []
        let overlapping = Set(visible.map(\.own.sha256))
        try await request.state.views.record(
            NewAuditEntry(
                actor: signedIn.viewer.name,
                act: "grid.viewed",
                caseReference: reference,
                details: ["after": "\(after)", "stacks": "\(shown.count)"]
            )
        )
        var values: PageValues = [
            "case": try request.caseHead(record, current: "review"),
            "resultText": counts.map {
                words.text("result_stacks", words.number($0.stacks), words.number($0.items))
            } ?? "",
            "facets": facets(filter, words),
            "codes": (1...9).map { ["value": "\($0)", "name": words.code("\($0)")] as PageValues },
        ]
        if !shown.isEmpty {
            values["grid"] =
                ["tiles": shown.map { tile($0, reference, words, hasOverlap: overlapping.contains($0.coverDigest)) }]
                as PageValues
        }
        let base = Address.ofCase(reference, "review")
        let query = [("kind", filter.kind?.rawValue), ("state", request.query.text("state"))]
        if after > 0 { values["firstHref"] = Address.of(base, query) }
        if stacks.count > pageSize, let last = shown.last {
            values["nextHref"] = Address.of(base, query + [("after", "\(last.id)")])
        }
        return request.page("review", title: "\(words.text("review")) \(reference)", values)
    }

    private static func filter(_ query: Form) -> ReviewFilter {
        let isCoded: Bool? =
            switch query["state"] {
            case "coded": true
            case "uncoded": false
            default: nil
            }
        return ReviewFilter(kind: query["kind"].flatMap(MediaKind.init), isCoded: isCoded)
    }

    private static func facets(_ filter: ReviewFilter, _ words: Catalogue) -> [PageValues] {
        func choice(_ name: String, _ value: String, _ label: String, _ isSelected: Bool) -> PageValues {
            option(value, label, isSelected: isSelected, more: ["name": name])
        }
        let kinds =
            [choice("kind", "", words.text("facet_any"), filter.kind == nil)]
            + MediaKind.allCases.map {
                choice("kind", $0.rawValue, words.media($0), filter.kind == $0)
            }
        return [
            ["legend": words.text("facet_kind"), "options": kinds],
            [
                "legend": words.text("facet_state"),
                "options": [
                    choice("state", "", words.text("facet_any"), filter.isCoded == nil),
                    choice("state", "uncoded", words.text("state_uncoded"), filter.isCoded == false),
                    choice("state", "coded", words.text("state_coded"), filter.isCoded == true),
                ],
            ],
        ]
    }

    private static func tile(
        _ stack: ReviewStack,
        _ reference: String,
        _ words: Catalogue,
        hasOverlap: Bool
    ) -> PageValues {
        var badges: [PageValues] = []
        if hasOverlap { badges.append(["class": "overlap", "label": words.text("badge_overlap")]) }
        if let failure = stack.failure {
            badges.append(["class": "failed", "label": words.text("failure_\(failure.rawValue)")])
        }
        let kind = words.media(stack.kind)
        var tile: PageValues = [
            "id": "\(stack.id)", "href": Address.ofCase(reference, "items/\(stack.item)"), "kindText": kind,
            "count": "\(stack.contents)", "countText": words.text("stack_files", "\(stack.contents)"),
            "selectLabel": words.text("stack_select", stack.path), "isVideo": false,
            "alternative": words.text("stack_alternative", stack.path, kind, "\(stack.contents)"), "badges": badges,
        ]
        if stack.hasRendition { tile["cover"] = RenditionAddress.of(stack.coverDigest) }
        if let code = stack.code {
            tile["code"] = code
            tile["codeName"] = words.texts["code_\(code)"] ?? ""
        }
        return tile
    }

    @Sendable private static func giveCode(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        let stacks = request.form.all("stack").compactMap { Int64($0) }
        guard let wish = request.form["code"] else { throw Problem.wrong("Say which code.") }
        let code = wish == "0" ? nil : wish
        let back = request.form["returnTo"] ?? Address.ofCase(reference, "review")
        guard !stacks.isEmpty else {
            if request.wantsJSON { throw Problem.wrong("Name at least one stack.") }
            return request.redirect(to: back, notice: Notice("nothing_selected"))
        }
        if stacks.count > 1, !request.wantsJSON, request.form["confirmed"] != "yes" {
            let files = try await Blocking.run { try workspace.contents(ofStacks: stacks, inCase: reference) }
            let fields = stacks.map { ("stack", "\($0)") } + [("code", wish), ("returnTo", back)]
            return request.page(
                "confirm",
                title: words.text("codes"),
                [
                    "title": words.text("confirm_codes", words.code(wish)),
                    "question": words.text("confirm_codes_detail", "\(stacks.count)", "\(files)"),
                    "warning": words.text("confirm_codes_undo"), "action": Address.ofCase(reference, "codes"),
                    "fields": fields.map { ["name": $0.0, "value": $0.1] as PageValues },
                    "confirmLabel": words.text("confirm_codes_yes", words.code(wish)), "cancelHref": back,
                ],
                current: "/"
            )
        }
        let coded = try await Blocking.run {
            try workspace.giveCode(code, toStacks: stacks, inCase: reference, by: viewer)
        }
        await request.state.counts.expire(reference)
        if request.wantsJSON {
            return try WorkRequest.json(CodedStacks(coded, words), isForPages: true)
        }
        return request.redirect(
            to: back,
            notice: Notice("notice_coded", "code_\(wish)", "\(coded.codes.count)", "\(coded.contents)")
        )
    }

    @Sendable private static func undoCode(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        let undone = try await Blocking.run { try workspace.undoCodes(inCase: reference, by: viewer) }
        await request.state.counts.expire(reference)
        if request.wantsJSON {
            guard let undone else { throw Problem(status: .notFound, detail: "There is nothing to take back.") }
            return try WorkRequest.json(CodedStacks(undone, request.catalogue), isForPages: true)
        }
        return request.redirect(
            to: request.form["returnTo"] ?? Address.ofCase(reference, "review"),
            notice: Notice(undone == nil ? "script_nothing_to_undo" : "notice_code_undone")
        )
    }
}

/// What an act of coding changed, as the page's script reads it.
struct CodedStacks: Encodable {
    struct Stack: Encodable {
        let stack: String
        /// `0` for none.
        let code: String
        let codeName: String
    }

    let stacks: [Stack]
    let files: Int

    init(_ coded: CodedContents, _ words: Catalogue) {
        files = coded.contents
        stacks = coded.codes.sorted { $0.key < $1.key }.map { stack, code in
            Stack(stack: "\(stack)", code: code ?? "0", codeName: code.flatMap { words.texts["code_\($0)"] } ?? "")
        }
    }
}
