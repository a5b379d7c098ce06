import CaseModel
import CaseStore
import SearchIndex

/// The file from which the frames of stored videos are opened without reading the store.
struct VideoFramesFile {
    private static let version: UInt64 = 1
    private static let arrays = 5

    private let file: ArrayFile

    /// Names the file in a data directory.
    init(directory: String) {
        file = ArrayFile(path: directory + "/index/videos.frames")
    }

    /// Reads the file.
    ///
    /// - Returns: The frames and their hashes; nil if there is no file, or it is of another version.
    /// - Throws: ``IndexFileError`` if it is not as it was written.
    func open() throws(IndexFileError) -> (frames: VideoFrames, hashes: [PerceptualHash])? {
        guard let held = try file.open() else { return nil }
        guard held.numbers == [Self.version, UInt64(CaseStore.analysisVersion)] else { return nil }
        guard held.arrayCount == Self.arrays, let videos = held.array(0, of: Int64.self),
            let moments = held.array(1, of: Double.self), let qualities = held.array(2, of: UInt8.self),
            let hashCounts = held.array(3, of: UInt8.self), let hashes = held.array(4, of: PerceptualHash.self),
            let frames = VideoFrames(
                VideoFrames.Columns(videos: videos, moments: moments, qualities: qualities, hashCounts: hashCounts),
                hashCount: hashes.count
            )
        else { throw .damaged("its parts do not fit each other") }
        return (frames, hashes)
    }

    /// Removes the file, if there is one, so that it is made anew.
    func remove() { file.remove() }

    /// Writes the file.
    ///
    /// - Throws: ``CaseworkError`` with code `storage`.
    func write(_ frames: VideoFrames, hashes all: [PerceptualHash]) throws(CaseworkError) {
        let (columns, positions) = frames.columns
        let isWhole = positions.reduce(0) { $0 + $1.count } == all.count && positions.isAscending
        let hashes = isWhole ? all : Array(positions.map { all[$0] }.joined())
        do throws(IndexFileError) {
            try file.write(
                numbers: [Self.version, UInt64(CaseStore.analysisVersion)],
                lengths: [
                    8 * columns.videos.count, 8 * columns.moments.count, columns.qualities.count,
                    columns.hashCounts.count, MemoryLayout<PerceptualHash>.stride * hashes.count,
                ],
                arrays: [
                    { try columns.videos.withUnsafeBytes($0) }, { try columns.moments.withUnsafeBytes($0) },
                    { try columns.qualities.withUnsafeBytes($0) }, { try columns.hashCounts.withUnsafeBytes($0) },
                    { try hashes.withUnsafeBytes($0) },
                ]
            )
        } catch {
            throw CaseworkError(.storage, "the index of video frames cannot be written: \(error.message)")
        }
    }
}

extension [Range<Int>] {
    /// Whether each begins where the one before ends.
    fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound } }
}
