import Accounts
import Casework
import Exchange
import Foundation
import HTTPTypes
import Hummingbird

/// What is exchanged with other agencies: what came in, what went out, what may be told and to whom.
enum ExchangePages {
    static let path = "/exchange"
    static let all = [
        Route(.get, path, .system(.exchange), handle: overview),
        Route(.get, "\(path)/card", .system(.exchange), handle: card),
        Route(.post, "\(path)/offers", .system(.exchange), handle: offer),
        Route(.post, "\(path)/bundles", .system(.exchange), body: .streamed, handle: receive),
    ]

    /// Bundles of a box on the page, the newest.
    private static let mostBundles = 200

    @Sendable private static func overview(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let (workspace, viewer, access) = (request.state.workspace, signedIn.viewer, signedIn.access)
        let (card, partners) = try await Blocking.run {
            (try workspace.knownExchangeCard(for: viewer), try workspace.partners())
        }
        let (rules, inbox, outbox) = try await Blocking.run {
            (
                try workspace.releaseRules(for: viewer), try workspace.bundles(areSent: false, by: viewer),
                try workspace.bundles(areSent: true, by: viewer)
            )
        }
        var values: PageValues = ["mayTrust": Permissions.allows(.administerAccounts, viewer)]
        values["card"] = card.map(words.card)
        if !partners.isEmpty { values["partners"] = ["rows": partners.map(words.partner)] as PageValues }
        values["inbox"] = box(inbox, words)
        values["outbox"] = box(outbox, words)
        if !rules.isEmpty {
            let rows = rules.map { one -> PageValues in
                words.release(one.record).merging([
                    "case": one.caseReference, "href": Address.ofCase(one.caseReference, "release"),
                ]) { $1 }
            }
            values["rules"] = ["rows": rows] as PageValues
        }
        let cases = access.relations.keys.filter { access.allows(.export, $0) }.sorted()
        let trusted = partners.filter { $0.revokedAt == nil }.map(\.name)
        if !cases.isEmpty, !trusted.isEmpty {
            values["offer"] = ["cases": cases, "partners": trusted] as PageValues
        }
        return request.page("exchange", title: words.text("exchange"), values)
    }

    private static func box(_ bundles: [BundleRecord], _ words: Catalogue) -> PageValues? {
        guard !bundles.isEmpty else { return nil }
        var values: PageValues = ["rows": bundles.suffix(mostBundles).reversed().map(words.row)]
        if bundles.count > mostBundles {
            values["cutText"] = words.text("exchange_box_cut", words.number(mostBundles))
        }
        return values
    }

    @Sendable private static func card(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let card = try await Blocking.run { try workspace.knownExchangeCard(for: viewer) }
        guard let card else { throw Problem.notFound }
        return WorkRequest.download(card.file, name: "agency.card", type: "application/json")
    }

    @Sendable private static func offer(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, form) = (request.state.workspace, try request.who().viewer, request.form)
        guard let reference = form.text("case"), let partner = form.text("partner") else {
            throw Problem.wrong("Choose a case and a partner.")
        }
        let delivery = try request.delivery
        let sent = try await Blocking.run {
            try workspace.offer(case: reference, to: partner, delivery: delivery, by: viewer)
        }
        return request.redirect(to: BundlePages.path(sent.number), notice: Notice("notice_bundle_made"))
    }

    @Sendable private static func receive(_ request: WorkRequest) async throws -> Response {
        let viewer = try request.who().viewer
        let form = try await ReceivedForm(
            request,
            folder: try await request.state.shelf.folder(),
            limit: Int64(ExchangeBundle.mostBytes)
        )
        defer { form.discard() }
        guard let file = form.files.first, file.size > 0 else { throw Problem.wrong("Choose the bundle's file.") }
        let received = try await ReceivedFiles.bundle(file.path, by: viewer, request.state.workspace)
        return request.redirect(
            to: BundlePages.path(received.record.number),
            notice: Notice("notice_bundle_received")
        )
    }
}

/// Bundles that came in as files.
enum ReceivedFiles {
    /// Takes in a bundle whose size was bounded when it was written.
    ///
    /// - Throws: ``Problem`` with the reason if it is not taken.
    static func bundle(
        _ path: String,
        by viewer: Viewer,
        _ workspace: Workspace
    ) async throws -> ReceivedBundle {
        do {
            return try await Blocking.run {
                try workspace.receive(Array(try Data(contentsOf: URL(fileURLWithPath: path))), by: viewer)
            }
        } catch let error as CaseworkError where error.code == .refused {
            // Not the officer is refused, but what was sent.
            throw Problem(status: .unprocessableContent, detail: error.message)
        }
    }
}
