import Accounts
import Audit
import CaseModel
import CaseStore
import Evidence
import Exchange
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Casework

@Suite("Watches")
struct WatchTests {
    private let north: TestAgency

    init() throws {
        north = try TestAgency("North")
        try north.addCase("HARBOUR-21", DemoFiles.harbour)
    }

    private var workspace: Workspace { north.workspace }

    private func item(_ name: String) throws -> Int64 {
        let items = try workspace.store.read { reader throws(StoreError) in
            var found: [ItemReference] = []
            for media in try reader.media(ofCase: 1) { found += try reader.items(ofMedia: media) }
            return found
        }
        return try #require(items.first { $0.path == name }).id
    }

    private func places(_ viewer: Viewer) throws -> [String] {
        try workspace.watchHits(of: viewer, limit: 100).map { hit in
            switch hit.place {
            case .item(let item): "\(hit.sighting.kind.rawValue) \(item.caseReference) \(item.path)"
            case .offer(_, let partner, _): "\(hit.sighting.kind.rawValue) \(partner)"
            }
        }.sorted()
    }

    @Test("The same content, a near duplicate and a turned one are told when they are ingested, each once")
    func contents() throws {
        for name in ["IMG-20210502-WA0004.jpg", "IMG_20210502_141203.jpg", "IMG_20210508_101500.jpg"] {
            let subject = try workspace.watchSubject(ofItem: item(name), for: north.owner)
            _ = try workspace.addWatch(subject, note: name, by: north.owner)
        }
        #expect(try places(north.owner).isEmpty, "what was there before does not turn up")
        try north.addCase("LAKES-22", DemoFiles.lakes)
        try north.addCase("FAIR-23", DemoFiles.fair)
        let expected = [
            "exact LAKES-22 IMG-20210502-WA0004 (1).jpg", "near_duplicate FAIR-23 DSC00418.JPG",
            "near_duplicate FAIR-23 photo_5.jpg",
        ]
        #expect(try places(north.owner) == expected)
        let entries = try workspace.auditEntries(after: -1, limit: 100, matching: AuditFilter(act: "watch.hit"))
        #expect(entries.map(\.caseReference) == ["LAKES-22", "FAIR-23", "FAIR-23"])
    }

    @Test("Part of a picture, a stretch of sound, a camera and whatever is on a list are told when they turn up")
    func parts() throws {
        try north.addCase("LAKES-22", [DemoFiles.room, DemoFiles.auction, DemoFiles.numbered])
        let items = try workspace.store.read { reader throws(StoreError) in
            var found: [ItemReference] = []
            for media in try reader.media(ofCase: 2) { found += try reader.items(ofMedia: media) }
            return Dictionary(uniqueKeysWithValues: found.map { ($0.path, $0.id) })
        }
        let room = try #require(items["arbeitszimmer.jpg"])
        let list = north.folder.url.appendingPathComponent("digests.txt")
        let listed = TestData.repository.appendingPathComponent("demo/" + DemoFiles.parts[1])
        let digest = try EvidenceFile(path: Array(listed.path.utf8), followingLink: false).digests().sha256
        try Data("\(digest.hex)  tape\n".utf8).write(to: list)
        _ = try workspace.importHashList(HashListRequest(format: .md5sum, path: list.path), by: north.owner)
        let corner = Region(x: 0, y: 0, width: 4, height: 4)
        let wide = Region(x: 0, y: 0, width: 4000, height: 3000)
        let subjects: [(String, WatchSubject)] = [
            ("whole", try workspace.watchSubject(ofItem: room, for: north.owner)),
            ("wide", try workspace.watchSubject(ofItem: room, region: wide, for: north.owner)),
            ("corner", try workspace.watchSubject(ofItem: room, region: corner, for: north.owner)),
            (
                "sound",
                try workspace.watchSubject(ofItem: try #require(items["auktion.ogg"]), for: north.owner)
            ),
            (
                "camera",
                try workspace.watchSubject(ofCameraOf: try #require(items["DSCF0117.JPG"]), for: north.owner)
            ), ("list", try workspace.watchSubject(ofList: "digests.txt")),
        ]
        for (note, subject) in subjects { _ = try workspace.addWatch(subject, note: note, by: north.owner) }
        #expect(try workspace.watches(of: north.owner).map(\.subject) == subjects.map(\.1))
        #expect(throws: CaseworkError.self) { try workspace.watchSubject(ofCameraOf: room, for: north.owner) }
        #expect(throws: CaseworkError.self) { try workspace.watchSubject(ofList: "digest.txt") }

        try north.addCase("FAIR-23", DemoFiles.parts)
        let hits = try workspace.watchHits(of: north.owner, limit: 100).map { hit in
            guard case .item(let item) = hit.place else { return hit.note }
            return "\(hit.note) \(hit.sighting.kind.rawValue) \(item.path)"
        }
        #expect(
            Set(hits) == [
                "whole partial_copy ad_final.jpg", "wide partial_copy ad_final.jpg", "sound audio_segment REC001.MP3",
                "camera camera_serial DSCF0204.JPG", "list known_file REC001.MP3",
            ]
        )
        #expect(hits.count == 5)
    }

    @Test("An identifier is told in whatever form it is written, and once however often the item is ingested")
    func identifiers() throws {
        let text = Data("write to Dealer@Stamps.example or +1 202-555-0143\n".utf8)
        _ = try workspace.addWatch(
            WatchSubject(identifier: Identifier(type: .email, value: "dealer@stamps.example")),
            note: "mailbox",
            by: north.owner
        )
        let path = north.folder.url.appendingPathComponent("notes.txt")
        try text.write(to: path)
        try workspace.addCase(reference: "N-2", title: nil, agency: nil)
        var request = IngestRequest(caseReference: "N-2", paths: [path.path], exhibit: "disk", jobs: 1)
        request.allowsWeakSandbox = true
        func ingest() throws {
            _ = try workspace.ingest(
                request,
                workers: Program.folder.path,
                isInterrupted: { false },
                report: { _ in }
            )
        }
        try ingest()
        try ingest()
        #expect(try places(north.owner) == ["identifier N-2 notes.txt"])
    }

    @Test("What another agency offers is told too, and an account sees only its own watches and its own cases")
    func offersAndAccounts() throws {
        let south = try TestAgency("South")
        try south.addCase("LAKES-22", DemoFiles.lakes)
        try south.addCase("FAIR-23", DemoFiles.fair)
        try south.trust(north)
        try north.trust(south)
        try workspace.addAccount(name: "hill", password: nil, role: .analyst, agency: nil, by: north.owner)
        let hill = try #require(try workspace.accounts().first { $0.name == "hill" }).viewer()
        let number = try item("IMG-20210502-WA0004.jpg")
        #expect(throws: CaseworkError.self) { try workspace.watchSubject(ofItem: number, for: hill) }
        let subject = try workspace.watchSubject(ofItem: number, for: north.owner)
        for viewer in [hill, north.owner] { _ = try workspace.addWatch(subject, note: viewer.name, by: viewer) }
        try south.set(.silent, ofCase: "LAKES-22", for: north)
        _ = try north.receive(south.offer("LAKES-22", to: north).file)
        try north.addCase("LAKES-23", DemoFiles.lakes)
        let inItem = "exact LAKES-23 IMG-20210502-WA0004 (1).jpg"
        #expect(try places(north.owner) == ["exact South", "exact South", inItem, inItem].sorted())
        #expect(try places(hill).isEmpty)
        try workspace.addMember(toCase: "LAKES-23", account: "hill", by: north.owner)
        #expect(try places(hill) == [inItem])

        #expect(try workspace.watches(of: hill).map(\.note) == ["hill"])
        let own = try #require(try workspace.watches(of: north.owner).first { $0.note == north.owner.name })
        #expect(throws: CaseworkError.self) { try workspace.removeWatch(own.id, by: hill) }
        try workspace.removeWatch(own.id, by: north.owner)
        try north.addCase("LAKES-24", DemoFiles.lakes)
        #expect(try workspace.watchHits(of: north.owner, limit: 100).filter { $0.watch == own.id }.count == 2)
    }

    @Test("A watch without anything to wait for, or with a note that cannot be shown, is refused")
    func refused() {
        let digest = WatchSubject(digest: [UInt8](repeating: 1, count: 32))
        for (subject, note) in [
            (WatchSubject(), "x"), (WatchSubject(digest: [1, 2]), "x"), (digest, ""), (digest, "a\nb"),
            (digest, String(repeating: "x", count: 501)),
        ] {
            #expect(throws: CaseworkError.self) { try workspace.addWatch(subject, note: note, by: north.owner) }
        }
    }
}
