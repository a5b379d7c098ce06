public import CaseModel

/// A feature of a query and a stored feature that look alike.
public struct FeatureCorrespondence: Hashable, Sendable {
    /// Which feature of the query, from 0.
    public let query: Int
    /// Where the stored feature is, roughly.
    public let stored: Keypoint

    /// States a correspondence.
    public init(query: Int, stored: Keypoint) {
        self.query = query
        self.stored = stored
    }
}

/// A stored picture that may show part of what a query shows.
public struct FeatureCandidate: Hashable, Sendable {
    /// The stored picture.
    public let picture: IndexedPicture
    /// How much speaks for it; only to be compared within one query.
    public let score: Float
    /// The features that moved together by one angle and one scale.
    public let correspondences: [FeatureCorrespondence]
}

/// What a query found.
public struct FeatureFinds: Sendable {
    /// The most promising pictures, the best first.
    public let candidates: [FeatureCandidate]
    /// For each feature of the query, how much it tells: 1 if few cases show one much like it, less if many do.
    public let rarities: [Float]
    /// The same by pictures, for an order in which to look at candidates: what all screenshots of a telephone show must not
    /// hide what one of them shows.
    public let distinctions: [Float]
}
