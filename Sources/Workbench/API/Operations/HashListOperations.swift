import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Interchange

/// Hash lists: what is known from outside.
enum HashListOperations {
    private static let root = "/api/v1/lists"
    private static let one = "\(root)/{list}"

    static let all = [
        APIOperation(
            "listHashLists",
            .get,
            root,
            .system(.work),
            "Lists the hash lists, each with its present version.",
            answer: .json(.ok, HashLists.schema),
            handle: list
        ),
        APIOperation(
            "importHashList",
            .post,
            root,
            .system(.administerAccounts),
            "Reads a file, the body, as a new version of a hash list: all of it, or nothing.",
            query: [
                .required("name", Schema.text(.line, 1...200).saying("The list's name.")),
                .optional(
                    "format",
                    Schema.choice(HashListReader.formats.map(\.rawValue)).saying("Else told by how the file begins.")
                ),
                .optional(
                    "treatment",
                    Schema.choice(HashList.Treatment.self).saying(
                        "What an ingest does with a file that is on the list."
                    )
                ),
                .optional("scheme", Schema.text(.line, 1...200).saying("The scheme of its codes.")),
                .optional(
                    "partial",
                    Schema.flag.saying("The file tells only what is new and what is withdrawn; other entries stay.")
                ),
            ],
            body: .bytes(most: HashListFiles.mostBytes, isRequired: true),
            answer: .json(.created, HashListOutput.schema),
            problems: [.unprocessableContent],
            isOnceByKey: true,
            handle: take
        ),
        APIOperation(
            "showHashList",
            .get,
            one,
            .system(.work),
            "Shows the versions of a hash list, the oldest first.",
            answer: .json(.ok, HashListVersions.schema),
            handle: show
        ),
        APIOperation(
            "setListTreatment",
            .put,
            "\(one)/treatment",
            .system(.administerAccounts),
            "Sets what an ingest does with a file that is on a list.",
            body: .json(
                Schema.object(.required("treatment", .choice(HashList.Treatment.self))).named("NewTreatment")
            ),
            answer: .nothing,
            handle: treat
        ),
        APIOperation(
            "exportHashList",
            .get,
            "\(one)/export",
            .system(.administerAccounts),
            "Writes a hash list in a format of the field; taking it is on record.",
            query: [.required("format", .choice(HashListWriter.formats.map(\.rawValue)))],
            answer: .bytes(["application/octet-stream"]),
            problems: [.unprocessableContent],
            handle: export
        ),
        APIOperation(
            "withdrawListEntry",
            .post,
            "\(one)/entries/{listed}/withdrawal",
            .system(.administerAccounts),
            "Takes one entry of a hash list back, as a new version of the list.",
            body: .json(ReasonWish.schema),
            answer: .nothing,
            handle: withdraw
        ),
    ]

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let lists = try await asked.run { workspace in try workspace.hashLists() }
        return try APIAnswer(
            HashLists(lists: lists.map { HashListOutput($0.list, $0.versions.last, entries: $0.entries) })
        )
    }

    @Sendable private static func show(_ asked: APIRequest) async throws -> APIAnswer {
        let name = asked.request.parameter("list")
        let details = try await asked.run(refusing: .notFound) { workspace in try workspace.hashList(name) }
        return try APIAnswer(
            HashListVersions(
                versions: details.versions.map { HashListOutput(details.list, $0, entries: details.entries) }
            )
        )
    }

    @Sendable private static func take(_ asked: APIRequest) async throws -> APIAnswer {
        let viewer = try asked.viewer
        let body = try await ReceivedBody(asked.request, upTo: HashListFiles.mostBytes)
        defer { body.discard() }
        var wish = try HashListFiles.request(body.path, format: asked.text("format"))
        wish.name = asked.text("name")
        wish.source = wish.name
        wish.treatment = asked.choice("treatment")
        wish.scheme = asked.text("scheme")
        wish.isPartial = asked.flag("partial") ?? false
        let request = wish
        return try await asked.once(body) {
            let done = try await asked.run { workspace in try workspace.importHashList(request, by: viewer) }
            return try APIAnswer(HashListOutput(done.list, done.version, entries: done.entries), status: .created)
        }
    }

    private struct NewTreatment: Decodable {
        let treatment: String
    }

    @Sendable private static func treat(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: NewTreatment = try asked.decoded()
        let (viewer, name) = (try asked.viewer, asked.request.parameter("list"))
        guard let treatment = HashList.Treatment(rawValue: wish.treatment) else { throw Problem.notFound }
        try await asked.run(refusing: .notFound) { workspace in
            try workspace.setTreatment(treatment, ofList: name, by: viewer)
        }
        return .nothing
    }

    @Sendable private static func export(_ asked: APIRequest) async throws -> APIAnswer {
        let name = asked.request.parameter("list")
        guard let format: InterchangeFormat = asked.choice("format") else { throw Problem.notFound }
        _ = try await asked.run(refusing: .notFound) { workspace in try workspace.hashList(name) }
        return APIAnswer(try await HashListFiles.download(name, as: format, asked.request))
    }

    @Sendable private static func withdraw(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: ReasonWish = try asked.decoded()
        let (viewer, name) = (try asked.viewer, asked.request.parameter("list"))
        let entry = try asked.request.number("listed")
        try await asked.run(refusing: .notFound) { workspace in
            try workspace.withdraw(entry: entry, ofList: name, reason: wish.reason, by: viewer)
        }
        return .nothing
    }
}

extension HashListOutput: APIValue {
    static let schema = Schema.object(
        .required("list", .anyText),
        .required("format", .anyText),
        .optional("scheme", .anyText),
        .required("treatment", .choice(HashList.Treatment.self)),
        .required("version", .count),
        .required("entries", Schema.count.saying("Entries of the present version.")),
        .optional("added", .count),
        .optional("changed", .count),
        .optional("unchanged", .count),
        .optional("withdrawn", .count),
        .optional("source", .anyText),
        .optional("sha256", .digest),
        .optional("imported_at", .moment),
        .optional("imported_by", .anyText)
    ).named("HashList")
}

private struct HashLists: APIValue {
    let lists: [HashListOutput]

    static let schema = Schema.object(.required("lists", .list(HashListOutput.schema))).named("HashLists")
}

private struct HashListVersions: APIValue {
    let versions: [HashListOutput]

    static let schema = Schema.object(.required("versions", .list(HashListOutput.schema))).named("HashListVersions")
}
