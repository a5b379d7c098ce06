import Accounts
import Audit
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Have we seen this before: by file, by a rectangle of a picture, by digest, hash or identifier.
enum SearchOperations {
    static let all = [
        APIOperation(
            "searchByValue",
            .get,
            "/api/v1/search",
            .system(.work),
            "Searches by a digest (MD5, SHA-1, SHA-256), a PDQ hash or an identifier.",
            query: [
                .required("value", .text(.line, 1...1000)), .optional("limit", .integer(1...500)),
            ],
            answer: .json(.ok, HitList.schema),
            handle: byValue
        ),
        APIOperation(
            "searchByFile",
            .post,
            "/api/v1/search",
            .system(.work),
            "Searches by a file, the body, or by a rectangle of a picture; the file is not kept.",
            query: [
                .optional("region", .text(.region, 1...30)), .optional("limit", .integer(1...500)),
            ],
            body: .bytes(most: SearchPages.mostFileBytes, isRequired: true),
            answer: .json(.ok, FileMatches.schema),
            problems: [.unprocessableContent],
            handle: byFile
        ),
    ]

    private static let usualLimit = 100

    @Sendable private static func byValue(_ asked: APIRequest) async throws -> APIAnswer {
        let value = asked.text("value") ?? ""
        try await SearchPages.note(asked.request, "value", detail: value)
        let hits = try await asked.request.state.values.hits(of: value)
        let viewer = try asked.viewer
        let sightings = try await asked.run { workspace in try workspace.sightings(at: value, for: viewer) }
        var view = try await SearchView(asked)
        let seen = hits.filter { view.shows($0.item.caseReference) }
        let limit = asked.number("limit") ?? usualLimit
        return try APIAnswer(
            HitList(
                hits: seen.prefix(limit).map { HitOutput($0, of: value, view.access) },
                total: seen.count,
                sightings: sightings.sightings.prefix(limit).map(SightingOutput.init),
                elsewhere: Set(view.elsewhere + sightings.elsewhere).sorted()
            )
        )
    }

    @Sendable private static func byFile(_ asked: APIRequest) async throws -> APIAnswer {
        let shelf = asked.request.state.shelf
        let body = try await ReceivedBody(asked.request, upTo: SearchPages.mostFileBytes)
        defer { body.discard() }
        let examined = try await shelf.examine(body.path, region: asked.text("region").flatMap { Region($0) })
        try await SearchPages.note(asked.request, "file", detail: examined.digests?.sha256.hex ?? "")
        let found = try await asked.run { workspace in try workspace.search(examined, limit: 0) }
        var view = try await SearchView(asked)
        let seen = found.links.filter { view.shows($0.itemB.caseReference) }
        return try APIAnswer(
            FileMatches(
                file: FileMatches.File(examined),
                matches: seen.prefix(asked.number("limit") ?? usualLimit).map { FileMatches.Match($0, view.access) },
                total: seen.count,
                elsewhere: view.elsewhere,
                commonplaces: try await CommonplaceView(asked).shown(found.commonplaces),
                incompleteness: found.incompleteness
            )
        )
    }
}

/// Which of what was found is shown, and who else holds some.
struct SearchView {
    let access: CaseAccess
    private let agencies: [String: String]
    private var others: Set<String> = []

    init(_ asked: APIRequest) async throws {
        access = try asked.access
        agencies = try await SearchPages.agencyNames(asked.request)
    }

    /// Agencies that hold something in cases of which one may only know that they exist.
    var elsewhere: [String] { others.sorted() }

    mutating func shows(_ reference: String) -> Bool {
        if access.allows(.seeFingerprints, reference) { return true }
        if access.allows(.seeCase, reference) { others.insert(agencies[reference] ?? "") }
        return false
    }
}

/// An item that a value leads to.
private struct HitOutput: Encodable {
    struct Named: Encodable {
        let type, value: String
    }

    let kind: String
    let place: PlaceOutput
    let distance: Int?
    let identifier: Named?
    let others: Int

    static let schema = Schema.object(
        .required("kind", .choice(LinkKind.self)),
        .required("place", PlaceOutput.schema),
        .optional("distance", .integer(0...256)),
        .optional("identifier", .object(.required("type", .choice(IdentifierType.self)), .required("value", .anyText))),
        .required("others", Schema.count.saying("Other items of the case that hold the same content."))
    ).named("Hit")

    init(_ hit: ValueHit, of value: String, _ access: CaseAccess) {
        // A near form is what the items of a case say, not what was asked for.
        let isShown = access.allows(.seeRenditions, hit.item.caseReference) || hit.identifier?.value == value
        kind = hit.kind.rawValue
        place = PlaceOutput(hit.item, access)
        distance = hit.distance
        identifier = (isShown ? hit.identifier : nil).map { Named(type: $0.type.rawValue, value: $0.value) }
        others = hit.others
    }
}

private struct HitList: APIValue {
    let hits: [HitOutput]
    let total: Int
    let sightings: [SightingOutput]
    let elsewhere: [String]

    static let schema = Schema.object(
        .required("hits", .list(HitOutput.schema)),
        .required("total", .count),
        .required("sightings", Schema.list(SightingOutput.schema).saying("What was seen at this address.")),
        .required("elsewhere", Schema.list(.anyText).saying("Agencies to ask."))
    ).named("HitList")
}

private struct FileMatches: APIValue {
    struct File: Encodable {
        let sha256: String?
        let kind: String?
        let type: String?
        let width, height: Int?
        let failure: String?

        static let schema = Schema.object(
            .optional("sha256", .digest),
            .optional("kind", .choice(MediaKind.self)),
            .optional("type", .anyText),
            .optional("width", .count),
            .optional("height", .count),
            .optional("failure", .choice(FailureCode.self))
        )

        init(_ examined: ExaminedFile) {
            let analysis = examined.analysis
            sha256 = examined.digests?.sha256.hex
            kind = analysis.failure == nil ? analysis.kind.rawValue : nil
            type = analysis.type.isEmpty ? nil : analysis.type
            width = analysis.width > 0 ? analysis.width : nil
            height = analysis.height > 0 ? analysis.height : nil
            failure = analysis.failure?.code.rawValue
        }
    }

    struct Match: Encodable {
        let link: LinkOutput
        let item: Int64?

        static let schema = Schema.object(
            .required("link", LinkOutput.schema),
            .optional("item", .count)
        ).named("Match")

        init(_ link: Link, _ access: CaseAccess) {
            let isShown = access.allows(.seeRenditions, link.itemB.caseReference)
            // The file lies where the server put it, which is of no use to who sent it.
            let output = LinkOutput(link).withoutPlace(first: true)
            self.link = isShown ? output : output.hiding(first: false)
            item = isShown ? link.itemB.id : nil
        }
    }

    let file: File
    let matches: [Match]
    let total: Int
    let elsewhere: [String]
    let commonplaces: [CommonplaceView.Output]
    let incompleteness: [String]

    static let schema = Schema.object(
        .required("file", File.schema),
        .required("matches", Schema.list(Match.schema).saying("Side a of each link is the file.")),
        .required("total", .count),
        .required("elsewhere", Schema.list(.anyText).saying("Agencies to ask.")),
        .required("commonplaces", .list(CommonplaceView.Output.schema)),
        .required("incompleteness", .list(.anyText))
    ).named("FileMatches")
}
