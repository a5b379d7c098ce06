import CaseModel
import Foundation
import TestSupport
import Testing

@testable import CaseStore

@Suite("Series, subjects and outcomes in the store")
struct SeriesTests {
    private let folder: TemporaryFolder
    private let store: CaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try CaseStore(directory: folder.url.path, access: .create)
        try store.write { writer throws(StoreError) in
            _ = try writer.addCase(reference: "N-1", title: nil, agency: "North")
            _ = try writer.addCase(reference: "S-1", title: nil, agency: "South")
        }
    }

    private func change(_ version: Int) -> RecordChange {
        RecordChange(version: version, field: "distributed", value: "yes", author: "a", caseReference: "N-1", at: "t")
    }

    @Test("A name is unique in its agency, and may be another agency's too")
    func names() throws {
        let numbers = try store.write { writer throws(StoreError) in
            [
                try writer.addSeries(named: "Attic", inCase: 1, author: "a"),
                try writer.addSeries(named: "Attic", inCase: 1, author: "b"),
                try writer.addSeries(named: "Attic", inCase: 2, author: "c"),
            ]
        }
        #expect(numbers == [1, nil, 2])
        let names = try store.read { reader throws(StoreError) in try reader.seriesNames() }
        #expect(names.map(\.fullName) == ["North/Attic", "South/Attic"])
    }

    @Test("Of two statements with one version the database takes the first", arguments: RecordKind.allCases)
    func versions(_ kind: RecordKind) throws {
        try store.write { writer throws(StoreError) in
            _ = try writer.addSeries(named: "Attic", inCase: 1, author: "a")
            _ = try writer.addSubject(.victim, inCase: 1, author: "a")
            try writer.addChange(change(1), to: kind, 1, inCase: 1)
        }
        #expect(throws: StoreError.self) {
            try store.write { writer throws(StoreError) in try writer.addChange(change(1), to: kind, 1, inCase: 1) }
        }
        let kept = try store.read { reader throws(StoreError) in
            (try reader.version(of: kind, 1), try reader.changes(of: kind, 1), try reader.version(of: kind, 7))
        }
        #expect(kept.0 == 1)
        #expect(kept.1 == [change(1)])
        #expect(kept.2 == 0)
    }

    @Test("Subjects are numbered each kind by itself")
    func numbers() throws {
        let numbers = try store.write { writer throws(StoreError) in
            [
                try writer.addSubject(.victim, inCase: 1, author: "a").number.description,
                try writer.addSubject(.offender, inCase: 1, author: "a").number.description,
                try writer.addSubject(.victim, inCase: 1, author: "a").number.description,
            ]
        }
        #expect(numbers == ["V-000001", "O-000001", "V-000002"])
    }

    @Test("Only the last word on a merge stands")
    func merges() throws {
        let roots = try store.write { writer throws(StoreError) in
            for name in ["A", "B", "C"] { _ = try writer.addSeries(named: name, inCase: 1, author: "a") }
            var roots: [[Int64]] = []
            for (target, isUndone) in [(Int64(2), false), (2, true), (3, false)] {
                try writer.addMerge(of: 1, into: target, .series, isUndone: isUndone, author: "a")
                let map = try writer.reader.merges(of: .series)
                roots.append([1, 2, 3].map(map.root))
            }
            return roots
        }
        #expect(roots == [[2, 2, 3], [1, 2, 3], [3, 2, 3]])
    }

    @Test("An outcome that was taken back is not listed, and cannot be taken back twice or by another case")
    func outcomes() throws {
        let (first, second) = try store.write { writer throws(StoreError) in
            (
                try writer.addOutcome(.arrests, count: 2, on: "2026-03-02", note: nil, ofCase: 1, author: "a"),
                try writer.addOutcome(.safeguarded, count: 1, on: "2026-03-01", note: "b", ofCase: 1, author: "a")
            )
        }
        func withdraw(_ id: Int64, of number: Int64) throws -> Bool {
            try store.write { writer throws(StoreError) in
                try writer.withdrawOutcome(id, ofCase: number, reason: "wrong", author: "b")
            }
        }
        func listed() throws -> [Int64] {
            try store.read { reader throws(StoreError) in try reader.outcomes(ofCase: 1).map(\.id) }
        }
        #expect(try listed() == [second, first])
        #expect(try !withdraw(first, of: 2))
        #expect(try withdraw(first, of: 1))
        #expect(try listed() == [second])
        #expect(try !withdraw(first, of: 1))
    }
}
