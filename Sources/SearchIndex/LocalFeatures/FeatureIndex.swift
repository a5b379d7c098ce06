public import CaseModel

/// The local features of many pictures, by visual word.
///
/// Recent pictures are in memory, older ones in segments: files that are mapped into memory and never changed. Not
/// thread-safe; ``search(_:limit:)`` may be called from several threads while nothing is added.
public final class FeatureIndex {
    /// The words.
    public let vocabulary: FeatureVocabulary
    private(set) var segments: [FeatureSegment] = []
    private var tail = FeatureTail()

    /// Makes an empty index.
    public init(vocabulary: FeatureVocabulary) {
        self.vocabulary = vocabulary
    }

    /// Takes segments over, in the order of their pictures.
    init(vocabulary: FeatureVocabulary, segments: [FeatureSegment]) {
        self.vocabulary = vocabulary
        self.segments = segments
    }

    /// How many pictures there are.
    public var pictureCount: Int { segments.reduce(tail.pictureCount) { $0 + $1.pictureCount } }
    /// How many features are in memory, and not in a segment.
    public var tailPostingCount: Int { tail.postingCount }
    /// How many features there are.
    public var postingCount: Int { segments.reduce(tail.postingCount) { $0 + $1.postingCount } }

    /// Adds a picture that was first seen in a case.
    ///
    /// Cost: about 10 µs for each feature.
    public func append(_ features: LocalFeatures, media: Int64, caseNumber: Int) {
        tail.append(
            features,
            words: vocabulary.words(of: features.descriptors, count: 1),
            media: media,
            caseNumber: caseNumber
        )
    }

    /// Adds a picture whose words are known.
    package func append(_ features: LocalFeatures, words: [FeatureVocabulary.Word], media: Int64, caseNumber: Int) {
        tail.append(features, words: words, media: media, caseNumber: caseNumber)
    }

    /// Bytes of all segments on disk.
    package var segmentBytes: Int { segments.reduce(0) { $0 + $1.byteCount } }

    /// Finds pictures that may show part of what a query shows.
    ///
    /// - Parameters:
    ///   - features: The query's features.
    ///   - limit: How many pictures are wanted at most.
    /// - Returns: The most promising pictures; the same whatever segments there are.
    ///
    /// Cost: 10 µs for each feature of the query, and 2 ns for each stored feature of its words.
    public func search(_ features: LocalFeatures, limit: Int) -> FeatureFinds {
        let words = vocabulary.words(of: features.descriptors, count: FeatureSearch.wordsPerFeature)
        return FeatureSearch.run(features, words: words, in: segments + [tail], limit: limit)
    }

    /// What is in memory, to be written as a segment; nil if nothing is.
    var unsealed: (any PostingSource)? { tail.pictureCount > 0 ? tail : nil }

    /// Replaces the segments by others that hold the same pictures, with those in memory if that is said.
    func adopt(_ segments: [FeatureSegment], isTailSealed: Bool) {
        self.segments = segments
        if isTailSealed { tail = FeatureTail() }
    }
}
