public import CaseModel

/// A place in a stored recording at which a query agrees.
public struct SoundPlace: Hashable, Sendable {
    /// The recording, in order of addition from 0.
    public let recording: Int
    /// The frame or word of the recording at which the query's first would lie, the change undone.
    public let offset: Int
    /// The change that the query has undergone.
    public let change: SoundChange
    /// How many landmarks or words agree, a word for each of its four keys.
    public let votes: Int

    /// States a place.
    public init(recording: Int, offset: Int, change: SoundChange, votes: Int) {
        self.recording = recording
        self.offset = offset
        self.change = change
        self.votes = votes
    }
}

/// Recordings by their landmarks and by their words.
///
/// Recent recordings are in memory, older ones in segments: files that are mapped into memory and never changed. Not
/// thread-safe; it may be searched from several threads while nothing is added.
public final class SoundIndex {
    /// Keys with more positions are commonplaces such as silence; in a larger index, those that are as frequent.
    private static let longestList = (atLeast: 2000, share: 0.0005)
    private static let landmarksPerChange = 1_000_000
    private static let fewestLandmarks = 3
    private static let wordsPerQuery = 4_000_000
    private static let fewestWords = 2

    private(set) var segments: [SoundSegment]
    private var tail = SoundTail()
    /// The latest recording of each media.
    private var latest: [Int64: Int] = [:]
    /// Recordings that a later one of the same media has replaced; they are never found.
    private var replaced: Set<Int> = []

    /// Makes an empty index.
    public init() {
        segments = []
    }

    /// Takes segments over, in the order of their recordings.
    init(segments: [SoundSegment]) {
        self.segments = segments
        var number = 0
        for segment in segments {
            for place in 0..<segment.recordingCount {
                note(segment.recording(place).media, number: number)
                number += 1
            }
        }
    }

    private var sources: [any SoundSource] { segments + [tail] }

    /// How many recordings there are, with those that were replaced.
    public var count: Int { sources.reduce(0) { $0 + $1.recordingCount } }
    /// How many media have a recording.
    public var mediaCount: Int { count - replaced.count }
    /// How many positions are in memory, and not in a segment.
    public var tailPositionCount: Int { tail.postingCount }
    /// How many positions of landmarks there are.
    package var landmarkCount: Int { sources.reduce(0) { $0 + $1.landmarks.count } }
    /// How many positions of words there are, four for each word.
    package var wordCount: Int { sources.reduce(0) { $0 + $1.words.count } }
    /// Bytes of all segments on disk.
    package var segmentBytes: Int { segments.reduce(0) { $0 + $1.byteCount } }

    /// The media of a recording; nil if there is no such recording, or it was replaced.
    public func media(of recording: Int) -> Int64? {
        guard !replaced.contains(recording) else { return nil }
        var number = recording
        for source in sources {
            if number < source.recordingCount { return source.recording(number).media }
            number -= source.recordingCount
        }
        return nil
    }

    /// Adds a recording; its number is the number of recordings before it.
    ///
    /// Recordings come in the order of their media; one that comes again, analysed anew, replaces the earlier.
    public func append(_ sound: SoundFingerprint, media: Int64) {
        append(SoundLandmarks(sound.peaks.stored).stored, words: sound.words, media: media)
    }

    /// Adds a recording whose landmarks are known.
    package func append(_ landmarks: [SoundLandmark], words: [UInt32], media: Int64) {
        note(media, number: count)
        tail.append(landmarks, words: words, media: media)
    }

    private func note(_ media: Int64, number: Int) {
        if let earlier = latest.updateValue(number, forKey: media) { replaced.insert(earlier) }
    }

    /// The places at which most landmarks of a query agree, over all changes that are tried.
    ///
    /// - Parameters:
    ///   - query: A query's peaks, of at most 25 seconds; what follows is not looked up.
    ///   - limit: How many places are wanted at most.
    /// - Returns: The places, those with most votes first; the same whatever segments there are.
    ///
    /// Cost: about 9,000 look-ups for each second of the query.
    public func places(of query: SoundPeaks, limit: Int) -> [SoundPlace] {
        let changes = SoundChange.tried
        return places(of: changes.map { SoundLandmarks(query, undoing: $0).asked }, changes: changes, limit: limit)
    }

    /// The places at which most landmarks of a query's dense peaks agree; no change is tried.
    ///
    /// - Parameters:
    ///   - query: A query's dense peaks, of at most 25 seconds; what follows is not looked up.
    ///   - limit: How many places are wanted at most.
    /// - Returns: The places, those with most votes first; the same whatever segments there are.
    ///
    /// Cost: about 6,000 look-ups for each second of the query.
    public func places(ofDense query: SoundPeaks, limit: Int) -> [SoundPlace] {
        places(of: [SoundLandmarks(query).askedOfDense], changes: [.none], limit: limit)
    }

    /// The places at which most landmarks agree, of those asked for each change.
    private func places(of landmarks: [[SoundLandmark]], changes: [SoundChange], limit: Int) -> [SoundPlace] {
        var asked: [AskedKey] = []
        var starts: [Int] = []
        for (number, landmarks) in landmarks.enumerated() {
            let start = landmarks.map(\.frame).min() ?? 0
            starts.append(start)
            for landmark in landmarks where landmark.frame - start < SoundTail.frameGap {
                asked.append(
                    AskedKey(key: landmark.key, group: UInt32(number), moment: UInt32(landmark.frame - start))
                )
            }
        }
        let search = PositionSearch(
            sources.map(\.landmarks),
            bounds: PositionSearch.Bounds(
                longestList: Self.longestList(among: landmarkCount),
                positionsPerGroup: Self.landmarksPerChange,
                fewestVotes: Self.fewestLandmarks
            )
        )
        return best(search.places(of: asked, groups: starts.count), limit: limit) { source, place in
            guard let number = source.recording(at: place.position, gap: SoundTail.frameGap, \.firstFrame) else {
                return nil
            }
            let offset = Int(place.position) - Int(source.recording(number).firstFrame) - starts[place.group]
            return (number, offset, changes[place.group])
        }
    }

    /// The places at which most words of a query agree in three of their four bytes.
    ///
    /// - Parameters:
    ///   - words: All words of the query.
    ///   - window: Which of them are looked up, at most 256; what follows is not.
    ///   - limit: How many places are wanted at most.
    /// - Returns: The places, those with most votes first; the same whatever segments there are.
    public func places(ofWords words: [UInt32], in window: Range<Int>, limit: Int) -> [SoundPlace] {
        var asked: [AskedKey] = []
        for position in window.prefix(SoundTail.wordGap) where !SoundWords.isRepeated(words, position) {
            SoundWords.forEachKey(of: words[position]) { key in
                asked.append(AskedKey(key: key, group: 0, moment: UInt32(position - window.lowerBound)))
            }
        }
        let search = PositionSearch(
            sources.map(\.words),
            bounds: PositionSearch.Bounds(
                longestList: Self.longestList(among: wordCount),
                positionsPerGroup: Self.wordsPerQuery,
                fewestVotes: Self.fewestWords
            )
        )
        return best(search.places(of: asked, groups: 1), limit: limit) { source, place in
            guard let number = source.recording(at: place.position, gap: SoundTail.wordGap, \.firstWord) else {
                return nil
            }
            let offset = Int(place.position) - Int(source.recording(number).firstWord) - window.lowerBound
            return (number, offset, SoundChange.none)
        }
    }

    /// What is in memory, to be written as a segment; nil if nothing is.
    var unsealed: (any SoundSource)? { tail.recordingCount > 0 ? tail : nil }

    /// Replaces the segments by others that hold the same recordings, with those in memory if that is said.
    func adopt(_ segments: [SoundSegment], isTailSealed: Bool) {
        self.segments = segments
        if isTailSealed { tail = SoundTail() }
    }

    private static func longestList(among positions: Int) -> Int {
        max(longestList.atLeast, Int(longestList.share * Double(positions)))
    }

    private func best(
        _ found: [VotedPlace],
        limit: Int,
        locate: (any SoundSource, VotedPlace) -> (recording: Int, offset: Int, change: SoundChange)?
    ) -> [SoundPlace] {
        let sources = sources
        var bases = [0]
        for source in sources { bases.append(bases[bases.count - 1] + source.recordingCount) }
        // Within a source the order of positions is that of recordings, so that segments change nothing.
        let order = found.sorted { left, right in
            (right.votes, left.source, left.position, left.group)
                < (left.votes, right.source, right.position, right.group)
        }
        return order.prefix(limit).compactMap { place in
            guard let (number, offset, change) = locate(sources[place.source], place) else { return nil }
            return SoundPlace(
                recording: bases[place.source] + number,
                offset: offset,
                change: change,
                votes: place.votes
            )
        }
    }
}
