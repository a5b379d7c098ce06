import Foundation
import TestSupport
import Testing

/// The demonstration cases, as a new user runs them.
@Suite("Demonstration cases")
struct DemonstrationTests {
    private func ingestAll(_ folder: URL) throws -> CairnRunner {
        let cairn = try CairnRunner()
        let exhibits = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.contains("_") && !$0.contains(".") }
        #expect(exhibits.count == 3)
        for exhibit in exhibits {
            let reference = String(exhibit.prefix { $0 != "_" })
            try cairn("case", "add", reference)
            try cairn("ingest", reference, folder.appendingPathComponent(exhibit).path)
        }
        return cairn
    }

    private func planted(_ cairn: CairnRunner, _ folder: URL) throws -> [[String: Any]] {
        let truth = folder.appendingPathComponent("truth.json").path
        return try Program("cairn-bench").run(["planted", truth, "--data", cairn.data, "--json"]).objects()
    }

    @Test("The shared demonstration shows every planted overlap that needs no local features")
    func sharedDemonstration() throws {
        let folder = try TestData.url("demo")
        let cairn = try ingestAll(folder)
        let later: Set = ["edited_copy", "object_in_scene", "same_place_other_view", "same_camera"]
        for overlap in try planted(cairn, folder).dropLast() where !later.contains(overlap["kind"] as? String ?? "") {
            #expect(overlap["found"] as? Bool == true, "\(overlap)")
        }
    }

    @Test("Our own demonstration shows every planted overlap that it says is covered, once per pair and kind")
    func ownDemonstration() throws {
        let folder = TestData.repository.appendingPathComponent("demo")
        let cairn = try ingestAll(folder)
        let truth =
            try JSONSerialization.jsonObject(
                with: Data(contentsOf: folder.appendingPathComponent("truth.json"))
            ) as? [String: Any]
        let overlaps = try #require(truth?["overlaps"] as? [[String: Any]])
        for (overlap, found) in zip(overlaps, try planted(cairn, folder)) where overlap["covered"] as? Bool != false {
            #expect(found["found"] as? Bool == true, "\(overlap)")
        }
        let links = try cairn("overlaps", "--json").objects()
        let keys = links.map { link in
            let sides = ["a", "b"].map { (link[$0] as? [String: Any])?["path"] as? String ?? "" }
            return [link["kind"] as? String ?? ""] + sides
        }
        #expect(Set(keys).count == keys.count)
        #expect(links.allSatisfy { (0...1).contains($0["strength"] as? Double ?? -1) })
    }

    @Test("A copy of a registered picture is found by searching for it, and by comparing the two")
    func searchAndCompare() throws {
        let folder = try TestData.url("demo")
        let cairn = try ingestAll(folder)
        let copy = folder.appendingPathComponent("CASE-C_memory-card/PRIVATE/share/photo_5.jpg").path
        let original = folder.appendingPathComponent("CASE-A_seized-phone/DCIM/Camera/IMG_20190501_120311.jpg").path
        let kinds = try cairn("search", copy, "--json").objects().map { link in
            [link["kind"] as? String, (link["b"] as? [String: Any])?["case"] as? String]
        }
        #expect(kinds.contains(["exact", "CASE-C"]))
        #expect(kinds.contains(["near_duplicate", "CASE-A"]))
        let link = try #require(try cairn("compare", original, copy, "--json").objects().first)
        #expect(link["kind"] as? String == "near_duplicate")
        #expect(((link["evidence"] as? [String: Any])?["pdq_distance"] as? Int ?? 99) <= 31)
    }
}
