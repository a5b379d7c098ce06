public import CaseModel

/// How one picture lies in another: the map, and the features that agree with it.
public struct SharedGeometry: Hashable, Sendable {
    /// From pixels of the query, or of the mirrored query, to pixels of the stored picture.
    public let transform: ProjectiveMap
    /// The pairs that agree, one for each patch.
    public let inliers: [FeaturePair]
    /// The root of the mean square of the distances between where features are and where the map puts them, in pixels at
    /// 1,024 pixels on the longer side of the coarser picture.
    public let residual: Double
    /// How improbable it is that so many of the pairs agree by chance: the negative decimal logarithm of how often it is
    /// expected to happen between two unrelated pictures.
    public let significance: Double
    /// Around the agreeing features of the query.
    public let queryHull: ConvexHull
    /// Around the agreeing features of the stored picture.
    public let storedHull: ConvexHull
    /// How much the map enlarges, as the ratio of the pictures' longer sides' units.
    public let scale: Double
}

/// The size of a picture, for tolerances that do not depend on it.
public struct PictureFrame: Hashable, Sendable {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int

    /// Names a size.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Units in a pixel: the longer side is 1,024 units.
    var unitsPerPixel: Double { 1024 / Double(max(1, max(width, height))) }
    /// The area in square pixels.
    public var area: Double { Double(width) * Double(height) }
}
