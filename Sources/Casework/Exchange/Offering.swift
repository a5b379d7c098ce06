public import Accounts
import CaseModel
import CaseStore
import Exchange
import Matching

/// What was sent.
public struct SentBundle: Hashable, Sendable {
    /// Its number.
    public let number: Int64
    /// How many contents of the offer, or pointers of the answer, are in it; 0 for other kinds.
    public let count: Int
}

extension Workspace {
    /// Offers a case's pictures, videos and recordings to a partner: digests and fingerprints, as far as the case's rule
    /// lets them out.
    ///
    /// - Parameters:
    ///   - reference: The case's reference.
    ///   - name: The partner's name.
    ///   - delivery: How the offer leaves.
    ///   - viewer: Who may export the case and exchange.
    /// - Returns: What was sent.
    /// - Throws: ``CaseworkError`` with code `refused` if the case has no rule for the partner.
    public func offer(
        case reference: String,
        to name: String,
        delivery: Delivery = Delivery(),
        by viewer: Viewer
    ) throws(CaseworkError) -> SentBundle {
        try requireExchange(viewer)
        let id = try caseNumber(reference, for: viewer, .export)
        let partner = try trustedPartner(name)
        let ruled = try reading { reader throws(StoreError) in try reader.rule(ofCase: id, for: partner.id) }
        guard let ruled else {
            throw CaseworkError(
                .refused,
                "\(reference) has no rule for \(name), so nothing of it is let out; `cairn exchange rule` sets one"
            )
        }
        let isEmpty = try reading { reader throws(StoreError) in try Self.offerable(ofCase: id, ruled, reader).isEmpty }
        guard !isEmpty else { throw CaseworkError(.usage, "\(reference) holds nothing that its rule lets out") }
        let dispatch = Dispatch(
            partner: partner,
            delivery: delivery,
            act: "exchange.offered",
            caseReference: reference,
            viewer: viewer
        )
        var contents: [(media: Int64, content: Offer.Content)] = []
        let number = try send(dispatch) { reader throws(StoreError) in
            guard let rule = try reader.rule(ofCase: id, for: partner.id) else {
                throw StoreError.failed("the case's rule was just taken away")
            }
            // An order that follows from nothing: neither from paths nor from when something was added.
            contents = try Self.offerable(ofCase: id, rule, reader).shuffled()
            return .offer(Offer(contents.map(\.content)))
        } keep: { writer, number throws(StoreError) in
            try writer.addOffered(contents.map(\.media), inBundle: number)
            return [
                "contents": "\(contents.count)", "digests": "\(ruled.digests)", "pictures": "\(ruled.pictures)",
            ]
        }
        return SentBundle(number: number, count: contents.count)
    }

    private static func offerable(
        ofCase id: Int64,
        _ rule: ReleaseRule,
        _ reader: StoreReader
    ) throws(StoreError) -> [(media: Int64, content: Offer.Content)] {
        var found: [(media: Int64, content: Offer.Content)] = []
        for (media, digest) in try reader.contentsToOffer(ofCase: id) {
            var pictures: [[PerceptualHash]] = []
            if rule.pictures {
                pictures = try reader.pictures(ofMedia: media).filter(PictureMatching.isComparable).map(\.orientations)
            }
            let content = Offer.Content(
                digest: rule.digests ? digest : nil,
                pictures: Array(pictures.prefix(Offer.mostPictures))
            )
            if content.digest != nil || !content.pictures.isEmpty { found.append((media, content)) }
        }
        return found
    }
}
