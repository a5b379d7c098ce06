import Accounts
import CaseModel
import Casework
import Foundation
import Hummingbird

/// Where the contents of a case were seen: time line, map and tables.
///
/// Nothing is ever fetched from an address.
enum SeenPages {
    static let all = [
        Route(.get, "/cases/:case/seen", .ofCase(.seeRenditions), handle: page),
        Route(.post, "/cases/:case/seen", .ofCase(.decide), handle: add),
        Route(.post, "/cases/:case/seen/withdraw", .ofCase(.decide), handle: withdraw),
        Route(.post, "/cases/:case/seen/import", .ofCase(.decide), body: .streamed, handle: importTable),
    ]

    private static let mostSightings = 200
    private static let mostDevices = 200

    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let record = try await request.caseRecord()
        let (workspace, reference, viewer) = (request.state.workspace, record.reference, signedIn.viewer)
        let content = request.query.text("content")
        let after = request.query["after"].flatMap(Int64.init) ?? 0
        let mayChange = signedIn.access.allows(.decide, reference)
        var values: PageValues = ["case": try request.caseHead(record, current: "seen")]
        let sightings: [Sighting]
        let devices: [DeviceSighting]
        if let content {
            (sightings, devices) = try await Blocking.run {
                try workspace.sightings(ofContent: content, inCase: reference, for: viewer)
            }
            values["contentText"] = words.text("sighting_of_content", content)
            values["content"] = content
            values["countText"] = words.text("sighting_count", words.number(sightings.count))
        } else {
            let (found, taken) = try await Blocking.run {
                (
                    try workspace.sightings(ofCase: reference, after: after, limit: mostSightings, for: viewer),
                    try workspace.devices(ofCase: reference, limit: mostDevices, for: viewer)
                )
            }
            (sightings, devices) = (found.sightings, taken.devices)
            values["countText"] = words.text("sighting_count", words.number(found.total))
            if let next = found.next {
                values["moreHref"] = Address.of(Address.ofCase(reference, "seen"), [("after", "\(next)")])
            }
            if taken.isCut { values["cutText"] = words.text("sighting_taken_cut", words.number(devices.count)) }
        }
        let marks = sightings.map(words.mark) + devices.map(words.mark)
        if let drawing = SeenTimeLine(marks) { values["timeLine"] = timeLine(drawing, words) }
        let area = request.query["area"].flatMap(MapArea.init) ?? .places
        if let drawing = SeenMap(marks, area) {
            values["map"] = map(drawing, area, after: after, words)
        }
        if !sightings.isEmpty {
            values["table"] =
                [
                    "rows": sightings.sorted(by: areInOrder).map { one in
                        var row = words.sighting(one)
                        // What another case says is taken back there.
                        row["mayChange"] = mayChange && one.caseReference == reference
                        return row
                    }, "mayChange": mayChange,
                ] as PageValues
        }
        if !devices.isEmpty { values["devices"] = ["rows": devices.map(words.device)] as PageValues }
        if mayChange { values["add"] = form(words) }
        return request.page("seen", title: words.text("sightings"), values, current: "/")
    }

    /// By the first time; without one at the end.
    private static func areInOrder(_ one: Sighting, _ other: Sighting) -> Bool {
        let last = "9999"
        return (one.statement.firstSeen ?? last, one.id) < (other.statement.firstSeen ?? last, other.id)
    }

    private static func timeLine(_ drawing: SeenTimeLine, _ words: Catalogue) -> PageValues {
        func day(_ second: Int) -> String { CalendarDay.text(ofNumber: second / 86_400) }
        return [
            "viewBox": "0 0 \(SeenTimeLine.width) \(drawing.height)",
            "summary": words.text(
                "sighting_time_summary",
                words.number(drawing.bars.count),
                day(drawing.range.lowerBound),
                day(drawing.range.upperBound)
            ),
            "lanes": drawing.lanes.map { lane -> PageValues in
                [
                    "y": "\(lane.y)", "height": "\(lane.height)", "labelY": "\(lane.y + 19)",
                    "label": words.lane(lane.number),
                ]
            },
            "ticks": drawing.ticks.map { tick -> PageValues in
                [
                    "x": "\(tick.x)", "bottom": "\(drawing.height - 24)", "labelY": "\(drawing.height - 6)",
                    "label": tick.text,
                ]
            },
            "bars": drawing.bars.map { bar -> PageValues in
                [
                    "href": "#\(bar.mark.anchor)", "description": bar.mark.description, "x": "\(bar.x)",
                    "y": "\(bar.y)", "width": "\(bar.width)", "height": "\(SeenTimeLine.barHeight)",
                    "class": bar.mark.lane == SightingSource.allCases.count ? "shared" : "",
                ]
            },
        ]
    }

    private static func map(_ drawing: SeenMap, _ area: MapArea, after: Int64, _ words: Catalogue) -> PageValues {
        var values: PageValues = [
            "viewBox": drawing.viewBox, "radius": "\(drawing.radius)", "fontSize": "\(drawing.fontSize)",
            "halo": "\(drawing.halo)", "after": "\(after)",
            "summary": words.text("sighting_map_summary", words.number(drawing.spots.count)),
            "areas": MapArea.allCases.map {
                option($0.rawValue, words.text("area_\($0.rawValue)"), isSelected: $0 == area)
            },
            "spots": drawing.spots.map { spot -> PageValues in
                let isTaken = spot.marks.allSatisfy { $0.lane == SightingSource.allCases.count }
                var values: PageValues = [
                    "href": "#\(spot.marks[0].anchor)", "x": "\(spot.x)", "y": "\(spot.y)",
                    "class": isTaken ? "shared" : "",
                    "description": spot.marks.prefix(5).map(\.description).joined(separator: "; ")
                        + (spot.marks.count > 5 ? "; … (\(spot.marks.count))" : ""),
                ]
                if let name = spot.name {
                    values["name"] =
                        [
                            "text": name.text, "x": "\(name.x)", "y": "\(spot.y + drawing.fontSize / 3)",
                            "anchor": name.anchor,
                        ] as PageValues
                }
                return values
            },
        ]
        if drawing.outside > 0 {
            values["outsideText"] = words.text("sighting_outside", words.number(drawing.outside))
        }
        return values
    }

    private static func form(_ words: Catalogue) -> PageValues {
        [
            "sources": SightingSource.allCases.map { option($0.rawValue, words.source($0)) },
            "types": [option("", "–")]
                + IdentifierType.allCases.map {
                    option($0.rawValue, words.texts["identifier_\($0.rawValue)"] ?? $0.rawValue)
                },
            "importHelp": words.text("sighting_import_help", Workspace.sightingColumns.joined(separator: ", ")),
        ]
    }

    @Sendable private static func add(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        guard let content = request.form.text("content") else {
            throw Problem.wrong("Name the content: its SHA-256, or a path in the case.")
        }
        var texts: [SightingField: String] = [:]
        for field in SightingField.allCases { texts[field] = request.form[field.rawValue] }
        let draft = SightingDraft(texts)
        _ = try await Blocking.run { try workspace.addSighting(draft, of: content, inCase: reference, by: viewer) }
        return request.redirect(to: Address.ofCase(reference, "seen"))
    }

    @Sendable private static func withdraw(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        guard let id = request.form["sighting"].flatMap(Int64.init), let reason = request.form.text("reason") else {
            throw Problem.wrong("Say which sighting, and why.")
        }
        try await Blocking.run { try workspace.withdrawSighting(id, reason: reason, inCase: reference, by: viewer) }
        return request.redirect(to: Address.ofCase(reference, "seen"))
    }

    @Sendable private static func importTable(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        let form = try await ReceivedForm(
            request,
            folder: try await request.state.shelf.folder(),
            limit: SightingOperations.mostTableBytes
        )
        defer { form.discard() }
        guard let file = form.files.first, file.size > 0 else { throw Problem.wrong("Choose a CSV file.") }
        let read = try await Blocking.run {
            try workspace.importSightings(file.path, intoCase: reference, by: viewer)
        }
        return request.redirect(
            to: Address.ofCase(reference, "seen"),
            notice: Notice("notice_sightings_imported", "\(read.added)", "\(read.known)")
        )
    }
}
