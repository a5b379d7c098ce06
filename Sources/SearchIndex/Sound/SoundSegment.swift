internal import Glibc

/// Recordings in a file that is mapped into memory and never changed.
///
/// The file holds, in the machine's byte order: a heading of twelve 64-bit words, the recordings (16 bytes each), and the
/// landmarks and the words as ``MappedPositions``.
final class SoundSegment: SoundSource, IndexSegment {
    static let magic: UInt64 = 0x0031_4453_4E52_4941  // "AIRNSD1"
    /// How the names of these files begin.
    static let prefix = "sounds-"
    private static let headingWords = 12
    private static let recordingBytes = 16

    let path: String
    let recordingCount: Int
    let frameSpan: Int
    let wordSpan: Int
    let lastMedia: Int64
    let byteCount: Int

    private let memory: UnsafeMutableRawPointer
    private let bodySum: UInt64
    private let mappedLandmarks: MappedPositions
    private let mappedWords: MappedPositions

    var landmarks: any PositionSource { mappedLandmarks }
    var words: any PositionSource { mappedWords }
    var postingCount: Int { mappedLandmarks.count + mappedWords.count }

    /// Maps a file.
    ///
    /// Cost: one page is read; ``isIntact()`` reads all.
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
        let numbers = heading.map { Int(clamping: $0) }
        let (recordings, landmarks, landmarkBits) = (numbers[1], numbers[4], numbers[5])
        let (words, wordBits) = (numbers[6], numbers[7])
        guard heading[0] == Self.magic, sum.value == heading[11], recordings <= size,
            MappedPositions.isPlausible(count: landmarks, bits: landmarkBits),
            MappedPositions.isPlausible(count: words, bits: wordBits)
        else {
            munmap(mapped, size)
            throw .damaged("its heading does not fit it")
        }
        let landmarkStart = Self.headingWords * 8 + recordings * Self.recordingBytes
        let wordStart = landmarkStart + MappedPositions.byteCount(count: landmarks, bits: landmarkBits)
        guard size == wordStart + MappedPositions.byteCount(count: words, bits: wordBits) else {
            munmap(mapped, size)
            throw .damaged("its heading does not fit it")
        }
        self.path = path
        recordingCount = recordings
        frameSpan = numbers[2]
        wordSpan = numbers[3]
        lastMedia = Int64(bitPattern: heading[8])
        bodySum = heading[9]
        byteCount = size
        memory = mapped
        mappedLandmarks = MappedPositions(mapped + landmarkStart, count: landmarks, bits: landmarkBits)
        mappedWords = MappedPositions(mapped + wordStart, count: words, bits: wordBits)
    }

    deinit {
        munmap(memory, byteCount)
    }

    func recording(_ number: Int) -> IndexedSound {
        let record = memory + Self.headingWords * 8 + number * Self.recordingBytes
        return IndexedSound(
            media: record.load(as: Int64.self),
            firstFrame: record.load(fromByteOffset: 8, as: UInt32.self),
            firstWord: record.load(fromByteOffset: 12, as: UInt32.self)
        )
    }

    /// Whether all bytes are as they were written.
    func isIntact() -> Bool {
        var sum = RunningSum()
        sum.add(UnsafeRawBufferPointer(start: memory + Self.headingWords * 8, count: byteCount - Self.headingWords * 8))
        return sum.value == bodySum
    }

    /// Whether some sources can be one segment: their positions must have room in 32 bits.
    static func fits(_ sources: some Collection<SoundSegment>) -> Bool {
        func fits(_ size: (SoundSegment) -> Int) -> Bool {
            sources.reduce(0) { $0 + size($1) } < Int(UInt32.max)
        }
        return fits(\.frameSpan) && fits(\.wordSpan) && fits(\.mappedLandmarks.count) && fits(\.mappedWords.count)
    }

    /// Writes the recordings of some sources, in their order, as one segment.
    ///
    /// The file appears under its name when all of it is on disk, or not at all.
    ///
    /// - Parameters:
    ///   - sources: Holds the recordings.
    ///   - media: The last media that is covered without them, or 0; of those up to it some may be replaced.
    ///   - folder: Where the file is written.
    /// - Returns: The path of the file, which is named after its first recording and the number of all.
    /// - Throws: ``IndexFileError``.
    static func write(
        _ sources: [any SoundSource],
        after media: Int64,
        in folder: String
    ) throws(IndexFileError) -> String {
        let recordings = sources.reduce(0) { $0 + $1.recordingCount }
        let first = sources.first { $0.recordingCount > 0 }?.recording(0).media ?? 0
        let path = "\(folder)/\(prefix)\(first)-\(recordings)"
        let file = try SegmentFile(path: path, headingBytes: headingWords * 8)
        var lastMedia = media
        var landmarks: [(source: any PositionSource, base: UInt32)] = []
        var words: [(source: any PositionSource, base: UInt32)] = []
        var (frameSpan, wordSpan) = (0, 0)
        for source in sources {
            let (frameBase, wordBase) = (UInt32(clamping: frameSpan), UInt32(clamping: wordSpan))
            for number in 0..<source.recordingCount {
                let recording = source.recording(number)
                lastMedia = max(lastMedia, recording.media)
                try file.append(recording.media)
                try file.append(recording.firstFrame &+ frameBase)
                try file.append(recording.firstWord &+ wordBase)
            }
            landmarks.append((source.landmarks, frameBase))
            words.append((source.words, wordBase))
            frameSpan += source.frameSpan
            wordSpan += source.wordSpan
        }
        let landmarkCount = landmarks.reduce(0) { $0 + $1.source.count }
        let wordCount = words.reduce(0) { $0 + $1.source.count }
        let (landmarkBits, wordBits) = (MappedPositions.bits(for: landmarkCount), MappedPositions.bits(for: wordCount))
        try PositionWriter.write(landmarks, bits: landmarkBits, to: file)
        try PositionWriter.write(words, bits: wordBits, to: file)
        let numbers = [recordings, frameSpan, wordSpan, landmarkCount, landmarkBits, wordCount, wordBits]
        var heading = [magic] + numbers.map { UInt64($0) } + [UInt64(bitPattern: lastMedia), file.sum, 0]
        var sum = RunningSum()
        heading.withUnsafeBytes { sum.add($0) }
        heading.append(sum.value)
        try file.finish(heading: heading)
        return path
    }
}
