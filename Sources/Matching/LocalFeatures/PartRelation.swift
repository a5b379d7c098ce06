public import CaseModel

/// What two pictures have in common by their local features.
public struct PartRelation: Hashable, Sendable {
    /// The method and its version.
    public static let method = "root-sift-geometry/1"

    /// Figures on which it is decided whether two pictures share a part, and in what way.
    public struct Figures: Hashable, Sendable {
        /// Patches that agree on one map.
        public let inliers: Int
        /// The same, each counted the less the more cases show a feature like it.
        public let rareInliers: Double
        /// How improbable the agreement is by chance, as a negative decimal logarithm.
        public let significance: Double
        /// Share of the query, or of its region, that the agreeing features span.
        public let queryShare: Double
        /// Share of the stored picture that they span.
        public let storedShare: Double
        /// Root of the mean square error, in units of which the longer side has 1,024.
        public let residual: Double
        /// How much the map enlarges.
        public let scale: Double
        /// Share of the query's features in the shared part that the stored picture has too, at their places.
        public let explained: Double
        /// Share of the query's features that lie in the shared part, of all that lie where the map puts them inside the
        /// stored picture.
        public let overlapShare: Double
        /// The breadth of what the agreeing features span, in units; the larger of the two pictures'.
        public let breadth: Double
        /// How many times as long as broad that is.
        public let elongation: Double
        /// The breadth of the band in which nine of ten agreeing features lie, in units; the larger of the two pictures'.
        public let bandBreadth: Double
        /// How many times as long as broad that is.
        public let bandElongation: Double
    }

    /// The figures.
    public let figures: Figures
    /// The map and what agrees with it.
    public let geometry: SharedGeometry
    /// Whether the query was mirrored.
    public let isMirrored: Bool
    /// Whether somebody asked for a rectangle of the query, and looks at what is found.
    public let isOfRegion: Bool

    /// Compares the features of a query with those of a stored picture; nil if no four patches agree on a map.
    ///
    /// - Parameters:
    ///   - query: The query's features, of the mirrored query if that is tried.
    ///   - stored: The stored picture's features.
    ///   - isMirrored: Whether the query was mirrored.
    ///   - region: The rectangle that somebody drew and from which the query's features are; nil for the whole picture.
    ///   - rarity: How much an agreeing feature of the query tells, 0…1.
    ///
    /// Cost: 4 ns for each feature of one and each of the other.
    public init?(
        query: LocalFeatures,
        stored: LocalFeatures,
        isMirrored: Bool,
        region: Region? = nil,
        rarity: (Int) -> Double = { _ in 1 }
    ) {
        let from = PictureFrame(width: query.width, height: query.height)
        let to = PictureFrame(width: stored.width, height: stored.height)
        let verifier = GeometricVerifier(from: from, to: to)
        guard let geometry = verifier.verify(FeaturePair.nearest(query, stored)) else { return nil }
        self.geometry = geometry
        self.isMirrored = isMirrored
        isOfRegion = region != nil
        let queryArea = region.map { Double($0.width * $0.height) } ?? Double(query.width * query.height)
        let bands = [
            Band(
                of: geometry.inliers.map {
                    Point(x: Double($0.from.x) * from.unitsPerPixel, y: Double($0.from.y) * from.unitsPerPixel)
                }
            ),
            Band(
                of: geometry.inliers.map {
                    Point(x: Double($0.to.x) * to.unitsPerPixel, y: Double($0.to.y) * to.unitsPerPixel)
                }
            ),
        ]
        let shares = ExplainedShare(stored).shares(of: query, geometry)
        figures = Figures(
            inliers: geometry.inliers.count,
            rareInliers: geometry.inliers.reduce(0) { $0 + rarity($1.query) },
            significance: geometry.significance,
            queryShare: min(1, geometry.queryHull.area / max(1, queryArea)),
            storedShare: min(1, geometry.storedHull.area / Double(stored.width * stored.height)),
            residual: geometry.residual,
            scale: geometry.scale,
            explained: shares.explained,
            overlapShare: shares.ofOverlap,
            breadth: max(
                geometry.queryHull.breadth * from.unitsPerPixel,
                geometry.storedHull.breadth * to.unitsPerPixel
            ),
            elongation: min(geometry.queryHull.elongation, geometry.storedHull.elongation),
            bandBreadth: bands.map(\.breadth).max() ?? 0,
            bandElongation: bands.map { $0.length / max(1e-9, $0.breadth) }.min() ?? 0
        )
    }

    /// The better of the comparisons of a picture, as it is and mirrored, with another.
    public static func best(_ query: LocalFeatures, _ stored: LocalFeatures) -> PartRelation? {
        let asItIs = PartRelation(query: query, stored: stored, isMirrored: false)
        let mirrored = PartRelation(query: query.mirrored, stored: stored, isMirrored: true)
        return (mirrored?.figures.inliers ?? 0) > (asItIs?.figures.inliers ?? 0) ? mirrored : asItIs
    }
}
