/// The segments of an index of sounds in a folder.
///
/// A cache: whatever is not as it should be is left out, and can be made again from the store.
public final class SoundIndexFolder: IndexFolder {
    /// Positions in memory from which a segment is worth writing: those of some twenty hours.
    public static let sealAt = 4_000_000

    private let folder: SegmentFolder<SoundSegment>

    /// Names a folder, which is made when something is written.
    public init(path: String) {
        folder = SegmentFolder(path: path, listName: "sound-segments", prefix: SoundSegment.prefix)
    }

    /// Opens the index.
    ///
    /// - Returns: The index, and the last media that its segments cover; 0 if they cover none.
    public func open() -> (index: SoundIndex, watermark: Int64) {
        let segments = folder.open { _ in true }
        return (SoundIndex(segments: segments), segments.last?.lastMedia ?? 0)
    }

    /// Writes what the index has in memory as a segment.
    ///
    /// The first segment of an index takes the place of all that is in the folder.
    ///
    /// - Throws: ``IndexFileError``.
    public func seal(_ index: SoundIndex) throws(IndexFileError) {
        guard let tail = index.unsealed else { return }
        let segments = try folder.adding(to: index.segments) { () throws(IndexFileError) in
            try SoundSegment.write([tail], after: index.segments.last?.lastMedia ?? 0, in: folder.path)
        }
        index.adopt(segments, isTailSealed: true)
    }

    /// What is to be merged next; nil if the segments are large enough for their number.
    public func dueMerge(of index: SoundIndex) -> SegmentMerge? {
        let path = folder.path
        return folder.dueMerge(of: index.segments, fits: { SoundSegment.fits($0) }).map { due in
            SegmentMerge(sources: due) { (sources) throws(IndexFileError) in
                var segments: [SoundSegment] = []
                for source in sources { segments.append(try SoundSegment(path: source)) }
                return try SoundSegment.write(segments, after: segments.last?.lastMedia ?? 0, in: path)
            }
        }
    }

    /// Puts a merged segment in place of its sources, and removes their files.
    public func adopt(_ merged: MergedSegment, in index: SoundIndex) throws(IndexFileError) {
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
