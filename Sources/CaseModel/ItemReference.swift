/// An item, named as people name it.
///
/// An item is in many links, so all of them share its names.
public struct ItemReference: Hashable, Sendable {
    private final class Names: Hashable, Sendable {
        let caseReference: String
        let exhibit: String
        let path: String
        let sha256: ContentDigest

        init(caseReference: String, exhibit: String, path: String, sha256: ContentDigest) {
            self.caseReference = caseReference
            self.exhibit = exhibit
            self.path = path
            self.sha256 = sha256
        }

        static func == (first: Names, second: Names) -> Bool {
            first === second
                || (first.caseReference, first.exhibit, first.path, first.sha256)
                    == (second.caseReference, second.exhibit, second.path, second.sha256)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(caseReference)
            hasher.combine(exhibit)
            hasher.combine(path)
            hasher.combine(sha256)
        }
    }

    /// The item's number in the store; items registered earlier have smaller ones.
    public let id: Int64
    private let names: Names

    /// The case's reference.
    public var caseReference: String { names.caseReference }
    /// The exhibit's label.
    public var exhibit: String { names.exhibit }
    /// Path within the exhibit, as text.
    public var path: String { names.path }
    /// SHA-256 of the content.
    public var sha256: ContentDigest { names.sha256 }

    /// Names an item.
    public init(id: Int64, caseReference: String, exhibit: String, path: String, sha256: ContentDigest) {
        self.id = id
        names = Names(caseReference: caseReference, exhibit: exhibit, path: path, sha256: sha256)
    }
}

/// What independent links of one pair of items say of one hypothesis together.
public struct JointEvidence: Hashable, Sendable {
    /// The hypothesis.
    public let hypothesis: Hypothesis
    /// The kinds of the links that count, the strongest of each source.
    public let kinds: [LinkKind]
    /// The product of their ratios; nil for equal bytes, which are no matter of probability.
    public let likelihoodRatio: Double?
    /// How sure the hypothesis is, 0…1.
    public let strength: Double

    /// States what links say together.
    public init(hypothesis: Hypothesis, kinds: [LinkKind], likelihoodRatio: Double?, strength: Double) {
        self.hypothesis = hypothesis
        self.kinds = kinds
        self.likelihoodRatio = likelihoodRatio
        self.strength = strength
    }
}

/// A match or a shared identifier seen between two items.
public struct Link: Hashable, Sendable {
    /// The kind.
    public let kind: LinkKind
    /// How sure the link is, 0…1.
    public let strength: Double
    /// How many times as probable the evidence is if the items are related as if they are not; nil for equal bytes.
    public let likelihoodRatio: Double?
    /// The item registered first.
    public let itemA: ItemReference
    /// The item registered later.
    public let itemB: ItemReference
    /// What this link and independent ones of the same two items say together; nil if it stands alone.
    public var joint: JointEvidence?
    private let shared: SharedEvidence

    /// Why; its sides are ``itemA`` and ``itemB``.
    public var evidence: LinkEvidence { shared.evidence }

    /// A name that stays the same as long as both items are there.
    public var id: String { "\(kind.rawValue)-\(min(itemA.id, itemB.id))-\(max(itemA.id, itemB.id))" }

    /// States a link.
    public init(
        kind: LinkKind,
        strength: Double,
        likelihoodRatio: Double? = nil,
        itemA: ItemReference,
        itemB: ItemReference,
        evidence: SharedEvidence
    ) {
        self.kind = kind
        self.strength = strength
        self.likelihoodRatio = likelihoodRatio
        self.itemA = itemA
        self.itemB = itemB
        shared = evidence
    }
}

/// Something that occurs too often to be a link: counted and shown as such.
public struct Commonplace: Hashable, Sendable {
    /// The kind of links that it would make.
    public let kind: LinkKind
    /// One of the contents concerned, for kinds that are about content.
    public let sha256: ContentDigest?
    /// The identifier or serial number concerned, for kinds that are about those.
    public let value: String?
    /// In how many items it occurs.
    public let items: Int
    /// In how many cases it occurs.
    public let cases: Int
    /// Why it is set aside.
    public let reason: String

    /// States a commonplace.
    public init(kind: LinkKind, sha256: ContentDigest?, value: String?, items: Int, cases: Int, reason: String) {
        self.kind = kind
        self.sha256 = sha256
        self.value = value
        self.items = items
        self.cases = cases
        self.reason = reason
    }
}
