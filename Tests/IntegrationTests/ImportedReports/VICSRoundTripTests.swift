import Foundation
import TestSupport
import Testing

@Suite("A VICS case read into a case and written again")
struct VICSRoundTripTests {
    private let desk: ReportFolder

    init() throws {
        desk = try ReportFolder()
    }

    /// The sample with fields that no model names on every level, and a medium whose bytes are not here.
    private func source() throws -> String {
        _ = try desk.copyVICS()
        var text = String(decoding: try TestData.bytes("interchange/vics20-case.json"), as: UTF8.self)
        text = text.replacing(
            "\"TotalMediaFiles\": 3,",
            with: "\"TotalMediaFiles\": 3, \"Jurisdiction\": {\"Code\": 7},"
        )
        text = text.replacing(
            "\"MediaID\": 2,",
            with: #""MediaID": 2, "Review": [{"By": "A", "At": null, "Weight": 1.50}],"#
        )
        text = text.replacing("\"PhysicalLocation\": 8192,", with: #""PhysicalLocation": 8192, "Carved": "no","#)
        let gone = """
            {"MediaID": 9, "Category": 3, "MD5": "00112233445566778899AABBCCDDEEFF", "MediaSize": 12, "Comments": "away",
            "VictimIdentified": true, "RelativeFilePath": "media\\\\gone.jpg", "Later": "field", "MediaFiles": [{"MD5":
            "00112233445566778899AABBCCDDEEFF", "FileName": "gone.jpg", "FilePath": "\\\\gone.jpg"}]},
            """
        return text.replacing("\"Media\": [", with: "\"Media\": [\(gone)")
    }

    private func export(_ name: String = "out.json") throws -> Any {
        let file = desk.cairn.folder.url.appendingPathComponent(name)
        try desk.cairn("export", "vics", "--case", "A-1", "--output", file.path)
        return try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    }

    /// Each value by its path; media by their MD5, as their order may change.
    private func values(_ value: Any, at path: String = "") -> [String: String] {
        var found: [String: String] = [:]
        switch value {
        case let object as [String: Any]:
            for (key, inner) in object { found.merge(values(inner, at: "\(path)/\(key)")) { $1 } }
        case let list as [Any]:
            for (position, inner) in list.enumerated() {
                let name = path.hasSuffix("/Media") ? (inner as? [String: Any])?["MD5"] as? String : nil
                found.merge(values(inner, at: "\(path)/\(name ?? "\(position)")")) { $1 }
            }
        default: found[path] = "\(value)"
        }
        return found
    }

    private func differences(_ old: Any, _ new: Any) -> [String] {
        let (olds, news) = (values(old), values(new))
        return Set(olds.keys).union(news.keys).sorted().compactMap { path in
            olds[path] == news[path] ? nil : "\(path): \(olds[path] ?? "-") > \(news[path] ?? "-")"
        }
    }

    @Test("Every field comes back, unknown ones and media that are not here too, but for those of the document itself")
    func roundTrip() throws {
        let text = try source()
        let report = try desk.write(text, "case.json")
        #expect(desk.standings(try desk.imported("vics", report)) == ["agrees": 3, "missing": 1])
        let written = try export()
        let found = differences(try JSONSerialization.jsonObject(with: Data(text.utf8)), written)
        // The case's own name, who wrote it, a count that nothing relies on, and a PDQ hash that the sample lacks.
        let expected = [
            "/value/0/CaseID: ", "/value/0/CaseNumber: DEMO-2026-0001 > A-1",
            "/value/0/Media/DB8D4CB65835FA79305BA47882A1CDD5/AlternativeHashes/2/",
            "/value/0/Media/E4530150F5329025048244E15CA2AD5B/AlternativeHashes/1/HashName: - > PDQ",
            "/value/0/Media/E4530150F5329025048244E15CA2AD5B/AlternativeHashes/1/HashValue: - > ",
            "/value/0/Media/E4530150F5329025048244E15CA2AD5B/AlternativeHashes/1/MD5: - > ",
            "/value/0/SourceApplicationVersion: ", "/value/0/TotalMediaFiles: 3 > -",
        ]
        let unexpected = found.filter { difference in !expected.contains { difference.hasPrefix($0) } }
        #expect(unexpected.isEmpty, "\(unexpected)")
        #expect(values(written)["/value/0/Media/E8F690F863281A749877C07DCB2683FE/Review/0/Weight"] == "1.5")
        #expect(values(written)["/value/0/Media/00112233445566778899AABBCCDDEEFF/Later"] == "field")

        // What was written can be read again, and says the same then.
        let second = try ReportFolder()
        _ = try second.copyVICS()
        let again = try second.write(
            String(contentsOf: desk.cairn.folder.url.appendingPathComponent("out.json"), encoding: .utf8),
            "again.json"
        )
        _ = try second.imported("vics", again)
        let file = second.cairn.folder.url.appendingPathComponent("out.json")
        try second.cairn("export", "vics", "--case", "A-1", "--output", file.path)
        let rewritten = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        #expect(differences(written, rewritten).isEmpty)
    }

    @Test("What was ingested before the report came is told with what the report says of it")
    func ingestedBefore() throws {
        let pictures = try TestData.url("interchange/media").path
        try desk.cairn("ingest", "A-1", pictures, "--exhibit", "card")
        let report = try TestData.url("interchange/vics20-case.json")
        let copy = try desk.write(String(contentsOf: report, encoding: .utf8), "case.json")
        #expect(desk.standings(try desk.imported("vics", copy)) == ["missing": 3])
        let written = values(try export())
        let media = "/value/0/Media/E8F690F863281A749877C07DCB2683FE"
        #expect(written["\(media)/Series"] == "WALLPAPER-DEMO")
        #expect(written["\(media)/MediaFiles/0/FilePath"] == #"\DCIM\100TEST\wallpaper_a.png"#)
        #expect(written["\(media)/MediaFiles/1/FilePath"] == #"\wallpaper_a.png"#)
        #expect(written["\(media)/MediaFiles/1/SourceID"] == "card")
        #expect(Set(written.keys.filter { $0.hasSuffix("/MediaSize") }).count == 3)
    }

    @Test("A content of other digests is not told as what the report says; what it says goes out beside it")
    func differing() throws {
        let report = try desk.copyVICS()
        try FileManager.default.removeItem(at: desk.folder.appendingPathComponent("media/wallpaper_a.png"))
        try desk.write("not the wallpaper", "media/wallpaper_a.png")
        _ = try desk.imported("vics", report)
        let written = values(try export())
        #expect(written.keys.filter { $0.hasSuffix("/MediaSize") }.count == 4)
        let stated = "/value/0/Media/E8F690F863281A749877C07DCB2683FE"
        #expect(written["\(stated)/Tags"] == "texture" && written["\(stated)/Category"] == "5")
        let other = try #require(written.first { $0.key.hasSuffix("/MediaSize") && $0.value == "17" }?.key)
        #expect(written[other.replacing("MediaSize", with: "Category")] == nil)
        #expect(Set(written.filter { $0.key.hasSuffix("/MediaID") }.values).count == 4)
    }

    @Test("The region that says what categories mean goes out again")
    func region() throws {
        let text = try source().replacing("2.0.xml/CUSTOM/", with: "2.0.xml/UK/")
        _ = try desk.imported("vics", try desk.write(text, "case.json"))
        let written = try export() as? [String: Any]
        #expect((written?["@odata.context"] as? String)?.contains("2.0.xml/UK/$metadata#Cases") == true)
    }
}
