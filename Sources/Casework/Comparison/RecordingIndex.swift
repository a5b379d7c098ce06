import CaseModel
import CaseStore
import Matching
import SearchIndex

/// The sound of stored recordings and videos, on disk but for the latest.
final class RecordingIndex {
    private let index: SoundIndex
    private let saver: IndexSaver<SoundIndexFolder>?
    private let cache = SoundCache()
    /// What was added to an index that no store is behind.
    private var added = SoundsInMemory()

    /// An index of nothing, in memory.
    init() {
        index = SoundIndex()
        saver = nil
    }

    /// The index in a data directory, with what the store has beyond it.
    ///
    /// What is in the folder is left aside if it does not cover the store's sounds.
    ///
    /// - Throws: ``StoreError``.
    init(reader: StoreReader, directory: String, sealAt: Int) throws(StoreError) {
        let folder = SoundIndexFolder(path: directory + "/index")
        let opened = folder.open()
        let isCurrent = try reader.soundCount(upTo: opened.watermark) == opened.index.mediaCount
        let index = isCurrent ? opened.index : SoundIndex()
        try reader.sounds(after: isCurrent ? opened.watermark : 0) { media, sound throws(StoreError) in
            index.append(sound, media: media)
        }
        self.index = index
        saver = IndexSaver(folder: folder, index: index, sealAt: sealAt) { $0.tailPositionCount }
    }

    func add(_ sound: SoundFingerprint, media: Int64) {
        index.append(sound, media: media)
        if saver == nil { added.add(sound, media: media) }
    }

    /// Recordings that were added and that share sound with a recording; for an index that no store is behind.
    func sharing(_ sound: SoundFingerprint) -> [Relation] {
        SoundFinder(index: index).sharing(sound, stored: added).map(Self.relation)
    }

    /// Stored recordings that share sound with a recording.
    ///
    /// - Throws: ``StoreError``.
    func sharing(_ sound: SoundFingerprint, reader: StoreReader) throws(StoreError) -> [Relation] {
        let stored = SoundsInStore(reader: reader, cache: cache)
        return try SoundFinder(index: index).sharing(sound, stored: stored).map(Self.relation)
    }

    /// Writes what is in memory to disk once it is much; see ``IndexSaver``.
    func save(isLast: Bool) throws(CaseworkError) {
        try saver?.save(isLast: isLast, named: "sounds")
    }

    /// What is wrong with the files on disk.
    func faults() -> [String] {
        saver?.folder.faults() ?? []
    }

    private static func relation(_ shared: SharedSound) -> Relation {
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
        return Relation(media: shared.media, rank: byWords + (shared.peaks?.score ?? 0), evidence: evidence)
    }
}

/// Sounds as a store has them.
private struct SoundsInStore: StoredSounds {
    let reader: StoreReader
    let cache: SoundCache

    func words(of media: Int64) throws(StoreError) -> SoundFingerprint? {
        try reader.soundWords(ofMedia: media)
    }

    func peaks(of media: Int64) throws(StoreError) -> SoundPeaks? {
        if let known = cache[media] { return known }
        let peaks = try reader.soundPeaks(ofMedia: media)
        if let peaks { cache[media] = peaks }
        return peaks
    }
}

/// The peaks of recordings that were compared lately: one query compares several places of a recording.
private final class SoundCache {
    /// Peaks that are kept at most, eight bytes each: those of about a hundred hours.
    private static let most = 8_000_000

    private var peaks: [Int64: SoundPeaks] = [:]
    private var count = 0

    subscript(_ media: Int64) -> SoundPeaks? {
        get { peaks[media] }
        set {
            guard let newValue else { return }
            if count + newValue.peaks.count > Self.most {
                peaks = [:]
                count = 0
            }
            peaks[media] = newValue
            count += newValue.peaks.count
        }
    }
}
