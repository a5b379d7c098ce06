import CaseModel
import CaseStore
import Matching
import SearchIndex

/// The local features of stored pictures, on disk but for the latest.
final class PartIndex {
    /// Gives the full features of a stored picture.
    typealias Stored = (_ media: Int64, _ frame: Int) throws(StoreError) -> LocalFeatures?

    private let index: FeatureIndex
    private let saver: IndexSaver<FeatureIndexFolder>?

    /// An index of nothing, in memory.
    init() {
        index = FeatureIndex(vocabulary: Self.vocabulary)
        saver = nil
    }

    /// The index in a data directory, with what the store has beyond it.
    ///
    /// What is in the folder is left aside if it does not cover the store's pictures.
    ///
    /// - Throws: ``StoreError``.
    init(reader: StoreReader, directory: String, sealAt: Int) throws(StoreError) {
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
        saver = IndexSaver(folder: folder, index: index, sealAt: sealAt) { $0.tailPostingCount }
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

    /// Writes what is in memory to disk once it is much; see ``IndexSaver``.
    func save(isLast: Bool) throws(CaseworkError) {
        try saver?.save(isLast: isLast, named: "local features")
    }

    /// What is wrong with the files on disk.
    func faults() -> [String] {
        saver?.folder.faults() ?? []
    }
}
