import Accounts
import CaseModel
import Casework
import Exchange
import Foundation
import HTTPTypes
import Hummingbird

/// Bundles: received, looked at, answered, taken as files.
enum BundleOperations {
    private static let bundles = "\(ExchangeOperations.root)/bundles"
    private static let one = "\(bundles)/{bundle}"
    static let days = Schema.Field.optional(
        "days",
        Schema.integer(1...Int64(Workspace.mostDays)).saying(
            "For how many days the bundle is good; else \(Workspace.usualDays)."
        )
    )
    private static let reason = Schema.Field.required(
        "reason",
        Schema.text(.any, 1...ExchangeText.mostInText).saying("It stands in the records of both agencies.")
    )

    static let all = [
        APIOperation(
            "listBundles",
            .get,
            bundles,
            .system(.exchange),
            "Lists the bundles that were received, or that were sent, in order.",
            query: [.required("box", .choice(Box.self))],
            answer: .json(.ok, BundleList.schema),
            handle: list
        ),
        APIOperation(
            "receiveBundle",
            .post,
            bundles,
            .system(.exchange),
            "Checks a bundle's file, the body, takes it in and looks for what it offers; what is refused is on record too.",
            body: .bytes(most: Int64(ExchangeBundle.mostBytes), isRequired: true),
            answer: .json(.created, BundleOutput.schema),
            problems: [.unprocessableContent],
            handle: receive
        ),
        APIOperation(
            "showBundle",
            .get,
            one,
            .system(.exchange),
            "Shows what is in a bundle and what of one's cases it concerns, as far as they may be seen.",
            answer: .json(.ok, BundleDetailsOutput.schema),
            handle: show
        ),
        APIOperation(
            "takeBundleFile",
            .get,
            "\(one)/file",
            .system(.exchange),
            "Takes the file of a bundle that was sent, sealed to the partner; taking it is on record.",
            answer: .bytes(["application/octet-stream"]),
            problems: [.unprocessableContent],
            handle: file
        ),
        APIOperation(
            "draftAnswer",
            .post,
            "\(one)/draft",
            .system(.exchange),
            "Looks again for what an offer holds, and shows what an answer would say; nothing is sent.",
            answer: .json(.ok, AnswerPreviewOutput.schema),
            problems: [.unprocessableContent],
            handle: draft
        ),
        sending("answerOffer", "answer", "Releases the answer to an offer, as the draft shows it.", []) {
            workspace,
            number,
            wish,
            viewer in
            try workspace.answer(number, delivery: wish.delivery, by: viewer)
        },
        sending(
            "requestMore",
            "request",
            "Asks for more about what an answer points to.",
            [
                .optional(
                    "pointers",
                    Schema.list(.hexadecimal(bytes: 16), 1...Answer.mostPointers).saying(
                        "All of the answer's if absent."
                    )
                ), reason,
            ]
        ) { workspace, number, wish, viewer in
            try workspace.request(
                number,
                pointers: Set((wish.pointers ?? []).compactMap(BundleIdentifier.init(hex:))),
                reason: wish.reason ?? "",
                delivery: wish.delivery,
                by: viewer
            )
        },
        sending(
            "grantRequest",
            "grant",
            "Grants a request: tells whom to speak with and how to go on.",
            [
                .required("contact", .text(.line, 1...ExchangeText.mostInName)),
                .required("text", .text(.any, 1...ExchangeText.mostInText)),
                .optional(
                    "case",
                    Schema.text(.line, 1...1000).saying(
                        "A case to be told, which one may share and the request concerns."
                    )
                ),
            ]
        ) { workspace, number, wish, viewer in
            try workspace.grant(
                number,
                contact: wish.contact ?? "",
                text: wish.text ?? "",
                telling: wish.case,
                delivery: wish.delivery,
                by: viewer
            )
        },
        sending("refuseRequest", "refusal", "Refuses a request.", [reason]) { workspace, number, wish, viewer in
            try workspace.refuse(number, reason: wish.reason ?? "", delivery: wish.delivery, by: viewer)
        },
        sending(
            "withdrawBundle",
            "withdrawal",
            "Takes back an offer or an answer: the partner's Cairn forgets what was in it.",
            [reason]
        ) { workspace, number, wish, viewer in
            try workspace.withdraw(number, reason: wish.reason ?? "", delivery: wish.delivery, by: viewer)
        },
    ]

    private enum Box: String, CaseIterable {
        case inbox, outbox
    }

    /// What a bundle about another one needs; which of it, the schema of its operation says.
    private struct Wish: Decodable, Sendable {
        let days: Int?
        let pointers: [String]?
        let reason, contact, text, `case`: String?

        var delivery: Delivery { Delivery(days: days ?? Workspace.usualDays) }
    }

    /// An operation that makes a bundle about the one that the path names.
    private static func sending(
        _ name: String,
        _ path: String,
        _ summary: String,
        _ fields: [Schema.Field],
        _ act: @escaping @Sendable (Workspace, Int64, Wish, Viewer) throws -> SentBundle
    ) -> APIOperation {
        APIOperation(
            name,
            .post,
            "\(one)/\(path)",
            .system(.exchange),
            summary,
            body: .json(
                Schema(.object(fields + [days])).named(name.prefix(1).uppercased() + name.dropFirst() + "Wish")
            ),
            answer: .json(.created, SentOutput.schema),
            problems: [.unprocessableContent],
            isOnceByKey: true,
            handle: { asked in
                let wish: Wish = try asked.decoded()
                let (viewer, number) = (try asked.viewer, try asked.request.number("bundle"))
                let sent = try await asked.run { workspace in try act(workspace, number, wish, viewer) }
                return try APIAnswer(SentOutput(sent), status: .created)
            }
        )
    }

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let viewer = try asked.viewer
        let box: Box? = asked.choice("box")
        let bundles = try await asked.run { workspace in
            try workspace.bundles(areSent: box == .outbox, by: viewer)
        }
        return try APIAnswer(BundleList(bundles: bundles.map { BundleOutput($0) }))
    }

    @Sendable private static func receive(_ asked: APIRequest) async throws -> APIAnswer {
        let viewer = try asked.viewer
        let body = try await ReceivedBody(asked.request, upTo: Int64(ExchangeBundle.mostBytes))
        defer { body.discard() }
        let received = try await ReceivedFiles.bundle(body.path, by: viewer, asked.workspace)
        let isOffer = received.record.kind == .offer
        return try APIAnswer(
            BundleOutput(received.record, matching: isOffer ? received.matching : nil),
            status: .created
        )
    }

    @Sendable private static func show(_ asked: APIRequest) async throws -> APIAnswer {
        let (viewer, number) = (try asked.viewer, try asked.request.number("bundle"))
        let details = try await asked.run(refusing: .notFound) { workspace in
            try workspace.bundle(number, by: viewer)
        }
        return try APIAnswer(BundleDetailsOutput(details))
    }

    @Sendable private static func file(_ asked: APIRequest) async throws -> APIAnswer {
        let (viewer, number) = (try asked.viewer, try asked.request.number("bundle"))
        let bytes = try await asked.run { workspace in try workspace.bundleFile(number, by: viewer) }
        return APIAnswer(WorkRequest.download(bytes, name: "\(number).bundle"))
    }

    @Sendable private static func draft(_ asked: APIRequest) async throws -> APIAnswer {
        let (viewer, number) = (try asked.viewer, try asked.request.number("bundle"))
        let preview = try await asked.run { workspace in try workspace.draftAnswer(to: number, by: viewer) }
        return try APIAnswer(AnswerPreviewOutput(preview))
    }
}

/// What was sent.
struct SentOutput: APIValue {
    let bundle: Int64
    let count: Int

    static let schema = Schema.object(
        .required("bundle", .count),
        .required("count", Schema.count.saying("Contents of an offer, or pointers; 0 for other kinds."))
    ).named("SentBundle")

    init(_ sent: SentBundle) {
        bundle = sent.number
        count = sent.count
    }
}

extension BundleOutput: APIValue {
    static let schema = Schema.object(
        .required("number", .count),
        .required("kind", .choice(BundleKind.self)),
        .required("partner", .anyText),
        .required("state", .choice(BundleState.self)),
        .required("id", .hexadecimal(bytes: 16)),
        .optional("concerns", .hexadecimal(bytes: 16)),
        .required("at", .moment),
        .required("by", .anyText),
        .required("expires_at", .moment),
        .optional("matching", Schema.count.saying("Of an offer, how many entries match what one may see, or is told."))
    ).named("Bundle")
}

extension RuledMatchOutput: APIValue {
    static let schema = Schema.object(
        .required("entry", .count),
        .required("kind", .choice(LinkKind.self)),
        .optional("distance", .count),
        .required("case", .anyText),
        .required("told", .choice(AnswerLevel.self))
    ).named("OfferMatch")
}

extension PointerOutput: APIValue {
    static let schema = Schema.object(
        .required("pointer", .hexadecimal(bytes: 16)),
        .required("level", .choice(AnswerLevel.self)),
        .required("matches", .count),
        .optional("contact", .anyText),
        .optional(
            "found",
            .list(
                .object(
                    .required("entry", .count),
                    .required("kind", .choice(LinkKind.self)),
                    .optional("distance", .count),
                    .optional("items", Schema.list(.anyText).saying("Items here that one may see: case/exhibit/path."))
                )
            )
        ),
        .optional("cases", Schema.list(.anyText).saying("Cases here that one may know of."))
    ).named("Pointer")
}

extension AnswerPreviewOutput: APIValue {
    static let schema = Schema.object(
        .required("number", .count),
        .required("partner", .anyText),
        .required("asked", .count),
        .required(
            "matches",
            Schema.list(RuledMatchOutput.schema).saying("In cases whose fingerprints one may see.")
        ),
        .required("pointers", .list(PointerOutput.schema))
    ).named("AnswerPreview")
}

extension BundleDetailsOutput: APIValue {
    static let schema = Schema.object(
        .required("bundle", BundleOutput.schema),
        .optional("contents", .count),
        .optional("matches", .list(RuledMatchOutput.schema)),
        .optional("asked", .count),
        .optional("pointers", .list(PointerOutput.schema)),
        .optional("requested", Schema.table(.list(.anyText)).saying("Cases here, by the name of the pointer.")),
        .optional("reason", .anyText),
        .optional("contact", .anyText),
        .optional("text", .anyText),
        .optional("case", .anyText)
    ).named("BundleDetails")
}

private struct BundleList: APIValue {
    let bundles: [BundleOutput]

    static let schema = Schema.object(.required("bundles", .list(BundleOutput.schema))).named("BundleList")
}
