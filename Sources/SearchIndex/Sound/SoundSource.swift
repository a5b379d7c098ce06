/// A recording in a source, and where its sound begins there.
struct IndexedSound {
    /// Its media.
    let media: Int64
    /// The position of its first frame of peaks.
    let firstFrame: UInt32
    /// The position of its first word.
    let firstWord: UInt32
}

/// Something that holds recordings by their landmarks and words.
///
/// The recordings of a source lie behind one another on two lines, of frames and of words, each behind a gap. So one number
/// says which recording and where in it, also for a place a little before its beginning.
protocol SoundSource: AnyObject {
    var recordingCount: Int { get }
    /// Frames of all recordings with the gaps before them.
    var frameSpan: Int { get }
    /// Words of all recordings with the gaps before them.
    var wordSpan: Int { get }
    var landmarks: any PositionSource { get }
    var words: any PositionSource { get }

    func recording(_ number: Int) -> IndexedSound
}

extension SoundSource {
    /// The recording to which a position among all frames or words belongs; nil if there is none.
    func recording(at position: UInt32, gap: Int, _ first: (IndexedSound) -> UInt32) -> Int? {
        var (low, high) = (0, recordingCount)
        while low < high {
            let middle = (low + high) / 2
            if Int(first(recording(middle))) - gap > Int(position) { high = middle } else { low = middle + 1 }
        }
        return low > 0 ? low - 1 : nil
    }
}

/// Recordings in memory that are not yet in a segment.
final class SoundTail: SoundSource {
    /// Positions before each recording that no recording has: more than the frames of what is looked up at once.
    static let frameGap = 1024
    /// The same in words.
    static let wordGap = 256

    private let landmarkTail = PositionTail()
    private let wordTail = PositionTail()
    private var recordings: [IndexedSound] = []
    private(set) var frameSpan = 0
    private(set) var wordSpan = 0

    var recordingCount: Int { recordings.count }
    var landmarks: any PositionSource { landmarkTail }
    var words: any PositionSource { wordTail }
    var postingCount: Int { landmarkTail.count + wordTail.count }

    func recording(_ number: Int) -> IndexedSound { recordings[number] }

    func append(_ landmarks: [SoundLandmark], words: [UInt32], media: Int64) {
        let (firstFrame, firstWord) = (frameSpan + Self.frameGap, wordSpan + Self.wordGap)
        recordings.append(
            IndexedSound(media: media, firstFrame: UInt32(firstFrame), firstWord: UInt32(firstWord))
        )
        var last = 0
        for landmark in landmarks {
            landmarkTail.append(landmark.key, position: UInt32(firstFrame + landmark.frame))
            last = max(last, landmark.frame)
        }
        for (position, word) in words.enumerated() where !SoundWords.isRepeated(words, position) {
            SoundWords.forEachKey(of: word) { wordTail.append($0, position: UInt32(firstWord + position)) }
        }
        frameSpan = firstFrame + last + 1
        wordSpan = firstWord + words.count
    }
}

/// How Chromaprint's words are filed: four times, each time without another of their bytes, so that errors in one byte do
/// not hide a word.
enum SoundWords {
    /// The four keys of a word.
    static func forEachKey(of word: UInt32, _ body: (UInt32) -> Void) {
        for table in UInt32(0)..<4 {
            let lower = word & ((1 << (8 * table)) - 1)
            let upper = (word >> (8 * table + 8)) << (8 * table)
            // The table in front, so that each has its part of the directory; the lowest bits are not used.
            body((table << 24 | upper | lower) << 6)
        }
    }

    /// Whether a word is the same as the one before: runs are silence or a steady tone, and one of each is enough.
    static func isRepeated(_ words: [UInt32], _ position: Int) -> Bool {
        position > 0 && words[position - 1] == words[position]
    }
}
