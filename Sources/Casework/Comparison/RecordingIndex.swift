import CaseModel
import Matching
import SearchIndex

/// The sound of stored recordings and videos.
final class RecordingIndex {
    /// How many places of a query are compared word by word.
    private static let mostPlaces = 50
    /// Fewer agreeing words than this are chance.
    private static let fewestVotes = 3

    private struct Place: Hashable {
        let recording: Int
        let offset: Int
    }

    private var index = SoundIndex()
    private var recordings: [(media: Int64, sound: SoundFingerprint)] = []

    func add(_ sound: SoundFingerprint, media: Int64) {
        index.append(sound.words)
        recordings.append((media, sound))
    }

    /// Stored recordings that share sound with a recording.
    func sharing(_ sound: SoundFingerprint) -> [Relation] {
        var votes: [Place: Int] = [:]
        for (position, word) in sound.words.enumerated() {
            if position > 0, sound.words[position - 1] == word { continue }
            index.forEachHit(word) { hit in
                votes[Place(recording: hit.recording, offset: hit.position - position), default: 0] += 1
            }
        }
        let places = votes.filter { $0.value >= Self.fewestVotes }
            .sorted { ($0.value, $1.key.recording, $1.key.offset) > ($1.value, $0.key.recording, $0.key.offset) }
            .prefix(Self.mostPlaces)
        let offsets = Dictionary(grouping: places.map(\.key), by: \.recording)
        let matcher = SoundMatcher(query: sound)
        return offsets.compactMap { number, places in
            let (media, stored) = recordings[number]
            guard let found = matcher.align(with: stored, offsets: places.map(\.offset)) else { return nil }
            var evidence = LinkEvidence()
            evidence.bitErrorRate = found.bitErrorRate
            evidence.segmentA = found.stored
            evidence.segmentB = found.query
            return Relation(media: media, rank: -found.bitErrorRate, evidence: evidence)
        }
    }
}
