public import CaseModel
import CaseStore
import Matching

extension Workspace {
    /// Which places of the two pictures of a link belong together: of near duplicates by how one lies on the other, of
    /// others by the local features that are stored of them.
    ///
    /// - Parameter link: The link.
    /// - Returns: The correspondence; nil if the link is of another kind, or no features are stored.
    /// - Throws: ``CaseworkError``.
    public func correspondence(of link: Link) throws(CaseworkError) -> CorrespondenceIllustration? {
        let pair = (link.itemA.sha256, link.itemB.sha256)
        switch link.kind {
        case .nearDuplicate:
            guard let transform = link.evidence.transform, let first = try content(pair.0)?.details,
                let second = try content(pair.1)?.details, first.width > 0, second.width > 0
            else { return nil }
            return CorrespondenceIllustration(
                transform: transform,
                first: (first.width, first.height),
                second: (second.width, second.height)
            )
        case .partialCopy, .sameScene: return try sharedPart(of: pair)
        default: return nil
        }
    }

    private func sharedPart(
        of pair: (ContentDigest, ContentDigest)
    ) throws(CaseworkError) -> CorrespondenceIllustration? {
        try classed {
            let features = try store.read { reader throws(StoreError) -> (LocalFeatures, LocalFeatures)? in
                guard let one = try reader.media(pair.0), let other = try reader.media(pair.1),
                    let first = try reader.localFeatures(ofMedia: one, frame: 0),
                    let second = try reader.localFeatures(ofMedia: other, frame: 0)
                else { return nil }
                return (first, second)
            }
            guard let (first, second) = features, let relation = PartRelation.best(first, second),
                relation.kind != nil
            else { return nil }
            return CorrespondenceIllustration(SharedPicture(relation: relation, query: first, stored: second))
        }
    }

    /// Those contents of which there are small pictures.
    public func pictured(_ digests: Set<ContentDigest>) throws(CaseworkError) -> Set<ContentDigest> {
        try classed {
            try store.read { reader throws(StoreError) in
                var found: Set<ContentDigest> = []
                for digest in digests where try reader.isPictured(digest) { found.insert(digest) }
                return found
            }
        }
    }

    /// What is known of a content, and its small pictures.
    ///
    /// - Throws: ``CaseworkError``.
    public func content(
        _ digest: ContentDigest
    ) throws(CaseworkError) -> (details: ContentDetails, renditions: [RenditionSummary], lines: [TextLine])? {
        try classed {
            try store.read { reader throws(StoreError) in
                guard let media = try reader.media(digest), let details = try reader.details(ofMedia: media) else {
                    return nil
                }
                let lines = details.kind == .text ? try reader.lines(ofMedia: media, limit: 40) : []
                return (details, try reader.renditions(ofMedia: media), lines)
            }
        }
    }
}
