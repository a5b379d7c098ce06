import Foundation
import Glibc
import TestSupport
import Testing

@Suite("A quick look, and the full one that follows")
struct QuickTierTests {
    private static let folders = [
        "A-1": "demo/CASE-A_seized-phone/DCIM/Camera", "B-2": "demo/CASE-B_seized-laptop/Users/guest/Videos",
    ]

    private func ingestBoth(_ cairn: CairnRunner, _ options: String...) throws -> [[String: Any]] {
        var items: [[String: Any]] = []
        for (reference, folder) in Self.folders.sorted(by: { $0.key < $1.key }) {
            let arguments = ["--data", cairn.data, "ingest", reference, try TestData.url(folder).path, "--json"]
            let outcome = try cairn.program.run(arguments + options)
            #expect(outcome.code == 0, "\(outcome.errors)")
            items += try outcome.objects()
        }
        return items
    }

    private func runner() throws -> CairnRunner {
        let cairn = try CairnRunner()
        for reference in Self.folders.keys.sorted() { try cairn("case", "add", reference) }
        return cairn
    }

    private func frames(_ cairn: CairnRunner) throws -> Int {
        try SQLiteFile.count("SELECT count(*) FROM frame_hash", path: cairn.data + "/cairn.sqlite")
    }

    @Test("What was only looked at quickly says so, everywhere, until the full look, which leaves no trace of it")
    func completed() throws {
        let direct = try runner()
        _ = try ingestBoth(direct)
        let cairn = try runner()
        let quick = try ingestBoth(cairn, "--quick-only")
        let videos = quick.filter { $0["kind"] as? String == "video" }
        #expect(videos.count >= 2)
        #expect(videos.allSatisfy { $0["tier"] as? String == "quick" })
        #expect(quick.filter { $0["kind"] as? String == "image" }.allSatisfy { $0["tier"] == nil })
        #expect(try frames(cairn) < frames(direct))
        let listed = try cairn("case", "list", "--json").objects()
        #expect(listed.compactMap { $0["quick_items"] as? Int }.reduce(0, +) == videos.count)
        #expect(try cairn("case", "list").output.contains("--quick-only"))
        for link in try cairn("overlaps", "--kind", "video_segment", "--json").objects() {
            let evidence = try #require(link["evidence"] as? [String: Any])
            #expect(evidence["tier"] as? String == "quick")
            #expect(link["strength"] as? Double ?? 1 <= 0.9)
        }
        let summary = try ingestBoth(cairn).compactMap { $0["summary"] as? [String: Any] }
        #expect(summary.compactMap { $0["deepened"] as? Int }.reduce(0, +) == videos.count)
        #expect(summary.compactMap { $0["added"] as? Int }.reduce(0, +) == 0)
        #expect(try cairn.dump() == direct.dump())
        let again = try (ingestBoth(cairn) + ingestBoth(cairn, "--quick-only")).compactMap {
            $0["summary"] as? [String: Any]
        }
        #expect(again.compactMap { $0["analysed"] as? Int }.reduce(0, +) == 0)
        #expect(try cairn.dump() == direct.dump())
        try cairn("verify", "--full")
    }

    @Test("A quick look first says when a disk can be searched, and ends where a full look at once does")
    func quickFirst() throws {
        let direct = try runner()
        _ = try ingestBoth(direct)
        let cairn = try runner()
        let lines = try ingestBoth(cairn, "--quick")
        let searchable = lines.compactMap { $0["searchable"] as? [String: Any] }
        #expect(searchable.count == Self.folders.count)
        #expect(searchable.allSatisfy { $0["added"] as? Int ?? 0 > 0 })
        let summaries = lines.compactMap { $0["summary"] as? [String: Any] }
        #expect(summaries.compactMap { $0["added"] as? Int } == searchable.compactMap { $0["added"] as? Int })
        #expect(summaries.allSatisfy { $0["quick"] as? Int == 0 && $0["unchanged"] as? Int ?? -1 >= 0 })
        #expect(try cairn.dump() == direct.dump())
        try cairn("verify")
    }

    private func completesAfterKills(inOrder: Bool, expecting expected: String) throws -> Bool {
        var random = SeededGenerator(seed: 12)
        var isSame = true
        for _ in 0..<4 {
            let cairn = try runner()
            _ = try ingestBoth(cairn, "--quick-only")
            for (reference, folder) in Self.folders.sorted(by: { $0.key < $1.key }) {
                let path = try TestData.url(folder).path
                let running = try cairn.program.start(["--data", cairn.data, "ingest", reference, path])
                usleep(UInt32.random(in: 20_000...2_000_000, using: &random))
                running.send(SIGKILL)
                _ = running.wait()
                if inOrder { try cairn("ingest", reference, path) }
            }
            _ = try ingestBoth(cairn)
            isSame = try isSame && cairn.dump() == expected
            try cairn("verify")
        }
        return isSame
    }

    @Test("Killed while it completes a quick look and run again, ingest gives the same as a full look at once")
    func kills() throws {
        let direct = try runner()
        _ = try ingestBoth(direct)
        let expected = try direct.dump()
        #expect(try completesAfterKills(inOrder: true, expecting: expected))
        let isSame = try completesAfterKills(inOrder: false, expecting: expected)
        withKnownIssue(
            "The content that is completed last is the one that is looked up: a shared stretch may end a frame off",
            isIntermittent: true
        ) {
            #expect(isSame)
        }
    }

    @Test("Videos in an archive are completed too, and a deeper look at pictures is taken where it is asked for")
    func archives() throws {
        let folder = try TemporaryFolder()
        let archive = folder.url.appendingPathComponent("media.tar").path
        let media = try TestData.url("demo/CASE-B_seized-laptop/Users/guest/Videos")
        let packed = try Program(path: "/usr/bin/env").run(["tar", "-cf", archive, "-C", media.path, "."])
        try #require(packed.code == 0)
        let cairn = try runner()
        func ingest(_ options: String...) throws -> [String: Any] {
            let outcome = try cairn.program.run(["--data", cairn.data, "ingest", "A-1", archive, "--json"] + options)
            return try outcome.objects().last?["summary"] as? [String: Any] ?? [:]
        }
        let first = try ingest("--quick-only", "--features", "none")
        #expect(first["quick"] as? Int ?? 0 > 0)
        #expect(try ingest("--quick-only", "--features", "none")["analysed"] as? Int == 0)
        let second = try ingest("--features", "none")
        #expect(second["deepened"] as? Int == first["quick"] as? Int)
        #expect(second["quick"] as? Int == 0)
        let third = try ingest()
        #expect(third["deepened"] as? Int ?? 0 > 0)
        #expect(try ingest()["analysed"] as? Int == 0)
        try cairn("verify")
    }
}
