import Accounts
import Casework
import Exchange
import Foundation
import HTTPTypes
import Hummingbird

/// Which agencies are trusted, for administrators.
enum PartnerPages {
    static let path = "\(ExchangePages.path)/partners"
    static let all = [
        Route(.get, path, .system(.administerAccounts), handle: page),
        Route(.post, path, .system(.administerAccounts), body: .streamed, handle: trust),
        Route(.post, "\(path)/revoke", .system(.administerAccounts), handle: revoke),
    ]

    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let (card, partners) = try await Blocking.run {
            (try workspace.knownExchangeCard(for: viewer), try workspace.partners())
        }
        var values: PageValues = [:]
        values["card"] = card.map(words.card)
        if !partners.isEmpty { values["partners"] = ["rows": partners.map(words.partner)] as PageValues }
        let current = Permissions.allows(.exchange, viewer) ? ExchangePages.path : path
        return request.page("exchange-partners", title: words.text("exchange_partners"), values, current: current)
    }

    @Sendable private static func trust(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let form = try await ReceivedForm(
            request,
            folder: try await request.state.shelf.folder(),
            limit: Int64(AgencyCard.mostBytes)
        )
        defer { form.discard() }
        guard let file = form.files.first, let told = form.fields.text("fingerprint") else {
            throw Problem.wrong("Choose the agency's card, and type the fingerprint as it was read out.")
        }
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file.path)))
        let name = form.fields.text("name")
        let partner = try await Blocking.run {
            try workspace.addPartner(card: bytes, fingerprint: told, as: name, by: viewer)
        }
        return request.redirect(to: path, notice: Notice("notice_partner_trusted", partner))
    }

    @Sendable private static func revoke(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        guard let name = request.form.text("partner") else { throw Problem.wrong("Say which partner.") }
        try await Blocking.run { try workspace.revokePartner(name, by: viewer) }
        return request.redirect(to: path, notice: Notice("notice_partner_revoked", name))
    }
}
