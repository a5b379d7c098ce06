import Foundation
import TestSupport
import Testing

@Suite("Overlaps with files that a report states and does not bring")
struct StatedOverlapTests {
    private let desk: ReportFolder
    private let picture = "interchange/media/wallpaper_a.png"

    init() throws {
        desk = try ReportFolder()
        try desk.cairn("case", "add", "B-2")
    }

    private func ingest(into reference: String) throws {
        try desk.cairn("ingest", reference, try TestData.url(picture).path, "--exhibit", "card")
    }

    private func stated(_ arguments: String...) throws -> [[String: Any]] {
        let outcome = try desk.cairn.program.run(["--data", desk.cairn.data, "overlaps", "--json"] + arguments)
        return try outcome.objects().compactMap { $0["stated"] as? [String: Any] }
    }

    @Test("A set of hashes alone tells which of its files another case holds, as a claim and not as a link")
    func hashesAlone() throws {
        _ = try desk.imported("vics", try TestData.url("interchange/vics13-hashset.json").path, "--exhibit", "set")
        #expect(try stated().isEmpty)
        try ingest(into: "B-2")
        for reference in ["A-1", "B-2"] {
            let lines = try desk.cairn("overlaps", "--case", reference, "--json").objects()
            #expect(lines.count == 1 && lines[0]["kind"] == nil, "\(lines)")
            let link = try #require(lines[0]["stated"] as? [String: Any])
            let (item, file) = (link["a"] as? [String: String], link["b"] as? [String: String])
            #expect(item?["case"] == "B-2" && item?["exhibit"] == "card" && item?["path"] == "wallpaper_a.png")
            #expect(file?["case"] == "A-1" && file?["exhibit"] == "set" && file?["standing"] == "missing")
            #expect(file?["md5"] == "e8f690f863281a749877c07dcb2683fe")
        }
        let text = try desk.cairn("overlaps", "--case", "A-1").output
        #expect(text.hasPrefix("no overlaps\n"))
        #expect(text.contains("stated by reports of A-1, not held there: 1 files that B-2 holds"))
        #expect(text.contains("B-2 · card · wallpaper_a.png"))
        #expect(try stated("--kind", "exact").count == 1)
        #expect(try stated("--kind", "near_duplicate").isEmpty)
        #expect(try desk.cairn("overlaps", "--cases", "--json").output.isEmpty)
    }

    @Test("A file by its MD5 alone is told as such, and one whose stronger digest differs is not told")
    func weak() throws {
        try ingest(into: "B-2")
        func set(_ more: String) -> String {
            #"{"@odata.context":"x/2.0.xml/US/$metadata#Media","value":[{"MediaID":1,"#
                + #""MD5":"E8F690F863281A749877C07DCB2683FE""# + more + "}]}"
        }
        _ = try desk.imported("vics", try desk.write(set(""), "set.json"))
        let link = try #require(try stated("--case", "A-1").first)
        #expect((link["evidence"] as? [String: Any])?["hash_type"] as? String == "md5")
        #expect(try desk.cairn("overlaps").output.contains("by MD5 alone, which can be forged"))

        let other = #","SHA1":"\#(String(repeating: "0", count: 40))""#
        _ = try desk.imported("vics", try desk.write(set(other), "other.json"))
        #expect(try stated("--case", "A-1").count == 1)
    }

    @Test(
        "What the report's own case holds is shown within it only, and what lies beside the report is an ordinary link"
    )
    func within() throws {
        try ingest(into: "A-1")
        _ = try desk.imported("vics", try TestData.url("interchange/vics13-hashset.json").path, "--exhibit", "set")
        #expect(try stated().isEmpty)
        #expect(try stated("--within").count == 1)
        try ingest(into: "B-2")
        _ = try desk.imported("vics", try desk.copyVICS())
        let links = try desk.cairn("overlaps", "--json").objects().filter { $0["kind"] as? String == "exact" }
        #expect(links.count == 2)
        #expect(try stated().count == 1, "of the set alone, whose files are not here")
    }
}
