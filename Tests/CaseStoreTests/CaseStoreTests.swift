import CaseModel
import Foundation
import TestSupport
import Testing

@testable import CaseStore

@Suite("What is remembered")
struct CaseStoreTests {
    private let folder: TemporaryFolder
    private let store: CaseStore
    private let exhibit: Int64

    init() throws {
        folder = try TemporaryFolder()
        store = try CaseStore(directory: folder.url.path, access: .create)
        exhibit = try store.write { writer throws(StoreError) in
            let id = try writer.addCase(reference: "A-1", title: "Title", agency: nil) ?? 0
            return try writer.exhibit(ofCase: id, label: "phone")
        }
    }

    private func digests(_ byte: UInt8) throws -> Digests {
        Digests(
            size: 5,
            md5: [UInt8](repeating: byte, count: 16),
            sha1: [UInt8](repeating: byte, count: 20),
            sha256: try #require(ContentDigest(bytes: [UInt8](repeating: byte, count: 32)))
        )
    }

    private func register(_ path: String, _ byte: UInt8) throws -> (media: Int64, isNew: Bool) {
        let digests = try digests(byte)
        return try store.write { writer throws(StoreError) in
            var item = NewItem(path: Array(path.utf8), source: Array(path.utf8))
            item.media = try writer.media(digests)
            item.digest = digests.sha256
            return (item.media ?? 0, try writer.addItem(item, toExhibit: exhibit).isNew)
        }
    }

    @Test("A missing database is made only when asked for")
    func missingDatabase() throws {
        let empty = try TemporaryFolder()
        #expect(throws: StoreError.noDatabase(empty.url.path)) {
            try CaseStore(directory: empty.url.path, access: .existing)
        }
        _ = try CaseStore(directory: empty.url.path, access: .create)
        _ = try CaseStore(directory: empty.url.path, access: .existing)
    }

    @Test("A case's reference can be taken once")
    func referencesAreUnique() throws {
        let again = try store.write { writer throws(StoreError) in
            try writer.addCase(reference: "A-1", title: nil, agency: nil)
        }
        #expect(again == nil)
        #expect(try store.read { reader throws(StoreError) in try reader.cases() }.map(\.reference) == ["A-1"])
    }

    @Test("The same path with the same content is one item; with another content it is another")
    func itemsAreIdempotent() throws {
        #expect(try register("a.jpg", 1).isNew)
        #expect(try !register("a.jpg", 1).isNew)
        #expect(try register("a.jpg", 2).isNew)
        #expect(try register("b.jpg", 1).isNew)
        let counts = try store.read { reader throws(StoreError) in try reader.counts() }
        #expect(counts.items == 3)
        #expect(counts.media == 2)
    }

    @Test("A transaction that throws leaves nothing behind")
    func failedTransactionIsUndone() throws {
        let digests = try digests(9)
        #expect(throws: StoreError.noSpace) {
            try store.write { writer throws(StoreError) in
                _ = try writer.media(digests)
                throw StoreError.noSpace
            }
        }
        #expect(try store.read { reader throws(StoreError) in try reader.media(digests.sha256) } == nil)
    }

    @Test("Fingerprints come back as they were stored")
    func fingerprintsRoundTrip() throws {
        let media = try register("v.mp4", 3).media
        var random = SeededGenerator(seed: 3)
        func hash() -> PerceptualHash {
            PerceptualHash(words: (random.next(), random.next(), random.next(), random.next()))
        }
        var analysis = Analysis(type: "video/mp4", kind: .video)
        analysis.pictures = [PictureFingerprint(orientations: (0..<8).map { _ in hash() }, quality: 77)]
        analysis.frames = [
            FrameFingerprint(
                at: 0.5,
                quality: 90,
                isKey: true,
                full: hash(),
                centres: [hash(), hash()],
                turned: [hash(), hash(), hash()]
            ),
            FrameFingerprint(at: 1, quality: 91, isKey: false, full: hash()),
        ]
        let peaks = [(7, 31_000, 0), (7, 40_000, 21), (5_000_000, 1, 3)].map {
            SoundPeak(time: UInt32($0.0), pitch: UInt16($0.1), rank: UInt8($0.2))
        }
        analysis.sound = SoundFingerprint(
            words: [0, 1, .max, 0x1234_5678],
            step: 0.125,
            duration: 0.5,
            peaks: SoundPeaks(peaks)
        )
        let stored = analysis
        let depth = AnalysisDepth(tier: .full, features: 0, soundPeaks: true)
        let changes = try (0..<2).map { _ in
            try store.write { writer throws(StoreError) in
                try writer.addAnalysis(stored, depth: depth, ofMedia: media)
            }
        }
        #expect(changes == [.added, nil])
        var pictures: [PictureFingerprint] = []
        var frames: [FrameFingerprint] = []
        var sounds: [SoundFingerprint] = []
        try store.read { reader throws(StoreError) in
            try reader.pictures { _, picture throws(StoreError) in pictures.append(picture) }
            try reader.frames { _, frame throws(StoreError) in frames.append(frame) }
            try reader.sounds(after: 0) { _, sound throws(StoreError) in sounds.append(sound) }
        }
        #expect(pictures == analysis.pictures)
        #expect(frames == analysis.frames)
        #expect(sounds == [analysis.sound])
    }

    @Test("An analysis that goes further takes the place of one that did not, with its matches; a lesser one does not")
    func deeperAnalysis() throws {
        let (media, other) = (try register("v.mp4", 1).media, try register("w.mp4", 2).media)
        var random = SeededGenerator(seed: 5)
        func analysis(_ count: Int) -> Analysis {
            var analysis = Analysis(type: "video/mp4", kind: .video)
            analysis.frames = (0..<count).map { number in
                FrameFingerprint(at: Double(number), quality: 90, isKey: true, full: .random(using: &random))
            }
            return analysis
        }
        func add(_ analysis: Analysis, _ depth: AnalysisDepth) throws -> AnalysisChange? {
            try store.write { writer throws(StoreError) in
                try writer.addAnalysis(analysis, depth: depth, ofMedia: media)
            }
        }
        func counts() throws -> StoreCounts { try store.read { reader throws(StoreError) in try reader.counts() } }
        let quick = AnalysisDepth(tier: .quick, features: 0, soundPeaks: false)
        let full = AnalysisDepth(tier: .full, features: 1000, soundPeaks: true)
        #expect(try add(analysis(2), quick) == .added)
        #expect(try store.read { reader throws(StoreError) in try reader.quickMedia() } == [media])
        #expect(try store.read { reader throws(StoreError) in try reader.cases() }.map(\.quickItems) == [1])
        for kind in [LinkKind.videoSegment, .nearDuplicate] {
            let match = Match(kind: kind, mediaA: media, mediaB: other, method: "m/1", evidence: LinkEvidence())
            try store.write { writer throws(StoreError) in try writer.addMatch(match) }
        }
        #expect(try add(analysis(3), quick) == nil)
        #expect(try counts().frames == 2)
        #expect(try add(analysis(9), full) == .deepened)
        #expect(try counts().frames == 9)
        #expect(try counts().matches == 1)
        #expect(try add(analysis(2), quick) == nil)
        #expect(try store.read { reader throws(StoreError) in try reader.quickMedia() }.isEmpty)
        #expect(try store.read { reader throws(StoreError) in try reader.cases() }.map(\.quickItems) == [0])
    }

    @Test("Whatever a table holds of a media goes when a deeper analysis takes its place")
    func tablesOfAnalyses() throws {
        let path = folder.url.appendingPathComponent("cairn.sqlite").path
        let tables = try SQLiteFile.tables(withColumn: "media_id", path: path)
        // What belongs to the content itself, however closely it was looked at, what experts said of it and what was
        // exchanged about it, stays.
        let kept: Set = [
            "item", "analysis", "content_stack", "case_content", "code_vote", "offered_content", "offer_match",
            "series_media", "subject_link", "watch", "sighting",
        ]
        #expect(tables.subtracting(kept) == Set(Statements.tablesOfAnalysis))
    }

    @Test("A match is stored once per pair and kind, with its evidence")
    func matchesAreUnique() throws {
        let (first, second) = (try register("a", 1).media, try register("b", 2).media)
        var evidence = LinkEvidence()
        evidence.pdqDistance = 12
        evidence.transform = .mirrored
        evidence.segmentB = Segment(start: 1.25, end: 7.5)
        evidence.shotsMatched = 3
        evidence.framesDistinct = 7
        evidence.framesVerified = 2
        evidence.tier = .quick
        let match = Match(kind: .nearDuplicate, mediaA: first, mediaB: second, method: "m/1", evidence: evidence)
        for _ in 0..<2 { try store.write { writer throws(StoreError) in try writer.addMatch(match) } }
        var found: [Match] = []
        try store.read { reader throws(StoreError) in
            try reader.matches { stored throws(StoreError) in found.append(try stored.match()) }
        }
        #expect(found == [match])
    }

    @Test("An identifier that stands in two contents is shared by them")
    func identifiersAreShared() throws {
        let shared = Identifier(type: .email, value: "someone@rooms.example")
        for (path, byte) in [("a.txt", UInt8(1)), ("b.txt", 2)] {
            let media = try register(path, byte).media
            var analysis = Analysis(type: "text/plain", kind: .text)
            analysis.identifiers = [shared, shared, Identifier(type: .handle, value: "@only_\(byte)")].map {
                IdentifierOccurrence(identifier: $0, found: $0.value, offset: 0, line: 1, message: nil)
            }
            let stored = analysis
            let depth = AnalysisDepth(tier: nil, features: nil, soundPeaks: nil)
            _ = try store.write { writer throws(StoreError) in
                try writer.addAnalysis(stored, depth: depth, ofMedia: media)
            }
        }
        var groups: [[IdentifierRecord]] = []
        try store.read { reader throws(StoreError) in
            try reader.sharedIdentifiers { group throws(StoreError) in groups.append(group) }
        }
        #expect(groups == [[1, 2].map { IdentifierRecord(identifier: shared, media: $0, line: 1) }])
    }

    @Test("Near forms of an identifier are found by each other, also those from before forms were kept")
    func nearForms() throws {
        let forms = ["jo.an@gmail.com", "joan+x@gmail.com", "other@gmail.com"].map {
            Identifier(type: .email, value: $0)
        }
        for (byte, identifier) in forms.enumerated() {
            let media = try register("\(byte).txt", UInt8(byte + 1)).media
            var analysis = Analysis(type: "text/plain", kind: .text)
            analysis.identifiers = [
                IdentifierOccurrence(identifier: identifier, found: "x", offset: 0, line: 3, message: nil)
            ]
            let stored = analysis
            _ = try store.write { writer throws(StoreError) in
                try writer.addAnalysis(
                    stored,
                    depth: AnalysisDepth(tier: nil, features: nil, soundPeaks: nil),
                    ofMedia: media
                )
            }
        }
        func groups(_ store: CaseStore) throws -> [[Int64]] {
            var found: [[Int64]] = []
            try store.read { reader throws(StoreError) in
                try reader.nearIdentifiers { group throws(StoreError) in found.append(group.map(\.media)) }
            }
            return found
        }
        #expect(try groups(store) == [[1, 2]])
        let found = try store.read { reader throws(StoreError) in try reader.media(near: forms[0]) }
        #expect(found == [IdentifierRecord(identifier: forms[1], media: 2, line: 3)])
        let path = folder.url.appendingPathComponent("cairn.sqlite").path
        try SQLiteFile.run("DROP INDEX identifier_by_near_form", path: path)
        try SQLiteFile.run("ALTER TABLE identifier DROP COLUMN near", path: path)
        try SQLiteFile.run("DELETE FROM schema_step WHERE name = '0007-identifier-forms'", path: path)
        #expect(try groups(try CaseStore(directory: folder.url.path, access: .existing)) == [[1, 2]])
    }

    @Test("A database with a step that this build does not know is refused")
    func laterDatabaseIsRefused() throws {
        let other = try TemporaryFolder()
        _ = try CaseStore(directory: other.url.path, access: .create)
        let path = other.url.appendingPathComponent("cairn.sqlite").path
        try SQLiteFile.run("INSERT INTO schema_step VALUES ('9999-later', 'now')", path: path)
        #expect(throws: StoreError.tooNew("9999-later")) {
            try CaseStore(directory: other.url.path, access: .existing)
        }
    }

    @Test("A file that is no database is said to be damaged, not overwritten")
    func foreignFile() throws {
        let other = try TemporaryFolder()
        let url = other.url.appendingPathComponent("cairn.sqlite")
        let bytes = Data(repeating: 0x41, count: 4096)
        try bytes.write(to: url)
        #expect(throws: StoreError.self) { try CaseStore(directory: other.url.path, access: .existing) }
        #expect(try Data(contentsOf: url) == bytes)
    }

    @Test(
        "Bytes of a path are shown so that nothing is hidden",
        arguments: [
            (Array("plain é.jpg".utf8), "plain é.jpg"), ([0x61, 0xFF, 0x62], "a\\xffb"), ([0x61, 0x0A], "a\\x0a"),
            (Array("a\u{202E}gpj.exe".utf8), "a\\xe2\\x80\\xaegpj.exe"),
        ]
    )
    func pathsAreShown(bytes: [UInt8], text: String) {
        #expect(DisplayText.of(bytes) == text)
    }
}
