import Accounts
import Casework
import Exchange
import Foundation
import HTTPTypes
import Hummingbird

/// One bundle: what is in it, what came of it, and what can be done about it.
enum BundlePages {
    private static let pattern = "\(ExchangePages.path)/bundles/:bundle"
    static let all = [
        Route(.get, pattern, .system(.exchange), handle: page),
        Route(.get, "\(pattern)/file", .system(.exchange), handle: file),
        Route(.post, "\(pattern)/draft", .system(.exchange), handle: draft),
        Route(.post, "\(pattern)/answer", .system(.exchange), handle: answer),
        Route(.post, "\(pattern)/request", .system(.exchange), handle: ask),
        Route(.post, "\(pattern)/grant", .system(.exchange), handle: grant),
        Route(.post, "\(pattern)/refuse", .system(.exchange), handle: refuse),
        Route(.post, "\(pattern)/withdraw", .system(.exchange), handle: withdraw),
    ]

    static func path(_ number: Int64) -> String { "\(ExchangePages.path)/bundles/\(number)" }

    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        try await page(request, preview: nil)
    }

    /// Looks again for what an offer holds, and shows the answer before it is released.
    @Sendable private static func draft(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, number) = (
            request.state.workspace, try request.who().viewer, try request.number("bundle")
        )
        let preview = try await Blocking.run { try workspace.draftAnswer(to: number, by: viewer) }
        return try await page(request, preview: preview)
    }

    private static func page(_ request: WorkRequest, preview: AnswerPreview?) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer, number) = (
            request.state.workspace, try request.who().viewer, try request.number("bundle")
        )
        let details: BundleDetails
        do {
            details = try await Blocking.run { try workspace.bundle(number, by: viewer) }
        } catch let error as CaseworkError where error.code == .usage {
            throw Problem.notFound
        }
        let isToSettle = details.record.kind == .request && details.record.state == .received
        let cases = try await Blocking.run {
            isToSettle ? try workspace.cases(behindRequest: number, for: viewer) : []
        }
        var values = BundleView(details, words).values
        if isToSettle { values["settle"] = ["cases": cases] as PageValues }
        if let preview {
            values["mayDraft"] = false
            var answer: PageValues = [
                "pointers": preview.answer.pointers.map { words.pointer($0, nil) },
                "hasPointers": !preview.answer.pointers.isEmpty,
            ]
            if !preview.incompleteness.isEmpty { answer["warning"] = preview.incompleteness.joined(separator: " ") }
            values["answer"] = answer
        }
        return request.page("exchange-bundle", title: words.bundle(details.record), values, current: ExchangePages.path)
    }

    @Sendable private static func file(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, number) = (
            request.state.workspace, try request.who().viewer, try request.number("bundle")
        )
        let bytes = try await Blocking.run { try workspace.bundleFile(number, by: viewer) }
        return WorkRequest.download(bytes, name: "\(number).bundle")
    }

    @Sendable private static func answer(_ request: WorkRequest) async throws -> Response {
        try await send(request) { workspace, number, delivery, viewer in
            try workspace.answer(number, delivery: delivery, by: viewer)
        }
    }

    @Sendable private static func ask(_ request: WorkRequest) async throws -> Response {
        let pointers = request.form.all("pointer").map(BundleIdentifier.init(hex:))
        guard !pointers.isEmpty, !pointers.contains(nil) else { throw Problem.wrong("Choose what it is about.") }
        let reason = try reason(request)
        return try await send(request) { workspace, number, delivery, viewer in
            try workspace.request(
                number,
                pointers: Set(pointers.compactMap(\.self)),
                reason: reason,
                delivery: delivery,
                by: viewer
            )
        }
    }

    @Sendable private static func grant(_ request: WorkRequest) async throws -> Response {
        guard let contact = request.form.text("contact"), let text = request.form.text("text") else {
            throw Problem.wrong("Say whom to speak with, and how to go on.")
        }
        let reference = request.form.text("case")
        return try await send(request) { workspace, number, delivery, viewer in
            try workspace.grant(
                number,
                contact: contact,
                text: text.replacing("\r\n", with: "\n"),
                telling: reference,
                delivery: delivery,
                by: viewer
            )
        }
    }

    @Sendable private static func refuse(_ request: WorkRequest) async throws -> Response {
        let reason = try reason(request)
        return try await send(request) { workspace, number, delivery, viewer in
            try workspace.refuse(number, reason: reason, delivery: delivery, by: viewer)
        }
    }

    @Sendable private static func withdraw(_ request: WorkRequest) async throws -> Response {
        let reason = try reason(request)
        return try await send(request) { workspace, number, delivery, viewer in
            try workspace.withdraw(number, reason: reason, delivery: delivery, by: viewer)
        }
    }

    /// The reason of a form; browsers end lines as no bundle does.
    private static func reason(_ request: WorkRequest) throws(Problem) -> String {
        guard let reason = request.form.text("reason") else { throw .wrong("Say why.") }
        return reason.replacing("\r\n", with: "\n")
    }

    /// Makes a bundle about the one that the path names, and leads to it, where its file is taken.
    private static func send(
        _ request: WorkRequest,
        _ act: @escaping @Sendable (Workspace, Int64, Delivery, Viewer) throws -> SentBundle
    ) async throws -> Response {
        let (workspace, viewer, number) = (
            request.state.workspace, try request.who().viewer, try request.number("bundle")
        )
        let delivery = try request.delivery
        let sent = try await Blocking.run { try act(workspace, number, delivery, viewer) }
        return request.redirect(to: path(sent.number), notice: Notice("notice_bundle_made"))
    }
}

/// What the page of a bundle shows.
private struct BundleView {
    private let details: BundleDetails
    private let words: Catalogue
    private var record: BundleRecord { details.record }

    init(_ details: BundleDetails, _ words: Catalogue) {
        self.details = details
        self.words = words
    }

    var values: PageValues {
        var values: PageValues = [
            "heading": words.bundle(record), "href": BundlePages.path(record.number), "facts": facts,
            "mayWithdraw": record.isSent && [.offer, .answer].contains(record.kind) && record.state != .withdrawn,
            "mayDraft": record.kind == .offer && record.state == .received,
        ]
        values["sentence"] = sentence
        values["told"] = told
        if let earlier = details.earlier {
            values["earlier"] =
                ["href": BundlePages.path(earlier.number), "label": words.bundle(earlier)] as PageValues
        }
        if !details.later.isEmpty { values["later"] = ["rows": details.later.map(words.row)] as PageValues }
        if record.isSent, record.state != .withdrawn, details.body != nil, record.expiresAt > ExchangeClock.now {
            values["fileHref"] = "\(BundlePages.path(record.number))/file"
        }
        switch details.body {
        case .offer where !record.isSent:
            var matches: PageValues = [:]
            if !details.matches.isEmpty {
                matches["list"] = ["rows": details.matches.map(words.match)] as PageValues
            }
            values["matches"] = matches
        case .answer(let answer):
            values["said"] =
                [
                    "pointers": answer.pointers.map { words.pointer($0, details) },
                    "hasPointers": !answer.pointers.isEmpty,
                ] as PageValues
            if !record.isSent, !answer.pointers.isEmpty {
                let choices = answer.pointers.map { option($0.id.hex, words.pointer($0)) }
                values["request"] = ["choices": choices] as PageValues
            }
        case .request(let request):
            let pointers = request.pointers.map { pointer -> PageValues in
                var one: PageValues = ["text": words.text("exchange_pointer_asked")]
                let cases = details.cases[pointer] ?? []
                if !cases.isEmpty { one["casesText"] = cases.joined(separator: ", ") }
                return one
            }
            values["said"] = ["pointers": pointers, "hasPointers": true] as PageValues
        default: break
        }
        return values
    }

    private var facts: [PageValues] {
        var facts = [
            (words.text(record.isSent ? "exchange_to" : "exchange_from"), record.partnerName),
            (words.text("state"), words.text("bundle_state_\(record.state.rawValue)")),
            (words.text("when"), words.moment(record.handledAt)), (words.text("who"), record.handledBy),
            (words.text("exchange_good_until"), words.moment(BundleOutput.moment(record.expiresAt))),
        ]
        if case .grant(let grant) = details.body {
            facts.append((words.text("exchange_contact"), grant.contact))
            if let reference = grant.caseReference { facts.append((words.text("case"), reference)) }
        }
        return facts.map { ["label": $0.0, "value": $0.1] }
    }

    private var sentence: String? {
        switch details.body {
        case .offer(let offer):
            let key = record.isSent ? "exchange_sentence_offered" : "exchange_sentence_asked"
            return words.text(key, words.number(offer.contents.count))
        case .answer(let answer): return words.text("exchange_sentence_answered", words.number(answer.asked))
        case .request: return words.text("exchange_sentence_requested")
        case nil: return words.text("exchange_sentence_forgotten")
        case .grant, .refusal, .withdrawal: return nil
        }
    }

    /// What its author wrote.
    private var told: String? {
        switch details.body {
        case .request(let request): request.reason
        case .grant(let grant): grant.text
        case .refusal(let reason), .withdrawal(let reason): reason
        case .offer, .answer, nil: nil
        }
    }
}
