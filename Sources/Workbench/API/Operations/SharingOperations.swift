import Accounts
import Casework
import HTTPTypes
import Hummingbird

/// Who works on a case, and with whom it is shared.
enum SharingOperations {
    static let all = [
        APIOperation(
            "listTeam",
            .get,
            "/api/v1/cases/{case}/team",
            .ofCase(.seeCase),
            "Lists a case's team, for those on it.",
            answer: .json(.ok, Team.schema),
            handle: team
        ),
        APIOperation(
            "addMember",
            .put,
            "/api/v1/cases/{case}/team/{account}",
            .ofCase(.share),
            "Puts an account on a case's team.",
            answer: .nothing,
            handle: addMember
        ),
        APIOperation(
            "removeMember",
            .delete,
            "/api/v1/cases/{case}/team/{account}",
            .ofCase(.share),
            "Takes an account off a case's team.",
            answer: .nothing,
            handle: removeMember
        ),
        APIOperation(
            "listShares",
            .get,
            "/api/v1/cases/{case}/shares",
            .ofCase(.seeCase),
            "Lists with whom a case is shared, for those on its team.",
            answer: .json(.ok, Shares.schema),
            handle: shares
        ),
        APIOperation(
            "setShare",
            .put,
            "/api/v1/cases/{case}/shares/{audience}",
            .ofCase(.share),
            "Shares a case with an audience, up to a level.",
            body: .json(Schema.object(.required("level", .choice(SharingLevel.self))).named("NewShare")),
            answer: .nothing,
            handle: setShare
        ),
        APIOperation(
            "stopSharing",
            .delete,
            "/api/v1/cases/{case}/shares/{audience}",
            .ofCase(.share),
            "Shares a case with an audience no longer.",
            answer: .nothing,
            handle: stopSharing
        ),
    ]

    private struct Team: APIValue {
        struct Member: Encodable {
            let account: String
            let role: String
            let agency: String?
            let addedAt, addedBy: String
        }

        let team: [Member]

        static let schema = Schema.object(
            .required(
                "team",
                .list(
                    .object(
                        .required("account", .anyText),
                        .required("role", .choice(Role.self)),
                        .optional("agency", .anyText),
                        .required("added_at", .moment),
                        .required("added_by", .anyText)
                    )
                )
            )
        ).named("Team")
    }

    private struct Shares: APIValue {
        struct Share: Encodable {
            let audience: String
            let agency: String?
            let level: String
            let setAt, setBy: String
        }

        let shares: [Share]

        static let schema = Schema.object(
            .required(
                "shares",
                .list(
                    .object(
                        .required("audience", .text(.audience, 1...30)),
                        .optional("agency", .anyText),
                        .required("level", .choice(SharingLevel.self)),
                        .required("set_at", .moment),
                        .required("set_by", .anyText)
                    )
                )
            )
        ).named("Shares")
    }

    /// Only the team is told of the people around a case.
    private static func checkTeam(_ asked: APIRequest) throws(Problem) {
        guard try asked.access[asked.caseReference] == .team else { throw .forbidden }
    }

    @Sendable private static func team(_ asked: APIRequest) async throws -> APIAnswer {
        try checkTeam(asked)
        let reference = asked.caseReference
        let team = try await asked.run { workspace in try workspace.team(ofCase: reference) }
        return try APIAnswer(
            Team(
                team: team.map { member in
                    Team.Member(
                        account: member.name,
                        role: member.role.rawValue,
                        agency: member.agencyName,
                        addedAt: member.addedAt,
                        addedBy: member.addedBy
                    )
                }
            )
        )
    }

    @Sendable private static func addMember(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let account = asked.request.parameter("account")
        try await asked.run(refusing: .notFound) { workspace in
            try workspace.addMember(toCase: reference, account: account, by: viewer)
        }
        return .nothing
    }

    @Sendable private static func removeMember(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let account = asked.request.parameter("account")
        try await asked.run(refusing: .notFound) { workspace in
            try workspace.removeMember(ofCase: reference, account: account, by: viewer)
        }
        return .nothing
    }

    @Sendable private static func shares(_ asked: APIRequest) async throws -> APIAnswer {
        try checkTeam(asked)
        let reference = asked.caseReference
        let shares = try await asked.run { workspace in try workspace.shares(ofCase: reference) }
        return try APIAnswer(
            Shares(
                shares: shares.map { share in
                    Shares.Share(
                        audience: AudienceField.text(share.audience),
                        agency: share.agencyName,
                        level: share.level.rawValue,
                        setAt: share.setAt,
                        setBy: share.setBy
                    )
                }
            )
        )
    }

    private struct NewShare: Decodable {
        let level: SharingLevel
    }

    @Sendable private static func setShare(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewShare = try asked.decoded()
        return try await put(wish.level, asked)
    }

    @Sendable private static func stopSharing(_ asked: APIRequest) async throws -> APIAnswer {
        try await put(nil, asked)
    }

    private static func put(_ level: SharingLevel?, _ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        guard let audience = AudienceField.audience(asked.request.parameter("audience")) else { throw Problem.notFound }
        try await asked.run(refusing: .notFound) { workspace in
            try workspace.setShare(ofCase: reference, with: audience, level: level, by: viewer)
        }
        return .nothing
    }
}
