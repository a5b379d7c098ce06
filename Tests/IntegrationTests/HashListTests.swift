import Foundation
import TestSupport
import Testing

@Suite("Hash lists: read, looked up, treated and given out")
struct HashListTests {
    private let cairn: CairnRunner
    private let samples: URL
    private var pictures: String { samples.appendingPathComponent("media").path }

    init() throws {
        cairn = try CairnRunner()
        samples = try TestData.url("interchange")
        try cairn("case", "add", "A-1")
    }

    private func sample(_ name: String) -> String { samples.appendingPathComponent(name).path }

    private func known() throws -> [[String: Any]] {
        try cairn("overlaps", "--kind", "known_file", "--json").objects()
    }

    private func evidence(_ link: [String: Any]) -> [String: Any] { link["evidence"] as? [String: Any] ?? [:] }

    private func path(_ link: [String: Any]) -> String? { (link["a"] as? [String: Any])?["path"] as? String }

    @Test(
        "What is on a list of any format is recognised, whether the list or the evidence came first",
        arguments: [
            ("vics", "vics20-hashset.json", 3), ("vics", "vics13-hashset.json", 3), ("vics", "vics20-case.json", 3),
            ("icse", "icse-export.csv", 3), ("caid", "caid-nonrds-12.json", 3), ("nsrl", "nsrl-rdsv3-minimal.db", 3),
            ("nsrl", "NSRLFile.txt", 3), ("ncmec", "hashsharing-v2.xml", 3), ("tx", "tx-signals.txt", 3),
        ]
    )
    func recognised(_ format: String, _ file: String, _ count: Int) throws {
        try cairn("import", format, sample(file), "--list", "before")
        try cairn("ingest", "A-1", pictures)
        try cairn("import", format, sample(file), "--list", "after")
        let links = try known()
        for list in ["before", "after"] {
            let paths = Set(links.filter { evidence($0)["list"] as? String == list }.compactMap(path))
            #expect(paths.count == count, "\(list): \(paths)")
        }
        #expect(links.allSatisfy { $0["kind"] as? String == "known_file" })
        // Only what is known by the look of its picture alone may be another file.
        for link in links {
            let isAlike = evidence(link)["hash_type"] as? String == "pdq"
            #expect((evidence(link)["distance"] as? Int != nil) == isAlike)
            #expect(isAlike || link["strength"] as? Double == 1)
        }
    }

    @Test("A list that says so keeps its files from being analysed; withdrawn, they are")
    func skipped() throws {
        let list = cairn.folder.url.appendingPathComponent("known.md5")
        let digest = "e4530150f5329025048244e15ca2ad5b"
        try Data("\(digest)  testcard.png\n".utf8).write(to: list)
        try cairn("import", "md5sum", list.path, "--list", "known", "--treat", "skip")
        func summary() throws -> [String: Any] {
            let lines = try cairn("ingest", "A-1", pictures, "--json").objects()
            return try #require(lines.last?["summary"] as? [String: Any])
        }
        let first = try summary()
        #expect(first["files"] as? Int == 3 && first["added"] as? Int == 3)
        #expect(first["on_lists"] as? Int == 1 && first["skipped"] as? Int == 1)
        #expect(first["analysed"] as? Int == 2)
        let link = try #require(try known().first)
        #expect(path(link) == "testcard.png" && evidence(link)["hash_type"] as? String == "md5")

        let entry = try #require((link["b"] as? [String: Any])?["entry"] as? Int)
        try cairn("list", "withdraw", "known", "\(entry)", "--reason", "it is not")
        #expect(try known().isEmpty)
        #expect(try summary()["analysed"] as? Int == 1)
        #expect(try cairn("list", "show", "known", "--json").objects().map { $0["withdrawn"] as? Int } == [0, 1])
    }

    @Test("A list that says so gives its codes, once and under its own name")
    func coded() throws {
        try cairn("import", "ncmec", sample("hashsharing-v2.xml"), "--list", "shared", "--treat", "code")
        func coded() throws -> Int? {
            let lines = try cairn("ingest", "A-1", pictures, "--json").objects()
            return (lines.last?["summary"] as? [String: Any])?["coded"] as? Int
        }
        #expect(try coded() == 3)
        #expect(try coded() == 0)
        let votes = "SELECT DISTINCT author, code FROM code_vote ORDER BY code"
        let found = try SQLiteFile.dump([votes], path: cairn.data + "/cairn.sqlite")
        for code in ["X0", "X1", "X2"] { #expect(found.contains(code)) }
        #expect(found.contains("list:shared"))
    }

    @Test("A damaged list is refused with the place of the fault, and leaves what was there as it was")
    func damaged() throws {
        try cairn("import", "vics", sample("vics20-hashset.json"), "--list", "reference")
        let before = try cairn("list", "show", "--json").output
        let whole = try Data(contentsOf: samples.appendingPathComponent("vics20-hashset.json"))
        let cut = cairn.folder.url.appendingPathComponent("cut.json")
        try whole.prefix(whole.count / 2).write(to: cut)
        let refused = try cairn("import", "vics", cut.path, "--list", "reference", "--treat", "skip", expecting: 2)
        #expect(refused.errors.contains("byte"))
        #expect(try cairn("list", "show", "--json").output == before)
        let wrong = try cairn("import", "vics", sample("icse-export.csv"), expecting: 2)
        #expect(wrong.errors.contains("byte"))
        #expect(try cairn("list", "show", "--json").output == before)
        #expect(try cairn("import", "vcs", sample("icse-export.csv"), expecting: 2).errors.contains("vics"))
    }

    @Test("A file whose picture looks like one on a list of PDQ hashes is told, with the distance")
    func alike() throws {
        let digest = "b05bcd9b4d839364933625a4646c726c8d9bcd9b6b68133a92bee4a7ec721b53"
        let list = cairn.folder.url.appendingPathComponent("pictures.txt")
        try Data("\(digest)\n".utf8).write(to: list)
        try cairn("import", "pdq", list.path, "--list", "pictures", "--treat", "code")
        try cairn("ingest", "A-1", pictures)
        let links = try known()
        let link = try #require(links.first { path($0) == "wallpaper_a.png" })
        #expect(evidence(link)["hash_type"] as? String == "pdq")
        #expect(evidence(link)["distance"] as? Int == 2)
        let strength = try #require(link["strength"] as? Double)
        #expect(strength > 0.9 && strength < 1)
        #expect(!links.contains { path($0) == "testcard.png" })
        let asked = try cairn("search", pictures + "/wallpaper_a.png", "--json").objects()
        #expect(asked.contains { evidence($0)["hash_type"] as? String == "pdq" })
    }

    @Test("An entry that is taken back further down in the same file does not count")
    func takenBack() throws {
        func entry(_ name: String, _ rest: String) -> String {
            "<\(name)><member id=\"1\">A</member><timestamp>2026-01-01T00:00:00Z</timestamp><id>one</id>\(rest)</\(name)>"
        }
        let md5 = "<fingerprints><md5>ffffffffffffffffffffffffffffffff</md5></fingerprints>"
        let file = cairn.folder.url.appendingPathComponent("list.xml")
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <queryResult xmlns="https://hashsharing.ncmec.org/hashsharing/v2"><images count="2" maxTimestamp="">
            \(entry("image", md5))\(entry("deletedImage", ""))</images></queryResult>
            """
        try Data(text.utf8).write(to: file)
        let read = try cairn("import", "ncmec", file.path, "--list", "taken back", "--json").objects()
        #expect(read.first?["entries"] as? Int == 0)
    }

    @Test(
        "What is given out reads back as the same list",
        arguments: [
            ("vics", "vics20-hashset.json", "vics"), ("icse", "icse-export.csv", "icse"),
            ("icse", "icse-export.csv", "ncmec"), ("icse", "icse-export.csv", "csv"),
            ("icse", "icse-export.csv", "json"),
        ]
    )
    func roundTrip(_ source: String, _ file: String, _ format: String) throws {
        try cairn("import", source, sample(file), "--list", "first")
        let written = cairn.folder.url.appendingPathComponent("out").path
        try cairn("export", format, "--list", "first", "--output", written)
        let read = try cairn("import", format, written, "--list", "second", "--json").objects()
        #expect(read.first?["entries"] as? Int == 3)
        try cairn("ingest", "A-1", pictures)
        let lists = try known().reduce(into: [String: Set<String>]()) { lists, link in
            lists[evidence(link)["list"] as? String ?? "", default: []].insert(path(link) ?? "")
        }
        #expect(lists["first"]?.count == 3)
        #expect(lists["second"] == lists["first"])
    }

    @Test("A format that cannot hold a list's codes refuses, says why, and leaves the file that was there")
    func unfit() throws {
        try cairn("import", "icse", sample("icse-export.csv"), "--list", "first")
        let written = cairn.folder.url.appendingPathComponent("out")
        try Data("before".utf8).write(to: written)
        let refused = try cairn("export", "vics", "--list", "first", "--output", written.path, expecting: 2)
        #expect(refused.errors.contains("entry 1"))
        #expect(try Data(contentsOf: written) == Data("before".utf8))
    }
}
