import CaseModel
import Foundation
import GRDB
import Interchange
import TestSupport
import Testing

@Suite("Reading hash lists")
struct HashListReaderTests {
    private let samples: HashListSamples

    init() throws {
        samples = try HashListSamples()
    }

    private func read(_ name: String) throws -> (entries: [HashListEntry], summary: HashListSummary) {
        let sample = try #require(try samples.all().first { $0.name == name })
        return try HashListSamples.read(sample.format, samples.file(sample.bytes))
    }

    /// The MD5 of the three files that the samples are about.
    private static let md5 = [
        "e4530150f5329025048244e15ca2ad5b", "e8f690f863281a749877c07dcb2683fe", "db8d4cb65835fa79305ba47882a1cdd5",
    ]
    private static let sha1 = [
        "c90ecf654174d20d5832c468faca52f6f9af8d66", "a0e2f3e258ebc2682e840cdcfc39c3169925cb44",
        "1364a93d070c1612eb1b759ce7c3a3d672545a95",
    ]
    private static let sha256 = [
        "47250ac0ce781e96ae441f0a1698accdefb213d95c42a33adaa63b5108c3f467",
        "b4b69fe7b061e3e52d1b7674dd1a4dccd3e2b9af7c3c280fd8e285a96c5dc014",
        "ee4b2dda46680c0ae4ecc055cdb7b3ce6a77a280dafd464dabc5f113c6f4e715",
    ]
    private static let pdq = [
        "b05bcd9b4d839364933625a4646c726c8d9bcd9b6b68133a92bee4a7ec721b50",
        "905bcc9b4d839364933627a4666c726c8d9bec9b6b68133a92bee4a3ec7a1b50",
    ]

    @Test("VICS 2.0, a case: hashes of all kinds, codes of its region, and the rest kept")
    func vicsCase() throws {
        let (entries, summary) = try read("vics20-case.json")
        #expect(summary.statement == HashListStatement(scheme: "VICS/CUSTOM", schemeVersion: "2.0"))
        #expect(summary.entries == 3)
        #expect(entries.map { $0.md5?.hexadecimal } == Self.md5)
        #expect(entries.map { $0.sha1?.hexadecimal } == Self.sha1)
        #expect(entries.map { $0.sha256?.hex } == Self.sha256)
        #expect(entries.map { $0.pictureHash?.hex } == [nil, Self.pdq[0], Self.pdq[1]])
        #expect(entries.map(\.code) == ["0", "5", "0"])
        #expect(entries.map(\.series) == [nil, "WALLPAPER-DEMO", "WALLPAPER-DEMO"])
        #expect(entries.map(\.fileName) == ["testcard.png", "wallpaper_a.png", "wallpaper_a_shift.png"])
        #expect(entries[1].mediaType == "image/png")
        #expect(entries[1].flags.isDistributed == false)
        #expect(entries[1].changedAt == "2026-01-15T09:30:00.000Z")
        let remainder = try #require(entries[1].remainder)
        #expect(
            remainder.hasPrefix(#"{"IsSuspected":false,"IsPrecategorized":false,"Tags":"texture","RelativeFilePath""#)
        )
        #expect(remainder.contains("EC1-000123"))
        #expect(!remainder.contains("HashName"))
    }

    @Test("VICS 2.0 and 1.3, hash sets: the region or none, and sizes in either spelling")
    func vicsHashSets() throws {
        let newer = try read("vics20-hashset.json")
        #expect(newer.summary.statement == HashListStatement(scheme: "VICS/Default", schemeVersion: "2.0"))
        let older = try read("vics13-hashset.json")
        #expect(older.summary.statement == HashListStatement(scheme: "VICS", schemeVersion: "1.3"))
        for entries in [newer.entries, older.entries] {
            #expect(entries.map { $0.md5?.hexadecimal } == Self.md5)
            #expect(entries.map(\.size) == [42600, 53392, 53422])
            #expect(entries.map(\.identifier) == ["1", "2", "3"])
        }
        #expect(
            older.entries[0].flags
                == .init(isDistributed: false, isVictimIdentified: false, isOffenderIdentified: false)
        )
        #expect(older.entries[0].remainder == nil)
        #expect(newer.entries[0].flags == .init())
    }

    @Test("CAID: the envelope of VICS under the scheme of CAID, without codes")
    func caid() throws {
        let (entries, summary) = try read("caid-nonrds-12.json")
        #expect(summary.statement == HashListStatement(scheme: "CAID", schemeVersion: "1.2"))
        #expect(entries.map { $0.sha1?.hexadecimal } == Self.sha1)
        #expect(entries.map(\.fileName) == ["testcard.png", "wallpaper_a.png", "wallpaper_a_shift.png"])
        #expect(entries.allSatisfy { $0.code == nil && $0.remainder == nil })
    }

    @Test("ICSE: flags, series and baseline")
    func icse() throws {
        let (entries, summary) = try read("icse-export.csv")
        #expect(summary.statement.scheme == "INTERPOL/BASELINE")
        #expect(entries.map { $0.md5?.hexadecimal } == Self.md5)
        #expect(entries.map(\.identifier) == ["1000", "1001", "1002"])
        #expect(entries[0].flags == .init(isDistributed: false, isVictimIdentified: false, isOffenderIdentified: false))
        #expect(entries[0].series == "WALLPAPER-DEMO")
        #expect(entries[0].code == "no")
        #expect(entries[0].mediaType == "Image")
        #expect(entries[0].remainder == #"{"Number of submissions":"1","File Available":"yes"}"#)
    }

    @Test("NSRL: the database of version 3 and the flat list of version 2")
    func nsrl() throws {
        let database = try read("nsrl-rdsv3-minimal.db")
        #expect(database.summary.statement == HashListStatement(name: "benign sample", version: "2026.01.1"))
        #expect(database.entries.map { $0.sha256?.hex } == Self.sha256)
        #expect(database.entries[0].remainder == #"{"crc32":"50043770","package_id":1}"#)
        let flat = try read("NSRLFile.txt")
        #expect(flat.entries[0].remainder == #"{"CRC32":"50043770","ProductCode":"1","OpSystemCode":"1"}"#)
        for entries in [database.entries, flat.entries] {
            #expect(entries.map { $0.md5?.hexadecimal } == Self.md5)
            #expect(entries.map { $0.sha1?.hexadecimal } == Self.sha1)
            #expect(entries.map(\.fileName) == ["testcard.png", "wallpaper_a.png", "wallpaper_a_shift.png"])
            #expect(entries.map(\.size) == [42600, 53392, 53422])
        }
    }

    @Test("NSRL: a full set, whose FILE is a view and has no CRC-32")
    func nsrlFull() throws {
        let path = try samples.database([
            "CREATE TABLE METADATA (id INTEGER PRIMARY KEY, sha256 VARCHAR, sha1 VARCHAR, md5 VARCHAR, file_name VARCHAR, bytes INTEGER)",
            """
            CREATE VIEW FILE AS SELECT UPPER(m.sha256) AS sha256, UPPER(m.sha1) AS sha1, UPPER(m.md5) AS md5, m.file_name, \
            m.bytes AS file_size, m.id AS package_id FROM METADATA AS m
            """,
            "INSERT INTO METADATA VALUES (7, '\(Self.sha256[0])', '\(Self.sha1[0])', '\(Self.md5[0])', 'testcard.png', 42600)",
        ])
        let (entries, _) = try HashListSamples.read(.nsrl, path)
        #expect(entries.map { $0.md5?.hexadecimal } == [Self.md5[0]])
        #expect(entries.map(\.size) == [42600])
        #expect(entries.map(\.remainder) == [#"{"package_id":7}"#])
    }

    @Test("Autopsy: hashes with the names and comments that refer to them")
    func autopsy() throws {
        let (entries, _) = try read("set.kdb")
        #expect(entries.map { $0.md5?.hexadecimal } == Self.md5)
        #expect(entries.map { $0.sha1?.hexadecimal } == [nil, Self.sha1[1], nil])
        #expect(entries.map { $0.sha256?.hex } == [nil, nil, Self.sha256[2]])
        #expect(entries.map(\.identifier) == ["1", "2", "4"])
        #expect(entries.map(\.fileName) == ["testcard.png", "wallpaper_a.png", nil])
        #expect(
            entries.map(\.remainder) == [nil, #"{"file_names":["wallpaper_b.png"]}"#, #"{"comments":["texture"]}"#]
        )
    }

    @Test("EnCase: the set's name and each record")
    func enCase() throws {
        let (entries, summary) = try read("set.hash")
        #expect(summary.statement.name == "Wände")
        #expect(entries.map { $0.md5?.hexadecimal } == Self.md5)
        #expect(entries.map(\.remainder) == [nil, #"{"trailer":"0100"}"#, nil])
    }

    @Test("Checksums: the kind by length, both marks, tags and escaped names")
    func checksums() throws {
        let (entries, _) = try read("MD5SUMS")
        #expect(entries.map { $0.md5?.hexadecimal } == [Self.md5[0], nil, nil, Self.md5[1]])
        #expect(entries.map { $0.sha1?.hexadecimal } == [nil, Self.sha1[0], nil, nil])
        #expect(entries[2].sha256?.hex == Self.sha256[0])
        #expect(
            entries.map(\.fileName) == [
                "testcard.png", "a folder/testcard.png", "two\nlines\\one", "wallpaper (a) = b.png",
            ]
        )
    }

    @Test("tx: lines of a local file, and CSV of both shapes")
    func signals() throws {
        let lines = try read("tx-signals.txt").entries
        #expect(lines.compactMap { $0.sha256?.hex } == Self.sha256)
        #expect(lines.compactMap { $0.pictureHash?.hex } == Self.pdq)
        let older = try read("tx-dataset.csv").entries
        #expect(older.map { $0.pictureHash?.hex } == Self.pdq)
        #expect(older.map(\.changedAt) == ["2026-01-15", "2026-01-15"])
        #expect(older[0].remainder == #"{"tags":"wallpaper demo"}"#)
        let newer = """
            signal_type,signal_str,collab,category,tags
            pdq,\(Self.pdq[0]),"Demo, first",POSITIVE_CLASS,wallpaper demo
            video_md5,\(Self.md5[0]),Demo,POSITIVE_CLASS,
            url,https://example.org/,Demo,POSITIVE_CLASS,
            """
        let (entries, _) = try HashListSamples.read(.tx, samples.file(Array(newer.utf8)))
        #expect(entries[0].pictureHash?.hex == Self.pdq[0])
        #expect(
            entries[0].remainder == #"{"collab":"Demo, first","category":"POSITIVE_CLASS","tags":"wallpaper demo"}"#
        )
        #expect(entries[1].md5?.hexadecimal == Self.md5[0])
        #expect(entries[1].mediaType == "video")
        #expect(entries[2].otherHashes == [.init(name: "url", value: "https://example.org/")])
    }

    @Test("NCMEC: fingerprints, classification, times and a tombstone")
    func ncmec() throws {
        let (entries, summary) = try read("hashsharing-v2.xml")
        #expect(summary.statement == HashListStatement(version: "2026-01-15T09:30:00Z", scheme: "NCMEC"))
        #expect(summary.entries == 4)
        #expect(summary.withdrawn == 1)
        #expect(entries.map(\.identifier) == ["1/img0", "1/img1", "1/img2", "1/img99"])
        #expect(entries.map(\.code) == ["X0", "X1", "X2", nil])
        #expect(entries.map { $0.md5?.hexadecimal } == Self.md5 + [nil])
        #expect(entries.map { $0.pictureHash?.hex } == [nil, Self.pdq[0], Self.pdq[1], nil])
        #expect(entries.map(\.isWithdrawn) == [false, false, false, true])
        #expect(entries[0].votesFor == 0)
        #expect(entries[3].changedAt == "2026-01-15T09:30:00Z")
        #expect(entries[3].votesFor == nil)
    }

    @Test("NCMEC: members who confirm and dispute are counted once each, whatever the prefix")
    func ncmecVotes() throws {
        let document = """
            <h:queryResult xmlns:h="https://hashsharing.ncmec.org/hashsharing/v2"><h:paging><h:next>x</h:next></h:paging>
            <h:videos count="1" maxTimestamp="2026-01-16T00:00:00Z"><h:video><h:member id="5">A</h:member><h:id>v</h:id>
            <h:fingerprints><h:md5>\(Self.md5[0])</h:md5><h:tmk_pdqf>abc=</h:tmk_pdqf></h:fingerprints><h:feedback>
            <h:affirmativeFeedback type="MD5"><h:members><h:member id="1">B</h:member><h:member id="2">C</h:member></h:members></h:affirmativeFeedback>
            <h:affirmativeFeedback type="TMK_PDQF"><h:members><h:member id="2">C</h:member></h:members></h:affirmativeFeedback>
            <h:negativeFeedback type="MD5"><h:reasons><h:reason guid="g" name="other"/><h:members><h:member id="3">D</h:member></h:members></h:reasons></h:negativeFeedback>
            </h:feedback></h:video></h:videos></h:queryResult>
            """
        let (entries, _) = try HashListSamples.read(.ncmec, samples.file(Array(document.utf8)))
        #expect(entries.map(\.votesFor) == [2])
        #expect(entries.map(\.votesAgainst) == [1])
        #expect(entries.map(\.mediaType) == ["video"])
        #expect(entries[0].otherHashes == [.init(name: "tmk_pdqf", value: "abc=")])
        #expect(entries[0].remainder?.contains(#""attributes":{"guid":"g","name":"other"}"#) == true)
    }

    @Test("PDQ: a hash a line, with or without quality")
    func pictureHashes() throws {
        let (entries, _) = try read("pdq.txt")
        #expect(entries.map { $0.pictureHash?.hex } == Self.pdq)
        #expect(entries.map(\.remainder) == [nil, #"{"quality":97}"#])
    }

    @Test("Entries come in batches, all of them once, and what the sink throws ends the reading")
    func batches() throws {
        struct Stop: Error {}
        let path = try TestData.url("interchange/vics20-case.json").path
        var batches: [Int] = []
        let summary = try HashListReader(format: .vics).read(path, batch: 2) { batches.append($0.count) }
        #expect(batches == [2, 1])
        #expect(summary.entries == 3)
        #expect(throws: Stop.self) { try HashListReader(format: .vics).read(path, batch: 1) { _ in throw Stop() } }
        // A store's own trouble is not the list's, even if both are SQLite's.
        let database = try TestData.url("interchange/nsrl-rdsv3-minimal.db").path
        #expect(throws: DatabaseError.self) {
            try HashListReader(format: .nsrl).read(database) { _ in throw DatabaseError(resultCode: .SQLITE_FULL) }
        }
    }

    @Test("Every format named as one of hash lists is read, and no other")
    func formats() throws {
        #expect(Set(try samples.all().map(\.format)) == Set(HashListReader.formats))
        for format in InterchangeFormat.allCases where !HashListReader.formats.contains(format) {
            #expect(throws: InterchangeError.self) { try HashListSamples.read(format, samples.file([])) }
        }
    }
}
