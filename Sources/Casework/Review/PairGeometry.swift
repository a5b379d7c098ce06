public import CaseModel
import CaseStore
import Matching

extension Workspace {
    /// Which places of two pictures belong together, by the local features that are stored of them.
    ///
    /// - Parameter pair: The two contents.
    /// - Returns: The correspondence; nil if they share no part, or no features of them are stored.
    /// - Throws: ``CaseworkError``.
    public func correspondence(
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
