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
    private let needsCamera: Bool
    private let needsLists: Bool
    private let actor: String

    init(_ reader: StoreReader, actor: String) throws(StoreError) {
        watches = try reader.watches()
        needsPictures = watches.contains { !$0.subject.hashes.isEmpty }
        needsIdentifiers = watches.contains { $0.subject.identifier != nil }
        needsCamera = watches.contains { $0.subject.camera != nil }
        needsLists = watches.contains { $0.subject.list != nil }
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
        let camera = needsCamera ? try reader.camera(ofMedia: media) : nil
        let lists = needsLists ? Set(try reader.knownFiles(digests).filter { !$0.isCollision }.map(\.list.id)) : []
        for watch in watches {
            var sighting = watch.subject.sighting(
                digests: [digests.sha256.bytes, digests.sha1, digests.md5],
                pictures: pictures,
                identifiers: identifiers,
                radius: PictureMatching.radius
            )
            if sighting == nil, let list = watch.subject.list, lists.contains(list.id) {
                sighting = WatchSubject.Sighting(kind: .knownFile)
            }
            if sighting == nil, let wanted = watch.subject.camera, let camera, wanted.isSame(as: camera) {
                sighting = WatchSubject.Sighting(kind: .cameraSerial)
            }
            if sighting == nil { sighting = try Self.sighting(of: watch.subject, inMatchesOf: media, reader) }
            guard let sighting, try writer.addHit(sighting, ofWatch: watch.id, inItem: item) else { continue }
            try record(sighting, watch, ["item": "\(item)"], try reader.caseReference(ofExhibit: exhibit), writer)
        }
    }

    /// What matches show of a content that is waited for.
    private static func sighting(
        of subject: WatchSubject,
        inMatchesOf media: Int64,
        _ reader: StoreReader
    ) throws(StoreError) -> WatchSubject.Sighting? {
        guard let content = subject.content, content != media else { return nil }
        let met = try reader.matches(of: content, with: media).filter { subject.isMet(by: $0.1.regionA) }
        guard let kind = LinkKind.allCases.first(where: { kind in met.contains { $0.kind == kind } }) else {
            return nil
        }
        return WatchSubject.Sighting(kind: kind, distance: met.first { $0.kind == kind }?.1.pdqDistance)
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

extension CameraBody {
    /// Whether two pictures name one camera: equal serial numbers, and the same maker and model.
    fileprivate func isSame(as other: CameraBody) -> Bool {
        serial == other.serial
            && CameraName(make: make, model: model) == CameraName(make: other.make, model: other.model)
    }
}
