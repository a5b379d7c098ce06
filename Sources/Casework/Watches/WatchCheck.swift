import Audit
import CaseModel
import CaseStore
import Exchange
import Matching

/// Looks whether what comes in is something that somebody waits for.
struct WatchCheck {
    private let watches: [Watch]
    private let needsPictures: Bool
    private let needsIdentifiers: Bool
    private let actor: String

    init(_ reader: StoreReader, actor: String) throws(StoreError) {
        watches = try reader.watches()
        needsPictures = watches.contains { !$0.subject.hashes.isEmpty }
        needsIdentifiers = watches.contains { $0.subject.identifier != nil }
        self.actor = actor
    }

    /// Notes what is waited for and is in an item, in the transaction that registers it.
    func note(
        item: Int64,
        exhibit: Int64,
        media: Int64,
        digests: Digests,
        _ writer: StoreWriter
    ) throws(StoreError) {
        guard !watches.isEmpty else { return }
        let reader = writer.reader
        let pictures =
            needsPictures
            ? try reader.pictures(ofMedia: media).filter(PictureMatching.isComparable).map(\.orientations) : []
        let identifiers = needsIdentifiers ? try reader.identifiers(ofMedia: media) : []
        for watch in watches {
            let sighting = watch.subject.sighting(
                digests: [digests.sha256.bytes, digests.sha1, digests.md5],
                pictures: pictures,
                identifiers: identifiers,
                radius: PictureMatching.radius
            )
            guard let sighting, try writer.addHit(sighting, ofWatch: watch.id, inItem: item) else { continue }
            try record(sighting, watch, ["item": "\(item)"], try reader.caseReference(ofExhibit: exhibit), writer)
        }
    }

    /// Notes what is waited for and is offered by another agency, in the transaction that keeps the offer.
    func note(_ offer: Offer, bundle: Int64, _ writer: StoreWriter) throws(StoreError) {
        guard !watches.isEmpty else { return }
        for (entry, content) in offer.contents.enumerated() {
            for watch in watches {
                let sighting = watch.subject.sighting(
                    digests: content.digest.map { [$0.bytes] } ?? [],
                    pictures: content.pictures,
                    radius: PictureMatching.radius
                )
                guard let sighting, try writer.addHit(sighting, ofWatch: watch.id, inBundle: bundle, entry: entry)
                else { continue }
                try record(sighting, watch, ["bundle": "\(bundle)", "entry": "\(entry)"], nil, writer)
            }
        }
    }

    private func record(
        _ sighting: WatchSubject.Sighting,
        _ watch: Watch,
        _ details: [String: String],
        _ caseReference: String?,
        _ writer: StoreWriter
    ) throws(StoreError) {
        try writer.addAudit(
            NewAuditEntry(
                actor: actor,
                act: "watch.hit",
                caseReference: caseReference,
                subject: "\(watch.id)",
                details: details.merging(["kind": sighting.kind.rawValue]) { first, _ in first }
            )
        )
    }
}
