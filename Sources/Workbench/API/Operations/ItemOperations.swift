import Accounts
import Audit
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// Items, their small pictures and their files.
enum ItemOperations {
    static let all = [
        APIOperation(
            "showItem",
            .get,
            "/api/v1/cases/{case}/items/{item}",
            .ofCase(.seeRenditions),
            "Shows an item, its content, its stack, its codes, and where else the content is.",
            answer: .json(.ok, ItemOutput.schema),
            handle: show
        ),
        APIOperation(
            "takeOriginal",
            .get,
            "/api/v1/cases/{case}/items/{item}/original",
            .ofCase(.takeOriginals),
            "Takes the file itself, after its digest was checked; that it is taken, and why, is on record before.",
            query: [.required("reason", .text(.line, 1...500))],
            answer: .bytes(["application/octet-stream"]),
            problems: [.conflict, .unprocessableContent],
            handle: original
        ),
        APIOperation(
            "showRendition",
            .get,
            "/api/v1/renditions/{digest}",
            .system(.work),
            "Gives a small picture of a content; that it is viewed is on record before.",
            query: [.optional("position", .integer(0...1_000_000))],
            answer: .bytes(["image/jpeg"]),
            handle: { asked in APIAnswer(try await FileRoutes.rendition(asked.request)) }
        ),
    ]

    @Sendable private static func show(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, access) = (asked.caseReference, try asked.access)
        let number = try asked.request.number("item")
        let page = try await asked.run { workspace in
            try workspace.itemPage(number, inCase: reference, access: access)
        }
        guard let page else { throw Problem.notFound }
        try await asked.request.state.views.record(
            NewAuditEntry(
                actor: access.viewer.name,
                act: "item.viewed",
                caseReference: reference,
                subject: page.details.content?.digests.sha256.hex,
                details: ["item": "\(number)"]
            )
        )
        return try APIAnswer(ItemOutput(page, access))
    }

    @Sendable private static func original(_ asked: APIRequest) async throws -> APIAnswer {
        let (reference, viewer) = (asked.caseReference, try asked.viewer)
        let (number, reason) = (try asked.request.number("item"), asked.text("reason") ?? "")
        do {
            let found = try await asked.run { workspace in
                try workspace.original(ofItem: number, inCase: reference, reason: reason, by: viewer)
            }
            guard let found else { throw Problem.notFound }
            return APIAnswer(ItemPages.attachment(found.details, found.file))
        } catch let error as CaseworkError where error.code == .damage {
            throw Problem(status: .conflict, detail: error.message)
        }
    }
}

/// An item with all that is known of it.
private struct ItemOutput: APIValue {
    struct Failure: Encodable {
        let code: String
        let message: String

        static let schema = Schema.object(.required("code", .choice(FailureCode.self)), .required("message", .anyText))
    }

    struct Picture: Encodable {
        let position: Int
        let at: Double
        let width, height: Int
        let href: String

        static let schema = Schema.object(
            .required("position", .count),
            .required("at", Schema.number().saying("The moment, in seconds.")),
            .required("width", .count),
            .required("height", .count),
            .required("href", .anyText)
        )
    }

    struct Line: Encodable {
        let sentAt, sender: String?
        let body: String

        static let schema = Schema.object(
            .optional("sent_at", .anyText),
            .optional("sender", .anyText),
            .required("body", .anyText)
        )
    }

    struct Vote: Encodable {
        let scheme, code, author, at: String

        static let schema = Schema.object(
            .required("scheme", .anyText),
            .required("code", .anyText),
            .required("author", .anyText),
            .required("at", .moment)
        )
    }

    struct Elsewhere: Encodable {
        let agency: String
        let cases: Int

        static let schema = Schema.object(.required("agency", .anyText), .required("cases", .count))
    }

    let id: Int64
    let `case`: String
    let exhibit: String
    let path: String
    let registeredAt: String
    let isEntry: Bool
    let failure: Failure?
    let content: ContentOutput?
    let renditions: [Picture]
    let lines: [Line]
    let members: [PlaceOutput]
    let memberCount: Int
    let votes: [Vote]
    let holders: [PlaceOutput]
    let elsewhere: [Elsewhere]

    static let schema = Schema.object(
        .required("id", .count),
        .required("case", .anyText),
        .required("exhibit", .anyText),
        .required("path", .anyText),
        .required("registered_at", .moment),
        .required("is_entry", Schema.flag.saying("Whether it is an archive's entry.")),
        .optional("failure", Failure.schema),
        .optional("content", Schema(ContentOutput.schema.shape).saying("Absent if the file could not be read.")),
        .required("renditions", .list(Picture.schema)),
        .required("lines", Schema.list(Line.schema).saying("The first lines of a text.")),
        .required("members", Schema.list(PlaceOutput.schema).saying("Other contents of the case in the stack.")),
        .required("member_count", .count),
        .required("votes", .list(Vote.schema)),
        .required("holders", Schema.list(PlaceOutput.schema).saying("Where the same content is.")),
        .required(
            "elsewhere",
            Schema.list(Elsewhere.schema).saying("Agencies that hold it in cases of which one may only know.")
        )
    ).named("Item")

    init(_ page: ItemPage, _ access: CaseAccess) {
        let details = page.details
        id = details.id
        `case` = details.caseReference
        exhibit = details.exhibit
        path = details.path
        registeredAt = details.registeredAt
        isEntry = details.isEntry
        failure = details.failure.map { Failure(code: $0.code.rawValue, message: $0.message) }
        content = details.content.map(ContentOutput.init)
        let digest = details.content?.digests.sha256.hex ?? ""
        renditions = page.renditions.map { one in
            Picture(
                position: one.position,
                at: one.at,
                width: one.width,
                height: one.height,
                href: "/api/v1/renditions/\(digest)?position=\(one.position)"
            )
        }
        lines = page.lines.map { Line(sentAt: $0.sentAt, sender: $0.sender, body: $0.body) }
        members = page.members.map { PlaceOutput($0.item, access) }
        memberCount = page.memberCount
        votes = page.votes.map { Vote(scheme: $0.scheme, code: $0.code, author: $0.author, at: $0.at) }
        holders = page.holders.map { PlaceOutput($0, access) }
        elsewhere = page.elsewhere.map { Elsewhere(agency: $0.agency, cases: $0.cases) }
    }
}

/// Where a content is: the case, and the item in it where that may be seen.
struct PlaceOutput: Encodable {
    let `case`: String
    let item: Int64?
    let exhibit: String?
    let path: String?
    let sha256: String

    static let schema = Schema.object(
        .required("case", .anyText),
        .optional("item", .count),
        .optional("exhibit", .anyText),
        .optional("path", Schema.anyText.saying("Absent where the items of the case may not be seen.")),
        .required("sha256", .digest)
    ).named("Place")

    init(_ item: ItemReference, _ access: CaseAccess) {
        let isShown = access.allows(.seeRenditions, item.caseReference)
        `case` = item.caseReference
        self.item = isShown ? item.id : nil
        exhibit = isShown ? item.exhibit : nil
        path = isShown ? item.path : nil
        sha256 = item.sha256.hex
    }
}

/// What is known of a content.
private struct ContentOutput: Encodable {
    struct Capture: Encodable {
        let make, model, bodySerial, takenAt: String?
        let gps: [Double]?

        static let schema = Schema.object(
            .optional("make", .anyText),
            .optional("model", .anyText),
            .optional("body_serial", .anyText),
            .optional("taken_at", .anyText),
            .optional("gps", Schema.list(.number(), 2...2).saying("Latitude and longitude."))
        )
    }

    let sha256, sha1, md5: String
    let size: Int64
    let stack: Int64
    let kind, type: String?
    let width, height: Int?
    let duration: Double?
    let codec: String?
    let capture: Capture?

    static let schema = Schema.object(
        .required("sha256", .digest),
        .required("sha1", .hexadecimal(bytes: 20)),
        .required("md5", .hexadecimal(bytes: 16)),
        .required("size", .count),
        .required("stack", .count),
        .optional("kind", .choice(MediaKind.self)),
        .optional("type", .anyText),
        .optional("width", .count),
        .optional("height", .count),
        .optional("duration", .number()),
        .optional("codec", .anyText),
        .optional("capture", Capture.schema)
    )

    init(_ content: ContentDetails) {
        sha256 = content.digests.sha256.hex
        sha1 = content.digests.sha1.hexadecimal
        md5 = content.digests.md5.hexadecimal
        size = content.digests.size
        stack = content.stack
        kind = content.kind?.rawValue
        type = content.type
        width = content.width > 0 ? content.width : nil
        height = content.height > 0 ? content.height : nil
        duration = content.duration
        codec = content.codec
        capture = content.capture.map { capture in
            Capture(
                make: capture.make,
                model: capture.model,
                bodySerial: capture.bodySerial,
                takenAt: capture.takenAt,
                gps: capture.latitude.flatMap { north in capture.longitude.map { [north, $0] } }
            )
        }
    }
}
