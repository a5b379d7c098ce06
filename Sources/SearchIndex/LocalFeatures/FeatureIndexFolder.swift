/// The segments of an index of local features in a folder.
///
/// A cache: whatever is not as it should be is left out, and can be made again from the store.
public final class FeatureIndexFolder: IndexFolder {
    /// Features in memory from which a segment is worth writing.
    public static let sealAt = 2_000_000

    private let folder: SegmentFolder<FeatureSegment>

    /// Names a folder, which is made when something is written.
    public init(path: String) {
        folder = SegmentFolder(path: path, listName: "segments", prefix: FeatureSegment.prefix)
    }

    /// Opens the index.
    ///
    /// - Parameter vocabulary: The words in use; segments made with others are left out.
    /// - Returns: The index, and the last media that its segments cover; 0 if they cover none.
    public func open(vocabulary: FeatureVocabulary) -> (index: FeatureIndex, watermark: Int64) {
        let sum = vocabulary.sum
        let segments = folder.open { $0.vocabularySum == sum }
        // A media that was looked at more closely later has its features in a later segment.
        let watermark = segments.map(\.lastMedia).max() ?? 0
        return (FeatureIndex(vocabulary: vocabulary, segments: segments), watermark)
    }

    /// Writes what the index has in memory as a segment.
    ///
    /// The first segment of an index takes the place of all that is in the folder.
    ///
    /// - Throws: ``IndexFileError``.
    public func seal(_ index: FeatureIndex) throws(IndexFileError) {
        guard let tail = index.unsealed else { return }
        let segments = try folder.adding(to: index.segments) { () throws(IndexFileError) in
            try FeatureSegment.write([tail], vocabularySum: index.vocabulary.sum, in: folder.path)
        }
        index.adopt(segments, isTailSealed: true)
    }

    /// What is to be merged next; nil if the segments are large enough for their number.
    public func dueMerge(of index: FeatureIndex) -> SegmentMerge? {
        let (path, sum) = (folder.path, index.vocabulary.sum)
        return folder.dueMerge(of: index.segments).map { due in
            SegmentMerge(sources: due) { (sources) throws(IndexFileError) in
                var segments: [FeatureSegment] = []
                for source in sources { segments.append(try FeatureSegment(path: source)) }
                return try FeatureSegment.write(segments, vocabularySum: sum, in: path)
            }
        }
    }

    /// Puts a merged segment in place of its sources, and removes their files.
    public func adopt(_ merged: MergedSegment, in index: FeatureIndex) throws(IndexFileError) {
        guard let segments = try folder.replacing(merged, in: index.segments) else { return }
        index.adopt(segments, isTailSealed: false)
    }

    /// What is wrong with the segments on disk, one sentence each; reads all of them.
    public func faults() -> [String] {
        folder.faults()
    }

    /// Forgets all segments.
    public func clear() {
        folder.clear()
    }
}
