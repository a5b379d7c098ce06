/// The files of an index that grows: what is in memory becomes a segment, and segments grow together.
public protocol IndexFolder {
    /// The index.
    associatedtype Index

    /// Writes what the index has in memory as a segment.
    ///
    /// - Throws: ``IndexFileError``.
    func seal(_ index: Index) throws(IndexFileError)

    /// What is to be merged next; nil if the segments are large enough for their number.
    func dueMerge(of index: Index) -> SegmentMerge?

    /// Puts a merged segment in place of its sources, and removes their files.
    ///
    /// - Throws: ``IndexFileError``.
    func adopt(_ merged: MergedSegment, in index: Index) throws(IndexFileError)
}

/// Segments that are to become one; may be done while the index is searched.
public struct SegmentMerge: Sendable {
    let sources: [String]
    let write: @Sendable ([String]) throws(IndexFileError) -> String

    /// Writes the merged segment.
    ///
    /// - Throws: ``IndexFileError``.
    public func run() throws(IndexFileError) -> MergedSegment {
        MergedSegment(sources: sources, path: try write(sources))
    }
}

/// A segment that was made of others.
public struct MergedSegment: Sendable {
    let sources: [String]
    let path: String
}
