import CaseModel
import Foundation
import TestSupport
import Testing

@Suite("vPDQ files, out and in")
struct FrameHashFileTests {
    private func lines(of video: String) throws -> String {
        let outcome = try Program("cairn").run(["hash", "--format", "vpdq", try TestData.url(video).path])
        #expect(outcome.code == 0, "\(outcome.errors)")
        return outcome.output
    }

    @Test("A clip's list is the reference's, line by line")
    func reference() throws {
        let expected = try String(
            contentsOf: TestData.url("conformance/video/test-padded-dimensions.txt"),
            encoding: .utf8
        )
        #expect(try lines(of: "conformance/video/test-padded-dimensions.mp4") == expected)
    }

    @Test("A list finds the video it was made of, and its share of both sides is told")
    func search() throws {
        let cairn = try CairnRunner()
        try cairn("case", "add", "A-1")
        for name in ["crystal.mp4", "station_360p.mp4"] {
            try cairn("ingest", "A-1", try TestData.url("dev/originals/video/\(name)").path, "--features", "none")
        }
        let folder = try TemporaryFolder()
        let list = folder.url.appendingPathComponent("list.txt")
        try Data(try lines(of: "dev/originals/video/station_360p.mp4").utf8).write(to: list)
        let links = try cairn("search", "--vpdq", list.path, "--json").objects()
        #expect(links.count == 1)
        let best = try #require(links.first)
        #expect((best["b"] as? [String: Any])?["path"] as? String == "station_360p.mp4")
        let evidence = try #require(best["evidence"] as? [String: Any])
        // Stored are two frames a second; of those between them many have moved on.
        #expect(evidence["frame_share_a"] as? Double ?? 0 > 0.2)
        #expect(evidence["frame_share_b"] as? Double ?? 0 > 0.8)
    }

    @Test("What is no list is refused with the line, and is not taken for something else")
    func refused() throws {
        let cairn = try CairnRunner()
        try cairn("case", "add", "A-1")
        let outcome = try cairn("search", "--vpdq", try TestData.url("dev/formats/own0.png").path, expecting: 1)
        #expect(outcome.errors.contains("line 1"))
        try cairn("search", "--vpdq", "--region", "1,2,3,4", "x", expecting: 2)
        try cairn("hash", "--format", "vpdq", "a.mp4", "b.mp4", expecting: 2)
    }
}
