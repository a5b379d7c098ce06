package import CaseModel
package import Matching
package import SearchIndex

/// What a stored recording shares with a query by one or both of the ways in which sounds are compared.
package struct SharedSound: Sendable {
    /// The stored recording's media.
    package let media: Int64
    /// The stretch on which the words agree bit by bit.
    package let words: SoundMatcher.Alignment?
    /// The stretch on which the peaks of the spectrum agree.
    package let peaks: PeakMatcher.Alignment?
}

/// Gives what is stored of recordings.
package protocol StoredSounds<Failure> {
    /// What may go wrong.
    associatedtype Failure: Error

    /// A recording's words, without its peaks; nil if there is no such recording.
    func words(of media: Int64) throws(Failure) -> SoundFingerprint?

    /// A recording's peaks; nil if there is no such recording.
    func peaks(of media: Int64) throws(Failure) -> SoundPeaks?
}

/// Finds stored sounds that share a stretch with a query, by words (Chromaprint) and by landmarks of peaks.
///
/// Words hold out longest against noise and mixing; peaks against telephones and changes of speed and pitch.
package struct SoundFinder {
    /// Places of a query that are compared word by word, and the least for each of its windows.
    private static let mostWordPlaces = (ofQuery: 200, ofWindow: 40)
    /// Places of each window of a query at which peaks are compared.
    private static let mostPeakPlaces = 40
    /// Words of a query that are looked up together: as many as ten seconds have.
    private static let windowWords = 81

    private let index: SoundIndex

    /// Searches an index.
    package init(index: SoundIndex) {
        self.index = index
    }

    /// All stored sounds for a stretch of which something speaks.
    ///
    /// - Parameters:
    ///   - query: The query's words and peaks.
    ///   - leastScore: What peaks must score over ten seconds.
    ///   - stored: Gives what is stored of a recording.
    /// - Returns: What each sound shares, in the order of their media.
    /// - Throws: What `stored` throws.
    package func sharing<Stored: StoredSounds>(
        _ query: SoundFingerprint,
        leastScore: Double = PeakMatcher.suggestive,
        stored: Stored
    ) throws(Stored.Failure) -> [SharedSound] {
        let byWords = try sharingWords(query, stored)
        let byPeaks = try sharingPeaks(query, stored).filter { $0.value.weight >= leastScore }
        return Set(byWords.keys).union(byPeaks.keys).sorted().map { media in
            SharedSound(media: media, words: byWords[media], peaks: byPeaks[media])
        }
    }

    /// The best stretch of each recording on which words agree, at the query's own speed or at one of the others.
    private func sharingWords<Stored: StoredSounds>(
        _ query: SoundFingerprint,
        _ stored: Stored
    ) throws(Stored.Failure) -> [Int64: SoundMatcher.Alignment] {
        var found = try sharing(query.words, SoundMatcher(query: query), stored)
        for played in query.atSpeeds {
            let others = try sharing(played.words, SoundMatcher(query: query, at: played), stored)
            found.merge(others) { one, other in other.score > one.score ? other : one }
        }
        return found
    }

    private func sharing<Stored: StoredSounds>(
        _ asked: [UInt32],
        _ matcher: SoundMatcher,
        _ stored: Stored
    ) throws(Stored.Failure) -> [Int64: SoundMatcher.Alignment] {
        let windows = Self.windows(of: asked.count)
        let limit = max(Self.mostWordPlaces.ofWindow, Self.mostWordPlaces.ofQuery / max(1, windows.count))
        var offsets: [Int: Set<Int>] = [:]
        for window in windows {
            for place in index.places(ofWords: asked, in: window, limit: limit) {
                offsets[place.recording, default: []].insert(place.offset)
            }
        }
        var found: [Int64: SoundMatcher.Alignment] = [:]
        for (number, offsets) in offsets {
            guard let media = index.media(of: number), let sound = try stored.words(of: media) else { continue }
            found[media] = matcher.align(with: sound, offsets: Array(offsets))
        }
        return found
    }

    /// The best stretch of each recording on which peaks agree.
    ///
    /// Dense peaks find what another sound hides; they are compared among themselves, as more of them agree by chance.
    private func sharingPeaks<Stored: StoredSounds>(
        _ query: SoundFingerprint,
        _ stored: Stored
    ) throws(Stored.Failure) -> [Int64: PeakMatcher.Alignment] {
        var found = try sharing(query.peaks, stored) { index.places(of: $0, limit: Self.mostPeakPlaces) }
        let dense = try sharing(query.densePeaks, stored) { index.places(ofDense: $0, limit: Self.mostPeakPlaces) }
        found.merge(dense) { one, other in other.weight > one.weight ? other : one }
        return found
    }

    /// The best stretch of each recording on which some peaks agree.
    ///
    /// A long query is looked up in windows that overlap by half, as a copy's speed is known only roughly at first.
    private func sharing<Stored: StoredSounds>(
        _ query: SoundPeaks,
        _ stored: Stored,
        places: (SoundPeaks) -> [SoundPlace]
    ) throws(Stored.Failure) -> [Int64: PeakMatcher.Alignment] {
        let matcher = PeakMatcher(query: query)
        var found: [Int64: PeakMatcher.Alignment] = [:]
        for window in Self.windows(of: query) {
            for place in places(query.between(window)) {
                guard let media = index.media(of: place.recording) else { continue }
                // What is known to be shared there need not be found again from every window.
                if let known = found[media], known.weight >= PeakMatcher.convincing,
                    known.query.start <= window.start, known.query.end >= window.end
                {
                    continue
                }
                guard let peaks = try stored.peaks(of: media),
                    let alignment = matcher.align(
                        with: peaks,
                        tempo: place.change.tempo,
                        pitch: place.change.pitch,
                        offset: place.offset,
                        window: window
                    ), alignment.weight > found[media]?.weight ?? 0
                else { continue }
                found[media] = alignment
            }
        }
        return found
    }

    private static func windows(of words: Int) -> [Range<Int>] {
        guard words > windowWords * 3 / 2 else { return words > 0 ? [0..<words] : [] }
        return stride(from: 0, to: words - windowWords / 2, by: windowWords / 2).map { start in
            start..<min(words, start + windowWords)
        }
    }

    private static func windows(of query: SoundPeaks) -> [Segment] {
        guard let last = query.peaks.last else { return [] }
        let end = Double(last.frame) / SoundPeaks.framesPerSecond
        let length = PeakMatcher.windowSeconds
        guard end > 1.5 * length else { return [Segment(start: 0, end: end)] }
        return stride(from: 0, to: end - length / 2, by: length / 2).map { Segment(start: $0, end: $0 + length) }
    }
}

/// Sounds that are kept in memory.
package struct SoundsInMemory: StoredSounds {
    private var sounds: [Int64: SoundFingerprint] = [:]

    /// Keeps none yet.
    package init() {}

    /// Keeps what is stored of a sound.
    package mutating func add(_ sound: SoundFingerprint, media: Int64) {
        var stored = sound
        stored.peaks = sound.peaks.stored
        stored.densePeaks = SoundPeaks([])
        stored.atSpeeds = []
        sounds[media] = stored
    }

    package func words(of media: Int64) throws(Never) -> SoundFingerprint? { sounds[media] }

    package func peaks(of media: Int64) throws(Never) -> SoundPeaks? { sounds[media]?.peaks }
}
