import Accounts
import CaseModel
import CaseStore
import Foundation
import Glibc
import Interchange
import TestSupport
import Testing

@testable import Casework

@Suite("Hash lists that are read piece by piece")
struct HashListPieceTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace
    private let owner: Viewer

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(directory: folder.url.appendingPathComponent("data").path, isCreating: true)
        owner = try workspace.machineOwner()
    }

    /// Reads a list of the digests of these numbers.
    @discardableResult
    private func read(_ numbers: Range<Int>, isInterrupted: () -> Bool = { false }) throws -> HashListImport {
        let file = folder.url.appendingPathComponent("list.txt")
        let lines = numbers.map { number in
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 32 - digits.count) + digits + "  \(number)\n"
        }
        try Data(lines.joined().utf8).write(to: file)
        let request = HashListRequest(format: .md5sum, path: file.path)
        return try workspace.importHashList(request, by: owner, isInterrupted: isInterrupted)
    }

    private func leftovers() throws -> Int {
        try workspace.store.read { reader throws(StoreError) in
            guard let list = try reader.hashList("list.txt") else { return 0 }
            return try reader.unpublishedEntries(of: list, after: 0, limit: 100_000).count
        }
    }

    @Test("Between two pieces of a long writing others write, and it can be stopped there")
    func pieces() throws {
        let elements = Array(0..<700)
        var (written, between) = ([Int](), 0)
        func write(stoppingAfter last: Int) throws -> Bool {
            written = []
            between = 0
            return try workspace.writing(inPieces: elements) {
                guard between < last else { return true }
                between += 1
                try? workspace.addCase(reference: "\(last)-\(between)", title: nil, agency: nil)
                return false
            } _: { _, few throws(StoreError) in
                written += few
                // As long as a piece may take, so that the next is another transaction.
                usleep(250_000)
            }
        }
        #expect(try write(stoppingAfter: 9))
        #expect(written == elements)
        let added = try workspace.cases().count
        #expect(added == between && between > 1)
        #expect(try !write(stoppingAfter: 1))
        #expect(written.count < elements.count && !written.isEmpty && written == Array(elements.prefix(written.count)))
    }

    @Test("A version that is stopped in the middle leaves the list as it was, and nothing of itself")
    func stopped() throws {
        try read(0..<1_000)
        var asked = 0
        #expect(throws: CaseworkError.self) {
            try read(500..<200_000) {
                asked += 1
                return asked > 2
            }
        }
        #expect(try workspace.hashList("list.txt").list.version == 1)
        #expect(try workspace.hashList("list.txt").entries == 1_000)
        #expect(try leftovers() == 0)
        let next = try read(500..<1_500)
        #expect(next.version.changes.added == 500 && next.version.changes.withdrawn == 500)
        #expect(next.version.changes.unchanged == 500 && next.entries == 1_000)
    }

    @Test("What a killed import left behind does not count when an entry is withdrawn or the next version comes")
    func killed() throws {
        let first = try read(0..<10).list
        func leaveBehind() throws {
            try workspace.store.write { writer throws(StoreError) in
                guard let list = try writer.reader.hashList("list.txt") else { return }
                var entry = HashListEntry()
                entry.md5 = [UInt8](repeating: 7, count: 16)
                _ = try writer.addEntries([entry], to: list, version: list.version + 1)
                let entries = try writer.reader.entries(ofList: list.id, after: 0, limit: 2)
                for known in entries { try writer.withdraw(known.id, inVersion: list.version + 1, reason: "gone") }
            }
        }
        try leaveBehind()
        #expect(try leftovers() == 3)
        let last = try workspace.store.read { reader throws(StoreError) in
            try reader.entries(ofList: first.id, after: 0, limit: 100).last?.id
        }
        try workspace.withdraw(entry: try #require(last), ofList: "list.txt", reason: "a mistake", by: owner)
        #expect(try workspace.hashList("list.txt").entries == 9)
        try leaveBehind()
        #expect(try read(0..<10).entries == 10)
        #expect(try leftovers() == 0)
    }
}
