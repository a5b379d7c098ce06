public import CaseModel

extension PartRelation {
    /// How the two pictures are related; nil if what agrees may be chance.
    public var kind: LinkKind? {
        guard figures.isBeyondChance else { return nil }
        return figures.isOneCapture ? .partialCopy : .sameScene
    }
}

extension PartRelation.Figures {
    /// Whether so many features would not agree by chance.
    var isBeyondChance: Bool {
        rareInliers >= 8
    }

    /// Whether both show one capture, rather than one thing captured twice.
    var isOneCapture: Bool {
        explained >= 0.25
    }
}
