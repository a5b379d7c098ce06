import CaseModel
import Interchange

/// Collects what a writer writes.
final class Collector {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func take(_ more: [UInt8]) { bytes += more }
}

/// A benign case that has something of everything: a street, a wallpaper and a chat about curtains.
enum SampleCase {
    static let exchanged = ExchangedCase(
        title: CaseTitle(reference: "DEMO-2026-0001", title: "Rooms & \"streets\"", agency: "Example agency"),
        createdAt: "2026-01-15T08:00:00Z",
        producer: .init(version: "0.0.0-test"),
        sharingStatement: "hashes only; contact before use"
    )

    static let phone = ExchangedExhibit(
        label: "EX-001",
        device: .init(type: "Mobile phone", make: "ExamplePhone", model: "EP-1", serial: "EP1-7"),
        custody: [
            CustodyEntry(
                at: "2026-01-15T09:00:00Z",
                actor: "examiner@desk-1",
                act: "ingest started",
                source: "/evidence/EX-001",
                details: "3 files"
            ),
            CustodyEntry(
                at: "2026-01-15T09:05:00+01:00",
                actor: "examiner@desk-1",
                act: "ingest ended",
                source: "/evidence/EX-001",
                details: "0 failures"
            ),
            CustodyEntry(at: "yesterday", actor: "clerk@desk-2", act: "verified", source: "", details: "=all well"),
        ]
    )

    static let report = ExchangedExhibit(label: "EX-002", custody: [])

    static func digests(_ seed: UInt8, size: Int64 = 42_600) -> Digests? {
        ContentDigest(bytes: [UInt8](repeating: seed, count: 32)).map {
            Digests(
                size: size,
                md5: [UInt8](repeating: seed, count: 16),
                sha1: [UInt8](repeating: seed, count: 20),
                sha256: $0
            )
        }
    }

    /// A picture with all that is known of pictures.
    static func street() -> ExchangedItem {
        var item = ExchangedItem(exhibit: "EX-001", path: "DCIM/100TEST/street.final.jpg", digests: digests(0xA1))
        item.times = FileTimes(
            modified: "2025-12-01T10:00:00Z",
            changed: "2025-12-01T10:00:01.25Z",
            accessed: "last week",
            created: "2025-12-01T09:59:59+02:00"
        )
        item.isAllocated = true
        item.type = "image/jpeg"
        item.kind = .image
        (item.width, item.height) = (160, 120)
        item.pictureHashes = [PerceptualHash(words: (1, 2, 3, 4)), PerceptualHash(words: (1, 2, 3, 4))]
        var capture = CaptureDetails()
        capture.make = "ExampleCam"
        capture.model = "EC-1"
        capture.bodySerial = "EC1-000123"
        capture.takenAt = "2025-12-01T11:00:00"
        capture.latitude = -0.000012
        capture.longitude = 13.5
        item.capture = capture
        item.tags = [
            MetadataTag(name: "Exif.Image.Model", value: "EC-1"),
            MetadataTag(name: "Xmp.dc.subject", value: "street"),
            MetadataTag(name: "Xmp.dc.subject", value: "lamp"),
        ]
        item.codes = [
            ExchangedCode(
                vote: CodeVote(scheme: "rooms", code: "R-2", author: "reviewer", at: "2026-01-16T10:00:00Z"),
                schemeVersion: "3"
            )
        ]
        return item
    }

    /// A second file with the same camera.
    static func video() -> ExchangedItem {
        var item = ExchangedItem(exhibit: "EX-001", path: "DCIM/100TEST/+curtain.mp4", digests: digests(0xB2))
        item.type = "video/mp4"
        item.kind = .video
        item.duration = 2.5
        item.pictureHashes = [PerceptualHash(words: (5, 6, 7, 8)), PerceptualHash(words: (9, 9, 9, 9))]
        item.capture = street().capture
        return item
    }

    /// A chat with identifiers.
    static func chat() -> ExchangedItem {
        var item = ExchangedItem(exhibit: "EX-002", path: "export, \"old\"/chat.txt", digests: digests(0xC3, size: 7))
        item.type = "text/plain"
        item.kind = .text
        let values: [(IdentifierType, String)] = [
            (.email, "curtains@example.org"), (.phone, "+4930123456"), (.ip, "192.0.2.1"), (.ip, "2001:db8::1"),
            (.mac, "00:00:5e:00:53:01"), (.url, "https://example.org/curtains"), (.handle, "@curtains"),
            (.imei, "490154203237518"), (.iccid, "8949000000000000000"), (.imsi, "262010000000000"),
            (.wallet, "wallet-1"), (.onion, "example.onion"),
        ]
        item.identifiers = values.enumerated().map { line, value in
            IdentifierOccurrence(
                identifier: Identifier(type: value.0, value: value.1),
                found: value.1,
                offset: Int64(100 * line),
                line: line + 1,
                message: line == 0 ? 0 : nil
            )
        }
        return item
    }

    /// A file that could not be read.
    static func broken() -> ExchangedItem {
        var item = ExchangedItem(exhibit: "EX-002", path: "broken\u{1}.png", digests: nil)
        item.failure = AnalysisFailure(.unreadable, "the disk does not answer")
        return item
    }

    static var items: [ExchangedItem] { [street(), video(), chat(), broken()] }

    static func reference(_ item: ExchangedItem, id: Int64, case reference: String) -> ItemReference? {
        item.digests.map {
            ItemReference(
                id: id,
                caseReference: reference,
                exhibit: item.exhibit,
                path: item.path,
                sha256: $0.sha256
            )
        }
    }

    static var links: [ExchangedLink] {
        var other = ExchangedItem(exhibit: "X", path: "private/path.jpg", digests: digests(0xD4))
        other.kind = .image
        guard let street = reference(street(), id: 1, case: "DEMO-2026-0001"),
            let video = reference(video(), id: 2, case: "DEMO-2026-0001"),
            let elsewhere = reference(other, id: 9, case: "OTHER-7")
        else { return [] }
        return [
            ExchangedLink(
                kind: .nearDuplicate,
                strength: 0.974,
                itemA: street,
                itemB: elsewhere,
                evidence: [.init("pdq distance", "12"), .init("quality", "100")]
            ),
            ExchangedLink(kind: .cameraSerial, strength: 1, itemA: street, itemB: video),
        ]
    }

    static var messages: [ExchangedMessage] {
        guard let sha256 = digests(0xC3)?.sha256 else { return [] }
        var first = ChatMessage(
            sentAt: "2025-11-30T18:00:00Z",
            sender: "Curtain seller",
            chat: "Curtains",
            body: "blue\nor green?",
            attachment: "sample.jpg",
            line: 1
        )
        first.account = "telegram:user1"
        first.recipients = ["Curtain buyer"]
        let second = ChatMessage(
            sentAt: nil,
            sender: "Curtain buyer",
            chat: "Curtains",
            body: "=green",
            attachment: nil,
            line: 3
        )
        return [first, second].enumerated().map {
            ExchangedMessage(
                exhibit: "EX-002",
                path: "export, \"old\"/chat.txt",
                sha256: sha256,
                position: $0,
                message: $1
            )
        }
    }

    /// Hands the whole case to a writer.
    static func write(with writer: some CaseDocumentWriter) throws(InterchangeError) {
        var writer = writer
        try writer.begin(exchanged)
        for exhibit in [phone, report] { try writer.add(exhibit) }
        for item in items { try writer.add(item) }
        for link in links { try writer.add(link) }
        for message in messages { try writer.add(message) }
        try writer.end()
    }
}
