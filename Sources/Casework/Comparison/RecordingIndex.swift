package import CaseModel
package import Matching
import SearchIndex

/// What a stored recording shares with a query by one or both of the ways in which sounds are compared.
package struct SharedSound: Sendable {
    /// The stored recording, in order of addition from 0.
    package let recording: Int
    /// The stretch on which the words agree bit by bit.
    package let words: SoundMatcher.Alignment?
    /// The stretch on which the peaks of the spectrum agree.
    package let peaks: PeakMatcher.Alignment?
}

/// Finds stored sounds that share a stretch with a query, by words (Chromaprint) and by landmarks of peaks.
///
/// Words hold out longest against noise and mixing; peaks against telephones and changes of speed and pitch.
package struct SoundFinder {
    /// Places of a query that are compared word by word.
    private static let mostWordPlaces = 200
    /// Fewer agreeing words than this are chance.
    private static let fewestWordVotes = 2
    /// Places of each window of a query at which peaks are compared.
    private static let mostPeakPlaces = 40

    private struct Place: Hashable {
        let recording: Int
        let offset: Int
    }

    private var words = SoundIndex()
    private var landmarks = LandmarkIndex()
    private var sounds: [SoundFingerprint] = []

    /// Knows no sounds.
    package init() {}

    /// Adds a sound; its number is the number of sounds before it.
    package mutating func append(_ sound: SoundFingerprint) {
        var stored = sound
        stored.peaks = sound.peaks.stored
        words.append(stored.words)
        landmarks.append(stored.peaks)
        sounds.append(stored)
    }

    /// All stored sounds for a stretch of which something speaks.
    ///
    /// - Parameters:
    ///   - query: The query's words and peaks.
    ///   - leastScore: What peaks must score over ten seconds.
    /// - Returns: What each sound shares, in the order of addition.
    package func sharing(
        _ query: SoundFingerprint,
        leastScore: Double = PeakMatcher.suggestive
    ) -> [SharedSound] {
        let byWords = sharingWords(query)
        let byPeaks = sharingPeaks(query.peaks).filter { $0.value.weight >= leastScore }
        return Set(byWords.keys).union(byPeaks.keys).sorted().map { number in
            SharedSound(recording: number, words: byWords[number], peaks: byPeaks[number])
        }
    }

    /// The best stretch of each recording on which words agree, at the query's own speed or at one of the others.
    private func sharingWords(_ query: SoundFingerprint) -> [Int: SoundMatcher.Alignment] {
        var found = sharing(query.words, SoundMatcher(query: query))
        for played in query.atSpeeds {
            found.merge(sharing(played.words, SoundMatcher(query: query, at: played))) { one, other in
                other.score > one.score ? other : one
            }
        }
        return found
    }

    private func sharing(_ asked: [UInt32], _ matcher: SoundMatcher) -> [Int: SoundMatcher.Alignment] {
        var votes: [Place: Int] = [:]
        for (position, word) in asked.enumerated() {
            if position > 0, asked[position - 1] == word { continue }
            words.forEachHit(word) { hit in
                votes[Place(recording: hit.recording, offset: hit.position - position), default: 0] += 1
            }
        }
        // A copy that runs a little faster agrees now at one offset and then at the next.
        let together = votes.reduce(into: [Place: Int]()) { together, place in
            together[place.key] = (-1...1).reduce(0) { sum, step in
                sum + (votes[Place(recording: place.key.recording, offset: place.key.offset + step)] ?? 0)
            }
        }
        let places = together.filter { $0.value >= Self.fewestWordVotes }
            .sorted { ($0.value, $1.key.recording, $1.key.offset) > ($1.value, $0.key.recording, $0.key.offset) }
            .prefix(Self.mostWordPlaces)
        let offsets = Dictionary(grouping: places.map(\.key), by: \.recording)
        var found: [Int: SoundMatcher.Alignment] = [:]
        for (number, places) in offsets {
            found[number] = matcher.align(with: sounds[number], offsets: places.map(\.offset))
        }
        return found
    }

    /// The best stretch of each recording on which peaks agree.
    ///
    /// A long query is looked up in windows that overlap by half, as a copy's speed is known only roughly at first.
    private func sharingPeaks(_ query: SoundPeaks) -> [Int: PeakMatcher.Alignment] {
        let matcher = PeakMatcher(query: query)
        var found: [Int: PeakMatcher.Alignment] = [:]
        for window in Self.windows(of: query) {
            for place in landmarks.places(of: query.between(window), limit: Self.mostPeakPlaces) {
                // What is known to be shared there need not be found again from every window.
                if let known = found[place.recording], known.weight >= PeakMatcher.convincing,
                    known.query.start <= window.start, known.query.end >= window.end
                {
                    continue
                }
                guard
                    let alignment = matcher.align(
                        with: sounds[place.recording].peaks,
                        tempo: place.change.tempo,
                        pitch: place.change.pitch,
                        offset: place.offset,
                        window: window
                    ), alignment.weight > found[place.recording]?.weight ?? 0
                else { continue }
                found[place.recording] = alignment
            }
        }
        return found
    }

    private static func windows(of query: SoundPeaks) -> [Segment] {
        guard let last = query.peaks.last else { return [] }
        let end = Double(last.frame) / SoundPeaks.framesPerSecond
        let length = PeakMatcher.windowSeconds
        guard end > 1.5 * length else { return [Segment(start: 0, end: end)] }
        return stride(from: 0, to: end - length / 2, by: length / 2).map { Segment(start: $0, end: $0 + length) }
    }
}

/// The sound of stored recordings and videos.
final class RecordingIndex {
    private var finder = SoundFinder()
    private var media: [Int64] = []

    func add(_ sound: SoundFingerprint, media number: Int64) {
        finder.append(sound)
        media.append(number)
    }

    /// Stored recordings that share sound with a recording.
    func sharing(_ sound: SoundFingerprint) -> [Relation] {
        finder.sharing(sound).map { shared in
            var evidence = LinkEvidence()
            evidence.bitErrorRate = shared.words?.bitErrorRate
            evidence.segmentA = shared.words?.stored
            evidence.segmentB = shared.words?.query
            if let tempo = shared.words?.tempo, tempo != 1 { (evidence.tempo, evidence.pitch) = (tempo, tempo) }
            if let peaks = shared.peaks {
                evidence.peaksMatched = peaks.agreeing
                evidence.peaksExpected = peaks.expected
                evidence.peakScore = peaks.score
                evidence.tempo = peaks.tempo
                evidence.pitch = peaks.pitch
                if shared.words.map({ $0.query.length < peaks.query.length }) ?? true {
                    evidence.segmentA = peaks.stored
                    evidence.segmentB = peaks.query
                }
            }
            let byWords = shared.words.map { 100 * (1 - $0.bitErrorRate) } ?? 0
            return Relation(
                media: media[shared.recording],
                rank: byWords + (shared.peaks?.score ?? 0),
                evidence: evidence
            )
        }
    }
}
