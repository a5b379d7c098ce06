import Audit
import Foundation
import TestSupport
import Testing

@testable import CaseStore

@Suite("The audit log in the store")
struct AuditLogTests {
    private let folder: TemporaryFolder
    private let store: CaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try CaseStore(directory: folder.url.path, access: .create)
    }

    private var path: String { folder.url.appendingPathComponent("cairn.sqlite").path }

    private func record(_ count: Int) throws {
        try store.write { writer throws(StoreError) in
            for number in 0..<count {
                try writer.addAudit(
                    NewAuditEntry(
                        actor: "hill",
                        act: ["decision.made", "decisions.counted", "case.added"][number % 3],
                        caseReference: number % 2 == 0 ? "N-1" : nil,
                        details: ["number": "\(number)"]
                    )
                )
            }
        }
    }

    private func entries(_ filter: AuditFilter, after place: Int64 = -1, limit: Int = 100) throws -> [Int64] {
        try store.read { reader throws(StoreError) in
            try reader.auditEntries(after: place, limit: limit, matching: filter)
        }.map(\.sequence)
    }

    @Test("Entries are numbered from 0, and the root is that of a tree made anew from their texts")
    func numbersAndRoot() throws {
        for count in [1, 2, 4, 6] { try record(count) }
        let (stored, head) = try store.read { reader throws(StoreError) in
            (try reader.storedAuditEntries(after: -1, limit: 100), try reader.auditHead())
        }
        #expect(stored.map(\.sequence) == Array(0..<13))
        var check = LogVerification(checkpoints: [])
        for entry in stored { check.add(entry) }
        #expect(check.faultCount == 0)
        #expect(head.size == 13)
        #expect(head.root == check.root)
        try store.read { reader throws(StoreError) in
            for run in check.takeCompleted() {
                let positions = run.first..<run.first + Int64(run.hashes.count)
                #expect(try reader.auditNodes(level: run.level, positions: positions) == run.hashes)
            }
            #expect(check.finish(storedNodes: try reader.auditNodeCount()).isEmpty)
        }
    }

    @Test("An entry shares the fate of the transaction in which it is written")
    func transaction() throws {
        try record(3)
        #expect(throws: StoreError.noSpace) {
            try store.write { writer throws(StoreError) in
                try writer.addAudit(NewAuditEntry(actor: "hill", act: "case.added"))
                throw StoreError.noSpace
            }
        }
        try record(1)
        #expect(try entries(AuditFilter()) == [0, 1, 2, 3])
        #expect(try store.read { reader throws(StoreError) in try reader.auditHead() }.size == 4)
    }

    @Test("Entries are found by actor, act, noun and case, forwards and backwards")
    func filters() throws {
        try record(12)
        #expect(try entries(AuditFilter(act: "decision.made")) == [0, 3, 6, 9])
        #expect(try entries(AuditFilter(act: "decision")) == [0, 3, 6, 9])
        #expect(try entries(AuditFilter(act: "decisions")) == [1, 4, 7, 10])
        #expect(try entries(AuditFilter(act: "decis")) == [])
        #expect(try entries(AuditFilter(act: "case", caseReference: "N-1")) == [2, 8])
        #expect(try entries(AuditFilter(actor: "hill", act: "case", caseReference: "N-1"), after: 2) == [8])
        #expect(try entries(AuditFilter(actor: "hil")) == [])
        #expect(try entries(AuditFilter(actor: "' OR 1=1 --")) == [])
        #expect(try entries(AuditFilter(), after: 4, limit: 3) == [5, 6, 7])
        let newest = try store.read { reader throws(StoreError) in
            try reader.auditEntries(before: 8, limit: 2, matching: AuditFilter(act: "decision"))
        }
        #expect(newest.map(\.sequence) == [6, 3])
        #expect(newest.first?.details == ["number": "6"])
    }

    @Test("A log that has lost its end takes no more entries")
    func lostEnd() throws {
        try record(8)
        try SQLiteFile.run("DELETE FROM audit_entry WHERE sequence = 7", path: path)
        #expect(throws: StoreError.damaged("the audit log has lost entries from its end")) { try record(1) }
    }

    @Test("A log that has lost a part of its tree takes no entry that needs it")
    func lostNode() throws {
        try record(7)
        try SQLiteFile.run("DELETE FROM audit_node WHERE level = 2", path: path)
        #expect(throws: StoreError.damaged("a part of the audit log's tree is missing")) { try record(1) }
    }
}
