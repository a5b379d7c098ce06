internal import Glibc

/// A file of an index that is never changed.
protocol IndexSegment: AnyObject {
    /// Where it is.
    var path: String { get }
    /// How much it holds, for deciding what is merged.
    var postingCount: Int { get }
    /// The last media that it holds.
    var lastMedia: Int64 { get }

    /// Maps a file whose heading is as it should be.
    init(path: String) throws(IndexFileError)

    /// Whether all bytes are as they were written.
    func isIntact() -> Bool
}

/// Segments of one kind in a folder, with a list that names those that count.
///
/// A cache: whatever is not as it should be is left out, and can be made again from the store.
struct SegmentFolder<Segment: IndexSegment> {
    /// A segment that is less than this much larger than those after it is merged with them.
    private static var growth: Int { 4 }

    /// The folder, which is made when something is written.
    let path: String
    /// The name of the file that names the segments.
    let listName: String
    /// How the names of segments begin.
    let prefix: String

    private var listPath: String { path + "/" + listName }

    /// Opens the segments.
    ///
    /// - Parameter accepts: Whether a segment may be used.
    /// - Returns: All of them in the order of their media, or none if one of them is not as it should be.
    func open(accepts: (Segment) -> Bool) -> [Segment] {
        var segments: [Segment] = []
        for name in names() {
            guard let segment = try? Segment(path: path + "/" + name), accepts(segment),
                segment.lastMedia >= segments.last?.lastMedia ?? 0
            else { return [] }
            segments.append(segment)
        }
        return segments
    }

    /// Adds a segment behind others.
    ///
    /// The first takes the place of all that is in the folder: what was not used is of no use.
    ///
    /// - Parameters:
    ///   - segments: The segments in use.
    ///   - write: Writes the new one and gives its path.
    /// - Returns: All segments in use.
    /// - Throws: ``IndexFileError``.
    func adding(
        to segments: [Segment],
        write: () throws(IndexFileError) -> String
    ) throws(IndexFileError) -> [Segment] {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system(errno) }
        if segments.isEmpty { clear() }
        let all = segments + [try Segment(path: try write())]
        try list(all)
        return all
    }

    /// Which segments are to be merged next; nil if they are large enough for their number.
    ///
    /// - Parameters:
    ///   - segments: The segments in use.
    ///   - fits: Whether some of them can be one segment.
    /// - Returns: Their paths.
    func dueMerge(of segments: [Segment], fits: (ArraySlice<Segment>) -> Bool = { _ in true }) -> [String]? {
        let sizes = segments.map(\.postingCount)
        guard let last = sizes.indices.last else { return nil }
        var first = last
        var total = sizes[last]
        while first > 0, sizes[first - 1] < Self.growth * total, fits(segments[(first - 1)...]) {
            first -= 1
            total += sizes[first]
        }
        return first < last ? segments[first...].map(\.path) : nil
    }

    /// Puts a merged segment in place of its sources, and removes their files; nil if these are not in use.
    func replacing(_ merged: MergedSegment, in segments: [Segment]) throws(IndexFileError) -> [Segment]? {
        let old = Set(merged.sources)
        guard let place = segments.firstIndex(where: { old.contains($0.path) }) else { return nil }
        var left = segments.filter { !old.contains($0.path) }
        left.insert(try Segment(path: merged.path), at: place)
        try list(left)
        for path in old { unlink(path) }
        return left
    }

    /// What is wrong with the segments on disk, one sentence each; reads all of them.
    func faults() -> [String] {
        names().compactMap { name -> String? in
            do throws(IndexFileError) {
                let segment = try Segment(path: path + "/" + name)
                return segment.isIntact() ? nil : "the index file \(name) has changed since it was written"
            } catch {
                return "the index file \(name) cannot be used: \(error.message)"
            }
        }
    }

    /// Forgets all segments.
    func clear() {
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
            if name.hasPrefix(prefix), !name.contains("/") { names.append(name) }
        }
        return names
    }

    private func list(_ segments: [Segment]) throws(IndexFileError) {
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
