internal import Glibc

/// The segments of an index in a folder, with a list that names those that count.
///
/// A cache: whatever is not as it should be is left out, and can be made again from the store.
public final class FeatureIndexFolder {
    /// Features in memory from which a segment is worth writing.
    public static let sealAt = 2_000_000
    /// A segment that is less than this much larger than the one after it is merged with it.
    private static let growth = 4

    private let path: String
    private var listPath: String { path + "/segments" }

    /// Names a folder, which is made when something is written.
    public init(path: String) {
        self.path = path
    }

    /// Opens the index.
    ///
    /// - Parameter vocabulary: The words in use; segments made with others are left out.
    /// - Returns: The index, and the last media that its segments cover; 0 if they cover none.
    public func open(vocabulary: FeatureVocabulary) -> (index: FeatureIndex, watermark: Int64) {
        let sum = vocabulary.sum
        var segments: [FeatureSegment] = []
        for name in names() {
            guard let segment = try? FeatureSegment(path: path + "/" + name), segment.vocabularySum == sum
            else { return (FeatureIndex(vocabulary: vocabulary), 0) }
            segments.append(segment)
        }
        // A media that was looked at more closely later has its features in a later segment.
        let watermark = segments.map(\.lastMedia).max() ?? 0
        return (FeatureIndex(vocabulary: vocabulary, segments: segments), watermark)
    }

    /// Writes what the index has in memory as a segment.
    ///
    /// The first segment of an index takes the place of all that is in the folder: what was not used is of no use.
    ///
    /// - Throws: ``IndexFileError``.
    public func seal(_ index: FeatureIndex) throws(IndexFileError) {
        guard let tail = index.unsealed else { return }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system(errno) }
        if index.segments.isEmpty { clear() }
        let name = try FeatureSegment.write([tail], vocabularySum: index.vocabulary.sum, in: path)
        let segments = index.segments + [try FeatureSegment(path: name)]
        try list(segments)
        index.adopt(segments, isTailSealed: true)
    }

    /// What is to be merged next; nil if the segments are large enough for their number.
    public func dueMerge(of index: FeatureIndex) -> FeatureMerge? {
        let sizes = index.segments.map(\.postingCount)
        guard let last = sizes.indices.last else { return nil }
        var first = last
        var total = sizes[last]
        while first > 0, sizes[first - 1] < Self.growth * total {
            first -= 1
            total += sizes[first]
        }
        guard first < last else { return nil }
        let paths = index.segments[first...last].map(\.path)
        return FeatureMerge(paths: paths, folder: path, vocabularySum: index.vocabulary.sum)
    }

    /// Puts a merged segment in place of its sources, and removes their files.
    public func adopt(_ merged: MergedFeatures, in index: FeatureIndex) throws(IndexFileError) {
        let old = Set(merged.sources)
        guard let place = index.segments.firstIndex(where: { old.contains($0.path) }) else { return }
        var segments = index.segments.filter { !old.contains($0.path) }
        segments.insert(try FeatureSegment(path: merged.path), at: place)
        try list(segments)
        index.adopt(segments, isTailSealed: false)
        for path in old { unlink(path) }
    }

    /// What is wrong with the segments on disk, one sentence each; reads all of them.
    public func faults() -> [String] {
        names().compactMap { name -> String? in
            do throws(IndexFileError) {
                let segment = try FeatureSegment(path: path + "/" + name)
                return segment.isIntact() ? nil : "the index file \(name) has changed since it was written"
            } catch {
                return "the index file \(name) cannot be used: \(error.message)"
            }
        }
    }

    /// Forgets all segments.
    public func clear() {
        let all = names()
        unlink(listPath)
        for name in all { unlink(path + "/" + name) }
    }

    private func names() -> [String] {
        guard let file = fopen(listPath, "r") else { return [] }
        defer { fclose(file) }
        var names: [String] = []
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let name = line.withUnsafeBufferPointer { buffer in
                String(decoding: buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
            if name.hasPrefix("features-"), !name.contains("/") { names.append(name) }
        }
        return names
    }

    private func list(_ segments: [FeatureSegment]) throws(IndexFileError) {
        let text = segments.map { segment in
            segment.path.split(separator: "/").last.map(String.init) ?? ""
        }.joined(separator: "\n")
        let temporary = listPath + ".part"
        guard let file = fopen(temporary, "w") else { throw .system(errno) }
        let isWritten = fputs(text + "\n", file) >= 0 && fflush(file) == 0 && fsync(fileno(file)) == 0
        guard fclose(file) == 0, isWritten, rename(temporary, listPath) == 0 else { throw .system(errno) }
        try SegmentFile.syncFolder(of: listPath)
    }
}

/// Segments that are to become one; may be done while the index is searched.
public struct FeatureMerge: Sendable {
    let paths: [String]
    let folder: String
    let vocabularySum: UInt64

    /// Writes the merged segment.
    public func run() throws(IndexFileError) -> MergedFeatures {
        var sources: [FeatureSegment] = []
        for path in paths { sources.append(try FeatureSegment(path: path)) }
        let result = try FeatureSegment.write(sources, vocabularySum: vocabularySum, in: folder)
        return MergedFeatures(sources: paths, path: result)
    }
}

/// A segment that was made of others.
public struct MergedFeatures: Sendable {
    let sources: [String]
    let path: String
}

extension FeatureVocabulary {
    /// A sum that tells vocabularies apart.
    var sum: UInt64 {
        var sum = RunningSum()
        bytes.withUnsafeBytes { sum.add($0) }
        return sum.value
    }
}
