import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Reports of other programs as exhibits of a case")
struct ReportImportTests {
    private let desk: ReportFolder

    init() throws {
        desk = try ReportFolder()
    }

    @Test("Media of a VICS case become items at their paths on the device, once, and search finds them")
    func vics() throws {
        let report = try desk.copyVICS()
        let first = try desk.imported("vics", report)
        #expect(first["statements"] as? Int == 3)
        #expect(first["scheme"] as? String == "VICS/CUSTOM")
        #expect(desk.standings(first) == ["agrees": 3])
        let expected = ["testcard.png", "wallpaper_a.png", "wallpaper_a_shift.png"].map { "DCIM/100TEST/\($0)" }
        #expect(try desk.paths() == expected)
        #expect(try desk.rows("SELECT label FROM exhibit") == ["case.json"])

        _ = try desk.imported("vics", report)
        #expect(try desk.paths() == expected)
        #expect(try desk.rows("SELECT count(*) FROM report_statement") == ["3"])
        let found = try desk.cairn("search", try TestData.url("interchange/media/testcard.png").path, "--json")
            .objects()
        #expect(found.contains { $0["kind"] as? String == "exact" })

        let statement = try #require(try desk.reported().first?["statement"] as? [String: Any])
        #expect(statement["Tags"] as? String == "testcard")
        #expect(statement["DateUpdated"] as? String == "2026-01-15T09:30:00.000Z")
        let acts = try desk.rows("SELECT act FROM audit_entry")
        #expect(acts.contains("report.imported") && acts.contains("ingest.finished"))
    }

    @Test("A hash set of VICS 1.3 names no places: its media are on record as not here, and a search for one tells so")
    func notHeld() throws {
        let set = try TestData.url("interchange/vics13-hashset.json").path
        let report = try desk.imported("vics", set, "--exhibit", "list")
        #expect(desk.standings(report) == ["missing": 3])
        #expect(try desk.paths().isEmpty)
        let picture = try TestData.url("interchange/media/wallpaper_a.png").path
        let lines = try desk.cairn("search", picture, "--json").objects()
        let reported = try #require(lines.compactMap { $0["reported"] as? [String: Any] }.first)
        #expect(reported["standing"] as? String == "missing")
        #expect(reported["exhibit"] as? String == "list")

        try desk.cairn("case", "add", "B-2")
        try desk.cairn("ingest", "B-2", picture, "--exhibit", "card")
        try desk.cairn("import", "vics", set, "--list", "known")
        let files = try desk.reported()
        let held = files.compactMap { ($0["held"] as? [[String: Any]])?.first?["case"] as? String }
        #expect(held == ["B-2"])
        #expect(files.allSatisfy { $0["lists"] as? [String] == ["known"] })
    }

    @Test("Files extracted beside a DFXML agree with its digests, and elements that no model names are kept")
    func dfxml() throws {
        for name in ["testcard.png", "wallpaper_a.png", "wallpaper_a_shift.png"] {
            try desk.copy(name, to: "files/DCIM/100TEST/\(name)")
        }
        let text = String(decoding: try TestData.bytes("interchange/sample.dfxml"), as: UTF8.self)
        let extended = text.replacing(
            "<id>1</id>",
            with:
                "<id>1</id><alloc>0</alloc><crtime>2024-05-06T07:08:09Z</crtime><inode>77</inode><tool:mark xmlns:tool=\"urn:example\" level=\"3\">seen<tool:by>X</tool:by></tool:mark>"
        )
        let report = try desk.write(extended, "disk.dfxml")
        let done = try desk.imported("dfxml", report, "--files", desk.folder.appendingPathComponent("files").path)
        #expect(desk.standings(done) == ["agrees": 3])
        let statement = try #require(try desk.reported().first?["statement"] as? [String: Any])
        let elements = try #require(statement["elements"] as? [[String: Any]])
        let mark = try #require(elements.first { $0["element"] as? String == "tool:mark" })
        #expect((mark["attributes"] as? [String: String])?["level"] == "3")
        #expect(mark["text"] as? String == "seen")
        #expect((mark["elements"] as? [[String: Any]])?.first?["text"] as? String == "X")
        #expect(elements.contains { $0["element"] as? String == "inode" && $0["text"] as? String == "77" })

        // The times on the device go out again, not those of the copies.
        let written = try desk.cairn("export", "dfxml", "--case", "A-1").output
        #expect(written.contains("<crtime>2024-05-06T07:08:09Z</crtime>"))
        #expect(written.contains("<alloc>0</alloc>"))
        #expect(written.matches(of: /<mtime>2025-12-01T10:00:00Z<\/mtime>/).count == 3)
    }

    @Test("A file of other digests than the report states is an item, and is told and kept as such")
    func differs() throws {
        let report = try desk.copyVICS()
        try FileManager.default.removeItem(at: desk.folder.appendingPathComponent("media/wallpaper_a.png"))
        try desk.write("not the wallpaper", "media/wallpaper_a.png")
        try FileManager.default.removeItem(at: desk.folder.appendingPathComponent("media/testcard.png"))
        let outcome = try desk.cairn("import", "vics", report, "--case", "A-1")
        #expect(outcome.output.contains("1 here, with OTHER digests than the report states"))
        #expect(outcome.errors.contains("DCIM/100TEST/wallpaper_a.png: here, with OTHER digests"))
        let files = try desk.cairn("case", "reported", "A-1", "--json", "--standing", "differs").objects()
        #expect(files.count == 1)
        let custody = try desk.rows("SELECT details FROM custody_entry WHERE act = 'report compared'")
        #expect(custody == ["3 statements; files: agrees 1, differs 1, missing 1"])

        // What is missing may come later.
        try desk.copy("testcard.png", to: "media/testcard.png")
        #expect(desk.standings(try desk.imported("vics", report)) == ["agrees": 2, "differs": 1])
        // An item that was taken in stays one when the medium with the files is away.
        try FileManager.default.removeItem(at: desk.folder.appendingPathComponent("media"))
        #expect(desk.standings(try desk.imported("vics", report)) == ["agrees": 2, "differs": 1])
        #expect(try desk.paths().count == 3)
    }

    @Test("No path leads out of the folder of the files: no steps up, no absolute paths, no links")
    func traversal() throws {
        let outside = desk.cairn.folder.url.appendingPathComponent("outside")
        try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: outside.appendingPathComponent("a.txt"))
        try desk.write("inside", "in/a.txt")
        let manager = FileManager.default
        try manager.createSymbolicLink(at: desk.folder.appendingPathComponent("way"), withDestinationURL: outside)
        try manager.createSymbolicLink(
            at: desk.folder.appendingPathComponent("a.txt"),
            withDestinationURL: outside.appendingPathComponent("a.txt")
        )
        let places = [
            #"..\\outside\\a.txt"#, #"in\\..\\..\\outside\\a.txt"#, outside.path + "/a.txt", #"\\etc\\hostname"#,
            #"C:\\a.txt"#, #"way\\a.txt"#, "a.txt", "in", #"in\\a.txt\u0000.png"#,
        ]
        let media = places.enumerated().map { position, place in
            """
            {"MediaID":\(position),"RelativeFilePath":"\(place)",
            "MediaFiles":[{"FileName":"\(position).txt","FilePath":"..\\\\..\\\\\(position).txt"}]}
            """
        }
        let text = #"{"@odata.context":"x/2.0.xml/US/$metadata#Media","value":["# + media.joined(separator: ",") + "]}"
        let report = try desk.write(text, "set.json")
        #expect(desk.standings(try desk.imported("vics", report)) == ["refused": places.count])
        #expect(try desk.paths().isEmpty)

        let fine = text.replacing(#""way\\a.txt""#, with: #"".\\in/a.txt""#)
        let second = try desk.write(fine, "second.json")
        #expect(desk.standings(try desk.imported("vics", second)) == ["refused": places.count - 1, "unproven": 1])
        #expect(try desk.paths() == ["5.txt"])
    }

    @Test(
        "A damaged report says where, and leaves nothing",
        arguments: [
            ("vics", "interchange/vics20-case.json", "value[0]"), ("dfxml", "interchange/sample.dfxml", "byte"),
            ("vics", "interchange/sample.dfxml", "byte"), ("ufed", "interchange/sample.dfxml", "no UFED report"),
        ]
    )
    func damaged(_ format: String, _ sample: String, _ place: String) throws {
        let text = String(decoding: try TestData.bytes(sample), as: UTF8.self)
        let report = try desk.write(String(text.prefix(text.count - 300)), "cut")
        let outcome = try desk.cairn("import", format, report, "--case", "A-1", expecting: 2)
        #expect(outcome.errors.contains("cut cannot be read as \(format), and nothing of it was kept"))
        #expect(outcome.errors.contains(place), "\(outcome.errors)")
        for table in ["exhibit", "imported_report", "report_statement", "reported_file", "item"] {
            #expect(try desk.rows("SELECT count(*) FROM \(table)") == ["0"])
        }
    }

    @Test("What does not belong together is refused, and an unknown case names the nearest")
    func usage() throws {
        let report = try desk.copyVICS()
        #expect(try desk.cairn("import", "vics", report, "--case", "A-2", expecting: 2).errors.contains("A-1"))
        #expect(try desk.cairn("import", "icse", report, "--case", "A-1", expecting: nil).code != 0)
        #expect(try desk.cairn("import", "vics", report, "--case", "A-1", "--list", "x", expecting: nil).code != 0)
        #expect(try desk.cairn("import", "vics", report, "--files", "/", expecting: nil).code != 0)
        let folder = desk.folder.appendingPathComponent("none").path
        #expect(try desk.cairn("import", "vics", report, "--case", "A-1", "--files", folder, expecting: 2).code == 2)
        try desk.cairn("import", "vics", report, "--list", "of the sample")
        #expect(try desk.paths().isEmpty, "without --case it is a hash list")
    }

    @Test("Killed at random moments and run again, an import gives the same database as an undisturbed one")
    func kills() throws {
        let folder = try TestData.url("demo/CASE-B_seized-laptop")
        let files = try TestData.files("demo/CASE-B_seized-laptop").map { file in
            String(file.path.dropFirst(folder.path.count + 1)).replacing("/", with: #"\\"#)
        }
        let media = files.enumerated().map { position, file in
            #"{"MediaID":\#(position),"RelativeFilePath":"\#(file)","MediaFiles":[]}"#
        }
        let text = #"{"@odata.context":"x/2.0.xml/US/$metadata#Media","value":["# + media.joined(separator: ",") + "]}"
        func arguments(_ desk: ReportFolder) throws -> [String] {
            let report = try desk.write(text, "set.json")
            return [
                "--data", desk.cairn.data, "import", "vics", report, "--case", "A-1", "--files", folder.path,
            ]
        }
        func state(_ desk: ReportFolder) throws -> [String] {
            try [desk.cairn.dump()] + desk.rows("SELECT path, standing, item_id FROM reported_file ORDER BY id")
        }
        let start = Date()
        #expect(try desk.cairn.program.run(arguments(desk)).code == 0)
        let longest = UInt32(Date().timeIntervalSince(start) * 600_000) + 50_000
        let expected = try state(desk)
        #expect(expected.count == files.count + 1)
        var random = SeededGenerator(seed: 23)
        var kills = 0
        while kills < 6 {
            let disturbed = try ReportFolder()
            while true {
                let running = try disturbed.cairn.program.start(try arguments(disturbed))
                if kills < 6 {
                    usleep(UInt32.random(in: 5_000...longest, using: &random))
                    running.send(SIGKILL)
                }
                let outcome = running.wait()
                if outcome.code == 0 { break }
                #expect(outcome.code == 128 + SIGKILL, "\(outcome.errors)")
                kills += 1
            }
            #expect(try state(disturbed) == expected, "after \(kills) kills")
        }
    }
}
