import CaseModel
import Foundation
import Interchange
import TestSupport
import Testing

@Suite("Writing hash lists")
struct HashListWriterTests {
    private let samples: HashListSamples

    init() throws {
        samples = try HashListSamples()
    }

    private func again(
        _ format: InterchangeFormat,
        _ entries: [HashListEntry]? = nil
    ) throws -> (entries: [HashListEntry], summary: HashListSummary) {
        try HashListSamples.read(format, samples.file(HashListSamples.written(format, entries)))
    }

    @Test("Cairn's own JSON and CSV lose nothing")
    func ownFormats() throws {
        let json = try again(.json)
        #expect(json.entries == (try HashListSamples.entries()))
        #expect(json.summary.withdrawn == 1)
        #expect(
            json.summary.statement
                == HashListStatement(name: "Demo", version: "4", scheme: "VICS/US", schemeVersion: "2.0")
        )
        #expect(try again(.csv).entries == (try HashListSamples.entries()))
    }

    @Test("VICS keeps all but votes and what has no MD5, and calls kinds of hashes as VICS does")
    func vics() throws {
        let (entries, summary) = try again(.vics)
        #expect(summary.statement == HashListStatement(scheme: "VICS/US", schemeVersion: "2.0"))
        #expect(entries.count == 2)
        var expected = try HashListSamples.entries()[0]
        expected.identifier = "1"
        (expected.votesFor, expected.votesAgainst) = (nil, nil)
        expected.remainder = #"{"Tags":"texture"}"#
        #expect(entries[0] == expected)
        #expect(entries[1].identifier == "7")
        let text = String(decoding: try HashListSamples.written(.vics), as: UTF8.self)
        #expect(text.contains(#""HashName":"SHA256","HashValue":"47250AC0"#))
        #expect(text.contains(#""PhotoDNA":"AAEC/+8=""#))
        #expect(text.contains(#""MD5":"E4530150F5329025048244E15CA2AD5B","FileName":"#))
    }

    @Test("A VICS hash set that was read and written as a list is the same list")
    func vicsAgain() throws {
        let path = try TestData.url("interchange/vics20-case.json").path
        let (entries, _) = try HashListSamples.read(.vics, path)
        #expect(try again(.vics, entries).entries == entries)
    }

    @Test(
        "A code that is none of the format's scheme is refused rather than lost",
        arguments: [
            (InterchangeFormat.vics, "A1", "entry 1: its code is no whole number, as a VICS category is"),
            (.icse, "5", "entry 1: its code is neither yes nor no, as ICSE's baseline is"),
        ] as [(InterchangeFormat, String, String)]
    )
    func codes(format: InterchangeFormat, code: String, message: String) throws {
        var entry = try HashListSamples.entries()[0]
        entry.code = code
        let error = #expect(throws: InterchangeError.self) { try HashListSamples.written(format, [entry]) }
        #expect(error?.message == message)
    }

    @Test("ICSE's own export comes out as it went in")
    func icse() throws {
        let given = try TestData.bytes("interchange/icse-export.csv")
        let (entries, _) = try HashListSamples.read(.icse, samples.file(given))
        #expect(try HashListSamples.written(.icse, entries) == given)
    }

    @Test("NCMEC: kinds apart and counted, tombstones, and what the members said")
    func ncmec() throws {
        var entries = try HashListSamples.entries()
        entries[0].remainder = """
            {"elements":[{"name":"member","attributes":{"id":"12"},"text":"Example & Co"},{"name":"feedback","children":\
            [{"name":"affirmativeFeedback","attributes":{"type":"MD5"},"children":[{"name":"members","children":\
            [{"name":"member","attributes":{"id":"3"},"text":"B"}]}]}]}]}
            """
        let (read, summary) = try again(.ncmec, entries)
        #expect(summary.statement.version == "2026-01-15T09:30:00Z")
        #expect(read.map(\.identifier) == ["12/a", "0/\(entries[2].pictureHash?.hex ?? "")", "12/b", "0/7"])
        #expect(read.map(\.isWithdrawn) == [false, false, true, false])
        #expect(read[0].md5 == entries[0].md5)
        #expect(read[0].pictureHash == entries[0].pictureHash)
        #expect(read[0].otherHashes.first == .init(name: "pdna", value: "AAEC/+8="))
        #expect(read[0].code == "5")
        #expect(read[0].votesFor == 1)
        #expect(read[0].remainder == entries[0].remainder)
        let text = String(decoding: try HashListSamples.written(.ncmec, entries), as: UTF8.self)
        #expect(text.contains(#"<images count="3" maxTimestamp="2026-01-15T09:30:00Z">"#))
        #expect(text.contains(#"<videos count="1""#))
        #expect(text.contains(#"<member id="12">Example &amp; Co</member>"#))
    }

    @Test("NCMEC's own answer comes out with the same entries")
    func ncmecAgain() throws {
        let path = try TestData.url("interchange/hashsharing-v2.xml").path
        let (entries, _) = try HashListSamples.read(.ncmec, path)
        var read = try again(.ncmec, entries).entries
        // An empty element of feedback says that there is none; nothing is written for it.
        for index in read.indices where !read[index].isWithdrawn {
            (read[index].votesFor, read[index].votesAgainst) = (0, 0)
        }
        #expect(read == entries)
    }

    @Test("Formats of single hashes hold what they can, and count the rest")
    func plainLists() throws {
        for (format, count) in [(InterchangeFormat.md5sum, 2), (.pdq, 2), (.tx, 3)] {
            var written: [UInt8] = []
            var writer = try HashListWriter(format: format) { written += $0 }
            for entry in try HashListSamples.entries() { try writer.write(entry) }
            let summary = try writer.finish()
            #expect(summary.written == count)
            #expect(summary.skipped == 4 - count)
        }
        let (sums, _) = try again(.md5sum)
        #expect(sums.map(\.fileName) == [try HashListSamples.entries()[0].fileName, "7"])
        #expect(try again(.pdq).entries.map(\.remainder) == [nil, #"{"quality":97}"#])
        let signals = try again(.tx).entries
        #expect(signals.compactMap(\.md5).count == 2)
        #expect(signals.first { $0.mediaType == "video" }?.md5 == (try HashListSamples.entries()[1].md5))
    }

    @Test("An empty list is a list", arguments: HashListWriter.formats)
    func empty(format: InterchangeFormat) throws {
        let (entries, summary) = try again(format, [])
        #expect(entries.isEmpty)
        #expect(summary.entries == 0)
    }

    @Test("What the sink throws comes through")
    func failingSink() throws {
        struct Full: Error {}
        var writer = try HashListWriter(format: .json) { _ in throw Full() }
        try writer.write(HashListSamples.entries()[0])
        #expect(throws: Full.self) { try writer.finish() }
    }
}
