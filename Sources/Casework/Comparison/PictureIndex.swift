import CaseModel
import CaseStore
import Matching
import SearchIndex

/// The stored pictures, as they are; each hash's label is its media.
final class PictureIndex {
    /// How many hashes of the file are compared with the store when it is opened.
    private static let probes = 33

    private let hashes: HammingIndex
    private let snapshot: HammingSnapshot?
    /// Why the file was made anew, if it was.
    let remade: String?
    private var written: Int
    /// How many pictures were added, comparable or not, and the last media of one.
    private var records: Int
    private var lastMedia: Int64

    /// An index of nothing, in memory.
    init() {
        hashes = HammingIndex()
        snapshot = nil
        remade = nil
        (written, records, lastMedia) = (0, 0, 0)
    }

    /// The index in a data directory, with what the store has beyond it.
    ///
    /// The file is left aside if it is damaged or does not cover the store's pictures, and all is read from the store. If its
    /// sums are right and yet it holds other hashes than the store, it is removed too, and ``faults`` tells so.
    ///
    /// - Throws: ``StoreError``.
    init(reader: StoreReader, directory: String) throws(StoreError) {
        let snapshot = Self.snapshot(in: directory)
        self.snapshot = snapshot
        var opened = try? snapshot.open()
        if let held = opened, held.records != (try reader.pictureCount(upTo: held.watermark)) { opened = nil }
        let fault = try opened.flatMap { held throws(StoreError) in try Self.fault(of: held.index, reader) }
        if fault != nil {
            snapshot.remove()
            opened = nil
        }
        remade = fault.map { "\($0); it was made anew from the database" }
        hashes = opened?.index ?? HammingIndex()
        (records, lastMedia) = (opened?.records ?? 0, opened?.watermark ?? 0)
        written = hashes.count
        try reader.pictures(after: lastMedia) { media, picture throws(StoreError) in add(picture, media: media) }
        hashes.selfTest(samples: 33, compared: 2)
    }

    /// What is wrong with the file in a data directory although its sums are right, found by a few of its hashes; nil if
    /// nothing is, or it would not be used.
    ///
    /// - Cost: As much as reading the file, and a few records of the store.
    /// - Throws: ``StoreError``.
    static func fileFault(reader: StoreReader, directory: String) throws(StoreError) -> String? {
        guard let held = try? snapshot(in: directory).open(), let fault = try fault(of: held.index, reader) else {
            return nil
        }
        return held.records == (try reader.pictureCount(upTo: held.watermark)) ? fault : nil
    }

    private static func snapshot(in directory: String) -> HammingSnapshot {
        HammingSnapshot(path: directory + "/index/pictures.hashes")
    }

    private static func fault(of index: HammingIndex, _ reader: StoreReader) throws(StoreError) -> String? {
        let number = min(probes, index.count)
        for step in 0..<number {
            let position = index.count * step / number
            guard let media = index.label(at: position), let hash = index.hash(at: position),
                try reader.pictures(ofMedia: media).contains(where: { $0.hash == hash })
            else {
                return
                    "the index file of picture hashes does not hold what the database does, so that contents ingested "
                    + "with it may lack links"
            }
        }
        return nil
    }

    func add(_ picture: PictureFingerprint, media: Int64) {
        records += 1
        lastMedia = max(lastMedia, media)
        guard PictureMatching.isComparable(picture) else { return }
        hashes.append(picture.hash, label: media)
    }

    /// The media of a stored hash.
    private func media(_ position: Int) -> Int64 { hashes.label(at: position) ?? 0 }

    /// Why answers may lack pictures, one sentence each.
    var faults: [String] { (remade.map { [$0] } ?? []) + hashes.faults }

    /// Writes the hashes to disk once many are new.
    ///
    /// - Throws: ``CaseworkError`` with code `storage`.
    func save(isLast: Bool) throws(CaseworkError) {
        guard let snapshot, hashes.faults.isEmpty,
            IndexRewriting.isDue(new: hashes.count - written, old: written, isLast: isLast)
        else { return }
        do throws(IndexFileError) {
            try snapshot.write(hashes, count: hashes.count, watermark: lastMedia, records: records)
            written = hashes.count
        } catch {
            throw CaseworkError(.storage, "the index of picture hashes cannot be written: \(error.message)")
        }
    }

    /// How near a stored picture is, in which orientation.
    private struct Nearness {
        let distance: Int
        let transform: PictureOrientation

        /// As it is, if that is as near as any other orientation.
        var rank: Double { (transform == .original ? 0.5 : 0) - Double(distance) }
    }

    /// Stored pictures that show the same capture as one of a content's pictures, in whatever orientation.
    ///
    /// - Parameters:
    ///   - pictures: The content's pictures.
    ///   - count: How many media are wanted at most: the nearest.
    /// - Returns: One relation for each media, the nearest first.
    func nearDuplicates(of pictures: [PictureFingerprint], count: Int = .max) -> [Relation] {
        let comparable = pictures.filter(PictureMatching.isComparable)
        let hits = hashes.search(comparable.flatMap(\.orientations), radius: PictureMatching.radius)
        var nearest: [Int64: Nearness] = [:]
        for (number, hits) in hits.enumerated() {
            let transform = PictureOrientation.allCases[number % PictureOrientation.allCases.count]
            for hit in hits {
                let found = Nearness(distance: hit.distance, transform: transform)
                let media = media(hit.position)
                if found.rank > nearest[media]?.rank ?? -.infinity { nearest[media] = found }
            }
        }
        let best = nearest.sorted { ($0.value.rank, $1.key) > ($1.value.rank, $0.key) }
        return best.prefix(count).map { media, found in
            var evidence = LinkEvidence()
            evidence.pdqDistance = found.distance
            evidence.transform = found.transform
            return Relation(media: media, rank: found.rank, evidence: evidence)
        }
    }

    /// Stored pictures that are a frame of a video.
    func pictures(in frames: [FrameFingerprint]) -> [Relation] {
        guard hashes.count > 0 else { return [] }
        var found: [Int64: PictureInVideo.Sighting] = [:]
        for (orientation, transform) in FrameFingerprint.orientations.enumerated() {
            let queries = frames.map { $0.hash(orientation: orientation) ?? $0.full }
            let hits = hashes.search(queries, radius: PictureMatching.radius)
            for (frame, hits) in zip(frames, hits) where orientation == 0 || !frame.turned.isEmpty {
                for hit in hits {
                    found[media(hit.position), default: PictureInVideo.Sighting()]
                        .add(at: frame.at, distance: hit.distance, transform: transform)
                }
            }
        }
        return found.map { media, sighting in
            Relation(media: media, rank: sighting.rank, evidence: sighting.evidence(videoIsFirst: false))
        }
    }

    /// Asks the index for what it must find.
    func selfTest(samples: Int) -> HammingSelfTest { hashes.selfTest(samples: samples) }

    /// What is wrong with the file, and where the index is not what the store holds.
    ///
    /// - Throws: ``StoreError``.
    func storeFaults(_ reader: StoreReader) throws(StoreError) -> [String] {
        var faults: [String] = []
        do throws(IndexFileError) {
            _ = try snapshot?.open()
        } catch {
            faults.append("the index file of picture hashes cannot be used and is made anew: \(error.message)")
        }
        var position = 0
        var differing = 0
        try reader.pictures { media, picture throws(StoreError) in
            guard PictureMatching.isComparable(picture) else { return }
            if hashes.hash(at: position) != picture.hash || hashes.label(at: position) != media { differing += 1 }
            position += 1
        }
        if differing > 0 || position != hashes.count {
            faults.append("the index of picture hashes differs from the database in \(differing) of \(position) hashes")
        }
        return faults
    }
}
