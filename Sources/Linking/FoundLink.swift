public import CaseModel

/// An item as links are found by: numbers that say which are one case and which one content.
public struct LinkedItem: Hashable, Sendable {
    /// The item's number; items registered earlier have smaller ones.
    public let id: Int64
    /// The number of its case.
    public let caseNumber: Int64
    /// The number of its content.
    public let media: Int64

    /// Numbers an item.
    public init(id: Int64, caseNumber: Int64, media: Int64) {
        (self.id, self.caseNumber, self.media) = (id, caseNumber, media)
    }
}

/// A link between two items that are not named yet.
public struct FoundLink: Sendable {
    /// The kind.
    public let kind: LinkKind
    /// How sure the link is, 0…1.
    public let strength: Double
    /// How many times as probable the evidence is if the items are related as if they are not; nil for equal bytes.
    public let likelihoodRatio: Double?
    /// The item registered first.
    public let a: LinkedItem
    /// The item registered later.
    public let b: LinkedItem
    let shared: SharedEvidence
    /// What this link and independent ones of the same two items say together; nil if it stands alone.
    public var joint: JointEvidence?

    /// Why; its sides are ``a`` and ``b``.
    public var evidence: LinkEvidence { shared.evidence }

    /// The link between the items, which are its sides in this order.
    public func named(_ itemA: ItemReference, _ itemB: ItemReference) -> Link {
        var link = Link(
            kind: kind,
            strength: strength,
            likelihoodRatio: likelihoodRatio,
            itemA: itemA,
            itemB: itemB,
            evidence: shared
        )
        link.joint = joint
        return link
    }
}

/// Something that occurs too often to be a link, with its content's number.
public struct FoundCommonplace: Sendable {
    /// The kind of links that it would make.
    public let kind: LinkKind
    /// One of the contents concerned, for kinds that are about content.
    public let media: Int64?
    /// The identifier or serial number concerned, for kinds that are about those.
    public let value: String?
    /// In how many items it occurs.
    public let items: Int
    /// In how many cases it occurs.
    public let cases: Int
    /// Why it is set aside.
    public let reason: String

    /// The commonplace with its content's digest.
    public func named(_ sha256: ContentDigest?) -> Commonplace {
        Commonplace(kind: kind, sha256: sha256, value: value, items: items, cases: cases, reason: reason)
    }
}
