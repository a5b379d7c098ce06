import Accounts
import Casework
import Foundation
import Hummingbird

/// Who asks, and how their pages look.
enum SessionOperations {
    static let all = [
        APIOperation(
            "showMe",
            .get,
            "/api/v1/me",
            .system(.work),
            "Shows who asks, and what they may do.",
            answer: .json(.ok, ViewerOutput.schema),
            handle: { asked in try APIAnswer(ViewerOutput(try asked.viewer)) }
        ),
        APIOperation(
            "showSettings",
            .get,
            "/api/v1/settings",
            .system(.work),
            "Shows how one's own pages look and behave.",
            answer: .json(.ok, OfficerSettings.schema),
            handle: settings
        ),
        APIOperation(
            "setSettings",
            .put,
            "/api/v1/settings",
            .system(.work),
            "Sets how one's own pages look and behave; what is left out is as for new users.",
            body: .json(OfficerSettings.wishes),
            answer: .json(.ok, OfficerSettings.schema),
            handle: setSettings
        ),
    ]

    private struct ViewerOutput: APIValue {
        let name: String
        let role: String
        let agency: String?
        let isMachineOwner: Bool
        /// What a token may be used for; absent for a session.
        let scopes: [String]?
        let permissions: [String]

        static let schema = Schema.object(
            .required("name", .anyText),
            .required("role", .choice(Role.self)),
            .optional("agency", .anyText),
            .required("is_machine_owner", .flag),
            .optional("scopes", .list(.choice(Scope.self))),
            .required("permissions", .list(.choice(SystemPermission.allCases.map(\.name))))
        ).named("Viewer")

        init(_ viewer: Viewer) {
            name = viewer.name
            role = viewer.role.rawValue
            agency = viewer.agencyName
            isMachineOwner = viewer.isMachineOwner
            scopes = viewer.scopes.map { held in Scope.allCases.filter(held.contains).map(\.rawValue) }
            permissions = SystemPermission.allCases.filter { Permissions.allows($0, viewer) }.map(\.name)
        }
    }

    /// Read from the store: a token's request carries no settings of its account.
    @Sendable private static func settings(_ asked: APIRequest) async throws -> APIAnswer {
        let viewer = try asked.viewer
        let kept = try await asked.run { workspace in try workspace.settings(of: viewer) }
        let settings = kept.flatMap { try? JSONDecoder().decode(OfficerSettings.self, from: Data($0.utf8)) }
        return try APIAnswer(settings ?? OfficerSettings())
    }

    @Sendable private static func setSettings(_ asked: APIRequest) async throws -> APIAnswer {
        let settings: OfficerSettings = try asked.decoded()
        try await SettingsPages.keep(settings, asked.request)
        return try APIAnswer(settings)
    }
}

extension OfficerSettings: APIValue {
    static let schema = members(Schema.Field.required).named("Settings")
    /// The settings as they are asked for.
    static let wishes = members(Schema.Field.optional).named("SettingsWish")

    private static func members(_ field: (String, Schema) -> Schema.Field) -> Schema {
        let switches = switches.map { field($0.name.replacing("-", with: "_"), .flag) }
        return Schema(
            .object(
                switches + [
                    field("density", .choice(densities)), field("theme", .choice(themes)),
                    .optional("language", .choice(Catalogue.all.map(\.language))),
                ]
            )
        )
    }
}

extension RawRepresentable where RawValue == String {
    /// The name in snake case, as the interface writes it.
    var name: String {
        rawValue.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
    }
}
