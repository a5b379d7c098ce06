import Accounts
import Casework
import HTTPTypes
import Hummingbird

/// Tokens for programs, and links that begin one session, for administrators.
enum TokenOperations {
    static let all = [
        APIOperation(
            "listTokens",
            .get,
            "/api/v1/tokens",
            .system(.administerAccounts),
            "Lists the tokens, without what they are.",
            answer: .json(.ok, TokenList.schema),
            handle: list
        ),
        APIOperation(
            "addToken",
            .post,
            "/api/v1/accounts/{account}/tokens",
            .system(.administerAccounts),
            "Makes a token with which a program acts for an account; it is told this once and not kept.",
            body: .json(
                Schema.object(
                    .required("label", .text(.line, 1...200)),
                    .required("scopes", .list(.choice(Scope.self), 1...20))
                ).named("NewToken")
            ),
            answer: .json(.created, NewTokenOutput.schema),
            isOnceByKey: true,
            handle: add
        ),
        APIOperation(
            "revokeToken",
            .delete,
            "/api/v1/tokens/{token}",
            .system(.administerAccounts),
            "Takes a token back.",
            answer: .nothing,
            handle: revoke
        ),
        APIOperation(
            "addLink",
            .post,
            "/api/v1/accounts/{account}/links",
            .system(.administerAccounts),
            "Makes a link that begins one session of an account; it is told this once and not kept.",
            body: .json(
                Schema.object(.optional("valid_seconds", .integer(60...86_400))).named("NewLink")
            ),
            answer: .json(.created, LinkTokenOutput.schema),
            isOnceByKey: true,
            handle: addLink
        ),
    ]

    /// How long a link holds if nothing is said.
    private static let usualSeconds = 900

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let tokens = try await asked.run { workspace in try workspace.tokens() }
        return try APIAnswer(TokenList(tokens: tokens.map(TokenOutput.init)))
    }

    private struct NewToken: Decodable {
        let label: String
        let scopes: Set<Scope>
    }

    @Sendable private static func add(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewToken = try asked.decoded()
        let (account, viewer) = (try await AccountOperations.record(asked).name, try asked.viewer)
        let (text, made) = try await asked.run { workspace in
            let text = try workspace.addToken(name: account, label: wish.label, scopes: wish.scopes, by: viewer)
            return (text, try workspace.tokens().last { $0.account == account && $0.label == wish.label })
        }
        guard let made else { throw Problem.notFound }
        let listed = TokenOutput(made)
        return try APIAnswer(
            NewTokenOutput(token: text, listed: listed),
            status: .created,
            secretless: NewTokenOutput(token: nil, listed: listed)
        )
    }

    @Sendable private static func revoke(_ asked: APIRequest) async throws -> APIAnswer {
        let (number, viewer) = (try asked.request.number("token"), try asked.viewer)
        try await asked.run(refusing: .notFound) { workspace in try workspace.revokeToken(number, by: viewer) }
        return .nothing
    }

    private struct NewLink: Decodable {
        let validSeconds: Int?
    }

    @Sendable private static func addLink(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewLink = try asked.decoded()
        let (account, viewer) = (try await AccountOperations.record(asked).name, try asked.viewer)
        let seconds = wish.validSeconds ?? usualSeconds
        let token = try await asked.run { workspace in
            try workspace.makeOneTimeLink(name: account, validSeconds: seconds, by: viewer)
        }
        return try APIAnswer(
            LinkTokenOutput(href: "/link?token=\(token)", validSeconds: seconds),
            status: .created,
            secretless: LinkTokenOutput(href: nil, validSeconds: seconds)
        )
    }
}

/// A token as it is listed.
private struct TokenOutput: Encodable {
    let id: Int64
    let account, label: String
    let scopes: [String]
    let createdAt: String

    static let schema = Schema.object(
        .required("id", .count),
        .required("account", .anyText),
        .required("label", .anyText),
        .required("scopes", .list(.choice(Scope.self))),
        .required("created_at", .moment)
    ).named("Token")

    init(_ token: TokenRecord) {
        id = token.id
        account = token.account
        label = token.label
        scopes = Scope.allCases.filter(token.scopes.contains).map(\.rawValue)
        createdAt = token.createdAt
    }
}

private struct TokenList: APIValue {
    let tokens: [TokenOutput]

    static let schema = Schema.object(.required("tokens", .list(TokenOutput.schema))).named("TokenList")
}

private struct NewTokenOutput: APIValue {
    let token: String?
    let listed: TokenOutput

    static let schema = Schema.object(
        .optional("token", Schema.anyText.saying("Absent where the same request is answered again.")),
        .required("listed", TokenOutput.schema)
    ).named("MadeToken")
}

private struct LinkTokenOutput: APIValue {
    let href: String?
    let validSeconds: Int

    static let schema = Schema.object(
        .optional("href", Schema.anyText.saying("Absent where the same request is answered again.")),
        .required("valid_seconds", .count)
    ).named("MadeLink")
}
