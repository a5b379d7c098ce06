import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Ingest, with the real workers")
struct IngestTests {
    private let cairn: CairnRunner

    init() throws {
        cairn = try CairnRunner()
        try cairn("case", "add", "A-1")
    }

    private func ingest(_ path: String, _ more: String..., expecting code: Int32? = 0) throws -> [[String: Any]] {
        let outcome = try cairn.program.run(["--data", cairn.data, "ingest", "A-1", path, "--json"] + more)
        if let code { #expect(outcome.code == code, "\(outcome.errors)") }
        return try outcome.objects()
    }

    private func summary(_ objects: [[String: Any]]) -> [String: Any] {
        objects.last?["summary"] as? [String: Any] ?? [:]
    }

    @Test("Every hostile file ends analysed or failed with a code, and a second ingest adds nothing")
    func hostileFiles() throws {
        let codes: Set = [
            "unsupported", "truncated", "corrupt", "too_large", "timeout", "memory", "crashed", "unreadable",
            "encrypted",
        ]
        let folder = try TestData.url("dev/corrupt").path
        let first = try ingest(folder)
        let items = first.dropLast()
        #expect(items.count >= (try TestData.files("dev/corrupt").count))
        for item in items {
            guard let error = item["error"] as? [String: Any] else { continue }
            #expect(codes.contains(error["code"] as? String ?? ""), "\(item)")
            #expect((error["message"] as? String)?.isEmpty == false)
        }
        let again = summary(try ingest(folder))
        #expect(again["added"] as? Int == 0)
        #expect(again["analysed"] as? Int == 0)
        try cairn("verify", "--full")
    }

    @Test("Every sample of a format is analysed again only when it is new")
    func formats() throws {
        let folder = try TestData.url("dev/formats").path
        let first = try ingest(folder)
        let failed = first.dropLast().filter { $0["error"] != nil }
        #expect(failed.count < first.count / 4, "\(failed)")
        #expect(summary(try ingest(folder))["added"] as? Int == 0)
    }

    @Test("Strange names, links and unreadable things are listed with a reason each")
    func strangeThings() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        try Data("hello".utf8).write(to: folder.url.appendingPathComponent("plain.txt"))
        symlink(path, path + "/loop")
        mkfifo(path + "/pipe", 0o600)
        let name = Array("\(path)/bad".utf8) + [0xFF, 0x0A, 0]
        name.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                _ = text.baseAddress.map { close(open($0, O_CREAT | O_WRONLY, 0o600)) }
            }
        }
        let items = try ingest(path).dropLast()
        let errors = Dictionary(
            uniqueKeysWithValues: items.map { item in
                (item["path"] as? String ?? "", (item["error"] as? [String: Any])?["code"] as? String ?? "")
            }
        )
        #expect(errors == ["plain.txt": "", "loop": "unreadable", "pipe": "unreadable", "bad\\xff\\x0a": ""])
        _ = try ingest(path, "--strict", expecting: 3)
    }

    @Test("Entries of an archive are items; what climbs out of it or links is refused with a reason")
    func archives() throws {
        for name in ["zip_traversal.zip", "zip_symlink.zip", "bomb_nested.zip"] {
            let items = try ingest(try TestData.url("dev/corrupt/\(name)").path).dropLast()
            let paths = items.compactMap { $0["path"] as? String }
            #expect(paths.first == name)
            #expect(paths.dropFirst().allSatisfy { $0.hasPrefix(name + "/") })
        }
        let count = try SQLiteFile.count(
            "SELECT count(*) FROM item WHERE container_id IS NOT NULL AND failure_code IS NOT NULL",
            path: cairn.data + "/cairn.sqlite"
        )
        #expect(count >= 2)
    }

    @Test("Little memory changes nothing of what is kept")
    func littleMemory() throws {
        let folder = try TestData.url("demo/CASE-B_seized-laptop").path
        _ = try ingest(folder, "--memory", "32")
        let usual = try CairnRunner()
        try usual("case", "add", "A-1")
        try usual("ingest", "A-1", folder)
        #expect(try usual.dump() == cairn.dump())
        let refused = try cairn("ingest", "A-1", folder, "--memory", "31", expecting: 2)
        #expect(refused.errors.contains("from 32 to 65536"))
    }

    @Test("A stopped ingest exits with 130, keeps what it wrote, and the same command goes on")
    func interruption() throws {
        let folder = try TestData.url("demo").path
        let running = try cairn.program.start(["--data", cairn.data, "ingest", "A-1", folder])
        usleep(700_000)
        running.send(SIGINT)
        let outcome = running.wait()
        #expect([0, 130].contains(outcome.code), "\(outcome.errors)")
        try cairn("verify")
        _ = try ingest(folder)
        let resumed = try cairn.dump()
        let undisturbed = try CairnRunner()
        try undisturbed("case", "add", "A-1")
        try undisturbed("ingest", "A-1", folder)
        #expect(try undisturbed.dump() == resumed)
    }
}
