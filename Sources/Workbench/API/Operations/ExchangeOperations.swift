import Accounts
import Casework
import Exchange
import Foundation
import HTTPTypes
import Hummingbird

/// Partners, rules, and what passes between agencies.
enum ExchangeOperations {
    static let root = "/api/v1/exchange"
    private static let rules = "/api/v1/cases/{case}/release-rules"

    static let all = [
        APIOperation(
            "showExchangeCard",
            .get,
            "\(root)/card",
            .system(.exchange),
            "Shows this agency's card and its fingerprint, which people compare by telephone.",
            answer: .json(.ok, CardOutput.schema),
            problems: [.notFound],
            handle: card
        ),
        APIOperation(
            "listPartners",
            .get,
            "\(root)/partners",
            .system(.exchange),
            "Lists the agencies that are or were trusted.",
            answer: .json(.ok, Partners.schema),
            handle: partners
        ),
        APIOperation(
            "addPartner",
            .post,
            "\(root)/partners",
            .system(.administerAccounts),
            "Trusts an agency, once its fingerprint was compared by telephone.",
            body: .json(
                Schema.object(
                    .required(
                        "card",
                        Schema.text(.any, 1...AgencyCard.mostBytes).saying("The text of the card's file.")
                    ),
                    .required(
                        "fingerprint",
                        Schema.text(.any, 1...400).saying("As it was told: sixteen words, or 64 digits.")
                    ),
                    .optional(
                        "name",
                        Schema.text(.line, 1...200).saying("The name that it is to go by here; else the card's.")
                    )
                ).named("NewPartner")
            ),
            answer: .json(.created, AddedPartner.schema),
            isOnceByKey: true,
            handle: addPartner
        ),
        APIOperation(
            "revokePartner",
            .delete,
            "\(root)/partners/{partner}",
            .system(.administerAccounts),
            "Trusts a partner no longer: nothing is taken from it or made for it any more.",
            answer: .nothing,
            handle: revoke
        ),
        APIOperation(
            "listReleaseRules",
            .get,
            rules,
            .ofCase(.share),
            "Lists what may be told of a case, by partner; others are told nothing.",
            answer: .json(.ok, ReleaseRules.schema),
            handle: listRules
        ),
        APIOperation(
            "setReleaseRule",
            .put,
            "\(rules)/{partner}",
            .ofCase(.share),
            "Says what may be told a partner of a case.",
            body: .json(
                Schema.object(
                    .required("digests", Schema.flag.saying("Whether SHA-256 may be offered, and equal files told.")),
                    .required("pictures", Schema.flag.saying("The same for PDQ hashes and near duplicates.")),
                    .required("answer", .choice(AnswerLevel.self)),
                    .optional("contact", Schema.text(.line, 1...200).saying("Whom to ask, for the level pointer."))
                ).named("NewReleaseRule")
            ),
            answer: .nothing,
            problems: [.unprocessableContent],
            handle: setRule
        ),
        APIOperation(
            "removeReleaseRule",
            .delete,
            "\(rules)/{partner}",
            .ofCase(.share),
            "Tells a partner nothing of a case any more.",
            answer: .nothing,
            handle: removeRule
        ),
        APIOperation(
            "offerCase",
            .post,
            "\(root)/offers",
            .system(.exchange),
            "Offers a case's digests and fingerprints to a partner, as far as the case's rule lets them out.",
            body: .json(
                Schema.object(
                    .required("case", .text(.line, 1...1000)),
                    .required("partner", .text(.line, 1...200)),
                    BundleOperations.days
                ).named("NewOffer")
            ),
            answer: .json(.created, SentOutput.schema),
            problems: [.unprocessableContent],
            isOnceByKey: true,
            handle: offer
        ),
    ]

    @Sendable private static func card(_ asked: APIRequest) async throws -> APIAnswer {
        let viewer = try asked.viewer
        let card = try await asked.run { workspace in try workspace.knownExchangeCard(for: viewer) }
        guard let card else { throw Problem.notFound }
        return try APIAnswer(CardOutput(card))
    }

    @Sendable private static func partners(_ asked: APIRequest) async throws -> APIAnswer {
        let partners = try await asked.run { workspace in try workspace.partners() }
        return try APIAnswer(Partners(partners: partners.map(PartnerOutput.init)))
    }

    private struct NewPartner: Decodable {
        let card, fingerprint: String
        let name: String?
    }

    @Sendable private static func addPartner(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewPartner = try asked.decoded()
        let viewer = try asked.viewer
        let name = try await asked.run { workspace in
            try workspace.addPartner(
                card: Array(wish.card.utf8),
                fingerprint: wish.fingerprint,
                as: wish.name,
                by: viewer
            )
        }
        return try APIAnswer(AddedPartner(partner: name), status: .created)
    }

    @Sendable private static func revoke(_ asked: APIRequest) async throws -> APIAnswer {
        let (viewer, name) = (try asked.viewer, asked.request.parameter("partner"))
        try await asked.run(refusing: .notFound) { workspace in try workspace.revokePartner(name, by: viewer) }
        return .nothing
    }

    @Sendable private static func listRules(_ asked: APIRequest) async throws -> APIAnswer {
        let (viewer, reference) = (try asked.viewer, asked.caseReference)
        let rules = try await asked.run { workspace in try workspace.releaseRules(ofCase: reference, for: viewer) }
        return try APIAnswer(ReleaseRules(rules: rules.map(ReleaseRuleOutput.init)))
    }

    private struct NewReleaseRule: Decodable {
        let digests, pictures: Bool
        let answer: AnswerLevel
        let contact: String?
    }

    @Sendable private static func setRule(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewReleaseRule = try asked.decoded()
        let rule = ReleaseRule(
            digests: wish.digests,
            pictures: wish.pictures,
            level: wish.answer,
            contact: wish.contact
        )
        return try await put(rule, asked, refusing: .unprocessableContent)
    }

    @Sendable private static func removeRule(_ asked: APIRequest) async throws -> APIAnswer {
        try await put(nil, asked, refusing: .notFound)
    }

    private static func put(
        _ rule: ReleaseRule?,
        _ asked: APIRequest,
        refusing status: HTTPResponse.Status
    ) async throws -> APIAnswer {
        let (viewer, reference) = (try asked.viewer, asked.caseReference)
        let partner = asked.request.parameter("partner")
        try await asked.run(refusing: status) { workspace in
            try workspace.setReleaseRule(rule, ofCase: reference, for: partner, by: viewer)
        }
        return .nothing
    }

    private struct NewOffer: Decodable {
        let `case`, partner: String
        let days: Int?
    }

    @Sendable private static func offer(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewOffer = try asked.decoded()
        let viewer = try asked.viewer
        let sent = try await asked.run { workspace in
            try workspace.offer(
                case: wish.case,
                to: wish.partner,
                delivery: Delivery(days: wish.days ?? Workspace.usualDays),
                by: viewer
            )
        }
        return try APIAnswer(SentOutput(sent), status: .created)
    }
}

extension CardOutput: APIValue {
    static let schema = Schema.object(
        .required("agency", .anyText),
        .required("card", Schema.anyText.saying("The text of the card's file, to be given to partners.")),
        .required("fingerprint", .digest),
        .required("words", Schema.anyText.saying("The fingerprint as sixteen words."))
    ).named("AgencyCard")
}

extension PartnerOutput: APIValue {
    static let schema = Schema.object(
        .required("partner", .anyText),
        .required("fingerprint", .digest),
        .required("trusted_at", .moment),
        .required("trusted_by", .anyText),
        .optional("revoked_at", .moment),
        .optional("revoked_by", .anyText)
    ).named("Partner")
}

extension ReleaseRuleOutput: APIValue {
    static let schema = Schema.object(
        .required("partner", .anyText),
        .required("digests", .flag),
        .required("pictures", .flag),
        .required("answer", .choice(AnswerLevel.self)),
        .optional("contact", .anyText),
        .required("set_at", .moment),
        .required("set_by", .anyText)
    ).named("ReleaseRule")
}

private struct Partners: APIValue {
    let partners: [PartnerOutput]

    static let schema = Schema.object(.required("partners", .list(PartnerOutput.schema))).named("Partners")
}

private struct AddedPartner: APIValue {
    let partner: String

    static let schema = Schema.object(.required("partner", .anyText)).named("AddedPartner")
}

private struct ReleaseRules: APIValue {
    let rules: [ReleaseRuleOutput]

    static let schema = Schema.object(.required("rules", .list(ReleaseRuleOutput.schema))).named("ReleaseRules")
}
