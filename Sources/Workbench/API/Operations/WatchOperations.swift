import Accounts
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// What somebody waits for, and what turned up.
enum WatchOperations {
    static let all = [
        APIOperation(
            "listWatches",
            .get,
            "/api/v1/watches",
            .system(.work),
            "Lists one's own watches that hold.",
            answer: .json(.ok, WatchList.schema),
            handle: list
        ),
        APIOperation(
            "addWatch",
            .post,
            "/api/v1/watches",
            .system(.work),
            "Waits for a value, an item, an identifier or a hash list, from now on; just one of the four is given.",
            body: .json(
                Schema.object(
                    .required("note", .text(.line, 1...Workspace.mostInNote)),
                    .optional(
                        "value",
                        Schema.text(.hexadecimal, 32...64).saying("An MD5, SHA-1, SHA-256 or PDQ hash.")
                    ),
                    .optional(
                        "item",
                        Schema.integer(1...Int64.max).saying("The number of an item that one may see.")
                    ),
                    .optional(
                        "region",
                        Schema.text(.region, 1...30).saying(
                            "Of the item's picture, what must be seen at least in part."
                        )
                    ),
                    .optional("camera", Schema.flag.saying("Not the item, but whatever its camera took.")),
                    .optional("list", Schema.text(.line, 1...200).saying("The name of a hash list.")),
                    .optional(
                        "identifier",
                        .object(
                            .required("type", .choice(IdentifierType.self)),
                            .required("value", .text(.line, 1...1000))
                        )
                    )
                ).named("NewWatch")
            ),
            answer: .json(.created, NewWatchOutput.schema),
            problems: [.unprocessableContent],
            isOnceByKey: true,
            handle: add
        ),
        APIOperation(
            "removeWatch",
            .delete,
            "/api/v1/watches/{watch}",
            .system(.work),
            "Waits for something no longer; what was found stays.",
            answer: .nothing,
            handle: remove
        ),
        APIOperation(
            "listWatchHits",
            .get,
            "/api/v1/watches/hits",
            .system(.work),
            "Lists what one's own watches found in cases of which one may see the fingerprints, the newest first.",
            query: [.optional("limit", .integer(1...500))],
            answer: .json(.ok, WatchHitList.schema),
            handle: hits
        ),
    ]

    private static let usualLimit = 100

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let viewer = try asked.viewer
        let watches = try await asked.run { workspace in try workspace.watches(of: viewer) }
        return try APIAnswer(WatchList(watches: watches.map(WatchOutput.init)))
    }

    private struct NewWatch: Decodable {
        struct Name: Decodable {
            let type: String
            let value: String
        }

        let note: String
        let value: String?
        let item: Int64?
        let region: String?
        let camera: Bool?
        let list: String?
        let identifier: Name?
    }

    @Sendable private static func add(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewWatch = try asked.decoded()
        let viewer = try asked.viewer
        let subjects = [wish.value != nil, wish.item != nil, wish.identifier != nil, wish.list != nil]
        guard subjects.count(where: { $0 }) == 1 else {
            throw Problem.unsuitable("body", "must have just one of value, item, identifier and list")
        }
        let isOfCamera = wish.camera ?? false
        guard wish.item != nil || wish.region == nil && !isOfCamera, wish.region == nil || !isOfCamera else {
            throw Problem.unsuitable("body", "may have a region or camera where it has an item, and not both")
        }
        let id = try await asked.run { workspace in
            try workspace.addWatch(try subject(of: wish, workspace, viewer), note: wish.note, by: viewer)
        }
        return try APIAnswer(NewWatchOutput(watch: id), status: .created)
    }

    private static func subject(
        of wish: NewWatch,
        _ workspace: Workspace,
        _ viewer: Viewer
    ) throws(CaseworkError) -> WatchSubject {
        if let item = wish.item {
            guard wish.camera != true else { return try workspace.watchSubject(ofCameraOf: item, for: viewer) }
            return try workspace.watchSubject(ofItem: item, region: wish.region.flatMap { Region($0) }, for: viewer)
        }
        if let list = wish.list { return try workspace.watchSubject(ofList: list) }
        if let name = wish.identifier, let type = IdentifierType(rawValue: name.type) {
            return WatchSubject(identifier: Identifier(type: type, value: name.value))
        }
        return WatchSubject(hexadecimal: wish.value ?? "") ?? WatchSubject()
    }

    @Sendable private static func remove(_ asked: APIRequest) async throws -> APIAnswer {
        let (number, viewer) = (try asked.request.number("watch"), try asked.viewer)
        try await asked.run(refusing: .notFound) { workspace in try workspace.removeWatch(number, by: viewer) }
        return .nothing
    }

    @Sendable private static func hits(_ asked: APIRequest) async throws -> APIAnswer {
        let (viewer, access) = (try asked.viewer, try asked.access)
        let limit = asked.number("limit") ?? usualLimit
        let hits = try await asked.run { workspace in try workspace.watchHits(of: viewer, limit: limit) }
        return try APIAnswer(
            WatchHitList(hits: hits.map { WatchHitOutput($0, isPlaceTold: $0.isPlaceSeen(by: access)) })
        )
    }
}

extension WatchHit {
    /// Whether the item that it is in may be seen, and not its case alone.
    func isPlaceSeen(by access: CaseAccess) -> Bool {
        guard case .item(let item) = place else { return true }
        return access.allows(.seeRenditions, item.caseReference)
    }
}

extension WatchOutput: APIValue {
    static let schema = Schema.object(
        .required("watch", .count),
        .required("note", .anyText),
        .optional("digest", .anyText),
        .optional("hashes", .list(.digest)),
        .optional(
            "identifier",
            .object(.required("type", .choice(IdentifierType.self)), .required("value", .anyText))
        ),
        .optional("region", Schema.list(.count).saying("x, y, width and height in pixels of the item's picture.")),
        .optional(
            "camera",
            .object(.optional("make", .anyText), .optional("model", .anyText), .required("serial", .anyText))
        ),
        .optional("list", .anyText),
        .required("added_at", .moment),
        .required("added_by", .anyText)
    ).named("Watch")
}

extension WatchHitOutput: APIValue {
    static let schema = Schema.object(
        .required("hit", .count),
        .required("watch", .count),
        .required("note", .anyText),
        .required("at", .moment),
        .required("kind", .choice(LinkKind.self)),
        .optional("distance", .count),
        .optional("case", .anyText),
        .optional("item", Schema.count.saying("Absent where the items of the case may not be seen.")),
        .optional("exhibit", .anyText),
        .optional("path", .anyText),
        .optional("bundle", Schema.count.saying("The number of another agency's offer.")),
        .optional("partner", .anyText),
        .optional("entry", .count)
    ).named("WatchHit")
}

private struct WatchList: APIValue {
    let watches: [WatchOutput]

    static let schema = Schema.object(.required("watches", .list(WatchOutput.schema))).named("WatchList")
}

private struct NewWatchOutput: APIValue {
    let watch: Int64

    static let schema = Schema.object(.required("watch", .count)).named("AddedWatch")
}

private struct WatchHitList: APIValue {
    let hits: [WatchHitOutput]

    static let schema = Schema.object(.required("hits", .list(WatchHitOutput.schema))).named("WatchHitList")
}
