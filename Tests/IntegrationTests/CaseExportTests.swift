import Foundation
import TestSupport
import Testing

@Suite("A case in the formats of the field")
struct CaseExportTests {
    private let cairn: CairnRunner

    init() throws {
        cairn = try CairnRunner()
        let pictures = try TestData.url("interchange").appendingPathComponent("media").path
        for reference in ["A-1", "B-2"] {
            try cairn("case", "add", reference, "--title", "Textures, \(reference)")
            try cairn("ingest", reference, pictures, "--exhibit", "=box")
        }
    }

    private func export(_ format: String, _ more: String..., case reference: String = "A-1") throws -> String {
        let file = cairn.folder.url.appendingPathComponent("out").path
        let arguments = ["--data", cairn.data, "export", format, "--case", reference, "--output", file] + more
        let outcome = try cairn.program.run(arguments)
        try #require(outcome.code == 0, "\(outcome.errors)")
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    @Test("The same case gives the same bytes", arguments: ["case", "vics", "dfxml", "csv", "json"])
    func stable(_ format: String) throws {
        let first = try export(format)
        #expect(try export(format) == first)
        for name in ["testcard.png", "wallpaper_a.png", "wallpaper_a_shift.png"] { #expect(first.contains(name)) }
    }

    @Test("CASE names every node that is referred to, with digests and the links to the other case")
    func ontology() throws {
        let document = try JSONSerialization.jsonObject(with: Data(try export("case").utf8)) as? [String: Any]
        let graph = try #require(document?["@graph"] as? [[String: Any]])
        let names = Set(graph.compactMap { $0["@id"] as? String })
        func references(_ value: Any) -> [String] {
            if let list = value as? [Any] { return list.flatMap(references) }
            guard let node = value as? [String: Any] else { return [] }
            if node.count == 1, let name = node["@id"] as? String { return [name] }
            return node.values.flatMap(references)
        }
        let missing = Set(graph.flatMap { references($0) }).subtracting(names).filter { $0.hasPrefix("kb:") }
        #expect(missing.isEmpty)
        let text = try export("case")
        #expect(text.contains("47250ac0ce781e96ae441f0a1698accdefb213d95c42a33adaa63b5108c3f467"))
        #expect(text.contains("uco-observable:ObservableRelationship"))
    }

    @Test("VICS reads back as a list of the case's files")
    func vics() throws {
        let text = try export("vics")
        let file = cairn.folder.url.appendingPathComponent("case.json")
        try Data(text.utf8).write(to: file)
        try cairn("import", "vics", file.path, "--list", "of A-1")
        let known = try cairn("overlaps", "--kind", "known_file", "--case", "B-2", "--json").objects()
        let ways = Dictionary(grouping: known) { ($0["evidence"] as? [String: Any])?["hash_type"] as? String ?? "" }
        #expect(ways["sha256"]?.count == 3)
        // The two pictures of one wallpaper look alike, each like the other's entry; their bytes are told apart.
        #expect(ways["pdq"]?.count == 2)
        #expect(known.count == 5)
    }

    @Test("A table's cells are no formulas, and its links name both sides")
    func tables() throws {
        #expect(!(try export("csv")).contains("\n=box"))
        let links = try export("json", "--table", "links").split(separator: "\n")
        #expect(links.count { $0.contains("\"kind\":\"exact\"") } == 3)
        #expect(links.allSatisfy { $0.contains("\"case_a\":\"A-1\"") && $0.contains("\"case_b\":\"B-2\"") })
        #expect(try export("json", "--table", "custody").contains("ingest finished"))
    }

    @Test("What cannot be written is said, and the export is on record")
    func refusals() throws {
        #expect(try cairn("export", "nsrl", "--case", "A-1", expecting: 2).errors.contains("dfxml"))
        #expect(try cairn("export", "case", expecting: 2).errors.contains("--case"))
        #expect(try cairn("export", "case", "--case", "A-2", expecting: 2).errors.contains("A-1"))
        _ = try export("dfxml")
        let acts = try SQLiteFile.dump(["SELECT act FROM audit_entry"], path: cairn.data + "/cairn.sqlite")
        #expect(acts.contains("case.exported"))
    }
}
