import CaseModel

/// What pages say of sightings in the same words.
extension Catalogue {
    func source(_ source: SightingSource) -> String { text("sighting_source_\(source.rawValue)") }

    func address(_ address: Identifier) -> String {
        "\(texts["identifier_\(address.type.rawValue)"] ?? address.type.rawValue): \(address.value)"
    }

    func position(_ point: GeographicPoint) -> String { "\(point.latitude), \(point.longitude)" }

    /// A day or a moment as it is shown.
    func seen(_ text: String) -> String { text.count > 10 ? moment(text) : text }

    /// A sighting as a row of a list.
    func sighting(_ one: Sighting) -> PageValues {
        let said = one.statement
        var row: PageValues = [
            "id": "\(one.id)", "sourceText": source(said.source),
            "whereText": [said.address.map(address), said.place, said.position.map(position)].compactMap(\.self)
                .joined(separator: " · "),
            "content": one.path ?? one.digest.hex, "caseReference": one.caseReference, "reportedBy": said.reportedBy,
            "entryText": text("sighting_\(one.entry.rawValue)"), "author": one.author, "at": one.at,
            "atText": moment(one.at),
        ]
        if let first = said.firstSeen { row["first"] = ["at": first, "text": seen(first)] as PageValues }
        if let last = said.lastSeen { row["last"] = ["at": last, "text": seen(last)] as PageValues }
        if let item = one.item { row["contentHref"] = Address.ofCase(one.caseReference, "items/\(item)") }
        return row
    }

    /// That an exhibit holds a content as a row of a list.
    func device(_ one: DeviceSighting) -> PageValues {
        [
            "id": "\(one.item.id)", "href": Address.ofCase(one.item.caseReference, "items/\(one.item.id)"),
            "path": "\(one.item.exhibit)/\(one.item.path)", "caseReference": one.item.caseReference,
            "taken": one.takenAt ?? "", "placeText": one.position.map(position) ?? "",
        ]
    }

    /// A sighting as the drawings show it.
    func mark(_ one: Sighting) -> SeenMark {
        let said = one.statement
        let first = said.firstSeen.flatMap(SightingMoment.second)
        let last = said.lastSeen.flatMap(SightingMoment.second) ?? first
        let times = [said.firstSeen, said.lastSeen].compactMap { $0.map(seen) }.joined(separator: " – ")
        let parts = [
            source(said.source), said.address.map(address), said.place, said.position.map(position), times,
            one.path ?? one.digest.hex,
        ]
        return SeenMark(
            anchor: "sighting-\(one.id)",
            lane: SightingSource.allCases.firstIndex(of: said.source) ?? 0,
            label: said.place ?? "",
            description: parts.compactMap { $0?.isEmpty == false ? $0 : nil }.joined(separator: ", "),
            time: first.map { $0...max($0, last ?? $0) },
            position: said.position
        )
    }

    /// An item as the drawings show it.
    func mark(_ one: DeviceSighting) -> SeenMark {
        let second = one.takenAt.flatMap(SightingMoment.second)
        let parts = [text("sighting_camera"), one.takenAt, one.position.map(position), one.item.path]
        return SeenMark(
            anchor: "device-\(one.item.id)",
            lane: SightingSource.allCases.count,
            label: "",
            description: parts.compactMap(\.self).joined(separator: ", "),
            time: second.map { $0...$0 },
            position: one.position
        )
    }

    /// The name of a line of the time line.
    func lane(_ number: Int) -> String {
        SightingSource.allCases.indices.contains(number)
            ? source(SightingSource.allCases[number]) : text("sighting_camera")
    }
}
