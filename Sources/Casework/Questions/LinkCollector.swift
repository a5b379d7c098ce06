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
    private var items: [Int64: [ItemReference]] = [:]
    private var evidence: [String: LinkEvidence] = [:]

    /// Starts with the items of whatever matches something.
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
        var items: [Int64: [ItemReference]] = [:]
        try reader.items(nearCase: scope) { media, item throws(StoreError) in items[media, default: []].append(item) }
        self.items = items
    }

    mutating func collectContents() throws(StoreError) {
        for media in try reader.sharedMedia(ofCase: scope) {
            let holders = try items(of: media)
            var evidence = LinkEvidence()
            evidence.sha256 = holders.first?.sha256
            linker.addGroup(.exact, items: holders, evidence: evidence)
        }
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
            if kind == .nearDuplicate {
                try collectMatches(of: kind, ofCase: scope)
            } else {
                try collect(kind, try reader.matches(nearCase: scope, by: kind))
            }
        }
    }

    /// Collects the matches of whole contents of a case without reading those of commonplaces, of which there may be
    /// hundreds of thousands.
    private mutating func collectMatches(of kind: LinkKind, ofCase scope: Int64) throws(StoreError) {
        let cap = Linker.commonplaceCap
        let reach = try reader.reach(nearCase: scope, by: kind, cap: cap)
        let common = reach.filter { $0.items > cap }
        for first in Self.firsts(of: common) {
            let spread = try reader.spread(ofMedia: first, by: kind)
            let digest = try items(of: first).first?.sha256
            linker.addCommonplace(kind, sha256: digest, items: spread.items, cases: spread.cases)
        }
        let commonplaces = Set(common.map(\.media))
        for content in reach where content.items <= cap && held?.contains(content.media) == true {
            for match in try reader.matches(ofMedia: content.media, by: kind) {
                let other = match.mediaA == content.media ? match.mediaB : match.mediaA
                // Two contents of the case have one match, which comes twice.
                guard !commonplaces.contains(other), other > content.media || held?.contains(other) != true else {
                    continue
                }
                try add(match)
            }
        }
    }

    /// Of each group of commonplaces that match one another the one that was registered first.
    private static func firsts(of common: [MatchReach]) -> [Int64] {
        var first: [Int64: Int64] = [:]
        for content in common {
            var root = content.first
            while let next = first[root], next < root { root = next }
            first[content.media] = root
        }
        return Set(first.values).sorted()
    }

    private mutating func add(_ match: StoredMatch) throws(StoreError) {
        let (itemsA, itemsB) = (try items(of: match.mediaA), try items(of: match.mediaB))
        guard linker.admits(itemsA, itemsB) else { return }
        linker.addMatch(match.match(evidence: try evidence(of: match)), itemsA: itemsA, itemsB: itemsB)
    }

    /// Whole pictures agree in few ways, and their evidence is read once for each.
    private mutating func evidence(of match: StoredMatch) throws(StoreError) -> LinkEvidence {
        guard match.kind == .nearDuplicate else { return try match.evidence() }
        if let known = evidence[match.evidenceText] { return known }
        let read = try match.evidence()
        evidence[match.evidenceText] = read
        return read
    }

    private mutating func collect(_ kind: LinkKind, _ matches: [StoredMatch]) throws(StoreError) {
        var counts: [Int64: Int] = [:]
        for media in Set(matches.flatMap { [$0.mediaA, $0.mediaB] }) { counts[media] = try items(of: media).count }
        let pairs = try Self.places(of: matches, kind: kind)
        let finder = CommonplaceFinder(
            pairs: pairs,
            cap: Linker.commonplaceCap,
            areParts: [.partialCopy, .sameScene, .audioSegment].contains(kind),
            itemCount: { counts[$0] ?? 0 }
        )
        for group in finder.groups where held.map({ !$0.isDisjoint(with: group) }) ?? true {
            var concerned: [ItemReference] = []
            for media in group { concerned += try items(of: media) }
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
        let listed = try reader.cameraItems(ofCase: scope, most: cap + 1)
        let items = Dictionary(grouping: listed, by: \.camera.media).mapValues { $0.map(\.item) }
        for group in CameraGroup.groups(of: listed.map(\.camera)) where group.media.count > 1 {
            linker.addGroup(
                .cameraSerial,
                items: CameraGroup.shown(group.media.flatMap { items[$0] ?? [] }, cap: cap),
                evidence: group.evidence,
                value: group.serial
            )
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
        var linker = linker
        try collector.feed(&linker) { media throws(StoreError) in try items(of: media) }
        self.linker = linker
    }

    private static func place(_ record: IdentifierRecord) -> IdentifierCollector.Place {
        IdentifierCollector.Place(record.identifier, media: record.media, line: record.line)
    }

    private mutating func items(of media: Int64) throws(StoreError) -> [ItemReference] {
        if let known = items[media] { return known }
        let found = try reader.items(ofMedia: media)
        items[media] = found
        return found
    }
}
