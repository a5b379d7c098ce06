public import CaseModel

/// Turns matches and shared values into links between items, and sets commonplaces aside.
///
/// Links join items of different cases, or of one case too where asked for. Two items that hold the same bytes have
/// the link `exact` and no other: the rest follows from it.
public struct Linker {
    /// What is shared by more items than this is a commonplace.
    public static let commonplaceCap = 100
    /// An identifier in more cases than this is a commonplace, however few its items are.
    public static let identifierCaseCap = 25
    /// Commonplace identifiers that are named one by one; the rest is counted.
    public static let mostNamedIdentifiers = 100

    private struct Key: Hashable {
        let kind: LinkKind
        let a: Int64
        let b: Int64
    }

    private let isWithin: Bool
    private let cap: Int
    /// The case of which each link has an item; nil if that is all the same.
    private let asked: Int64?
    private let table = StrengthTable()
    /// Links in the order in which they were found, and the place of each: a table of places grows without moving links.
    private var links: [FoundLink] = []
    private var places: [Key: Int] = [:]

    private var setAside: [FoundCommonplace] = []
    private var namedIdentifiers = 0
    private var unnamedIdentifiers = 0

    /// What has been set aside so far.
    public var commonplaces: [FoundCommonplace] {
        guard unnamedIdentifiers > 0 else { return setAside }
        return setAside + [
            FoundCommonplace(
                kind: .identifier,
                media: nil,
                value: nil,
                items: 0,
                cases: 0,
                reason: "\(unnamedIdentifiers) more identifiers of this sort"
            )
        ]
    }

    /// Starts without links.
    ///
    /// - Parameters:
    ///   - isWithin: Whether items of one case are linked too.
    ///   - asked: The number of the case that all links are to concern; nil for links of all cases.
    ///   - cap: The largest number of items that may share a thing.
    public init(isWithin: Bool, concerning asked: Int64? = nil, cap: Int = Linker.commonplaceCap) {
        self.isWithin = isWithin
        self.asked = asked
        self.cap = cap
    }

    /// All links, the strongest first; equals in the order of registration.
    public var strongestFirst: [FoundLink] { strongest { _ in true } }

    /// The links that a condition holds for, the strongest first; equals in the order of registration.
    ///
    /// - Cost: Linear in the number of links, and a sort of those that are given.
    public func strongest(_ condition: (FoundLink) -> Bool) -> [FoundLink] {
        let noted = JointEvidence.note(in: links)
        return noted.indices.filter { condition(noted[$0]) }.map { Rank(noted[$0], place: $0) }.sorted()
            .map { noted[$0.place] }
    }

    /// What links are sorted by, without the rest of them.
    private struct Rank: Comparable {
        private static let kinds = Dictionary(
            uniqueKeysWithValues: zip(LinkKind.allCases.sorted { $0.rawValue < $1.rawValue }, 0...)
        )

        private let strength: Double
        private let a: Int64
        private let b: Int64
        private let kind: Int
        let place: Int

        init(_ link: FoundLink, place: Int) {
            strength = link.strength
            (a, b) = (link.a.id, link.b.id)
            kind = Self.kinds[link.kind] ?? 0
            self.place = place
        }

        static func < (left: Rank, right: Rank) -> Bool {
            if left.strength != right.strength { return left.strength > right.strength }
            return (left.a, left.b, left.kind) < (right.a, right.b, right.kind)
        }
    }

    /// Links all items that share one value: a content, a serial number.
    ///
    /// - Parameters:
    ///   - kind: The kind of the links.
    ///   - items: All items that share it.
    ///   - evidence: What they share.
    ///   - value: The value's text, for a commonplace.
    /// - Cost: Quadratic in the number of items, which the cap bounds.
    public mutating func addGroup(
        _ kind: LinkKind,
        items: [LinkedItem],
        evidence: LinkEvidence,
        value: String? = nil
    ) {
        guard items.count <= cap else {
            addCommonplace(
                kind,
                media: kind == .exact ? items.first?.media : nil,
                value: value,
                items: items.count,
                cases: Set(items.map(\.caseNumber)).count
            )
            return
        }
        let shared = SharedEvidence(evidence)
        let sorted = items.sorted { $0.id < $1.id }
        for (position, first) in sorted.enumerated() {
            for second in sorted[(position + 1)...] {
                add(kind, first, second, shared)
            }
        }
    }

    /// Links the items of two media that match.
    ///
    /// - Parameters:
    ///   - kind: The kind of the match.
    ///   - evidence: Its evidence.
    ///   - itemsA: Items that hold the match's first media.
    ///   - itemsB: Items that hold its second media.
    public mutating func addMatch(
        _ kind: LinkKind,
        evidence: MutualEvidence,
        itemsA: [LinkedItem],
        itemsB: [LinkedItem]
    ) {
        for first in itemsA {
            for second in itemsB {
                if first.id < second.id {
                    add(kind, first, second, evidence.forwards)
                } else {
                    add(kind, second, first, evidence.backwards)
                }
            }
        }
    }

    /// Links the items of two media that match.
    public mutating func addMatch(_ match: Match, itemsA: [LinkedItem], itemsB: [LinkedItem]) {
        addMatch(match.kind, evidence: MutualEvidence(match.evidence), itemsA: itemsA, itemsB: itemsB)
    }

    /// Links one item, the first side of the evidence, to items.
    public mutating func addRelation(
        _ kind: LinkKind,
        _ item: LinkedItem,
        to others: [LinkedItem],
        evidence: LinkEvidence
    ) {
        guard others.count <= cap else {
            addCommonplace(kind, items: others)
            return
        }
        let shared = SharedEvidence(evidence)
        for other in others { add(kind, item, other, shared) }
    }

    /// Sets matched media aside that too many items share.
    public mutating func addCommonplace(_ kind: LinkKind, items: [LinkedItem]) {
        addCommonplace(
            kind,
            media: items.min { $0.id < $1.id }?.media,
            items: items.count,
            cases: Set(items.map(\.caseNumber)).count
        )
    }

    /// Sets a thing aside that is known to be shared by so many items of so many cases.
    public mutating func addCommonplace(
        _ kind: LinkKind,
        media: Int64?,
        value: String? = nil,
        items: Int,
        cases: Int
    ) {
        setAside.append(
            FoundCommonplace(
                kind: kind,
                media: media,
                value: value,
                items: items,
                cases: cases,
                reason: Self.reason(cap)
            )
        )
    }

    /// Whether items are so many, or of so many cases, that an identifier in all of them says nothing.
    public func isCommonplace(_ items: [LinkedItem]) -> Bool {
        items.count > cap || Set(items.map(\.caseNumber)).count > Self.identifierCaseCap
    }

    /// Sets identifiers aside that too many items share.
    ///
    /// - Parameters:
    ///   - shared: The identifiers.
    ///   - items: All items that share them.
    public mutating func addCommonplaces(_ shared: SharedIdentifiers, items: [LinkedItem]) {
        let cases = Set(items.map(\.caseNumber)).count
        let named = shared.examples.prefix(max(0, Self.mostNamedIdentifiers - namedIdentifiers))
        for example in named {
            setAside.append(
                FoundCommonplace(
                    kind: .identifier,
                    media: nil,
                    value: example.identifier.value,
                    items: items.count,
                    cases: cases,
                    reason: items.count > cap ? Self.reason(cap) : "more than \(Self.identifierCaseCap) cases"
                )
            )
        }
        namedIdentifiers += named.count
        unnamedIdentifiers += shared.equalCount + shared.nearCount - named.count
    }

    /// Links the items of two media that share identifiers, each counted once for these two media.
    ///
    /// - Parameters:
    ///   - shared: What they share.
    ///   - itemsA: Items that hold the media on side a.
    ///   - itemsB: Items that hold the media on side b.
    public mutating func addShared(_ shared: SharedIdentifiers, itemsA: [LinkedItem], itemsB: [LinkedItem]) {
        var evidence = LinkEvidence()
        evidence.identifiers = shared
        addMatch(.identifier, evidence: MutualEvidence(evidence), itemsA: itemsA, itemsB: itemsB)
    }

    private mutating func add(
        _ kind: LinkKind,
        _ first: LinkedItem,
        _ second: LinkedItem,
        _ evidence: SharedEvidence
    ) {
        guard first.id != second.id, isWithin || first.caseNumber != second.caseNumber else { return }
        guard kind == .exact || first.media != second.media else { return }
        if let asked, first.caseNumber != asked, second.caseNumber != asked { return }
        let key = Key(kind: kind, a: first.id, b: second.id)
        guard let place = places[key] else {
            places[key] = links.count
            links.append(link(kind, first, second, evidence))
            return
        }
        guard kind == .identifier else { return }
        var combined = links[place].evidence
        combined.identifiers.add(evidence.evidence.identifiers)
        links[place] = link(kind, first, second, SharedEvidence(combined))
    }

    private func link(
        _ kind: LinkKind,
        _ first: LinkedItem,
        _ second: LinkedItem,
        _ evidence: SharedEvidence
    ) -> FoundLink {
        let ratio = table.ratio(kind, evidence.evidence)
        return FoundLink(
            kind: kind,
            strength: ratio?.strength ?? 1,
            likelihoodRatio: ratio?.value,
            a: first,
            b: second,
            shared: evidence
        )
    }

    private static func reason(_ cap: Int) -> String { "more than \(cap) items" }
}
