public import CaseModel
import CaseStore
import Linking

/// Which links to show.
public struct OverlapFilter: Hashable, Sendable {
    /// Only links that touch this case.
    public var caseReference: String?
    /// Only these kinds; all if empty.
    public var kinds: Set<LinkKind> = []
    /// Only links at least this strong.
    public var minimumStrength = 0.0
    /// Links inside one case too.
    public var isWithin = false

    /// Shows all links between cases.
    public init() {}

    func admits(_ link: Link) -> Bool {
        (kinds.isEmpty || kinds.contains(link.kind)) && link.strength >= minimumStrength
            && (caseReference.map { $0 == link.itemA.caseReference || $0 == link.itemB.caseReference } ?? true)
    }
}

/// Links, and what was set aside.
public struct Overlaps: Hashable, Sendable {
    /// The links, the strongest first.
    public let links: [Link]
    /// What occurs too often to be a link.
    public let commonplaces: [Commonplace]
    /// Why links may be missing, one sentence each; empty unless an index is known to be at fault.
    public var incompleteness: [String] = []

    /// The links added up by pairs of cases, those with most links first.
    public var byCases: [CaseOverlap] { CaseOverlap.all(links) }
}

extension Workspace {
    /// Where cases overlap.
    ///
    /// - Throws: ``CaseworkError``; code `usage` if the filter names an unknown case.
    public func overlaps(_ filter: OverlapFilter) throws(CaseworkError) -> Overlaps {
        if let reference = filter.caseReference { _ = try caseRecord(reference) }
        return try classed {
            try store.read { reader throws(StoreError) in
                var collector = LinkCollector(reader: reader, isWithin: filter.isWithin)
                try collector.collectContents()
                try collector.collectMatches()
                try collector.collectSerials()
                try collector.collectIdentifiers()
                let linker = collector.linker
                return Overlaps(
                    links: linker.strongestFirst.filter(filter.admits),
                    commonplaces: linker.commonplaces.filter { filter.kinds.isEmpty || filter.kinds.contains($0.kind) }
                )
            }
        }
    }
}

/// Feeds a linker with everything in a store.
private struct LinkCollector {
    let reader: StoreReader
    var linker: Linker
    private var items: [Int64: [ItemReference]] = [:]

    init(reader: StoreReader, isWithin: Bool) {
        self.reader = reader
        linker = Linker(isWithin: isWithin)
    }

    mutating func collectContents() throws(StoreError) {
        for media in try reader.sharedMedia() {
            let holders = try items(of: media)
            var evidence = LinkEvidence()
            evidence.sha256 = holders.first?.sha256
            linker.addGroup(.exact, items: holders, evidence: evidence)
        }
    }

    mutating func collectMatches() throws(StoreError) {
        var byKind: [LinkKind: [Match]] = [:]
        try reader.matches { match throws(StoreError) in byKind[match.kind, default: []].append(match) }
        for kind in LinkKind.allCases {
            guard let matches = byKind[kind] else { continue }
            var counts: [Int64: Int] = [:]
            for media in Set(matches.flatMap { [$0.mediaA, $0.mediaB] }) { counts[media] = try items(of: media).count }
            var places = SharedPlaces()
            let pairs = matches.map { match in
                let evidence = match.evidence
                if kind == .audioSegment {
                    return (
                        places.place(evidence.segmentA, of: match.mediaA),
                        places.place(evidence.segmentB, of: match.mediaB)
                    )
                }
                return (
                    places.place(evidence.regionA, of: match.mediaA),
                    places.place(evidence.regionB, of: match.mediaB)
                )
            }
            let finder = CommonplaceFinder(
                pairs: pairs,
                cap: Linker.commonplaceCap,
                areParts: [.partialCopy, .sameScene, .audioSegment].contains(kind),
                itemCount: { counts[$0] ?? 0 }
            )
            for group in finder.groups {
                var concerned: [ItemReference] = []
                for media in group { concerned += try items(of: media) }
                linker.addCommonplace(kind, items: concerned)
            }
            for (match, (placeA, placeB)) in zip(matches, pairs)
            where !finder.contains(placeA, placeB) {
                linker.addMatch(match, itemsA: try items(of: match.mediaA), itemsB: try items(of: match.mediaB))
            }
        }
    }

    mutating func collectSerials() throws(StoreError) {
        for group in CameraGroup.groups(of: try reader.serials()) where group.media.count > 1 {
            linker.addGroup(
                .cameraSerial,
                items: CameraGroup.shown(try items(of: group.media), cap: Linker.commonplaceCap),
                evidence: group.evidence,
                value: group.serial
            )
        }
    }

    mutating func collectIdentifiers() throws(StoreError) {
        var collector = IdentifierCollector()
        try reader.sharedIdentifiers { records throws(StoreError) in collector.addEqual(records.map(Self.place)) }
        try reader.nearIdentifiers { records throws(StoreError) in collector.addNear(records.map(Self.place)) }
        var linker = linker
        try collector.feed(&linker) { media throws(StoreError) in try items(of: media) }
        self.linker = linker
    }

    private static func place(_ record: IdentifierRecord) -> IdentifierCollector.Place {
        IdentifierCollector.Place(record.identifier, media: record.media, line: record.line)
    }

    private mutating func items(of media: [Int64]) throws(StoreError) -> [ItemReference] {
        var all: [ItemReference] = []
        for one in media { all += try items(of: one) }
        return all
    }

    private mutating func items(of media: Int64) throws(StoreError) -> [ItemReference] {
        if let known = items[media] { return known }
        let found = try reader.items(ofMedia: media)
        items[media] = found
        return found
    }
}
