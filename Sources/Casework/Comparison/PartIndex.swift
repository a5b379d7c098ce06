import CaseModel
import CaseStore
import Foundation
import Matching
import SearchIndex
import Synchronization

/// The local features of stored pictures, on disk but for the latest.
final class PartIndex {
    /// Gives the full features of a stored picture.
    typealias Stored = (_ media: Int64, _ frame: Int) throws(StoreError) -> LocalFeatures?

    private let index: FeatureIndex
    private let folder: FeatureIndexFolder?
    private let merged = MergeResult()
    private var merging: Thread?

    /// An index of nothing, in memory.
    init() {
        index = FeatureIndex(vocabulary: Self.vocabulary)
        folder = nil
    }

    /// The index in a data directory, with what the store has beyond it.
    ///
    /// What is in the folder is left aside if it does not cover the store's pictures.
    ///
    /// - Throws: ``StoreError``.
    init(reader: StoreReader, directory: String) throws(StoreError) {
        let folder = FeatureIndexFolder(path: directory + "/index")
        let opened = folder.open(vocabulary: Self.vocabulary)
        let covered = try reader.featuredPictures(upTo: opened.watermark)
        let isCurrent = covered == opened.index.pictureCount
        let index = isCurrent ? opened.index : FeatureIndex(vocabulary: Self.vocabulary)
        try reader.localFeatures(after: isCurrent ? opened.watermark : 0) {
            media,
            caseNumber,
            features throws(StoreError) in
            index.append(features, media: media, caseNumber: caseNumber)
        }
        self.index = index
        self.folder = folder
    }

    private static let vocabulary: FeatureVocabulary = {
        guard let shipped = FeatureVocabulary.shipped else {
            preconditionFailure("this program was built without its vocabulary of local features")
        }
        return shipped
    }()

    func add(_ features: LocalFeatures, media: Int64, caseNumber: Int) {
        index.append(features, media: media, caseNumber: caseNumber)
    }

    /// Stored pictures that share a part with pictures or frames of a content.
    ///
    /// - Parameters:
    ///   - pictures: The features of the content's pictures or frames.
    ///   - region: The rectangle from which they are.
    ///   - stored: Gives the full features of a stored picture.
    /// - Returns: For each media and kind the best relation.
    /// - Throws: ``StoreError``.
    func sharing(
        _ pictures: [LocalFeatures],
        region: Region?,
        stored: Stored
    ) throws(StoreError) -> [LinkKind: [Relation]] {
        let finder = PartFinder(index: index)
        var found: [Int64: MediaParts] = [:]
        for features in pictures {
            let parts = try finder.parts(
                of: features,
                region: region,
                accepts: { $0.kind != nil },
                stored: { picture throws(StoreError) in try stored(picture.media, picture.frame) }
            )
            for part in parts {
                found[part.picture.media, default: MediaParts()].add(
                    part.relation,
                    query: features,
                    storedAt: part.picture.at,
                    storedWidth: part.picture.width,
                    storedHeight: part.picture.height
                )
            }
        }
        var relations: [LinkKind: [Relation]] = [:]
        for (media, parts) in found.sorted(by: { $0.key < $1.key }) {
            guard let (kind, rank, evidence) = parts.best(moments: pictures.compactMap(\.at)) else { continue }
            relations[kind, default: []].append(Relation(media: media, rank: rank, evidence: evidence))
        }
        return relations
    }

    /// Writes what is in memory to disk once it is much, and lets segments grow together in the background.
    ///
    /// - Parameter isLast: Whether no more will be added: all is written, and what is under way is awaited.
    /// - Throws: ``CaseworkError`` with code `storage`.
    func save(isLast: Bool) throws(CaseworkError) {
        guard let folder else { return }
        do throws(IndexFileError) {
            if isLast {
                while let merging, !merging.isFinished { usleep(2_000) }
            }
            if let done = merged.take() {
                try folder.adopt(done, in: index)
                merging = nil
            }
            guard isLast || index.tailPostingCount >= FeatureIndexFolder.sealAt else { return }
            try folder.seal(index)
            if isLast {
                while let due = folder.dueMerge(of: index) { try folder.adopt(try due.run(), in: index) }
            } else if merging == nil, let due = folder.dueMerge(of: index) {
                startMerging(due)
            }
        } catch {
            throw CaseworkError(.storage, "the index of local features cannot be written: \(error.message)")
        }
    }

    /// A merge that fails leaves all as it was, and is tried again at the end.
    private func startMerging(_ due: FeatureMerge) {
        let merged = merged
        let thread = Thread {
            guard let done = try? due.run() else { return }
            merged.put(done)
        }
        merging = thread
        thread.start()
    }

    /// What is wrong with the files on disk.
    func faults() -> [String] {
        folder?.faults() ?? []
    }
}

/// What a merge in the background has made.
private final class MergeResult: Sendable {
    private let made = Mutex<MergedFeatures?>(nil)

    func put(_ merged: MergedFeatures) {
        made.withLock { $0 = merged }
    }

    func take() -> MergedFeatures? {
        made.withLock { $0.take() }
    }
}
