import CaseModel
import CaseStore
import Linking

/// Feeds a linker with everything in a store, or with what concerns one case.
struct LinkCollector {
    let reader: StoreReader
    var linker: Linker
    private let scope: Int64?
    /// The contents of the case that is asked about; nil for all cases.
    private let held: Set<Int64>?
    private var shelf: ItemShelf
    private var counts: ItemCounts
    private var evidence: [String: MutualEvidence] = [:]

    /// Starts without links.
    ///
    /// - Parameters:
    ///   - reader: The store.
    ///   - isWithin: Whether items of one case are linked too.
    ///   - asked: The case whose links are wanted; nil for all.
    /// - Throws: ``StoreError``.
    init(reader: StoreReader, isWithin: Bool, of asked: (reference: String, number: Int64)?) throws(StoreError) {
        self.reader = reader
        scope = asked?.number
        linker = Linker(isWithin: isWithin, concerning: asked?.reference)
        held = try scope.map { number throws(StoreError) in try reader.media(ofCase: number) }
        shelf = ItemShelf(reader: reader)
        counts = ItemCounts(reader: reader)
    }

    mutating func collectContents() throws(StoreError) {
        let shared = try sharedContents()
        try shelf.fetch(shared.lazy.filter { $0.items <= Linker.commonplaceCap }.map(\.media))
        for (media, items) in shared {
            guard items <= Linker.commonplaceCap else {
                let holders = try reader.holders(ofMedia: media)
                linker.addCommonplace(.exact, sha256: holders.sha256, items: items, cases: holders.cases)
                continue
            }
            let holders = try shelf.items(of: media)
            var evidence = LinkEvidence()
            evidence.sha256 = holders.first?.sha256
            linker.addGroup(.exact, items: holders, evidence: evidence)
        }
    }

    /// Contents that several items hold, of all or of the case, and how many these are.
    private mutating func sharedContents() throws(StoreError) -> [(media: Int64, items: Int)] {
        guard let held else { return try reader.sharedMedia() }
        try counts.fetch(held)
        let shared = held.filter { counts[$0] > 1 }.sorted()
        let empty = try reader.empty(of: shared)
        return shared.filter { !empty.contains($0) }.map { ($0, counts[$0]) }
    }

    mutating func collectMatches() throws(StoreError) {
        guard let scope else {
            var byKind: [LinkKind: [StoredMatch]] = [:]
            try reader.matches { match throws(StoreError) in byKind[match.kind, default: []].append(match) }
            for kind in LinkKind.allCases { try collect(kind, byKind[kind] ?? []) }
            return
        }
        let kinds = try reader.matchKinds()
        for kind in LinkKind.allCases where kinds.contains(kind) {
            if kind == .nearDuplicate, let held {
                try collectMatches(of: kind, ofContents: held)
            } else {
                try collect(kind, try reader.matches(nearCase: scope, by: kind))
            }
        }
    }

    /// Collects the matches of whole contents of a case without reading those of commonplaces, of which there may be
    /// hundreds of thousands.
    private mutating func collectMatches(of kind: LinkKind, ofContents held: Set<Int64>) throws(StoreError) {
        var reach = try KnownReach(reader: reader, kind: kind, of: held.sorted(), counts: counts)
        let found = try reader.matches(of: reach.rare, by: kind)
        try reach.add(found.flatMap { [$0.mediaA, $0.mediaB] })
        for first in try reach.firstCommonplaces() {
            let spread = try reader.spread(ofMedia: first, by: kind)
            let holders = try reader.holders(ofMedia: first)
            linker.addCommonplace(kind, sha256: holders.sha256, items: spread.items, cases: spread.cases)
        }
        let shown = found.filter { !reach.isCommonplace($0.mediaA) && !reach.isCommonplace($0.mediaB) }
        try shelf.fetch(shown.flatMap { [$0.mediaA, $0.mediaB] })
        // Two contents of the case have one match, which comes twice and makes the same links.
        for match in shown { try add(match) }
    }

    private mutating func add(_ match: StoredMatch) throws(StoreError) {
        let (itemsA, itemsB) = (try shelf.items(of: match.mediaA), try shelf.items(of: match.mediaB))
        guard linker.admits(itemsA, itemsB) else { return }
        linker.addMatch(match.kind, evidence: try evidence(of: match), itemsA: itemsA, itemsB: itemsB)
    }

    /// Whole pictures agree in few ways, and their evidence is read once for each.
    private mutating func evidence(of match: StoredMatch) throws(StoreError) -> MutualEvidence {
        guard match.kind == .nearDuplicate else { return MutualEvidence(try match.evidence()) }
        if let known = evidence[match.evidenceText] { return known }
        let read = MutualEvidence(try match.evidence())
        evidence[match.evidenceText] = read
        return read
    }

    private mutating func collect(_ kind: LinkKind, _ matches: [StoredMatch]) throws(StoreError) {
        var counts: [Int64: Int] = [:]
        let media = Set(matches.flatMap { [$0.mediaA, $0.mediaB] })
        try shelf.fetch(media)
        for one in media { counts[one] = try shelf.items(of: one).count }
        let pairs = try Self.places(of: matches, kind: kind)
        let finder = CommonplaceFinder(
            pairs: pairs,
            cap: Linker.commonplaceCap,
            areParts: [.partialCopy, .sameScene, .audioSegment].contains(kind),
            itemCount: { counts[$0] ?? 0 }
        )
        for group in finder.groups where held.map({ !$0.isDisjoint(with: group) }) ?? true {
            var concerned: [ItemReference] = []
            for media in group { concerned += try shelf.items(of: media) }
            linker.addCommonplace(kind, items: concerned)
        }
        for (match, (placeA, placeB)) in zip(matches, pairs)
        where concerns(match) && !finder.contains(placeA, placeB) {
            try add(match)
        }
    }

    private func concerns(_ match: StoredMatch) -> Bool {
        held.map { $0.contains(match.mediaA) || $0.contains(match.mediaB) } ?? true
    }

    /// Where in the two media each match lies; evidence is read only of kinds that name places.
    private static func places(
        of matches: [StoredMatch],
        kind: LinkKind
    ) throws(StoreError) -> [(SharedPlace, SharedPlace)] {
        var places = SharedPlaces()
        var pairs: [(SharedPlace, SharedPlace)] = []
        pairs.reserveCapacity(matches.count)
        for match in matches {
            switch kind {
            case .audioSegment:
                let evidence = try match.evidence()
                pairs.append(
                    (
                        places.place(evidence.segmentA, of: match.mediaA),
                        places.place(evidence.segmentB, of: match.mediaB)
                    )
                )
            case .nearDuplicate, .sensorNoise:
                let whole: Region? = nil
                pairs.append((places.place(whole, of: match.mediaA), places.place(whole, of: match.mediaB)))
            default:
                let evidence = try match.evidence()
                pairs.append(
                    (
                        places.place(evidence.regionA, of: match.mediaA),
                        places.place(evidence.regionB, of: match.mediaB)
                    )
                )
            }
        }
        return pairs
    }

    mutating func collectSerials() throws(StoreError) {
        let cap = Linker.commonplaceCap
        for group in CameraGroup.groups(of: try reader.cameras(ofCase: scope)) {
            var items = CameraItems()
            for name in group.names {
                try reader.items(of: name) { item, exhibit throws(StoreError) in items.add(item, ofExhibit: exhibit) }
            }
            guard items.count > 1 else { continue }
            if let shown = items.shown(cap: cap) {
                let references = try shelf.items(numbered: shown)
                linker.addGroup(.cameraSerial, items: references, evidence: group.evidence, value: group.serial)
            } else {
                linker.addCommonplace(
                    .cameraSerial,
                    sha256: nil,
                    value: group.serial,
                    items: items.count,
                    cases: try shelf.cases(ofExhibits: items.exhibits)
                )
            }
        }
    }

    mutating func collectIdentifiers() throws(StoreError) {
        var collector = IdentifierCollector()
        try reader.sharedIdentifiers(ofCase: scope) { records throws(StoreError) in
            collector.addEqual(records.map(Self.place))
        }
        try reader.nearIdentifiers(ofCase: scope) { records throws(StoreError) in
            collector.addNear(records.map(Self.place))
        }
        try shelf.fetch(collector.media)
        var linker = linker
        try collector.feed(&linker) { media throws(StoreError) in try shelf.items(of: media) }
        self.linker = linker
    }

    private static func place(_ record: IdentifierRecord) -> IdentifierCollector.Place {
        IdentifierCollector.Place(record.identifier, media: record.media, line: record.line)
    }
}
