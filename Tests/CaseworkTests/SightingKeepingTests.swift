import Accounts
import Audit
import CaseModel
import CaseStore
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Keeping sightings")
struct SightingKeepingTests {
    private let desk: SeriesDesk
    private var workspace: Workspace { desk.workspace }

    init() throws {
        desk = try SeriesDesk()
    }

    private static let page = SightingDraft([
        .source: "surface_web", .addressType: "url", .address: "https://stamps.example/a", .firstSeen: "2026-05-01",
        .reportedBy: "Hotline",
    ])

    private func add(_ path: String, in reference: String = "N-1", by name: String = "hill") throws -> Int64 {
        try workspace.addSighting(Self.page, of: path, inCase: reference, by: try desk.viewer(name))
    }

    private func listed(_ reference: String, _ name: String) throws -> [Int64] {
        try workspace.sightings(ofCase: reference, limit: 100, for: try desk.viewer(name)).sightings.map(\.id)
    }

    /// Imports a table that begins with the names of these columns.
    private func importTable(_ rows: String, by name: String = "hill") throws -> SightingImport {
        let url = desk.folder.url.appendingPathComponent("table.csv")
        try Data(("content,source,reported_by,address_type,address,first_seen\n" + rows).utf8).write(to: url)
        return try workspace.importSightings(url.path, intoCase: "N-1", by: try desk.viewer(name))
    }

    @Test("Who may decide puts sightings on record and takes them back; each act is in the audit log")
    func keeping() throws {
        let hill = try desk.viewer("hill")
        let (first, second) = (try add("1.jpg"), try add("2.jpg"))
        #expect(try listed("N-1", "clerk") == [first, second])
        for name in ["clerk", "dale"] { #expect(throws: CaseworkError.self) { try add("1.jpg", by: name) } }
        #expect(throws: CaseworkError.self) { try add("5.jpg") }
        #expect(throws: CaseworkError.self) { try listed("N-1", "dale") }
        for name in ["clerk", "dale"] {
            let viewer = try desk.viewer(name)
            #expect(throws: CaseworkError.self) {
                try workspace.withdrawSighting(first, reason: "wrong", inCase: "N-1", by: viewer)
            }
        }
        for reason in ["", "two\nlines"] {
            #expect(throws: CaseworkError.self) {
                try workspace.withdrawSighting(first, reason: reason, inCase: "N-1", by: hill)
            }
        }
        try workspace.withdrawSighting(first, reason: "another content", inCase: "N-1", by: hill)
        #expect(try listed("N-1", "hill") == [second])
        #expect(throws: CaseworkError.self) {
            try workspace.withdrawSighting(first, reason: "another content", inCase: "N-1", by: hill)
        }
        let acts = try desk.acts("sighting")
        #expect(acts.map(\.act) == ["sighting.added", "sighting.added", "sighting.withdrawn"])
        #expect(acts.first?.details["address"] == "url https://stamps.example/a")
        #expect(acts.last?.details == ["reason": "another content"])
    }

    @Test(
        "Sightings of a content, a series and an address come from cases whose pictures one may see, no others",
        arguments: SharingLevel.allCases
    )
    func needToKnow(_ level: SharingLevel) throws {
        // Both cases hold the content, and both saw it.
        try workspace.store.write { writer throws(StoreError) in
            let exhibit = try writer.exhibit(ofCase: 2, label: "box")
            guard let media = try writer.reader.media(atPath: "1.jpg", inCase: 1).first,
                let digest = try writer.reader.details(ofMedia: media)?.digests.sha256
            else { return }
            var item = NewItem(path: Array("copy.jpg".utf8), source: [])
            (item.media, item.digest) = (media, digest)
            _ = try writer.addItem(item, toExhibit: exhibit)
        }
        let (north, south) = (try add("1.jpg"), try add("copy.jpg", in: "S-2", by: "dale"))
        let series = try desk.series("Attic", [1], of: "N-1", by: "hill")
        let dale = try desk.viewer("dale")
        try desk.share("N-1", with: "South", level)
        let isSeen = level >= .renditions
        let expected = isSeen ? [north, south] : [south]
        let content = try workspace.sightings(ofContent: "copy.jpg", inCase: "S-2", for: dale)
        #expect(content.sightings.map(\.id) == expected)
        #expect(Set(content.devices.map(\.item.caseReference)) == (isSeen ? ["N-1", "S-2"] : ["S-2"]))
        #expect(try workspace.sightings(ofSeries: series, for: dale)?.map(\.id) == (isSeen ? expected : nil))
        let found = try workspace.sightings(at: "https://www.stamps.example/a", for: dale)
        #expect(found.sightings.map(\.id) == expected)
        #expect(found.elsewhere == (isSeen ? [] : ["North"]))
        let stranger = try workspace.sightings(at: "https://stamps.example/a", for: try desk.viewer("lake"))
        #expect(stranger.sightings.isEmpty && stranger.elsewhere.isEmpty)
    }

    @Test("A table is read once: rows that say what is on record are passed over")
    func importing() throws {
        let rows = """
            1.jpg,chat,Hotline,handle,@Dealer,2026-05-01
            2.jpg,chat,Hotline,handle,dealer,2026-05-01T10:00:00+02:00
            1.jpg,chat,Hotline,handle,dealer,2026-05-01

            """
        #expect(try importTable(rows) == SightingImport(added: 2, known: 1))
        #expect(try importTable(rows) == SightingImport(added: 0, known: 3))
        let found = try workspace.sightings(ofCase: "N-1", limit: 9, for: try desk.viewer("hill"))
        #expect(found.total == 2)
        #expect(found.sightings.map(\.entry) == [.imported, .imported])
        #expect(found.sightings.map(\.statement.address?.value) == ["@dealer", "@dealer"])
        #expect(found.sightings.last?.statement.firstSeen == "2026-05-01T08:00:00Z")
        #expect(
            try desk.acts("sighting").map(\.details) == [["added": "2", "known": "1"], ["added": "0", "known": "3"]]
        )
    }

    @Test(
        "A table with a fault leaves nothing, and the fault names line and column",
        arguments: [
            ("2.jpg,chat,Hotline,handle,two words,", "line 3: address"),
            ("5.jpg,chat,Hotline,handle,dealer,", "line 3: content"), ("2.jpg,chat,Hotline,handle", "line 3"),
            ("\"2.jpg,chat,Hotline,handle,dealer,", "line 3"),
        ]
    )
    func faultyTables(_ row: String, _ place: String) throws {
        do {
            _ = try importTable("1.jpg,chat,Hotline,handle,dealer,\n" + row + "\n")
            Issue.record("it was taken")
        } catch let error as CaseworkError {
            #expect(error.code == .usage)
            #expect(error.message.contains(place), "\(error.message)")
        }
        #expect(try listed("N-1", "hill").isEmpty)
        #expect(try desk.acts("sighting").isEmpty)
        #expect(throws: CaseworkError.self) { try importTable("", by: "clerk") }
    }

    @Test("A path that names several contents is refused; the SHA-256 names one")
    func ambiguousPaths() throws {
        let hill = try desk.viewer("hill")
        let digest = try #require(ContentDigest(bytes: [UInt8](repeating: 9, count: 32)))
        try workspace.store.write { writer throws(StoreError) in
            var item = NewItem(path: Array("1.jpg".utf8), source: [])
            item.media = try writer.media(Digests(size: 1, md5: [], sha1: [], sha256: digest))
            item.digest = digest
            _ = try writer.addItem(item, toExhibit: try writer.exhibit(ofCase: 1, label: "bag"))
        }
        #expect(throws: CaseworkError.self) { try add("1.jpg") }
        let id = try workspace.addSighting(Self.page, of: digest.hex, inCase: "N-1", by: hill)
        #expect(try listed("N-1", "hill") == [id])
    }
}
