import CaseModel
import Foundation
import GRDB
import Interchange
import TestSupport

/// Lists of every format, as files: those of the test data, and made ones of the formats that it lacks.
struct HashListSamples {
    /// A list.
    struct Sample {
        let format: InterchangeFormat
        let name: String
        let bytes: [UInt8]
    }

    /// The folder that the lists lie in.
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// One list or more of every format.
    func all() throws -> [Sample] {
        let given: [(InterchangeFormat, String)] = [
            (.vics, "vics20-case.json"), (.vics, "vics20-hashset.json"), (.vics, "vics13-hashset.json"),
            (.caid, "caid-nonrds-12.json"), (.icse, "icse-export.csv"), (.nsrl, "nsrl-rdsv3-minimal.db"),
            (.nsrl, "NSRLFile.txt"), (.tx, "tx-signals.txt"), (.tx, "tx-dataset.csv"), (.ncmec, "hashsharing-v2.xml"),
            (.dfxml, "sample.dfxml"),
        ]
        return try given.map { Sample(format: $0, name: $1, bytes: try TestData.bytes("interchange/\($1)")) } + [
            Sample(format: .autopsy, name: "set.kdb", bytes: try autopsy()),
            Sample(format: .encase, name: "set.hash", bytes: Self.enCase()),
            Sample(format: .md5sum, name: "MD5SUMS", bytes: Array(Self.checksums.utf8)),
            Sample(format: .pdq, name: "pdq.txt", bytes: Array(Self.pictureHashes.utf8)),
            Sample(format: .ufed, name: "report.xml", bytes: Array(UFEDSample.text.utf8)),
            Sample(format: .csv, name: "own.csv", bytes: try Self.written(.csv)),
            Sample(format: .json, name: "own.json", bytes: try Self.written(.json)),
        ]
    }

    /// Writes bytes to a file of the folder.
    func file(_ bytes: [UInt8], _ name: String = "list") throws -> String {
        let url = folder.url.appendingPathComponent(name)
        try Data(bytes).write(to: url)
        return url.path
    }

    /// Makes a SQLite file of statements.
    func database(_ statements: [String], _ name: String = "list.db") throws -> String {
        let url = folder.url.appendingPathComponent(name)
        try? FileManager.default.removeItem(at: url)
        let queue = try DatabaseQueue(path: url.path)
        try queue.writeWithoutTransaction { database in
            for statement in statements { try database.execute(sql: statement) }
        }
        try queue.close()
        return url.path
    }

    /// All entries of a list, and its summary.
    static func read(
        _ format: InterchangeFormat,
        _ path: String,
        batch: Int = 4096
    ) throws -> (entries: [HashListEntry], summary: HashListSummary) {
        var entries: [HashListEntry] = []
        let summary = try HashListReader(format: format).read(path, batch: batch) { entries += $0 }
        return (entries, summary)
    }

    /// Entries that between them tell all that an entry can.
    static func entries() throws -> [HashListEntry] {
        var full = HashListEntry()
        full.identifier = "12/a"
        full.md5 = [UInt8](hexadecimal: "e4530150f5329025048244e15ca2ad5b")
        full.sha1 = [UInt8](hexadecimal: "c90ecf654174d20d5832c468faca52f6f9af8d66")
        full.sha256 = ContentDigest(hex: "47250ac0ce781e96ae441f0a1698accdefb213d95c42a33adaa63b5108c3f467")
        full.pictureHash = PerceptualHash(hex: "b05bcd9b4d839364933625a4646c726c8d9bcd9b6b68133a92bee4a7ec721b50")
        full.otherHashes = [.init(name: "PhotoDNA", value: "AAEC/+8="), .init(name: "SSDEEP", value: "3:a,b;\"c\":d")]
        full.code = "5"
        full.fileName = "Größe, \"neu\";\nzwei\\drei 🚀.png"
        full.size = 42600
        full.mediaType = "image/png"
        full.series = "WALLPAPER;DEMO"
        full.flags = .init(isDistributed: true, isVictimIdentified: false, isOffenderIdentified: true)
        full.votesFor = 3
        full.votesAgainst = 0
        full.changedAt = "2026-01-15T09:30:00.0000Z"
        full.remainder = #"{"Tags":"texture","Number":1.50,"elements":[{"name":"note","text":"a < b"}]}"#
        var video = HashListEntry()
        video.identifier = "7"
        video.md5 = [UInt8](hexadecimal: "e8f690f863281a749877c07dcb2683fe")
        video.mediaType = "video"
        var picture = HashListEntry()
        picture.pictureHash = PerceptualHash(hex: "905bcc9b4d839364933627a4666c726c8d9bec9b6b68133a92bee4a3ec7a1b50")
        picture.remainder = #"{"quality":97}"#
        var withdrawn = HashListEntry()
        withdrawn.identifier = "12/b"
        withdrawn.isWithdrawn = true
        return [full, video, picture, withdrawn]
    }

    /// Those entries as a list.
    static func written(
        _ format: InterchangeFormat,
        _ entries: [HashListEntry]? = nil,
        statement: HashListStatement = HashListStatement(
            name: "Demo",
            version: "4",
            scheme: "VICS/US",
            schemeVersion: "2.0"
        )
    ) throws -> [UInt8] {
        var written: [UInt8] = []
        var writer = try HashListWriter(format: format, statement: statement) { written += $0 }
        for entry in try entries ?? Self.entries() { try writer.write(entry) }
        _ = try writer.finish()
        return written
    }

    private func autopsy() throws -> [UInt8] {
        let path = try database([
            "CREATE TABLE db_properties (name TEXT NOT NULL, value TEXT)",
            "CREATE TABLE hashes (id INTEGER PRIMARY KEY AUTOINCREMENT, md5 BINARY(16) UNIQUE, sha1 BINARY(20), sha2_256 BINARY(32))",
            "CREATE TABLE file_names (name TEXT NOT NULL, hash_id INTEGER NOT NULL)",
            "CREATE TABLE comments (comment TEXT NOT NULL, hash_id INTEGER NOT NULL)",
            "INSERT INTO db_properties VALUES ('Schema Version', '1')",
            "INSERT INTO hashes VALUES (1, x'e4530150f5329025048244e15ca2ad5b', NULL, NULL)",
            "INSERT INTO hashes VALUES (2, x'e8f690f863281a749877c07dcb2683fe', x'a0e2f3e258ebc2682e840cdcfc39c3169925cb44', NULL)",
            "INSERT INTO hashes VALUES (4, x'db8d4cb65835fa79305ba47882a1cdd5', NULL, x'ee4b2dda46680c0ae4ecc055cdb7b3ce6a77a280dafd464dabc5f113c6f4e715')",
            "INSERT INTO file_names VALUES ('wallpaper_b.png', 2), ('wallpaper_a.png', 2), ('testcard.png', 1), ('lost.png', 3)",
            "INSERT INTO comments VALUES ('texture', 4)",
        ])
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// A hash set of EnCase with the name `Wände` and three records.
    static func enCase() -> [UInt8] {
        var bytes = [0x48, 0x41, 0x53, 0x48, 0x0d, 0x0a, 0xff, 0x00] + [UInt8](repeating: 0, count: 1144)
        for (index, unit) in "Wände".utf16.enumerated() {
            bytes[1032 + 2 * index] = UInt8(truncatingIfNeeded: unit)
            bytes[1033 + 2 * index] = UInt8(unit >> 8)
        }
        for (digest, trailer) in [
            ("e4530150f5329025048244e15ca2ad5b", "0000"), ("e8f690f863281a749877c07dcb2683fe", "0100"),
            ("db8d4cb65835fa79305ba47882a1cdd5", "0000"),
        ] { bytes += [UInt8](hexadecimal: digest + trailer) ?? [] }
        return bytes
    }

    static let checksums = #"""
        # made on a Monday
        e4530150f5329025048244e15ca2ad5b  testcard.png
        c90ecf654174d20d5832c468faca52f6f9af8d66 *a folder/testcard.png

        \47250ac0ce781e96ae441f0a1698accdefb213d95c42a33adaa63b5108c3f467  two\nlines\\one
        MD5 (wallpaper (a) = b.png) = e8f690f863281a749877c07dcb2683fe

        """#

    static let pictureHashes = """
        b05bcd9b4d839364933625a4646c726c8d9bcd9b6b68133a92bee4a7ec721b50
        905bcc9b4d839364933627a4666c726c8d9bec9b6b68133a92bee4a3ec7a1b50,97

        """
}
