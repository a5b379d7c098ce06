internal import Glibc

/// Features of many pictures in a file that is mapped into memory and never changed.
///
/// The file holds, in the machine's byte order: a heading of ten 64-bit words, the pictures (32 bytes each), for each
/// word where its list begins, and then all signatures and after them all postings, word by word.
final class FeatureSegment: PostingSource, IndexSegment {
    static let magic: UInt64 = 0x0032_5347_4E52_4941  // "AIRNGS2"
    private static let headingWords = 10
    static let pictureBytes = 32
    /// How the names of these files begin.
    static let prefix = "features-"

    let path: String
    let pictureCount: Int
    let postingCount: Int
    /// The highest number of a media.
    let lastMedia: Int64
    let highestCase: Int
    /// The sum over the vocabulary with which the words were found.
    let vocabularySum: UInt64
    let byteCount: Int

    private let memory: UnsafeMutableRawPointer
    private let bodySum: UInt64
    private let offsets: UnsafeBufferPointer<UInt64>
    private let signatures: UnsafePointer<UInt64>
    private let postings: UnsafePointer<Posting>

    /// Maps a file.
    ///
    /// Cost: the heading and one page for each thousand words are read; ``isIntact()`` reads all.
    init(path: String) throws(IndexFileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        let size = Int(status.st_size)
        guard size >= Self.headingWords * 8 else { throw .damaged("it is too short") }
        guard let mapped = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), mapped != MAP_FAILED else {
            throw .system(errno)
        }
        let heading = UnsafeBufferPointer(start: mapped.assumingMemoryBound(to: UInt64.self), count: Self.headingWords)
        var sum = RunningSum()
        sum.add(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: heading.dropLast())))
        let pictureCount = Int(clamping: heading[2])
        let postingCount = Int(clamping: heading[3])
        let listStart = Self.headingWords * 8 + pictureCount.multipliedReportingOverflow(by: Self.pictureBytes).0
        let postingStart = listStart &+ (FeatureVocabulary.wordCount + 1) * 8
        guard heading[0] == Self.magic, sum.value == heading[9], pictureCount <= size, postingCount <= size,
            size == postingStart + postingCount * 16
        else {
            munmap(mapped, size)
            throw .damaged("its heading does not fit it")
        }
        self.path = path
        self.pictureCount = pictureCount
        self.postingCount = postingCount
        vocabularySum = heading[1]
        lastMedia = Int64(bitPattern: heading[4])
        bodySum = heading[5]
        highestCase = Int(heading[6] & UInt64(IndexedPicture.mostCases - 1))
        byteCount = size
        memory = mapped
        offsets = UnsafeBufferPointer(
            start: (mapped + listStart).assumingMemoryBound(to: UInt64.self),
            count: FeatureVocabulary.wordCount + 1
        )
        signatures = UnsafePointer((mapped + postingStart).assumingMemoryBound(to: UInt64.self))
        postings = UnsafePointer((mapped + postingStart + postingCount * 8).assumingMemoryBound(to: Posting.self))
        var last: UInt64 = 0
        for offset in offsets {
            guard offset >= last, offset <= UInt64(postingCount) else {
                munmap(mapped, size)
                throw .damaged("its lists overlap")
            }
            last = offset
        }
    }

    deinit {
        munmap(memory, byteCount)
    }

    func picture(_ number: Int) -> IndexedPicture {
        let record = memory + Self.headingWords * 8 + number * Self.pictureBytes
        return IndexedPicture(
            media: record.load(as: Int64.self),
            frame: Int(record.load(fromByteOffset: 16, as: Int32.self)),
            at: Self.moment(record.load(fromByteOffset: 8, as: Double.self)),
            width: Int(record.load(fromByteOffset: 20, as: Int32.self)),
            height: Int(record.load(fromByteOffset: 24, as: Int32.self)),
            caseNumber: Int(record.load(fromByteOffset: 28, as: Int32.self))
        )
    }

    /// What is not a number stands for no moment.
    private static func moment(_ seconds: Double) -> Double? { seconds.isNaN ? nil : seconds }

    func withList<Value>(ofWord word: Int, _ body: (PostingList) -> Value) -> Value {
        let start = Int(offsets[word])
        let count = Int(offsets[word + 1]) - start
        return body(
            PostingList(
                signatures: UnsafeBufferPointer(start: signatures + start, count: count),
                postings: UnsafeBufferPointer(start: postings + start, count: count)
            )
        )
    }

    /// Whether all bytes are as they were written, and every list names pictures that are there.
    func isIntact() -> Bool {
        var sum = RunningSum()
        sum.add(UnsafeRawBufferPointer(start: memory + Self.headingWords * 8, count: byteCount - Self.headingWords * 8))
        return sum.value == bodySum && (0..<postingCount).allSatisfy { Int(postings[$0].picture) < pictureCount }
    }

    /// Writes the pictures of some sources, in their order, as one segment.
    ///
    /// The file appears under its name when all of it is on disk, or not at all.
    ///
    /// - Returns: The path of the file, which is named after its first picture and the number of all.
    static func write(
        _ sources: [any PostingSource],
        vocabularySum: UInt64,
        in folder: String
    ) throws(IndexFileError) -> String {
        let first = sources.first { $0.pictureCount > 0 }?.picture(0)
        let pictureCount = sources.reduce(0) { $0 + $1.pictureCount }
        let lists = (0..<FeatureVocabulary.wordCount).map { word in
            sources.reduce(0) { $0 + $1.withList(ofWord: word) { $0.count } }
        }
        let postingCount = lists.reduce(0, +)
        var lastMedia: Int64 = 0
        let path = "\(folder)/\(prefix)\(first?.media ?? 0)-\(first?.frame ?? 0)-\(pictureCount)"
        let file = try SegmentFile(path: path, headingBytes: headingWords * 8)
        for source in sources {
            for number in 0..<source.pictureCount {
                let picture = source.picture(number)
                lastMedia = max(lastMedia, picture.media)
                try file.append(picture.media)
                try file.append(picture.at ?? .nan)
                for value in [picture.frame, picture.width, picture.height, picture.caseNumber] {
                    try file.append(Int32(clamping: value))
                }
            }
        }
        var offset: UInt64 = 0
        try file.append(offset)
        for list in lists {
            offset += UInt64(list)
            try file.append(offset)
        }
        for word in 0..<FeatureVocabulary.wordCount {
            for source in sources {
                try file.append { write in
                    source.withList(ofWord: word) { write(UnsafeRawBufferPointer($0.signatures)) }
                }
            }
        }
        for word in 0..<FeatureVocabulary.wordCount {
            var base: UInt32 = 0
            for source in sources {
                let moved = source.withList(ofWord: word) { list in
                    list.postings.map { Posting(picture: $0.picture &+ base, keypoint: $0.keypoint) }
                }
                try file.append { write in moved.withUnsafeBytes { write($0) } }
                base += UInt32(source.pictureCount)
            }
        }
        var heading = [
            magic, vocabularySum, UInt64(pictureCount), UInt64(postingCount), UInt64(bitPattern: lastMedia), file.sum,
            UInt64(sources.map(\.highestCase).max() ?? 0), 0, 0,
        ]
        var sum = RunningSum()
        heading.withUnsafeBytes { sum.add($0) }
        heading.append(sum.value)
        try file.finish(heading: heading)
        return path
    }
}
