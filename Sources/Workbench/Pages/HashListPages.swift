import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird
import Interchange

/// The hash lists: what is known from outside, in which version, and what an ingest does with it.
enum HashListPages {
    static let all = [
        Route(.get, "/lists", .system(.work), handle: list),
        Route(.get, "/lists/list", .system(.work), handle: page),
        Route(.post, "/lists", .system(.administerAccounts), body: .streamed, handle: take),
        Route(.post, "/lists/treatment", .system(.administerAccounts), handle: treat),
        Route(.post, "/lists/withdraw", .system(.administerAccounts), handle: withdraw),
        Route(.get, "/lists/export", .system(.administerAccounts), handle: export),
    ]

    private static func path(_ name: String) -> String { Address.of("/lists/list", [("name", name)]) }

    @Sendable private static func list(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let lists = try await Blocking.run { try workspace.hashLists() }
        let mayKeep = Permissions.allows(.administerAccounts, viewer)
        var values: PageValues = [:]
        if !lists.isEmpty {
            values["list"] =
                ["rows": lists.map { row($0, words, mayTreat: mayKeep) }] as PageValues
        }
        if mayKeep {
            values["take"] =
                [
                    "formats": [option("", words.text("list_guess"))]
                        + HashListReader.formats.map { option($0.rawValue, $0.rawValue) },
                    "treatments": [option("", words.text("list_keep_treatment"))] + treatments(words, nil),
                ] as PageValues
        }
        return request.page("lists", title: words.text("hash_lists"), values, current: "/lists")
    }

    private static func treatments(_ words: Catalogue, _ present: HashList.Treatment?) -> [PageValues] {
        HashList.Treatment.allCases.map {
            option($0.rawValue, words.text("list_\($0.rawValue)"), isSelected: $0 == present)
        }
    }

    private static func row(_ details: HashListDetails, _ words: Catalogue, mayTreat: Bool) -> PageValues {
        let list = details.list
        var row: PageValues = [
            "name": list.name, "href": path(list.name), "format": list.format, "scheme": list.scheme ?? "",
            "version": "\(list.version)", "entries": words.number(details.entries),
            "treatmentText": words.text("list_\(list.treatment.rawValue)"),
        ]
        if let last = details.versions.last {
            row["at"] = last.importedAt
            row["atText"] = words.moment(last.importedAt)
            row["author"] = last.importedBy
        }
        if mayTreat { row["choice"] = ["options": treatments(words, list.treatment)] as PageValues }
        return row
    }

    /// The versions of one list.
    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        guard let name = request.query["name"] else { throw Problem.notFound }
        let details = try await Blocking.run { try workspace.hashLists().first { $0.list.name == name } }
        guard let details else { throw Problem.notFound }
        var values: PageValues = [
            "name": name, "entries": words.number(details.entries),
            "treatmentText": words.text("list_\(details.list.treatment.rawValue)"),
            "versions": details.versions.reversed().map { version -> PageValues in
                let changes = version.changes
                return [
                    "version": "\(version.number)", "at": version.importedAt,
                    "atText": words.moment(version.importedAt), "author": version.importedBy,
                    "changesText": words.text(
                        "list_changes",
                        words.number(changes.added),
                        words.number(changes.changed),
                        words.number(changes.withdrawn)
                    ), "source": version.source.split(separator: "/").last.map(String.init) ?? "",
                ]
            },
        ]
        if Permissions.allows(.administerAccounts, viewer) {
            values["keep"] =
                ["formats": HashListWriter.formats.map { option($0.rawValue, $0.rawValue) }] as PageValues
        }
        return request.page("list", title: name, values, current: "/lists")
    }

    @Sendable private static func treat(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        guard let name = request.form["list"],
            let treatment = request.form["treatment"].flatMap(HashList.Treatment.init)
        else { throw Problem.wrong("Say which list, and how it is to be treated.") }
        try await Blocking.run { try workspace.setTreatment(treatment, ofList: name, by: viewer) }
        return request.redirect(to: "/lists")
    }

    @Sendable private static func take(_ request: WorkRequest) async throws -> Response {
        let viewer = try request.who().viewer
        let form = try await ReceivedForm(
            request,
            folder: try await request.state.shelf.folder(),
            limit: HashListFiles.mostBytes
        )
        defer { form.discard() }
        guard let file = form.files.first, file.size > 0 else { throw Problem.wrong("Choose the list's file.") }
        let fields = form.fields
        var wish = try HashListFiles.request(file.path, format: fields.text("format"))
        wish.source = file.name
        wish.name = fields.text("name")
        wish.scheme = fields.text("scheme")
        wish.treatment = fields.text("treatment").flatMap(HashList.Treatment.init)
        wish.isPartial = fields["partial"] == "yes"
        let (workspace, asked) = (request.state.workspace, wish)
        let done = try await Blocking.run { try workspace.importHashList(asked, by: viewer) }
        return request.redirect(
            to: "/lists",
            notice: Notice("notice_list_imported", done.list.name, "\(done.version.number)")
        )
    }

    @Sendable private static func withdraw(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        guard let name = request.form["list"], let entry = request.form.text("entry").flatMap({ Int64($0) }),
            let reason = request.form.text("reason")
        else { throw Problem.wrong("Say which entry of which list, and why.") }
        try await Blocking.run { try workspace.withdraw(entry: entry, ofList: name, reason: reason, by: viewer) }
        return request.redirect(to: path(name), notice: Notice("notice_list_entry_withdrawn"))
    }

    @Sendable private static func export(_ request: WorkRequest) async throws -> Response {
        guard let name = request.query["name"],
            let format = request.query["format"].flatMap(InterchangeFormat.init),
            HashListWriter.formats.contains(format)
        else { throw Problem.wrong("Say which list, and in which format.") }
        return try await HashListFiles.download(name, as: format, request)
    }
}

/// Files of hash lists, as they come in and go out.
enum HashListFiles {
    /// The largest file of a list, in bytes.
    static let mostBytes: Int64 = 8 << 30

    /// Asks for a file to be read, in a format that is named, or told by how it begins.
    ///
    /// - Throws: ``Problem`` if there is no such format, or none can be told.
    static func request(_ path: String, format name: String?) throws(Problem) -> HashListRequest {
        let named = name.map { InterchangeFormat(rawValue: $0) } ?? HashListGuess.format(of: path)
        guard let format = named, HashListReader.formats.contains(format) else {
            let detail = "Choose the format; it cannot be told by how the file begins."
            throw Problem(status: .unprocessableContent, detail: detail, extra: ["field": .text("format")])
        }
        return HashListRequest(format: format, path: path)
    }

    /// A list as a file, which is written whole before the first byte is sent.
    static func download(
        _ name: String,
        as format: InterchangeFormat,
        _ request: WorkRequest
    ) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let path = try await request.state.shelf.folder() + "/" + UUID().uuidString
        let (file, size) = try await Blocking.run {
            // Once it is open it needs no name any more.
            defer { try? FileManager.default.removeItem(atPath: path) }
            guard
                FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
                let file = FileHandle(forUpdatingAtPath: path)
            else { throw Problem(status: .internalServerError, detail: "The file cannot be made.") }
            _ = try workspace.exportHashList(name, as: format, by: viewer) { try file.write(contentsOf: Data($0)) }
            let size = try file.offset()
            try file.seek(toOffset: 0)
            return (file, Int(size))
        }
        return WorkRequest.download(file, size: size, name: "\(name).\(format.rawValue)")
    }
}
