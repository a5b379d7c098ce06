import Accounts
import Audit
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Have we seen this before: by file, by a rectangle of a picture, by digest, hash or identifier.
enum SearchPages {
    static let all = [
        Route(.get, "/search", .system(.work), handle: searchByValue),
        Route(.post, "/search", .system(.work), body: .streamed, handle: searchByFile),
        Route(.get, "/search/queries/:query", .system(.work), handle: queryPicture),
    ]

    /// The largest file to search by, in bytes.
    static let mostFileBytes: Int64 = 4 << 30
    private static let mostResults = 100

    /// What a search found, ready to be shown.
    private struct Found {
        /// Those contents of which there are small pictures.
        let pictured: Set<ContentDigest>
        var rows: [PageValues] = []
        var agencies: Set<String> = []
        /// What was seen at the address that was asked for.
        var sightings: [Sighting] = []
    }

    @Sendable private static func searchByValue(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        if let named = request.query.text("item") { return try await searchByItem(named, request) }
        guard let value = request.query.text("q") else { return page(request, [:]) }
        let signedIn = try request.who()
        try await note(request, "value", detail: value)
        let hits = try await request.state.values.hits(of: value)
        let agencies = try await agencyNames(request)
        var found = Found(pictured: try await pictured(Set(hits.map(\.item.sha256)), request))
        for hit in hits where inScope(hit.item.caseReference, request, request.query["scope"]) {
            let evidence: String
            if let distance = hit.distance {
                evidence = words.text("evidence_pdq", "\(distance)")
            } else if let identifier = hit.identifier {
                let type = words.texts["identifier_\(identifier.type.rawValue)"] ?? identifier.type.rawValue
                evidence = words.text("evidence_identifier", type, identifier.value)
            } else {
                evidence = words.text("evidence_sha256", hit.item.sha256.hex)
            }
            let strength = hit.distance.map { 1 - Double($0) / 256 } ?? 1
            add(hit.item, hit.kind, strength, evidence, agencies, signedIn.access, words, to: &found)
        }
        let workspace = request.state.workspace
        let seen = try await Blocking.run { try workspace.sightings(at: value, for: signedIn.viewer) }
        found.agencies.formUnion(seen.elsewhere)
        found.sightings = seen.sightings.filter { inScope($0.caseReference, request, request.query["scope"]) }
        return try await results(request, found, query: ["text": value], queryText: value)
    }

    /// The small picture of a file that the viewer gave to search by.
    @Sendable private static func queryPicture(_ request: WorkRequest) async throws -> Response {
        let author = try request.who().viewer.name
        guard let query = await request.state.shelf.query(request.parameter("query"), author: author),
            let rendition = query.examined.analysis.renditions.first
        else { throw Problem.notFound }
        return WorkRequest.bytes(rendition.bytes, type: rendition.type)
    }

    @Sendable private static func searchByFile(_ request: WorkRequest) async throws -> Response {
        let author = try request.who().viewer.name
        let form = try await ReceivedForm(request, folder: request.state.shelf.folder(), limit: mostFileBytes)
        if let number = form.fields.text("query") {
            guard let query = await request.state.shelf.query(number, author: author) else {
                throw Problem.wrong("This file is not kept any more; choose it again.")
            }
            let region = try region(form.fields)
            let examined =
                region == nil
                ? query.examined : try await request.state.shelf.examine(query.path, region: region)
            return try await show(
                request,
                examined,
                name: query.name,
                number: number,
                whole: query.examined,
                form.fields
            )
        }
        guard let file = form.files.first, file.size > 0 else { throw Problem.wrong("Choose a file to search by.") }
        let query = try await request.state.shelf.add(file, author: author)
        return try await show(
            request,
            query.examined,
            name: query.name,
            number: query.number,
            whole: query.examined,
            form.fields
        )
    }

    /// A rectangle of an item's picture, read again from where it was ingested.
    private static func searchByItem(_ named: String, _ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        guard let name = PairName(named), let number = Int64(name.link),
            signedIn.access.allows(.seeRenditions, name.caseReference)
        else { throw Problem.notFound }
        let workspace = request.state.workspace
        let page = try await Blocking.run {
            try workspace.itemPage(number, inCase: name.caseReference, access: signedIn.access)
        }
        guard let details = page?.details, !details.isEntry else {
            throw Problem.wrong("An archive's entry cannot be read again; search by the file instead.")
        }
        let region = try region(request.query)
        let path = String(decoding: details.source, as: UTF8.self)
        let examined = try await request.state.shelf.examine(path, region: region)
        guard examined.digests?.sha256 == details.content?.digests.sha256 else {
            throw Problem.wrong("The file is not any more where it was ingested from; search by the file instead.")
        }
        var text = words.text("query_item", details.path, name.caseReference)
        if let field = request.query.text("region") { text += ". " + words.text("query_region", field) }
        let found = try await find(request, examined, except: number, scope: nil)
        return try await results(request, found, query: ["text": text], queryText: "")
    }

    private static func region(_ form: Form) throws(Problem) -> Region? {
        guard let text = form.text("region") else { return nil }
        guard let region = Region(text) else {
            throw .wrong("A region is x,y,width,height in pixels of the whole picture.")
        }
        return region
    }

    private static func show(
        _ request: WorkRequest,
        _ examined: ExaminedFile,
        name: String,
        number: String,
        whole: ExaminedFile,
        _ fields: Form
    ) async throws -> Response {
        let words = request.catalogue
        let found = try await find(request, examined, except: nil, scope: fields["scope"])
        var text = words.text("query_file", name)
        if let failure = examined.analysis.failure {
            text += ". " + words.text("failure_\(failure.code.rawValue)_meaning")
        }
        var query: PageValues = ["text": text]
        if let rendition = whole.analysis.renditions.first {
            var picture: PageValues = [
                "queryNumber": number, "fullWidth": "\(whole.analysis.width)", "fullHeight": "\(whole.analysis.height)",
                "source": "/search/queries/\(number)", "width": "\(rendition.width)", "height": "\(rendition.height)",
                "alternative": name,
            ]
            if let region = fields.text("region") { picture["region"] = region }
            query["picture"] = picture
        }
        return try await results(request, found, query: query, queryText: "")
    }

    private static func find(
        _ request: WorkRequest,
        _ examined: ExaminedFile,
        except item: Int64?,
        scope: String?
    ) async throws -> Found {
        let words = request.catalogue
        let signedIn = try request.who()
        let workspace = request.state.workspace
        try await note(request, "file", detail: examined.digests?.sha256.hex ?? "")
        let overlaps = try await Blocking.run { try workspace.search(examined, limit: 0) }
        let agencies = try await agencyNames(request)
        var found = Found(pictured: try await pictured(Set(overlaps.links.map(\.itemB.sha256)), request))
        for link in overlaps.links where link.itemB.id != item && inScope(link.itemB.caseReference, request, scope) {
            add(
                link.itemB,
                link.kind,
                link.strength,
                words.sentences(link.evidence).prefix(3).joined(separator: ". "),
                agencies,
                signedIn.access,
                words,
                to: &found
            )
        }
        return found
    }

    private static func inScope(_ reference: String, _ request: WorkRequest, _ scope: String?) -> Bool {
        guard scope == "own", let access = request.signedIn?.access else { return true }
        return access[reference] == .team
    }

    private static func add(
        _ item: ItemReference,
        _ kind: LinkKind,
        _ strength: Double,
        _ why: String,
        _ agencies: [String: String],
        _ access: CaseAccess,
        _ words: Catalogue,
        to found: inout Found
    ) {
        let reference = item.caseReference
        guard access.allows(.seeCase, reference) else { return }
        guard access.allows(.seeFingerprints, reference) else {
            found.agencies.insert(agencies[reference] ?? "")
            return
        }
        guard found.rows.count < mostResults else { return }
        let showsItems = access.allows(.seeRenditions, reference)
        var row: PageValues = [
            "href": showsItems ? Address.ofCase(reference, "items/\(item.id)") : Address.ofCase(reference),
            "caseReference": reference, "path": showsItems ? item.path : "…",
            "agency": agencies[reference] ?? "", "kindName": words.kind(kind), "strength": "\(strength)",
            "strengthText": words.text("strength_percent", words.percent(strength)), "why": why,
        ]
        if access.allows(.seeRenditions, reference), found.pictured.contains(item.sha256) {
            row["cover"] = RenditionAddress.of(item.sha256)
        }
        found.rows.append(row)
    }

    private static func pictured(
        _ digests: Set<ContentDigest>,
        _ request: WorkRequest
    ) async throws -> Set<ContentDigest> {
        let workspace = request.state.workspace
        return try await Blocking.run { try workspace.pictured(digests) }
    }

    static func agencyNames(_ request: WorkRequest) async throws -> [String: String] {
        let workspace = request.state.workspace
        return try await Blocking.run {
            Dictionary(
                try workspace.caseTitles().map { ($0.reference, $0.agency ?? "") },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    static func note(_ request: WorkRequest, _ how: String, detail: String) async throws {
        let entry = NewAuditEntry(
            actor: try request.who().viewer.name,
            act: "search.made",
            subject: detail,
            details: ["by": how]
        )
        try await request.state.views.record(entry)
    }

    private static func results(
        _ request: WorkRequest,
        _ found: Found,
        query: PageValues,
        queryText: String
    ) async throws -> Response {
        let words = request.catalogue
        let now = words.moment(Date().formatted(.iso8601))
        let isPartial = request.state.ingests.runningCount > 0
        var values: PageValues = ["query": query, "queryText": queryText]
        let ask =
            found.agencies.isEmpty
            ? nil : words.text("search_elsewhere", found.agencies.sorted().joined(separator: ", "))
        if !found.sightings.isEmpty {
            values["sightings"] =
                ["rows": found.sightings.prefix(mostResults).map(words.sighting)] as PageValues
        }
        if found.rows.isEmpty {
            values["nothingText"] = [words.text("search_nothing", now), ask].compactMap(\.self).joined(separator: " ")
        } else {
            var results: PageValues = [
                "countText": words.text("results_count", words.number(found.rows.count)), "rows": found.rows,
                "completeText": words.text(isPartial ? "results_partial" : "results_complete", now),
            ]
            if let ask { results["elsewhere"] = ask }
            values["results"] = results
        }
        return page(request, values)
    }

    private static func page(_ request: WorkRequest, _ more: PageValues) -> Response {
        let words = request.catalogue
        let scope = request.query["scope"]
        var values: PageValues = [
            "scopes": [
                option("all", words.text("scope_all"), isSelected: scope != "own"),
                option("own", words.text("scope_own"), isSelected: scope == "own"),
            ], "queryText": "",
        ]
        values.merge(more) { $1 }
        return request.page("search", title: words.text("search"), values, current: "/search")
    }
}
