import Audit
import CaseStore
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("The audit log of a data directory")
struct AuditCheckTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(directory: folder.url.path, isCreating: true)
    }

    private func record(_ count: Int) throws {
        try workspace.record(
            (0..<count).map { NewAuditEntry(actor: "hill", act: "rendition.viewed", subject: "\($0)") }
        )
    }

    @Test("A log of more entries than are read at once has no fault, and goes on from every checkpoint")
    func whole() throws {
        var checkpoints: [Checkpoint] = []
        for count in [1, 4096, 5000] {
            try record(count)
            checkpoints.append(try workspace.checkpoint())
        }
        #expect(try workspace.verifyAudit() == [])
        for checkpoint in checkpoints { #expect(try workspace.verifyAudit(against: checkpoint) == []) }
        // The key was taken into the log once, at the first checkpoint.
        #expect(checkpoints.map(\.size) == [2, 4098, 9098])
        #expect(try workspace.auditHead().root == checkpoints[2].root)
        #expect(try workspace.checkpoint() == checkpoints[2])
    }

    @Test("Putting an older copy of the database back is told by a checkpoint that was kept elsewhere")
    func rollBack() throws {
        try record(20)
        _ = try workspace.checkpoint()
        let old = try TemporaryFolder()
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.url.path) {
            try FileManager.default.copyItem(
                at: folder.url.appendingPathComponent(file),
                to: old.url.appendingPathComponent(file)
            )
        }
        try record(5)
        let kept = try workspace.checkpoint()
        let restored = try Workspace(directory: old.url.path)
        #expect(try restored.verifyAudit() == [])
        #expect(try restored.verifyAudit(against: kept).count == 1)
        // Neither do as many other entries hide it.
        try restored.record((0..<10).map { NewAuditEntry(actor: "hill", act: "nothing.done", subject: "\($0)") })
        #expect(try restored.verifyAudit() == [])
        #expect(try restored.verifyAudit(against: kept).count == 1)
    }

    @Test("A checkpoint of another log is refused")
    func otherLog() throws {
        let folder = try TemporaryFolder()
        let other = try Workspace(directory: folder.url.path, isCreating: true)
        try record(3)
        try other.record(NewAuditEntry(actor: "hill", act: "rendition.viewed", subject: "0"))
        _ = try workspace.checkpoint()
        #expect(try workspace.verifyAudit(against: other.checkpoint()).count == 2)
    }

    @Test("The key is a file of its own that others cannot read, and is refused once they can")
    func keyFile() throws {
        let key = try workspace.auditVerifier()
        let path = folder.url.appendingPathComponent("audit-key").path
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try workspace.auditVerifier() == key)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: CaseworkError.self) { try workspace.checkpoint() }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try Data("nonsense".utf8).write(to: folder.url.appendingPathComponent("audit-key"))
        #expect(throws: CaseworkError.self) { try workspace.checkpoint() }
    }

    @Test("A new key after the loss of the old one is told of in the log, and old checkpoints still count")
    func newKey() throws {
        try record(3)
        let first = try workspace.checkpoint()
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("audit-key"))
        let second = try workspace.checkpoint()
        #expect(first.origin != second.origin)
        #expect(try workspace.verifyAudit(against: first) == [])
        #expect(try workspace.verifyAudit(against: second) == [])
        #expect(try workspace.auditEntries(after: -1, limit: 9, matching: AuditFilter(act: AuditKey.act)).count == 2)
    }

    @Test("Each entry can be proven to who has the key alone")
    func proofs() throws {
        try record(10)
        for sequence: Int64 in 0..<10 {
            let proof = try workspace.proveAudit(entry: sequence)
            #expect(proof.holds(by: try workspace.auditVerifier()))
            #expect(AuditEntry(canonicalText: proof.entry)?.subject == "\(sequence)")
        }
        #expect(throws: CaseworkError.self) { try workspace.proveAudit(entry: 11) }
        #expect(throws: CaseworkError.self) { try workspace.proveAudit(entry: -1) }
    }

    @Test("An export holds all that is needed to check the log without Cairn's database")
    func export() throws {
        try record(5000)
        let target = folder.url.appendingPathComponent("export")
        try workspace.exportAudit(to: target.path)
        func text(_ name: String) throws -> String {
            try String(contentsOf: target.appendingPathComponent(name), encoding: .utf8)
        }
        let key = try text("key.txt").trimmingCharacters(in: .newlines)
        let verifier = try #require(AuditVerifier(text: key))
        let checkpoint = try #require(Checkpoint(text: try text("checkpoint.txt")))
        var check = LogVerification(checkpoints: [checkpoint], keys: [verifier])
        for line in try text("entries.jsonl").split(separator: "\n") {
            let entry = try #require(AuditEntry(canonicalText: String(line)))
            check.add(StoredAuditEntry(entry))
        }
        #expect(check.faultCount == 0)
        #expect(check.size == checkpoint.size)
        #expect(check.root == checkpoint.root)
        #expect(throws: CaseworkError.self) { try workspace.exportAudit(to: target.path) }
    }

    @Test("Processes that write at once leave one whole log")
    func manyWriters() throws {
        let path = folder.url.path
        DispatchQueue.concurrentPerform(iterations: 4) { number in
            guard let own = try? Workspace(directory: path) else { return }
            for _ in 0..<25 { try? own.record(NewAuditEntry(actor: "\(number)", act: "rendition.viewed")) }
        }
        #expect(try workspace.auditHead().size == 100)
        #expect(try workspace.verifyAudit() == [])
    }
}
