import Foundation
import TestSupport
import Testing

@Suite("The audit log on the command line")
struct AuditTests {
    private let cairn: CairnRunner
    private let database: String

    init() throws {
        cairn = try CairnRunner()
        database = cairn.data + "/cairn.sqlite"
        try cairn("case", "add", "N-1", "--agency", "North")
        try cairn("user", "add", "hill", "--role", "analyst", "--no-password")
        try cairn("case", "member", "add", "N-1", "hill")
    }

    private func file(_ name: String, _ text: String) throws -> String {
        let file = cairn.folder.url.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    @Test("What is done on the command line is on record, by the machine's user, with the case concerned")
    func record() throws {
        let evidence = try TemporaryFolder()
        try Data("a line".utf8).write(to: evidence.url.appendingPathComponent("a.txt"))
        try cairn("ingest", "N-1", evidence.url.path, "--exhibit", "phone")
        let entries = try cairn("audit", "list", "--case", "N-1", "--json").objects()
        #expect(
            entries.map { $0["act"] as? String } == ["ingest.finished", "ingest.started", "member.added", "case.added"]
        )
        #expect(entries.allSatisfy { ($0["actor"] as? String)?.hasPrefix("machine:") == true })
        #expect(entries[0]["subject"] as? String == "phone")
        #expect((entries[0]["details"] as? [String: String])?["added"] == "1")
        #expect(try cairn("audit", "list", "--act", "account", "--limit", "1", "--json").objects().count == 1)
        let table = try cairn("audit", "list", "--before", "1").output
        #expect(table.split(separator: "\n").count == 2)
        #expect(table.contains("case.added"))
    }

    @Test("A log that is whole is said to be, also against a checkpoint that was kept")
    func whole() throws {
        let checkpoint = try file("checkpoint", cairn("audit", "checkpoint").output)
        try cairn("user", "disable", "hill")
        #expect(try cairn("audit", "verify", "--checkpoint", checkpoint).output.contains("no fault"))
        let summary = try cairn("audit", "verify", "--json").objects().last?["summary"] as? [String: Any]
        #expect(summary?["faults"] as? Int == 0)
        #expect(summary?["entries"] as? Int == 6)
        try cairn("audit", "verify", "--checkpoint", file("other", "nonsense"), expecting: 2)
        try cairn("audit", "verify", "--checkpoint", "/no/such/file", expecting: 2)
    }

    @Test(
        "Whatever is done to the tables of the log is found, with exit code 4",
        arguments: [
            "UPDATE audit_entry SET entry = replace(entry, 'N-1', 'N-2') WHERE sequence = 0",
            "UPDATE audit_entry SET leaf_hash = zeroblob(32) WHERE sequence = 2",
            "UPDATE audit_entry SET actor = 'nobody' WHERE sequence = 0",
            "UPDATE audit_entry SET act = 'nothing.done' WHERE sequence = 0",
            "UPDATE audit_entry SET case_reference = NULL WHERE sequence = 0",
            "DELETE FROM audit_entry WHERE sequence = 0", "DELETE FROM audit_entry WHERE sequence = 1",
            "DELETE FROM audit_entry WHERE sequence = 4", "DELETE FROM audit_entry",
            "UPDATE audit_entry SET sequence = sequence + 1 WHERE sequence = 4",
            "UPDATE audit_node SET hash = zeroblob(32) WHERE level = 1 AND position = 0",
            "DELETE FROM audit_node WHERE level = 2",
            "INSERT INTO audit_node (level, position, hash) VALUES (1, 9, zeroblob(32))",
            "UPDATE audit_checkpoint SET note = 'nothing'",
            "UPDATE audit_checkpoint SET note = replace(note, 'time 2', 'time 1')",
        ]
    )
    func tampering(statement: String) throws {
        _ = try cairn("audit", "checkpoint")
        try SQLiteFile.run(statement, path: database)
        let outcome = try cairn("audit", "verify", expecting: 4)
        #expect(outcome.output.contains("fault: "))
        #expect(try cairn("verify", expecting: 4).output.contains("audit log: "))
        let lines = try cairn("audit", "verify", "--json", expecting: 4).objects()
        #expect(lines.first?["fault"] != nil)
        #expect((lines.last?["summary"] as? [String: Any])?["faults"] as? Int == lines.count - 1)
    }

    @Test("A log put back to what it was, all traces of the rest removed, is found by the checkpoint that was kept")
    func rolledBack() throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: database))
        try cairn("user", "disable", "hill")
        let kept = try file("checkpoint", cairn("audit", "checkpoint").output)
        for other in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + other) }
        try before.write(to: URL(fileURLWithPath: database))
        try cairn("audit", "verify")
        let outcome = try cairn("audit", "verify", "--checkpoint", kept, expecting: 4)
        #expect(outcome.output.contains("older copy"))
    }

    @Test("An entry is proven to who has the key alone, without a database")
    func proof() throws {
        let proof = try cairn("audit", "prove", "2").output
        let key = try file("key", cairn("audit", "key").output)
        let elsewhere = Program("cairn")
        let checked = try elsewhere.run(["audit", "check", file("proof", proof), "--key", key])
        #expect(checked.code == 0)
        #expect(checked.output.contains("account.added"))
        let forged = try file("forged", proof.replacing("account.added", with: "account.addes"))
        #expect(try elsewhere.run(["audit", "check", forged, "--key", key]).code == 4)
        #expect(try elsewhere.run(["audit", "check", key, "--key", key]).code == 2)
        try cairn("audit", "prove", "99", expecting: 2)
    }

    @Test("An export holds entries, checkpoint and key, and goes into a new folder only")
    func export() throws {
        let folder = cairn.folder.url.appendingPathComponent("export").path
        try cairn("audit", "export", folder)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == ["checkpoint.txt", "entries.jsonl", "key.txt"]
        )
        let lines = try String(contentsOfFile: folder + "/entries.jsonl", encoding: .utf8).split(separator: "\n")
        #expect(lines.first?.contains("case.added") == true)
        #expect(lines.contains { $0.contains("audit.exported") })
        try cairn("audit", "export", folder, expecting: 2)
        try cairn("audit", "verify", "--checkpoint", folder + "/checkpoint.txt")
    }
}
