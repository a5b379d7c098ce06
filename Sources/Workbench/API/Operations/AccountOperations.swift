import Accounts
import Casework
import HTTPTypes
import Hummingbird

/// Accounts and agencies, for administrators.
enum AccountOperations {
    static let all = [
        APIOperation(
            "listAccounts",
            .get,
            "/api/v1/accounts",
            .system(.administerAccounts),
            "Lists the accounts, by name.",
            answer: .json(.ok, AccountList.schema),
            handle: list
        ),
        APIOperation(
            "addAccount",
            .post,
            "/api/v1/accounts",
            .system(.administerAccounts),
            "Adds an account; without a password only links and tokens begin its work.",
            body: .json(
                Schema.object(
                    .required("name", .text(.line, 1...AccountName.longest)),
                    .required("role", .choice(Role.self)),
                    .optional("agency", Schema.text(.line, 1...200).saying("The name of an agency that is there.")),
                    .optional("password", password)
                ).named("NewAccount")
            ),
            answer: .json(.created, AccountOutput.schema),
            isOnceByKey: true,
            handle: add
        ),
        APIOperation(
            "showAccount",
            .get,
            "/api/v1/accounts/{account}",
            .system(.administerAccounts),
            "Shows an account.",
            answer: .json(.ok, AccountOutput.schema),
            handle: { asked in try APIAnswer(AccountOutput(try await record(asked))) }
        ),
        change("setRole", "role", "Gives an account another role.", .required("role", .choice(Role.self))) {
            (wish: NewRole, name, workspace, viewer) in
            try workspace.setRole(wish.role, ofAccount: name, by: viewer)
        },
        change(
            "setAgency",
            "agency",
            "Puts an account into an agency, or into none (null).",
            .required("agency", Schema.text(.line, 1...200).orNull)
        ) { (wish: NewAgency, name, workspace, viewer) in
            try workspace.setAgency(wish.agency, ofAccount: name, by: viewer)
        },
        change(
            "setPassword",
            "password",
            "Gives an account another password, and ends its sessions.",
            .required("password", password)
        ) { (wish: NewPassword, name, workspace, viewer) in
            try workspace.setPassword(wish.password, ofAccount: name, by: viewer)
        },
        change(
            "setState",
            "state",
            "Permits or forbids the use of an account; forbidding ends its sessions.",
            .required("state", .choice(["enabled", "disabled"]))
        ) { (wish: NewState, name, workspace, viewer) in
            if wish.state == "enabled" {
                try workspace.enable(name, by: viewer)
            } else {
                try workspace.disable(name, by: viewer)
            }
        },
        APIOperation(
            "removeSecondFactor",
            .delete,
            "/api/v1/accounts/{account}/second-factor",
            .system(.administerAccounts),
            "Takes the second factor from an account, as after the loss of a device; its sessions end.",
            answer: .nothing,
            handle: removeSecondFactor
        ),
        APIOperation(
            "listAgencies",
            .get,
            "/api/v1/agencies",
            .system(.work),
            "Lists the agencies; how many accounts and cases they have is for administrators.",
            answer: .json(.ok, AgencyList.schema),
            handle: agencies
        ),
        APIOperation(
            "addAgency",
            .post,
            "/api/v1/agencies",
            .system(.administerAccounts),
            "Adds an agency.",
            body: .json(Schema.object(.required("name", .text(.line, 1...200))).named("NewAgency")),
            answer: .json(.created, AgencyOutput.schema),
            problems: [.conflict],
            isOnceByKey: true,
            handle: addAgency
        ),
    ]

    private static let password = Schema.text(.any, 1...1000).secret

    private struct NewRole: Decodable, Sendable { let role: Role }
    private struct NewAgency: Decodable, Sendable { let agency: String? }
    private struct NewPassword: Decodable, Sendable { let password: String }
    private struct NewState: Decodable, Sendable { let state: String }

    private struct NewAccount: Decodable {
        let name: String
        let role: Role
        let agency: String?
        let password: String?
    }

    /// An operation that sets one property of an account.
    private static func change<Wish: Decodable & Sendable>(
        _ name: String,
        _ path: String,
        _ summary: String,
        _ field: Schema.Field,
        _ body: @escaping @Sendable (Wish, String, Workspace, Viewer) throws -> Void
    ) -> APIOperation {
        APIOperation(
            name,
            .put,
            "/api/v1/accounts/{account}/\(path)",
            .system(.administerAccounts),
            summary,
            body: .json(.object(field)),
            answer: .json(.ok, AccountOutput.schema),
            handle: { asked in
                let wish: Wish = try asked.decoded()
                let (account, viewer) = (try await record(asked).name, try asked.viewer)
                try await asked.run { workspace in try body(wish, account, workspace, viewer) }
                return try APIAnswer(AccountOutput(try await record(asked)))
            }
        )
    }

    /// The account that the path names.
    static func record(_ asked: APIRequest) async throws -> AccountRecord {
        try await record(asked.request.parameter("account"), asked)
    }

    private static func record(_ name: String, _ asked: APIRequest) async throws -> AccountRecord {
        let key = AccountName(name)?.key ?? name
        let found = try await asked.run { workspace in
            try workspace.accounts().first { $0.name == name || AccountName($0.name)?.key == key }
        }
        guard let found else { throw Problem.notFound }
        return found
    }

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let accounts = try await asked.run { workspace in try workspace.accounts() }
        return try APIAnswer(AccountList(accounts: accounts.map(AccountOutput.init)))
    }

    @Sendable private static func add(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewAccount = try asked.decoded()
        let viewer = try asked.viewer
        if (try? await record(wish.name, asked)) != nil {
            throw Problem(status: .conflict, detail: "There is an account of this name already.")
        }
        try await asked.run { workspace in
            try workspace.addAccount(
                name: wish.name,
                password: wish.password,
                role: wish.role,
                agency: wish.agency,
                by: viewer
            )
        }
        return try APIAnswer(AccountOutput(try await record(wish.name, asked)), status: .created)
    }

    @Sendable private static func removeSecondFactor(_ asked: APIRequest) async throws -> APIAnswer {
        let (account, viewer) = (try await record(asked).name, try asked.viewer)
        try await asked.run { workspace in try workspace.removeSecondFactor(account, by: viewer) }
        return .nothing
    }

    @Sendable private static func agencies(_ asked: APIRequest) async throws -> APIAnswer {
        let seesCounts = Permissions.allows(.administerAccounts, try asked.viewer)
        let agencies = try await asked.run { workspace in try workspace.agencies() }
        return try APIAnswer(AgencyList(agencies: agencies.map { AgencyOutput($0, seesCounts: seesCounts) }))
    }

    private struct AgencyWish: Decodable {
        let name: String
    }

    @Sendable private static func addAgency(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: AgencyWish = try asked.decoded()
        let viewer = try asked.viewer
        // The shape of the name was checked: what is refused is that it is taken.
        let added = try await asked.run(refusing: .conflict) { workspace in
            try workspace.addAgency(wish.name, by: viewer)
            return try workspace.agencies().first { $0.name == wish.name }
        }
        guard let added else { throw Problem.notFound }
        return try APIAnswer(AgencyOutput(added, seesCounts: true), status: .created)
    }
}

/// An account.
private struct AccountOutput: APIValue {
    let name: String
    let role: String
    let agency: String?
    let isDisabled, hasPassword, hasSecondFactor, isMachineOwner: Bool
    let createdAt: String

    static let schema = Schema.object(
        .required("name", .anyText),
        .required("role", .choice(Role.self)),
        .optional("agency", .anyText),
        .required("is_disabled", .flag),
        .required("has_password", .flag),
        .required("has_second_factor", .flag),
        .required("is_machine_owner", .flag),
        .required("created_at", .moment)
    ).named("Account")

    init(_ account: AccountRecord) {
        name = account.name
        role = account.role.rawValue
        agency = account.agencyName
        isDisabled = account.isDisabled
        hasPassword = account.hasPassword
        hasSecondFactor = account.hasSecondFactor
        isMachineOwner = account.isMachineOwner
        createdAt = account.createdAt
    }
}

private struct AccountList: APIValue {
    let accounts: [AccountOutput]

    static let schema = Schema.object(.required("accounts", .list(AccountOutput.schema))).named("AccountList")
}

/// An agency.
private struct AgencyOutput: APIValue {
    let name: String
    let audience: String
    let accounts, cases: Int?

    static let schema = Schema.object(
        .required("name", .anyText),
        .required("audience", Schema.text(.audience, 1...30).saying("How it is named where a case is shared.")),
        .optional("accounts", .count),
        .optional("cases", .count)
    ).named("Agency")

    init(_ agency: AgencyRecord, seesCounts: Bool) {
        name = agency.name
        audience = AudienceField.text(.agency(agency.id))
        accounts = seesCounts ? agency.accounts : nil
        cases = seesCounts ? agency.cases : nil
    }
}

private struct AgencyList: APIValue {
    let agencies: [AgencyOutput]

    static let schema = Schema.object(.required("agencies", .list(AgencyOutput.schema))).named("AgencyList")
}
