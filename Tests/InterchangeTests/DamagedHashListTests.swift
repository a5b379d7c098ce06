import Foundation
import Interchange
import TestSupport
import Testing

@Suite("Damaged and hostile hash lists")
struct DamagedHashListTests {
    private let samples: HashListSamples

    init() throws {
        samples = try HashListSamples()
    }

    /// Reads a list; a fault must be one that names its place, anything else fails the test.
    ///
    /// - Parameters:
    ///   - bytes: The list.
    ///   - format: Its format.
    /// - Returns: What is wrong with it; nil if it could be read.
    /// - Throws: What is no fault of the list.
    private func fault(_ bytes: [UInt8], _ format: InterchangeFormat) throws -> InterchangeError? {
        let path = try samples.file(bytes)
        do {
            _ = try HashListReader(format: format).read(path) { _ in }
            return nil
        } catch let error as InterchangeError {
            return error
        }
    }

    @Test("A list that is cut anywhere reads up to there or is refused; one with an end of its own is always refused")
    func cut() throws {
        for sample in try samples.all() {
            for part in 0..<50 {
                let error = try fault(Array(sample.bytes.prefix(sample.bytes.count * part / 50)), sample.format)
                if [.vics, .caid, .json, .ncmec, .dfxml, .ufed].contains(sample.format)
                    || part == 0 && sample.bytes[0] == 0x53
                {
                    #expect(error != nil, "\(sample.name) cut at \(part)/50")
                }
            }
        }
    }

    @Test("Thousands of changed lists are read or refused")
    func mutants() throws {
        var random = SeededGenerator(seed: 20_260_115)
        for sample in try samples.all() {
            let isDatabase = sample.bytes.starts(with: Array("SQLite".utf8))
            var refused = 0
            for _ in 0..<(isDatabase ? 200 : 2000) {
                var bytes = sample.bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    guard !bytes.isEmpty else { break }
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<6, using: &random) {
                    case 0: bytes[place] = .random(in: 0...255, using: &random)
                    case 1: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                    case 2: bytes.remove(at: place)
                    case 3: bytes.insert("\"{}[]<>/&;,\\\n\0=".utf8.randomElement(using: &random) ?? 0, at: place)
                    case 4: bytes.removeSubrange(place..<min(bytes.count, place + .random(in: 1...64, using: &random)))
                    default:
                        let end = min(bytes.count, place + .random(in: 1...64, using: &random))
                        bytes.insert(contentsOf: bytes[place..<end], at: .random(in: 0...bytes.count, using: &random))
                    }
                }
                if try fault(bytes, sample.format) != nil { refused += 1 }
            }
            #expect(refused > 0 || sample.format == .encase, "\(sample.name): no mutant was refused")
        }
    }

    @Test(
        "A fault names the place",
        arguments: [
            (InterchangeFormat.icse, "MD5;SHA1\ne453;\n", "line 2: MD5: 4 digits instead of 32"),
            (.icse, "MD5;SHA1\n;\n", "line 2: no hash"),
            (
                .icse, "MD5;Is distributed\n\ne4530150f5329025048244e15ca2ad5b;perhaps\n",
                "line 3: Is distributed: neither yes nor no"
            ),
            (.icse, "MD5;SHA1;md5\n", "line 1: the column md5 twice"),
            (.icse, "Name;Size\n", "line 1: neither a column MD5 nor SHA1"),
            (.icse, "MD5;SHA1\n\"a\nb", "line 2: a quotation mark without its second"),
            (.icse, "MD5;SHA1\n\"a\"b;\n", "line 2: something between a closing quotation mark and the field's end"),
            (.icse, "", "line 1: no row of column names"),
            (.nsrl, "\"SHA-1\",\"MD5\"\n\"x\"\n", "line 2: 1 fields under 2 column names"),
            (
                .nsrl, "MD5,FileSize\ne4530150f5329025048244e15ca2ad5b,-1\n",
                "line 2: FileSize: no whole number from 0 to 2^63"
            ),
            (.md5sum, "\n\nzz  name\n", "line 3: 2 letters where a digest belongs"),
            (.md5sum, "g4530150f5329025048244e15ca2ad5b  name\n", "line 1: no hexadecimal digits"),
            (.md5sum, "\\e4530150f5329025048244e15ca2ad5b  a\\b\n", "line 1: an escape in a name that is none"),
            (.tx, "pdq b05b\n", "line 1: 4 digits instead of 64"),
            (.tx, "abc\n", "line 1: a signal whose type is not stated and cannot be told by its length"),
            (
                .pdq, "b05bcd9b4d839364933625a4646c726c8d9bcd9b6b68133a92bee4a7ec721b50,101",
                "line 1: a quality of more than 100"
            ),
            (
                .ncmec, "<queryResult><images><image><id>1</id></image></images></queryResult>",
                "queryResult/images (byte 22): no hash"
            ),
            (
                .ncmec,
                "<queryResult><images><image><id>1</id><fingerprints><pdq>0</pdq></fingerprints></image></images></queryResult>",
                "queryResult/images (byte 53): pdq: 1 digits instead of 64"
            ),
            (
                .ncmec, "<queryResult><images><video/></images></queryResult>",
                "queryResult/images (byte 22): neither image nor tombstone of one"
            ),
            (
                .ncmec, "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><queryResult/>",
                "byte 2: a document type declaration, which is refused"
            ),
            (.ncmec, "<html/>", "html (byte 1): no queryResult of hash sharing"),
            (.vics, #"{"value":[{"MediaID":7}]}"#, "value[0] (byte 10): no hash"),
            (.vics, #"{"value":[{"MD5":7}]}"#, "value[0].MD5 (byte 17): no string of hexadecimal digits"),
            (
                .vics, #"{"value":[{"MD5":"","md5":1,"MD5":""}]}"#,
                "value[0].MD5 (byte 28): the key MD5 twice in one object"
            ),
            (.caid, "[]", "byte 0: no object where one belongs"),
            (.json, #"{"format":"other"}"#, "format (byte 10): no hash list of Cairn"),
            (
                .json, #"{"format":"cairn-hash-list","entries":[{"md5":"0"}]}"#,
                "entries[0].md5 (byte 46): 1 digits instead of 32"
            ),
            (.json, #"{"format":"cairn-hash-list","entries":[{}]}"#, "entries[0] (byte 39): no hash"),
            (.csv, "md5,colour\n", "line 1: a column colour, which a hash list does not have"),
            (.csv, "identifier,remainder\na,{\n", "line 2: remainder: the file ends too early"),
            (.csv, "identifier,is_withdrawn\na,\n", "line 2: no hash"),
            (.encase, "HASH", "byte 0: no hash set of EnCase"),
            (.autopsy, "SQLite", "no SQLite file"),
        ] as [(InterchangeFormat, String, String)]
    )
    func places(format: InterchangeFormat, text: String, message: String) throws {
        #expect(try fault(Array(text.utf8), format)?.message == message)
    }

    @Test(
        "Text in another encoding is refused with its place",
        arguments: [
            InterchangeFormat.icse, .nsrl, .md5sum, .tx, .pdq, .csv, .json, .vics, .caid, .ncmec,
        ]
    )
    func encodings(format: InterchangeFormat) throws {
        #expect(try fault(Array("abc".utf8) + [0xe4, 0x20], format)?.place == .byte(3))
        let isText = [.json, .vics, .caid, .ncmec].contains(format)
        let cut = try fault([0xff, 0xfe, 0x0a, 0x00, 0x0a], format)?.place
        #expect(cut == .byte(4) || isText && cut != nil)
    }

    @Test("Values a million deep are refused", arguments: [InterchangeFormat.vics, .caid, .json, .ncmec, .csv])
    func depth(format: InterchangeFormat) throws {
        let text: String
        switch format {
        case .ncmec: text = "<queryResult><images>" + String(repeating: "<image>", count: 1_000_000)
        case .csv: text = "identifier,remainder\na," + String(repeating: "[", count: 1_000_000)
        case .json: text = #"{"format":"# + String(repeating: "[", count: 1_000_000)
        default: text = #"{"value":[{"Later":"# + String(repeating: "[", count: 1_000_000)
        }
        #expect(try fault(Array(text.utf8), format)?.fault.contains("64 deep") == true)
    }

    @Test(
        "A file of a gigabyte without an end to its first value is refused after a small part",
        arguments: [
            InterchangeFormat.vics, .json, .ncmec, .icse, .nsrl, .md5sum, .tx, .pdq, .csv, .autopsy, .encase,
        ]
    )
    func hugeFile(format: InterchangeFormat) throws {
        let beginning: String
        switch format {
        case .vics, .json: beginning = #"{"value":[{"MD5":""#
        case .ncmec: beginning = "<queryResult><images>x"
        case .icse: beginning = "MD5;SHA1\n\""
        case .nsrl, .csv: beginning = "MD5\n\""
        default: beginning = "e453"
        }
        let path = try samples.file(Array(beginning.utf8))
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: 1 << 30)
        try file.close()
        #expect(throws: InterchangeError.self) { try HashListReader(format: format).read(path) { _ in } }
    }

    @Test(
        "A database whose schema would run code of its own is refused",
        arguments: [
            (
                [
                    "CREATE VIEW FILE AS WITH RECURSIVE n(sha1) AS (SELECT 1 UNION ALL SELECT sha1 FROM n) SELECT sha1 FROM n"
                ],
                "a view that makes rows of its own"
            ),
            (["CREATE VIEW FILE AS SELECT zeroblob(1000000000) AS sha1"], "a view that calls a function"),
            (["CREATE TABLE FILE (x, sha1 AS (zeroblob(1000000000)))"], "a table that computes what it holds"),
            (["CREATE VIRTUAL TABLE FILE USING fts5(sha1)"], "a table that computes what it holds"),
            (["CREATE TABLE OTHER (sha1)"], "no table FILE with a column sha256, sha1 or md5"),
        ] as [([String], String)]
    )
    func hostileSchemas(statements: [String], fault: String) throws {
        let path = try samples.database(statements)
        let error = #expect(throws: InterchangeError.self) { try HashListReader(format: .nsrl).read(path) { _ in } }
        #expect(error?.message == fault)
    }

    @Test(
        "A value of the wrong type in a database is named by table and row",
        arguments: [
            (
                InterchangeFormat.nsrl, ["CREATE TABLE FILE (sha1, file_size)", "INSERT INTO FILE VALUES (NULL, 1)"],
                "row 1 of table FILE: no hash"
            ),
            (
                .nsrl, ["CREATE TABLE FILE (sha1, file_size)", "INSERT INTO FILE VALUES (7, 1)"],
                "row 1 of table FILE: sha1: no digest"
            ),
            (
                .nsrl,
                [
                    "CREATE TABLE FILE (sha1, file_size)",
                    "INSERT INTO FILE VALUES (x'c90ecf654174d20d5832c468faca52f6f9af8d66', 1)",
                    "INSERT INTO FILE VALUES (x'c90ecf654174d20d5832c468faca52f6f9af8d66', 'big')",
                ],
                "row 2 of table FILE: file_size: no whole number"
            ),
            (
                .autopsy, ["CREATE TABLE hashes (id, md5)", "INSERT INTO hashes VALUES (1, x'e453')"],
                "row 1 of table hashes: md5: 2 bytes instead of 16"
            ),
            (
                .autopsy, ["CREATE TABLE hashes (id, md5)", "INSERT INTO hashes VALUES ('a', NULL)"],
                "row 1 of table hashes: id: no whole number"
            ),
            (
                .autopsy,
                [
                    "CREATE TABLE hashes (id, md5)", "CREATE TABLE file_names (name, hash_id)",
                    "INSERT INTO file_names VALUES (x'00', 1)",
                ],
                "row 1 of table file_names: name: no text"
            ),
        ] as [(InterchangeFormat, [String], String)]
    )
    func wrongTypes(format: InterchangeFormat, statements: [String], message: String) throws {
        let path = try samples.database(statements)
        let error = #expect(throws: InterchangeError.self) { try HashListReader(format: format).read(path) { _ in } }
        #expect(error?.message == message)
    }
}
