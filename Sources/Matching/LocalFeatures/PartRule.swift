public import CaseModel

extension PartRelation {
    /// How the two pictures are related; nil if what agrees may be chance.
    public var kind: LinkKind? {
        guard figures.isBeyondChance(isOfRegion: isOfRegion) else { return nil }
        return figures.isOneCapture ? .partialCopy : .sameScene
    }
}

extension PartRelation.Figures {
    /// Agreement that chance alone would give once in so many pairs of pictures, as a decimal logarithm.
    static let leastSignificance = 8.0
    /// Features that must agree, by the smaller of the shares that they span: letters, stripes and the corners of windows
    /// look alike anywhere, so a tiny part takes more.
    static let fewestInliers: [(fromShare: Double, inliers: Double)] = [(0.02, 6), (0.005, 9), (0, 14)]
    /// A map that fits worse than this, in units, is one only if many features agree.
    static let looseResidual = 1.6
    /// Features that must agree on a loose map: depth and bent things make maps loose, but so does chance.
    ///
    /// Of a rectangle that somebody drew fewer will do, since they look at what is found.
    static let fewestLooseInliers = (ofPicture: 14.0, ofRegion: 7.0)
    /// The least share of details that two forms of one capture have in common in the shared part.
    static let leastExplained = 0.1
    /// The least share of the overlap that is shared by two forms of one capture; less is one thing in two pictures.
    static let leastOverlapShare = 0.25
    /// What is narrower, in units, and longer for its breadth is a strip: a caption, a status bar, a stamp of the time.
    static let strip = (breadth: 56.0, elongation: 3.0)
    /// The same for the band in which nine of ten features lie, where the pictures differ around it: a few features that
    /// agree by chance must not make a strip look broad.
    static let band = (breadth: 60.0, elongation: 3.0, overlapShare: 0.4)

    /// Whether so many features would not agree by chance, or because many cases or any overlay show the like.
    ///
    /// Calibrated on 2.9 million pairs of unrelated photographs; see docs/performance.md.
    func isBeyondChance(isOfRegion: Bool) -> Bool {
        let fewestLoose = isOfRegion ? Self.fewestLooseInliers.ofRegion : Self.fewestLooseInliers.ofPicture
        let share = min(queryShare, storedShare)
        let needed = Self.fewestInliers.first { share >= $0.fromShare }?.inliers ?? .infinity
        guard isOfRegion || !isStrip else { return false }
        return significance >= Self.leastSignificance && rareInliers >= needed
            && (residual <= Self.looseResidual || rareInliers >= fewestLoose)
    }

    /// Whether what agrees is only a strip.
    private var isStrip: Bool {
        breadth < Self.strip.breadth && elongation > Self.strip.elongation
            || bandBreadth < Self.band.breadth && bandElongation > Self.band.elongation
                && overlapShare < Self.band.overlapShare
    }

    /// Whether both show one capture, rather than one thing captured twice: only then do details lie exactly on one map,
    /// and nearly all of what both could show.
    var isOneCapture: Bool {
        residual <= Self.looseResidual && explained >= Self.leastExplained
            && overlapShare >= Self.leastOverlapShare
    }
}
