import Accounts
import Casework
import Foundation
import Hummingbird

/// Accounts, agencies and tokens.
enum AdminPages {
    static let all = [
        Route(.get, "/admin", .system(.administerAccounts)) { request in try await page(request) },
        Route(.post, "/admin/accounts", .system(.administerAccounts), handle: addAccount),
        Route(.post, "/admin/agencies", .system(.administerAccounts), handle: addAgency),
        Route(.post, "/admin/accounts/:account/role", .system(.administerAccounts), handle: setRole),
        Route(.post, "/admin/accounts/:account/password", .system(.administerAccounts), handle: setPassword),
        Route(.post, "/admin/accounts/:account/state", .system(.administerAccounts), handle: setState),
        Route(.post, "/admin/accounts/:account/second-factor", .system(.administerAccounts), handle: removeFactor),
        Route(.post, "/admin/accounts/:account/link", .system(.administerAccounts), handle: makeLink),
        Route(.post, "/admin/accounts/:account/tokens", .system(.administerAccounts), handle: makeToken),
        Route(.post, "/admin/accounts/:account/tokens/revoke", .system(.administerAccounts), handle: revokeToken),
    ]

    /// How long a link for a single sign-in holds.
    private static let linkSeconds = 900

    /// A secret that is shown once.
    private struct Secret {
        let title: String
        let value: String
        let help: String
    }

    private static func page(_ request: WorkRequest, secret: Secret? = nil, account named: String? = nil) async throws
        -> Response
    {
        let words = request.catalogue
        let workspace = request.state.workspace
        let chosen = named ?? request.query.text("account")
        let (accounts, agencies, tokens) = try await Blocking.run {
            (
                try workspace.accounts(), try workspace.agencies(),
                try workspace.tokens().filter { $0.account == chosen }
            )
        }
        let roles = Role.allCases
        var values: PageValues = [
            "accounts": accounts.map { row($0, words) },
            "roles": roles.map { role in
                option(
                    role.rawValue,
                    words.text("role_\(role.rawValue)"),
                    more: ["meaning": words.text("role_\(role.rawValue)_meaning")]
                )
            },
            "agencies": agencies.map { agency -> PageValues in
                [
                    "name": agency.name, "accountCount": words.number(agency.accounts),
                    "caseCount": words.number(agency.cases),
                ]
            },
        ]
        if let secret {
            values["secret"] = ["title": secret.title, "value": secret.value, "help": secret.help] as PageValues
        }
        if let account = accounts.first(where: { $0.name == chosen }) {
            values["account"] =
                [
                    "accountName": account.name, "action": "/admin/accounts/\(Address.part(account.name))",
                    "isDisabled": account.isDisabled,
                    "roles": roles.map {
                        option($0.rawValue, words.text("role_\($0.rawValue)"), isSelected: $0 == account.role)
                    },
                    "scopes": Scope.allCases.map { option($0.rawValue, words.text("scope_\($0.rawValue)")) },
                    "tokens": tokens.map { token -> PageValues in
                        [
                            "id": "\(token.id)", "label": token.label,
                            "scopesText": Scope.allCases.filter(token.scopes.contains)
                                .map { words.text("scope_\($0.rawValue)") }.joined(separator: ", "),
                            "addedText": words.moment(token.createdAt),
                        ]
                    },
                ] as PageValues
        }
        return request.page("admin", title: words.text("administration"), values, current: "/admin")
    }

    private static func row(_ account: AccountRecord, _ words: Catalogue) -> PageValues {
        [
            "href": Address.of("/admin", [("account", account.name)]) + "#account", "name": account.name,
            "roleName": words.text(account.isMachineOwner ? "role_owner" : "role_\(account.role.rawValue)"),
            "agency": account.agencyName ?? "", "secondFactorText": words.text(account.hasSecondFactor ? "on" : "off"),
            "stateText": words.text(account.isDisabled ? "account_disabled" : "account_active"),
            "stateClass": account.isDisabled ? "failed" : "confirmed",
        ]
    }

    private static func back(_ request: WorkRequest, _ key: String, _ name: String) -> Response {
        request.redirect(to: Address.of("/admin", [("account", name)]), notice: Notice(key, name))
    }

    @Sendable private static func addAccount(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, form) = (request.state.workspace, try request.who().viewer, request.form)
        guard let name = form.text("name") else { throw Problem.wrong("An account needs a name.") }
        let role = try role(form)
        let password = form["password"].flatMap { $0.isEmpty ? nil : $0 }
        try await Blocking.run {
            try workspace.addAccount(
                name: name,
                password: password,
                role: role,
                agency: form.text("agency"),
                by: viewer
            )
        }
        guard password == nil else { return back(request, "notice_account_added", name) }
        return try await showLink(request, name: name)
    }

    private static func role(_ form: Form) throws(Problem) -> Role {
        guard let role = Role(rawValue: form["role"] ?? "") else {
            throw .wrong("A role is one of \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return role
    }

    private static func showLink(_ request: WorkRequest, name: String) async throws -> Response {
        let (workspace, viewer, words) = (request.state.workspace, try request.who().viewer, request.catalogue)
        let token = try await Blocking.run {
            try workspace.makeOneTimeLink(name: name, validSeconds: linkSeconds, by: viewer)
        }
        let base = request.state.configuration.publicAddress ?? "http://\(request.head.authority ?? "")"
        let secret = Secret(
            title: words.text("link_made"),
            value: "\(base)/link?token=\(token)",
            help: words.text("link_made_help", "\(linkSeconds / 60)")
        )
        return try await page(request, secret: secret, account: name)
    }

    @Sendable private static func addAgency(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        guard let name = request.form.text("name") else { throw Problem.wrong("An agency needs a name.") }
        try await Blocking.run { try workspace.addAgency(name, by: viewer) }
        return request.redirect(to: "/admin", notice: Notice("notice_agency_added", name))
    }

    @Sendable private static func setRole(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, name) = (
            request.state.workspace, try request.who().viewer, request.parameter("account")
        )
        let role = try role(request.form)
        try await Blocking.run { try workspace.setRole(role, ofAccount: name, by: viewer) }
        return back(request, "notice_account_changed", name)
    }

    @Sendable private static func setPassword(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, name) = (
            request.state.workspace, try request.who().viewer, request.parameter("account")
        )
        let password = request.form["password"] ?? ""
        try await Blocking.run { try workspace.setPassword(password, ofAccount: name, by: viewer) }
        return back(request, "notice_account_changed", name)
    }

    @Sendable private static func setState(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, name) = (
            request.state.workspace, try request.who().viewer, request.parameter("account")
        )
        let state = request.form["state"]
        guard state == "enabled" || state == "disabled" else { throw Problem.wrong("Say enabled or disabled.") }
        try await Blocking.run {
            if state == "enabled" {
                try workspace.enable(name, by: viewer)
            } else {
                try workspace.disable(name, by: viewer)
            }
        }
        return back(request, "notice_account_changed", name)
    }

    @Sendable private static func removeFactor(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, name) = (
            request.state.workspace, try request.who().viewer, request.parameter("account")
        )
        try await Blocking.run { try workspace.removeSecondFactor(name, by: viewer) }
        return back(request, "notice_account_changed", name)
    }

    @Sendable private static func makeLink(_ request: WorkRequest) async throws -> Response {
        try await showLink(request, name: request.parameter("account"))
    }

    @Sendable private static func makeToken(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, name) = (
            request.state.workspace, try request.who().viewer, request.parameter("account")
        )
        let (form, words) = (request.form, request.catalogue)
        let scopes = Set(form.all("scope").compactMap(Scope.init))
        guard let label = form.text("label"), !scopes.isEmpty else {
            throw Problem.wrong("A token needs to be named and to have at least one scope.")
        }
        let token = try await Blocking.run {
            try workspace.addToken(name: name, label: label, scopes: scopes, by: viewer)
        }
        let secret = Secret(title: words.text("token_made"), value: token, help: words.text("token_made_help"))
        return try await page(request, secret: secret, account: name)
    }

    @Sendable private static func revokeToken(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, name) = (
            request.state.workspace, try request.who().viewer, request.parameter("account")
        )
        guard let token = request.form["token"].flatMap(Int64.init) else { throw Problem.wrong("Say which token.") }
        try await Blocking.run { try workspace.revokeToken(token, by: viewer) }
        return back(request, "notice_account_changed", name)
    }
}
