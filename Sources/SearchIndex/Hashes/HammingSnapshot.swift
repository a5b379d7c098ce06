internal import Glibc

/// A file of hashes and their labels, from which an index is opened without reading the store.
///
/// It holds, in the machine's byte order: a heading with how many hashes there are, up to which media they go, of how many records they were made and a sum over
/// each chunk, filled up to a page, and then chunks as they lie in memory, each with its labels. The last is shortened to what
/// it holds of each half. Whole chunks are used where they are mapped; the last is copied, as it grows.
public struct HammingSnapshot: Sendable {
    private static let magic: UInt64 = 0x0031_5348_4E52_4941  // "AIRNHS1"
    private static let page = 4096
    private static let fixedWords = 4

    /// Where the file is.
    public let path: String

    /// Names a file, which need not exist.
    public init(path: String) {
        self.path = path
    }

    /// What a file holds.
    public struct Opened: Sendable {
        /// The hashes, to which more can be added.
        public let index: HammingIndex
        /// The last media of which it holds hashes.
        public let watermark: Int64
        /// How many records of the store it was made of.
        public let records: Int
    }

    /// Opens the file.
    ///
    /// All of it is read once, and compared with its sums, before it is believed.
    ///
    /// Cost: as long as reading the file takes: 40 bytes a hash.
    ///
    /// - Returns: The index; nil if there is no file.
    /// - Throws: ``IndexFileError`` if it is not as it was written; it is to be made again from the store then.
    public func open() throws(IndexFileError) -> Opened? {
        let file: MappedFile
        do throws(IndexFileError) {
            file = try MappedFile(path: path)
        } catch .system(ENOENT) {
            return nil
        }
        let words = UnsafeBufferPointer(
            start: file.start.assumingMemoryBound(to: UInt64.self),
            count: file.byteCount / 8
        )
        guard words.count >= Self.fixedWords, words[0] == Self.magic else {
            throw .damaged("it is not a file of hashes")
        }
        guard let count = Int(exactly: words[1]), count <= HashChunks.mostHashes else {
            throw .damaged("its heading does not fit it")
        }
        let chunks = Self.chunks(of: count)
        let headingWords = Self.headingBytes(chunks: chunks) / 8
        guard headingWords <= words.count, Self.size(of: count) == file.byteCount else {
            throw .damaged("its length does not fit its heading")
        }
        var sum = RunningSum()
        sum.add(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: words[..<(headingWords - 1)])))
        guard sum.value == words[headingWords - 1] else {
            throw .damaged("its heading has changed since it was written")
        }
        let index = HammingIndex()
        var start = file.start + headingWords * 8
        for chunk in 0..<chunks {
            let held = min(HashChunks.chunkHashes, count - chunk * HashChunks.chunkHashes)
            let layout = Layout(hashes: held)
            var sum = RunningSum()
            sum.add(UnsafeRawBufferPointer(start: start, count: layout.byteCount))
            guard sum.value == words[Self.fixedWords + chunk] else {
                throw .damaged("its part \(chunk + 1) of \(chunks) has changed since it was written")
            }
            index.hashes.adopt(start, layout, held: held, owner: file)
            start += layout.byteCount
        }
        return Opened(index: index, watermark: Int64(bitPattern: words[2]), records: Int(truncatingIfNeeded: words[3]))
    }

    /// Writes an index's hashes in place of the file, also while it is searched and grows.
    ///
    /// The new file takes its name once it is on disk; an index that was opened from the old one keeps that until it goes.
    ///
    /// - Parameters:
    ///   - index: The index.
    ///   - count: How many of its hashes, from the first on.
    ///   - watermark: The last media of which it holds hashes.
    ///   - records: How many records of the store it was made of.
    /// - Throws: ``IndexFileError``.
    public func write(_ index: HammingIndex, count: Int, watermark: Int64, records: Int) throws(IndexFileError) {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .system(errno) }
        let count = min(count, index.count)
        let chunks = Self.chunks(of: count)
        let headingBytes = Self.headingBytes(chunks: chunks)
        let file = try SegmentFile(path: path, headingBytes: headingBytes)
        var heading = [UInt64](repeating: 0, count: headingBytes / 8)
        heading[0] = Self.magic
        heading[1] = UInt64(count)
        heading[2] = UInt64(bitPattern: watermark)
        heading[3] = UInt64(bitPattern: Int64(records))
        for chunk in 0..<chunks {
            let held = min(HashChunks.chunkHashes, count - chunk * HashChunks.chunkHashes)
            guard let memory = index.hashes.memory(ofChunk: chunk) else { break }
            var sum = RunningSum()
            for part in Layout(hashes: held).parts {
                // In the last eight hashes there may be some that were added since; they are not counted when it is opened.
                let bytes = UnsafeRawBufferPointer(
                    start: (part.isLabels ? memory.labels : memory.words) + part.offset,
                    count: part.byteCount
                )
                let copy = [UInt8](bytes)
                copy.withUnsafeBytes { sum.add($0) }
                try file.append { body in copy.withUnsafeBytes(body) }
            }
            heading[Self.fixedWords + chunk] = sum.value
        }
        var sum = RunningSum()
        heading.dropLast().withUnsafeBytes { sum.add($0) }
        heading[heading.count - 1] = sum.value
        try file.finish(heading: heading)
    }

    /// Removes the file, if there is one, so that it is made anew.
    public func remove() {
        unlink(path)
    }

    private static func chunks(of count: Int) -> Int {
        (count + HashChunks.chunkHashes - 1) / HashChunks.chunkHashes
    }

    private static func headingBytes(chunks: Int) -> Int {
        ((fixedWords + chunks + 1) * 8 + page - 1) / page * page
    }

    private static func size(of count: Int) -> Int {
        let (whole, rest) = count.quotientAndRemainder(dividingBy: HashChunks.chunkHashes)
        return headingBytes(chunks: chunks(of: count)) + whole * Layout(hashes: HashChunks.chunkHashes).byteCount
            + (rest > 0 ? Layout(hashes: rest).byteCount : 0)
    }

    /// How a chunk lies in the file: its first two words, its last two, and its labels, of whole eights of hashes.
    struct Layout {
        /// Bytes of each half of the words.
        let halfBytes: Int
        let labelBytes: Int

        init(hashes: Int) {
            let eights = (hashes + 7) / 8
            halfBytes = 128 * eights
            labelBytes = 64 * eights
        }

        var byteCount: Int { 2 * halfBytes + labelBytes }

        var parts: [(isLabels: Bool, offset: Int, byteCount: Int)] {
            [(false, 0, halfBytes), (false, HashChunks.chunkBytes / 2, halfBytes), (true, 0, labelBytes)]
        }
    }
}

/// A file that is mapped to be read.
final class MappedFile: Sendable {
    private let address: UInt
    let byteCount: Int

    var start: UnsafeRawPointer { UnsafeRawPointer(bitPattern: address).unsafelyUnwrapped }

    /// Maps a file.
    init(path: String) throws(IndexFileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        byteCount = Int(status.st_size)
        guard byteCount > 0 else { throw .damaged("it is empty") }
        let mapped = mmap(nil, byteCount, PROT_READ, MAP_SHARED, descriptor, 0)
        guard let mapped, mapped != MAP_FAILED else { throw .system(errno) }
        madvise(mapped, byteCount, MADV_WILLNEED)
        address = UInt(bitPattern: mapped)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(bitPattern: address), byteCount)
    }
}
