import Foundation
import TestSupport
import Testing

@Suite("Sightings on the command line")
struct SightingTests {
    private let cairn: CairnRunner

    init() throws {
        cairn = try CairnRunner()
        try cairn("case", "add", "N-1")
        let exhibit = cairn.folder.url.appendingPathComponent("box")
        try FileManager.default.createDirectory(at: exhibit, withIntermediateDirectories: true)
        for name in ["one", "two"] {
            try Data("a text of its own: \(name)\n".utf8).write(to: exhibit.appendingPathComponent("\(name).txt"))
        }
        try cairn("ingest", "N-1", exhibit.path)
    }

    @Test("A sighting is added, listed, found by its address, and taken back")
    func keeping() throws {
        let added = try cairn(
            "sighting",
            "add",
            "one.txt",
            "--case",
            "N-1",
            "--source",
            "chat",
            "--address-type",
            "handle",
            "--address",
            "@Dealer",
            "--latitude",
            "-33.9",
            "--longitude",
            "18.4",
            "--first-seen",
            "2026-05-01",
            "--reported-by",
            "H",
            "--json"
        )
        #expect(try added.objects().first?["sighting"] as? Int == 1)
        let wrong = try cairn(
            "sighting",
            "add",
            "one.txt",
            "--case",
            "N-1",
            "--source",
            "chat",
            "--first-seen",
            "soon",
            "--place",
            "P",
            "--reported-by",
            "H",
            expecting: 2
        )
        #expect(wrong.errors.contains("first_seen"))
        let listed = try #require(try cairn("sighting", "list", "--case", "N-1", "--json").objects().first)
        #expect(listed["gps"] as? [Double] == [-33.9, 18.4])
        #expect((listed["address"] as? [String: String])?["value"] == "@dealer")
        #expect(try cairn("sighting", "list", "--address", "dealer", "--json").objects().count == 1)
        let content = try cairn("sighting", "list", "--case", "N-1", "--content", "one.txt", "--json").objects()
        #expect((content.last?["device"] as? [String: Any])?["path"] as? String == "one.txt")
        try cairn("sighting", "list", expecting: 2)

        let note = cairn.folder.url.appendingPathComponent("note.txt")
        try Data("Ask @dealer about it.\n".utf8).write(to: note)
        #expect(try cairn("search", note.path).output.contains("sighting 1 of N-1: one.txt at handle @dealer"))

        try cairn("sighting", "withdraw", "N-1", "1", "--reason", "another content")
        try cairn("sighting", "withdraw", "N-1", "1", "--reason", "another content", expecting: 2)
        #expect(try cairn("sighting", "list", "--case", "N-1", "--json").objects().isEmpty)
    }

    @Test("A table is imported as a whole or not at all")
    func importing() throws {
        let table = cairn.folder.url.appendingPathComponent("table.csv")
        let rows = "content,source,reported_by,place\none.txt,chat,H,P\n"
        try Data((rows + "three.txt,chat,H,P\n").utf8).write(to: table)
        let faulty = try cairn("sighting", "import", "N-1", table.path, expecting: 2)
        #expect(faulty.errors.contains("line 3: content: the case holds no three.txt"))
        #expect(try cairn("sighting", "list", "--case", "N-1", "--json").objects().isEmpty)
        try Data(rows.utf8).write(to: table)
        let read = try cairn("sighting", "import", "N-1", table.path, "--json").objects()
        #expect(read.first?["added"] as? Int == 1)
        #expect(
            try cairn("sighting", "list", "--case", "N-1", "--json").objects().first?["entry"] as? String == "imported"
        )
    }
}
