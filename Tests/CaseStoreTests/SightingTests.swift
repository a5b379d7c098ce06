import CaseModel
import Foundation
import TestSupport
import Testing

@testable import CaseStore

@Suite("Sightings in the store")
struct SightingTests {
    private let folder: TemporaryFolder
    private let store: CaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try CaseStore(directory: folder.url.path, access: .create)
        try store.write { writer throws(StoreError) in
            for reference in ["N-1", "S-1"] { _ = try writer.addCase(reference: reference, title: nil, agency: nil) }
            for (number, path) in [(1, "a.jpg"), (2, "b.jpg")] as [(UInt8, String)] {
                guard let digest = ContentDigest(bytes: [UInt8](repeating: number, count: 32)) else { continue }
                var item = NewItem(path: Array(path.utf8), source: [])
                item.media = try writer.media(Digests(size: 1, md5: [], sha1: [], sha256: digest))
                item.digest = digest
                _ = try writer.addItem(item, toExhibit: try writer.exhibit(ofCase: 1, label: "box"))
            }
        }
    }

    private func statement(_ address: Identifier?, first: String? = nil) -> SightingStatement {
        SightingStatement(
            source: .chat,
            address: address,
            place: "Harbour",
            position: GeographicPoint(latitude: 60.5, longitude: -24.25),
            firstSeen: first,
            lastSeen: first,
            reportedBy: "Hotline"
        )
    }

    private func add(_ statement: SightingStatement, _ media: Int64, inCase number: Int64 = 1) throws -> Int64 {
        try store.write { writer throws(StoreError) in
            try writer.addSighting(statement, ofMedia: media, inCase: number, entry: .imported, author: "a")
        }
    }

    private func withdraw(_ id: Int64, inCase number: Int64) throws -> Bool {
        try store.write { writer throws(StoreError) in
            try writer.withdrawSighting(id, inCase: number, reason: "wrong", author: "b")
        }
    }

    @Test("What is put on record comes back as it was, with the item that holds the content")
    func keeping() throws {
        let said = statement(Identifier(type: .url, value: "https://stamps.example/a"), first: "2026-05-01T10:00:00Z")
        let id = try add(said, 1)
        _ = try add(statement(nil), 2)
        let found = try store.read { reader throws(StoreError) in try reader.sightings(ofMedia: 1) }
        #expect(found.map(\.id) == [id])
        #expect(found.first?.statement == said)
        #expect(found.first?.path == "a.jpg")
        #expect(found.first?.entry == .imported)
        let pages = try store.read { reader throws(StoreError) in
            (
                try reader.sightings(ofCase: 1, after: 0, limit: 1).map(\.id),
                try reader.sightings(ofCase: 1, after: id, limit: 9).map(\.statement),
                try reader.sightingCount(ofCase: 1),
                try reader.sightings(ofCase: 2, after: 0, limit: 9)
            )
        }
        #expect(pages.0 == [id])
        #expect(pages.1 == [statement(nil)])
        #expect(pages.2 == 2)
        #expect(pages.3.isEmpty)
    }

    @Test("A sighting that was taken back is not listed, and cannot be taken back twice or by another case")
    func withdrawing() throws {
        let (first, second) = (try add(statement(nil), 1), try add(statement(nil), 1))
        func listed() throws -> [Int64] {
            try store.read { reader throws(StoreError) in try reader.sightings(ofMedia: 1).map(\.id) }
        }
        #expect(try !withdraw(first, inCase: 2))
        #expect(try withdraw(first, inCase: 1))
        #expect(try listed() == [second])
        #expect(try !withdraw(first, inCase: 1))
        #expect(try store.read { reader throws(StoreError) in try reader.sightingCount(ofCase: 1) } == 1)
    }

    @Test("An address is found in its form and in near forms, and no other is")
    func addresses() throws {
        let page = try add(statement(Identifier(type: .url, value: "https://www.stamps.example/a/")), 1)
        _ = try add(statement(Identifier(type: .url, value: "https://stamps.example/b")), 1)
        _ = try add(statement(Identifier(type: .handle, value: "@stamps")), 1, inCase: 2)
        func found(_ type: IdentifierType, _ value: String) throws -> [Int64] {
            try store.read { reader throws(StoreError) in
                try reader.sightings(at: Identifier(type: type, value: value)).map(\.id)
            }
        }
        #expect(try found(.url, "https://www.stamps.example/a/") == [page])
        #expect(try found(.url, "http://stamps.example/a") == [page])
        #expect(try found(.url, "http://stamps.example/c").isEmpty)
        #expect(try found(.handle, "@stamps").count == 1)
    }

    @Test("Items tell when and where they were taken, those with a place first")
    func devices() throws {
        try store.write { writer throws(StoreError) in
            var placed = CaptureDetails()
            (placed.latitude, placed.longitude) = (60, 25)
            var timed = CaptureDetails()
            timed.takenAt = "2026-01-01T10:00:00"
            for (media, capture) in [(Int64(1), timed), (2, placed)] {
                var analysis = Analysis(type: "image/jpeg", kind: .image)
                analysis.capture = capture
                _ = try writer.addAnalysis(
                    analysis,
                    depth: AnalysisDepth(tier: nil, features: nil, soundPeaks: nil),
                    ofMedia: media
                )
            }
        }
        let found = try store.read { reader throws(StoreError) in
            (
                try reader.devices(ofCase: 1, limit: 9), try reader.devices(ofCase: 1, limit: 1),
                try reader.devices(ofMedia: 1)
            )
        }
        #expect(found.0.map(\.item.path) == ["b.jpg", "a.jpg"])
        #expect(found.0.map(\.position) == [GeographicPoint(latitude: 60, longitude: 25), nil])
        #expect(found.1.map(\.item.path) == ["b.jpg"])
        #expect(found.2.map(\.takenAt) == ["2026-01-01T10:00:00"])
    }
}
