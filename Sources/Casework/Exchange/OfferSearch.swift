import CaseModel
import CaseStore
import Exchange

/// Looks for what another agency offers among all that this one holds.
struct OfferSearch {
    /// How many near duplicates of one content are kept: the nearest.
    private static let mostNear = 100

    private let index: PictureIndex
    private let reader: StoreReader

    init(reader: StoreReader, directory: String) throws(StoreError) {
        index = try PictureIndex(reader: reader, directory: directory)
        self.reader = reader
    }

    /// Why matches may be missing, one sentence each.
    var incompleteness: [String] { index.faults }

    /// What of ours matches an offer: the same bytes, or pictures as near as near duplicates are, in whatever orientation.
    func matches(of offer: Offer) throws(StoreError) -> [OfferMatch] {
        var found: [OfferMatch] = []
        for (entry, content) in offer.contents.enumerated() {
            let same = try content.digest.flatMap { digest throws(StoreError) in try reader.media(digest) }
            if let same { found.append(OfferMatch(entry: entry, media: same, kind: .exact, distance: nil)) }
            let pictures = content.pictures.map { PictureFingerprint(orientations: $0, quality: 100) }
            for relation in index.nearDuplicates(of: pictures, count: Self.mostNear) {
                found.append(
                    OfferMatch(
                        entry: entry,
                        media: relation.media,
                        kind: .nearDuplicate,
                        distance: relation.evidence.pdqDistance
                    )
                )
            }
        }
        return found
    }
}
