import CaseModel
import Foundation
import TestSupport
import Testing

@testable import CaseStore

@Suite("Hash lists in the store")
struct HashListTests {
    private let folder: TemporaryFolder
    private let store: CaseStore
    private let list: HashList

    init() throws {
        folder = try TemporaryFolder()
        store = try CaseStore(directory: folder.url.path, access: .create)
        list = try store.write { writer throws(StoreError) in
            try writer.addHashList("reference", format: "vics", scheme: "VICS/CUSTOM", treatment: .mark)
        }
    }

    private static func bytes(_ number: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: number, count: count) }

    private static func content(_ number: UInt8, sha256: UInt8? = nil) throws -> Digests {
        Digests(
            size: 1,
            md5: bytes(number, 16),
            sha1: bytes(number, 20),
            sha256: try #require(ContentDigest(bytes: bytes(sha256 ?? number, 32)))
        )
    }

    private enum Digest { case md5, sha1, sha256 }

    private static func entry(_ number: UInt8, by digests: Set<Digest>, code: String? = nil) -> HashListEntry {
        var entry = HashListEntry()
        if digests.contains(.md5) { entry.md5 = bytes(number, 16) }
        if digests.contains(.sha1) { entry.sha1 = bytes(number, 20) }
        if digests.contains(.sha256) { entry.sha256 = ContentDigest(bytes: bytes(number, 32)) }
        entry.code = code
        return entry
    }

    @discardableResult
    private func read(
        _ entries: [HashListEntry],
        isWhole: Bool = true,
        isPartial: Bool = false
    ) throws -> HashListVersion.Changes {
        let present = try #require(try store.read { reader throws(StoreError) in try reader.hashList("reference") })
        let digest = try #require(ContentDigest(bytes: Self.bytes(9, 32)))
        return try store.write { writer throws(StoreError) in
            try writer.discard(try writer.reader.unpublishedEntries(of: present, after: 0, limit: 1_000))
            var changes = try writer.addEntries(entries, to: present, version: present.version + 1)
            guard isWhole else { return changes }
            if !isPartial {
                let number = present.version + 1
                let unseen = try writer.reader.unseenEntries(of: present, version: number, after: 0, limit: 1_000)
                for entry in unseen { try writer.withdraw(entry, inVersion: number, reason: "not there any more") }
                changes.withdrawn += unseen.count
            }
            let version = HashListVersion(
                number: present.version + 1,
                source: "list.json",
                digest: digest,
                stated: nil,
                importedAt: Timestamp.now(),
                importedBy: "hill",
                changes: changes
            )
            try writer.publish(version, of: present, format: "vics", scheme: "VICS/CUSTOM")
            return changes
        }
    }

    private func known(_ content: Digests) throws -> [KnownFile] {
        try store.read { reader throws(StoreError) in try reader.knownFiles(content) }
    }

    private func codes() throws -> [String?] {
        try store.read { reader throws(StoreError) in
            try reader.entries(ofList: list.id, after: 0, limit: 100).map(\.entry.code)
        }
    }

    @Test(
        "A file is found by whichever digests its entry has, and the strongest of them is told",
        arguments: [
            (["md5"], "md5"), (["sha1"], "sha1"), (["sha256"], "sha256"), (["md5", "sha1"], "sha1"),
            (["md5", "sha256"], "sha256"), (["sha1", "sha256"], "sha256"), (["md5", "sha1", "sha256"], "sha256"),
        ]
    )
    func lookup(_ digests: [String], _ strongest: String) throws {
        let kinds = Set(digests.map { $0 == "md5" ? Digest.md5 : $0 == "sha1" ? .sha1 : .sha256 })
        try read([Self.entry(1, by: kinds, code: "2"), Self.entry(3, by: [.md5, .sha1, .sha256])])
        let found = try known(try Self.content(1))
        #expect(found.map(\.hashType.rawValue) == [strongest])
        #expect(found.map(\.code) == ["2"])
        #expect(found.map(\.isCollision) == [false])
        #expect(try known(try Self.content(2)).isEmpty)
    }

    @Test("Entries are looked up by their digest or identifier, never by going through a list of millions")
    func plans() throws {
        let path = folder.url.appendingPathComponent("cairn.sqlite").path
        var lookups = Statements.EntryKey.allCases.flatMap { key in
            [Statements.listEntries(by: key), Statements.knownFiles(by: key)]
        }
        lookups += [.md5, .sha1, .sha256].map { Statements.knownFilesOfCase(by: $0) }
        lookups.append(Statements.listEntriesByIdentifier)
        for page in [Statements.unseenEntries, Statements.unpublishedEntries] {
            let asked = (1...5).reduce(page) { $0.replacing("$\($1)", with: "1") }
            let plan = try SQLiteFile.plan(of: asked, path: path)
            #expect(plan.contains("list_entry_of_list (list_id=? AND rowid>?)") && !plan.contains("B-TREE"), "\(plan)")
        }
        for lookup in lookups {
            let asked = (1...3).reduce(lookup) { $0.replacing("$\($1)", with: "1") }
            let plan = try SQLiteFile.plan(of: asked, path: path)
            #expect(plan.contains("list_entry_by_"), "\(plan)")
            #expect(!plan.contains("SCAN e") && !plan.contains("list_entry_of_list"), "\(plan)")
        }
    }

    @Test("One MD5 with another SHA-256 is an alert, not a known file")
    func collision() throws {
        try read([Self.entry(1, by: [.md5, .sha256])])
        let found = try known(try Self.content(1, sha256: 7))
        #expect(found.map(\.isCollision) == [true])
        #expect(found.map(\.strength) == [0])
    }

    @Test("A version counts once it is whole; one that was stopped leaves nothing behind")
    func stopped() throws {
        try read([Self.entry(1, by: [.md5], code: "1"), Self.entry(2, by: [.md5], code: "1")])
        try read([Self.entry(1, by: [.md5], code: "5"), Self.entry(3, by: [.md5], code: "5")], isWhole: false)
        #expect(try codes() == ["1", "1"])
        #expect(try known(try Self.content(1)).map(\.code) == ["1"])
        #expect(try known(try Self.content(3)).isEmpty)

        let changes = try read([Self.entry(1, by: [.md5], code: "1")])
        #expect(changes.unchanged == 1)
        #expect(changes.withdrawn == 1)
        #expect(try codes() == ["1"])
    }

    @Test("A new version adds, changes and withdraws; a partial one leaves what it does not name")
    func versions() throws {
        try read([
            Self.entry(1, by: [.md5], code: "1"), Self.entry(2, by: [.md5], code: "1"),
            Self.entry(2, by: [.md5], code: "1"),
        ])
        #expect(try codes() == ["1", "1"])
        let partial = try read([Self.entry(3, by: [.sha1], code: "2")], isPartial: true)
        #expect(partial.added == 1)
        #expect(try codes() == ["1", "1", "2"])
        let whole = try read([Self.entry(2, by: [.md5], code: "4"), Self.entry(3, by: [.sha1], code: "2")])
        #expect(whole.added == 0 && whole.changed == 1 && whole.unchanged == 1 && whole.withdrawn == 1)
        #expect(try known(try Self.content(1)).isEmpty)
        #expect(try known(try Self.content(2)).map(\.code) == ["4"])
        let kept = try store.read { reader throws(StoreError) in try reader.versions(ofList: list.id) }
        #expect(kept.map(\.number) == [1, 2, 3])
        #expect(kept.map(\.changes.withdrawn) == [0, 0, 1])
        #expect(try store.read { reader throws(StoreError) in try reader.entryCount(ofList: list.id) } == 2)
    }

    @Test("A tombstone takes back the entry of its identifier")
    func tombstones() throws {
        var entry = Self.entry(1, by: [.md5])
        entry.identifier = "img-7"
        try read([entry])
        var tombstone = HashListEntry()
        tombstone.identifier = "img-7"
        tombstone.isWithdrawn = true
        #expect(try read([tombstone], isPartial: true).withdrawn == 1)
        #expect(try known(try Self.content(1)).isEmpty)
    }

    @Test("All that an entry tells comes back as it was")
    func details() throws {
        var entry = Self.entry(1, by: [.md5, .sha1, .sha256], code: "A1")
        entry.identifier = "17"
        entry.pictureHash = PerceptualHash(words: (1, 2, 3, 4))
        entry.otherHashes = [HashListEntry.OtherHash(name: "PhotoDNA", value: "AAEC")]
        entry.fileName = "room.jpg"
        entry.size = 42_600
        entry.mediaType = "image/jpeg"
        entry.series = "WALLPAPER"
        entry.flags = HashListEntry.Flags(isDistributed: true, isVictimIdentified: false)
        entry.votesFor = 3
        entry.votesAgainst = 0
        entry.changedAt = "2026-01-15T09:30:00Z"
        entry.remainder = #"{"Tags":"a/b"}"#
        try read([entry])
        let back = try store.read { reader throws(StoreError) in
            try reader.entries(ofList: list.id, after: 0, limit: 10).map(\.entry)
        }
        #expect(back == [entry])
        #expect(try read([entry]).unchanged == 1)
    }
}
