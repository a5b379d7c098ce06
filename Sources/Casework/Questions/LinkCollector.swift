import CaseModel
import CaseStore
import Linking

/// Feeds a linker with everything in a store, or with what concerns one case.
struct LinkCollector {
    private(set) var linker: Linker
    /// All exhibits, by their numbers.
    let exhibits: [Int64: NamedExhibit]
    /// The cases of exhibits, by the exhibits' numbers.
    private let caseNumbers: [Int64]
    private let scope: Int64?
    /// The contents of the case that is asked about; nil for all cases.
    private let held: Set<Int64>?
    private let adjacency: ContentAdjacency

    /// Starts without links.
    ///
    /// - Parameters:
    ///   - reader: The store.
    ///   - directory: The data directory.
    ///   - isWithin: Whether items of one case are linked too.
    ///   - scope: The number of the case whose links are wanted; nil for all.
    /// - Throws: ``StoreError``.
    init(reader: StoreReader, directory: String, isWithin: Bool, ofCase scope: Int64?) throws(StoreError) {
        self.scope = scope
        linker = Linker(isWithin: isWithin, concerning: scope)
        let all = try reader.exhibits()
        exhibits = Dictionary(all.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        var caseNumbers = [Int64](repeating: 0, count: Int(all.map(\.number).max() ?? 0) + 1)
        for exhibit in all { caseNumbers[Int(exhibit.number)] = exhibit.caseNumber }
        self.caseNumbers = caseNumbers
        held = try scope.map { number throws(StoreError) in try reader.media(ofCase: number) }
        adjacency = try ContentAdjacency(reader: reader, directory: directory)
    }

    /// The items that hold a content, in the order of registration.
    private func items(of media: Int64) -> [LinkedItem] { adjacency.holders(of: media).map { item($0, of: media) } }

    private func item(_ holder: ContentAdjacency.Holder, of media: Int64) -> LinkedItem {
        let place = Int(holder.exhibit)
        let caseNumber = place < caseNumbers.count ? caseNumbers[place] : 0
        return LinkedItem(id: Int64(holder.item), caseNumber: caseNumber, media: media)
    }

    /// Collects contents that several items hold.
    mutating func collectContents(_ reader: StoreReader) throws(StoreError) {
        let shared = held.map { $0.filter { adjacency.holderCount(of: $0) > 1 }.sorted() } ?? adjacency.shared
        try reader.digests(of: shared) { media, sha256, isEmpty throws(StoreError) in
            guard !isEmpty else { return }
            var evidence = LinkEvidence()
            evidence.sha256 = sha256
            linker.addGroup(.exact, items: items(of: media), evidence: evidence)
        }
    }

    /// Collects contents that match.
    mutating func collectMatches(_ reader: StoreReader) throws(StoreError) {
        guard let scope else {
            var byKind: [LinkKind: [StoredMatch]] = [:]
            try reader.matches { match throws(StoreError) in byKind[match.kind, default: []].append(match) }
            for kind in LinkKind.allCases { try collect(kind, byKind[kind] ?? []) }
            return
        }
        let kinds = try reader.matchKinds()
        for kind in LinkKind.allCases where kinds.contains(kind) {
            if kind == .nearDuplicate, let held {
                try collectNearDuplicates(ofContents: held)
            } else {
                try collect(kind, try reader.matches(nearCase: scope, by: kind))
            }
        }
    }

    /// Collects the matches of a case's whole pictures without expanding those of commonplaces, of which there may be
    /// hundreds of thousands.
    private mutating func collectNearDuplicates(ofContents held: Set<Int64>) throws(StoreError) {
        var reach = KnownReach(adjacency)
        let evidence = try adjacency.evidence.map { text throws(StoreError) in
            MutualEvidence(try NearDuplicate.evidence(text))
        }
        for media in held.sorted() where adjacency.neighbourCount(of: media) > 0 && !reach.isCommonplace(media) {
            for neighbour in adjacency.neighbours(of: media) {
                let other = Int64(neighbour.media)
                // Of two contents of the case, the later one sees to their match.
                guard !reach.isCommonplace(other), other < media || !held.contains(other) else { continue }
                linker.addMatch(
                    .nearDuplicate,
                    evidence: evidence[Int(neighbour.evidence)],
                    itemsA: items(of: min(media, other)),
                    itemsB: items(of: max(media, other))
                )
            }
        }
        for first in reach.firstCommonplaces() {
            let reached = items(of: first) + adjacency.neighbours(of: first).flatMap { items(of: Int64($0.media)) }
            let cases = Set(reached.map(\.caseNumber)).count
            linker.addCommonplace(.nearDuplicate, media: first, items: reached.count, cases: cases)
        }
    }

    private mutating func collect(_ kind: LinkKind, _ matches: [StoredMatch]) throws(StoreError) {
        let pairs = try Self.places(of: matches, kind: kind)
        let finder = CommonplaceFinder(
            pairs: pairs,
            cap: Linker.commonplaceCap,
            areParts: [.partialCopy, .sameScene, .audioSegment].contains(kind),
            itemCount: adjacency.holderCount(of:)
        )
        for group in finder.groups where held.map({ !$0.isDisjoint(with: group) }) ?? true {
            linker.addCommonplace(kind, items: group.flatMap(items))
        }
        // Whole pictures agree in few ways: what is equal is read once.
        var known: [String: MutualEvidence] = [:]
        for (match, (placeA, placeB)) in zip(matches, pairs)
        where concerns(match) && !finder.contains(placeA, placeB) {
            var evidence = known[match.evidenceText]
            if evidence == nil {
                evidence = MutualEvidence(try match.evidence())
                known[match.evidenceText] = evidence
            }
            guard let evidence else { continue }
            linker.addMatch(kind, evidence: evidence, itemsA: items(of: match.mediaA), itemsB: items(of: match.mediaB))
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

    /// Collects contents of one camera.
    mutating func collectSerials(_ values: SharedValues) {
        let cap = Linker.commonplaceCap
        for (group, contents) in values.cameras {
            var items = CameraItems()
            for media in contents {
                for holder in adjacency.holders(of: media) {
                    items.add(item(holder, of: media), ofExhibit: holder.exhibit)
                }
            }
            guard items.count > 1 else { continue }
            if let shown = items.shown(cap: cap) {
                linker.addGroup(.cameraSerial, items: shown, evidence: group.evidence, value: group.serial)
            } else {
                linker.addCommonplace(
                    .cameraSerial,
                    media: nil,
                    value: group.serial,
                    items: items.count,
                    cases: items.caseCount
                )
            }
        }
    }

    /// Collects contents with one identifier, or near forms of one.
    mutating func collectIdentifiers(_ values: SharedValues) {
        var linker = linker
        values.identifiers.feed(&linker) { media in items(of: media) }
        self.linker = linker
    }
}
