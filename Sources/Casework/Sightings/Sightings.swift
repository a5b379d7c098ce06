public import Accounts
public import CaseModel
import CaseStore

/// A part of a case's sightings, by number.
public struct SightingPage: Hashable, Sendable {
    /// The sightings.
    public let sightings: [Sighting]
    /// The sighting after which the next part starts; nil after the last.
    public let next: Int64?
    /// How many sightings of the case stand.
    public let total: Int
}

/// What the evidence of a case itself says of times and places.
public struct DevicePage: Hashable, Sendable {
    /// Items of which it is known when or where their content was taken, those with a position first.
    public let devices: [DeviceSighting]
    /// Whether there are more than are listed.
    public let isCut: Bool
}

extension Workspace {
    /// The sightings of a case that stand, by number.
    ///
    /// - Parameters:
    ///   - reference: The case.
    ///   - after: The sighting after which to start; 0 for the first.
    ///   - limit: How many at most.
    ///   - viewer: Who asks.
    /// - Returns: The sightings.
    /// - Throws: ``CaseworkError``; code `usage` if the viewer may know of no such case.
    public func sightings(
        ofCase reference: String,
        after: Int64 = 0,
        limit: Int,
        for viewer: Viewer
    ) throws(CaseworkError) -> SightingPage {
        let number = try caseNumber(reference, for: viewer, .seeRenditions)
        return try reading { reader throws(StoreError) in
            let found = try reader.sightings(ofCase: number, after: after, limit: limit + 1)
            return SightingPage(
                sightings: Array(found.prefix(limit)),
                next: found.count > limit ? found[limit - 1].id : nil,
                total: try reader.sightingCount(ofCase: number)
            )
        }
    }

    /// The sightings of a content that stand, of all cases of which the viewer may see the small pictures, by number.
    ///
    /// - Parameters:
    ///   - content: A SHA-256 in hexadecimal digits, or a path in the case.
    ///   - reference: A case that holds it.
    ///   - viewer: Who asks.
    /// - Returns: The sightings, and the items that hold the content.
    /// - Throws: ``CaseworkError``; code `usage` if the case holds no such content.
    public func sightings(
        ofContent content: String,
        inCase reference: String,
        for viewer: Viewer
    ) throws(CaseworkError) -> (sightings: [Sighting], devices: [DeviceSighting]) {
        let number = try caseNumber(reference, for: viewer, .seeRenditions)
        let access = try access(of: viewer)
        let found = try reading { reader throws(StoreError) in
            var sightings: [Sighting] = []
            var devices: [DeviceSighting] = []
            let contents = try reader.contents(named: content, inCase: number)
            for media in contents {
                sightings += try reader.sightings(ofMedia: media)
                devices += try reader.devices(ofMedia: media)
            }
            return (contents, sightings, devices)
        }
        guard !found.0.isEmpty else { throw CaseworkError(.usage, "the case \(reference) holds no \(content)") }
        return (
            found.1.filter { access.allows(.seeRenditions, $0.caseReference) },
            found.2.filter { access.allows(.seeRenditions, $0.item.caseReference) }
        )
    }

    /// The sightings of the contents of a series that stand, by number, as far as the viewer may see contents and cases.
    ///
    /// - Parameters:
    ///   - id: The series' number, or that of one that was merged into it.
    ///   - viewer: Who asks.
    /// - Returns: The sightings; nil if the viewer may see no such series.
    /// - Throws: ``CaseworkError``.
    public func sightings(ofSeries id: Int64, for viewer: Viewer) throws(CaseworkError) -> [Sighting]? {
        let access = try access(of: viewer)
        return try reading { reader throws(StoreError) -> [Sighting]? in
            let shelf = try SeriesShelf(reader, access)
            guard let record = shelf.book.visible(id, access) else { return nil }
            var found: [Sighting] = []
            for media in shelf.contents(record) { found += try reader.sightings(ofMedia: media) }
            return found.filter { access.allows(.seeRenditions, $0.caseReference) }.sorted { $0.id < $1.id }
        }
    }

    /// The sightings at an address or a near form of it, by number.
    ///
    /// - Parameters:
    ///   - text: The address as somebody typed it, of whatever type.
    ///   - viewer: Who asks.
    /// - Returns: Those of cases of which the viewer may see the small pictures, and the agencies that have some in cases of
    ///   which the viewer may know only less.
    /// - Throws: ``CaseworkError``.
    public func sightings(
        at text: String,
        for viewer: Viewer
    ) throws(CaseworkError) -> (sightings: [Sighting], elsewhere: [String]) {
        let access = try access(of: viewer)
        let all = try reading { reader throws(StoreError) in
            var found: [Int64: Sighting] = [:]
            for type in IdentifierType.allCases {
                guard let address = Identifier(entered: text, as: type) else { continue }
                for sighting in try reader.sightings(at: address) { found[sighting.id] = sighting }
            }
            return found.values.sorted { $0.id < $1.id }
        }
        let others = Set(
            all.map(\.caseReference).filter { access.allows(.seeCase, $0) && !access.allows(.seeRenditions, $0) }
        )
        let agencies = others.isEmpty ? [] : try caseTitles().filter { others.contains($0.reference) }
        return (
            all.filter { access.allows(.seeRenditions, $0.caseReference) },
            Set(agencies.map { $0.agency ?? "" }).sorted()
        )
    }

    /// When and where contents of a case were taken, as their metadata says: computed, and not on record by itself.
    ///
    /// - Parameters:
    ///   - reference: The case.
    ///   - limit: How many items at most.
    ///   - viewer: Who asks.
    /// - Returns: The items, by the time at which they were taken.
    /// - Throws: ``CaseworkError``; code `usage` if the viewer may know of no such case.
    public func devices(ofCase reference: String, limit: Int, for viewer: Viewer) throws(CaseworkError) -> DevicePage {
        let number = try caseNumber(reference, for: viewer, .seeRenditions)
        let found = try reading { reader throws(StoreError) in try reader.devices(ofCase: number, limit: limit + 1) }
        let shown = found.prefix(limit).sorted { ($0.takenAt ?? "", $0.item.id) < ($1.takenAt ?? "", $1.item.id) }
        return DevicePage(devices: shown, isCut: found.count > limit)
    }
}
