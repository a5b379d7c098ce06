import Accounts
import Casework
import Foundation
import Hummingbird

/// How one's own pages look, one's password and second factor.
enum SettingsPages {
    static let all = [
        Route(.get, "/settings", .system(.work)) { request in try page(request, enrolment: nil) },
        Route(.post, "/settings", .system(.work), handle: save),
        Route(.post, "/settings/switch", .system(.work), handle: turn),
        Route(.post, "/settings/password", .system(.work), handle: changePassword),
        Route(.post, "/settings/second-factor", .system(.work), handle: startSecondFactor),
        Route(.post, "/settings/second-factor/confirm", .system(.work), handle: confirmSecondFactor),
    ]

    private static func page(_ request: WorkRequest, enrolment uri: String?) throws -> Response {
        let words = request.catalogue
        let settings = try request.who().settings
        func choice(_ legend: String, _ name: String, _ options: [(String, String)], _ chosen: String) -> PageValues {
            [
                "legend": legend,
                "options": options.map { option($0.0, $0.1, isSelected: $0.0 == chosen, more: ["name": name]) },
            ]
        }
        var factor: PageValues = ["stateText": ""]
        if let uri {
            let key = URLComponents(string: uri)?.queryItems?.first { $0.name == "secret" }?.value
            factor["enrolment"] = ["key": key ?? "", "uri": uri] as PageValues
        }
        return request.page(
            "settings",
            title: words.text("settings"),
            [
                "viewing": OfficerSettings.switches.map { name, path -> PageValues in
                    let key = "view_\(name.replacing("-", with: "_"))"
                    return [
                        "name": name, "label": words.text(key), "help": words.text("\(key)_help"),
                        "isOn": settings[keyPath: path],
                    ]
                },
                "choices": [
                    choice(
                        words.text("choice_density"),
                        "density",
                        OfficerSettings.densities.map { ($0, words.text("density_\($0)")) },
                        settings.density
                    ),
                    choice(
                        words.text("choice_theme"),
                        "theme",
                        OfficerSettings.themes.map { ($0, words.text("theme_\($0)")) },
                        settings.theme
                    ),
                    choice(
                        words.text("language"),
                        "language",
                        Catalogue.all.map { ($0.language, $0.text("language_name")) },
                        words.language
                    ),
                ], "secondFactor": factor,
            ]
        )
    }

    @Sendable private static func save(_ request: WorkRequest) async throws -> Response {
        let form = request.form
        var settings = try request.who().settings
        for (name, path) in OfficerSettings.switches { settings[keyPath: path] = form[name] == "yes" }
        if let density = form["density"], OfficerSettings.densities.contains(density) { settings.density = density }
        if let theme = form["theme"], OfficerSettings.themes.contains(theme) { settings.theme = theme }
        if let language = form["language"], Catalogue.all.contains(where: { $0.language == language }) {
            settings.language = language
        }
        try await keep(settings, request)
        return request.redirect(to: "/settings", notice: Notice("notice_settings_saved"))
    }

    /// Turns one switch of the page's head.
    @Sendable private static func turn(_ request: WorkRequest) async throws -> Response {
        var settings = try request.who().settings
        guard let path = OfficerSettings.switches.first(where: { $0.name == request.form["switch"] })?.path else {
            throw Problem.wrong("There is no such switch.")
        }
        settings[keyPath: path] = request.form["state"].map { $0 == "on" } ?? !settings[keyPath: path]
        try await keep(settings, request)
        if request.wantsJSON { return try WorkRequest.json(["on": settings[keyPath: path]]) }
        return request.redirect(to: request.form["returnTo"] ?? "/")
    }

    static func keep(_ settings: OfficerSettings, _ request: WorkRequest) async throws {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let text = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
        try await Blocking.run { try workspace.setSettings(text, of: viewer) }
    }

    @Sendable private static func changePassword(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, form) = (request.state.workspace, try request.who().viewer, request.form)
        let address = request.address
        try await Blocking.run {
            try workspace.changePassword(
                current: form["current"] ?? "",
                new: form["new"] ?? "",
                of: viewer,
                address: address
            )
        }
        return request.redirect(to: "/login")
    }

    @Sendable private static func startSecondFactor(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let uri = try await Blocking.run { try workspace.startSecondFactor(viewer.name, by: viewer) }
        return try page(request, enrolment: uri)
    }

    @Sendable private static func confirmSecondFactor(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let code = request.form.text("code") ?? ""
        do {
            try await Blocking.run { try workspace.confirmSecondFactor(viewer.name, code: code, by: viewer) }
        } catch let error as CaseworkError where error.code == .usage {
            return request.redirect(to: "/settings", notice: Notice("second_factor_wrong"))
        }
        return request.redirect(to: "/settings", notice: Notice("notice_settings_saved"))
    }
}
