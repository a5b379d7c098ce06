import CaseModel
import Foundation
import TestSupport
import Testing

@testable import CaseStore

@Suite("Stacks, decisions and codes in the store")
struct StackTests {
    private let folder: TemporaryFolder
    private let store: CaseStore

    init() throws {
        folder = try TemporaryFolder()
        store = try CaseStore(directory: folder.url.path, access: .create)
        try store.write { writer throws(StoreError) in
            for reference in ["A-1", "B-2"] {
                _ = try writer.addCase(reference: reference, title: nil, agency: nil)
            }
        }
    }

    private func digest(_ number: Int) throws(StoreError) -> ContentDigest {
        guard let digest = ContentDigest(bytes: [UInt8](repeating: UInt8(number), count: 32)) else {
            throw .failed("no digest")
        }
        return digest
    }

    /// Adds contents by number to a case; the same number is the same content.
    private func add(_ numbers: [Int], toCase id: Int64) throws {
        try store.write { writer throws(StoreError) in
            let exhibit = try writer.exhibit(ofCase: id, label: "box")
            for number in numbers {
                let digests = Digests(size: 1, md5: [], sha1: [], sha256: try digest(number))
                var item = NewItem(path: Array("\(number).jpg".utf8), source: [])
                item.media = try writer.media(digests)
                item.digest = try digest(number)
                _ = try writer.addItem(item, toExhibit: exhibit)
            }
        }
    }

    private func match(_ pairs: [(Int64, Int64)]) throws {
        try store.write { writer throws(StoreError) in
            for (a, b) in pairs {
                try writer.addMatch(
                    Match(
                        kind: .nearDuplicate,
                        mediaA: min(a, b),
                        mediaB: max(a, b),
                        method: "test/1",
                        evidence: LinkEvidence()
                    )
                )
            }
        }
    }

    private func stacks(_ id: Int64, _ filter: ReviewFilter = ReviewFilter(), limit: Int = 100) throws -> [ReviewStack]
    {
        try store.read { reader throws(StoreError) in
            try reader.stacks(ofCase: id, filter, after: 0, limit: limit)
        }
    }

    @Test("Near duplicates are one stack however they were joined, named by the first of them")
    func joining() throws {
        try add([1, 2, 3, 4, 5], toCase: 1)
        try match([(4, 5), (1, 2), (2, 5)])
        let found = try stacks(1)
        #expect(found.map(\.id) == [1, 3])
        #expect(found.map(\.contents) == [4, 1])
        #expect(found.map(\.path) == ["1.jpg", "3.jpg"])
    }

    @Test("A case has its own share of a stack, whose cover is its own first content, whichever case came first")
    func twoCases() throws {
        try add([1, 2], toCase: 1)
        try add([2, 3], toCase: 2)
        try match([(1, 3), (2, 3)])
        #expect(try stacks(1).map(\.contents) == [2])
        #expect(try stacks(2).map(\.contents) == [2])
        #expect(try stacks(2).map(\.cover) == [2])
        #expect(try stacks(2).map(\.id) == [1])
    }

    @Test("Pages of stacks follow one another without gap or repetition")
    func paging() throws {
        try add(Array(1...23), toCase: 1)
        try match([(1, 9), (2, 20)])
        var seen: [Int64] = []
        var after: Int64 = 0
        while true {
            let page = try store.read { reader throws(StoreError) in
                try reader.stacks(ofCase: 1, ReviewFilter(), after: after, limit: 4)
            }
            guard let last = page.last else { break }
            seen += page.map(\.id)
            after = last.id
        }
        #expect(seen == (1...23).map(Int64.init).filter { ![9, 20].contains($0) })
    }

    @Test("From each stack one gets to the next and back, within the case, and not beyond its ends")
    func neighbours() throws {
        try add(Array(1...6), toCase: 1)
        try add([2, 5, 6], toCase: 2)
        try match([(1, 3), (4, 6)])
        func neighbours(_ stack: Int64, _ of: Int64) throws -> [Int64] {
            try store.read { reader throws(StoreError) in
                let found = try reader.neighbours(ofStack: stack, inCase: of)
                return try [found.previous, found.next].map { item throws(StoreError) in
                    guard let item, let media = try reader.details(ofItem: item, inCase: of)?.content?.media else {
                        return 0
                    }
                    return try reader.stack(ofMedia: media) ?? 0
                }
            }
        }
        #expect(try stacks(1).map(\.id) == [1, 2, 4, 5])
        #expect(try neighbours(1, 1) == [0, 2])
        #expect(try neighbours(2, 1) == [1, 4])
        #expect(try neighbours(4, 1) == [2, 5])
        #expect(try neighbours(5, 1) == [4, 0])
        #expect(try neighbours(4, 2) == [2, 5])
        #expect(try neighbours(2, 2) == [0, 4])
    }

    @Test("A stack whose copy has a code does not come back, not even when another copy comes in; undone codes do")
    func codes() throws {
        try add([1, 2, 3], toCase: 1)
        try match([(1, 2)])
        try store.write { writer throws(StoreError) in
            for media in [1, 2] as [Int64] {
                try writer.addVote("4", scheme: "s/1", media: media, inCase: 1, author: "hill", act: "one")
            }
        }
        #expect(try stacks(1, ReviewFilter(isCoded: false)).map(\.id) == [3])
        try add([4], toCase: 1)
        try match([(2, 4)])
        #expect(try stacks(1, ReviewFilter(isCoded: false)).map(\.id) == [3])
        #expect(try stacks(1, ReviewFilter(isCoded: true)).map(\.code) == ["4"])
        #expect(try store.read { reader throws(StoreError) in try reader.lastAct(of: "hill", inCase: 1) } == "one")
        try store.write { writer throws(StoreError) in
            for media in try writer.reader.media(ofAct: "one") {
                let former = try writer.reader.code(onMedia: media, inCase: 1, scheme: "s/1", before: "one")
                #expect(former == nil)
                try writer.addVote(former, scheme: "s/1", media: media, inCase: 1, author: "hill", act: "undo-one")
            }
        }
        #expect(try stacks(1, ReviewFilter(isCoded: false)).map(\.id) == [1, 3])
        #expect(try store.read { reader throws(StoreError) in try reader.lastAct(of: "hill", inCase: 1) } == nil)
    }

    @Test("Codes of one case say nothing in another")
    func codesOfAnotherCase() throws {
        try add([1], toCase: 1)
        try add([1], toCase: 2)
        try store.write { writer throws(StoreError) in
            try writer.addVote("4", scheme: "s/1", media: 1, inCase: 1, author: "hill", act: "one")
        }
        #expect(try stacks(2).map(\.code) == [nil])
        #expect(try store.read { reader throws(StoreError) in try reader.votes(onMedia: 1, inCase: 2) }.isEmpty)
        #expect(try store.read { reader throws(StoreError) in try reader.votes(onMedia: 1, inCase: 1) }.count == 1)
    }

    @Test("Two decisions of one version cannot both be stored")
    func versions() throws {
        try add([1, 2], toCase: 1)
        let pair = try #require(MediaPair(2, 1))
        func decide(_ version: Int, _ verdict: Verdict) throws {
            let decision = Decision(
                version: version,
                verdict: verdict,
                author: "hill",
                caseReference: "A-1",
                at: Timestamp.now(),
                undoes: nil
            )
            try store.write { writer throws(StoreError) in try writer.addDecision(decision, on: pair, inCase: 1) }
        }
        try decide(1, .same)
        #expect(throws: StoreError.self) { try decide(1, .different) }
        try decide(2, .unsure)
        let stored = try store.read { reader throws(StoreError) in try reader.decisions(on: pair) }
        #expect(stored.map(\.verdict) == [.same, .unsure])
    }

    @Test("A database from before there were stacks gets those that it would have had")
    func fill() throws {
        try add([1, 2, 3, 4, 5, 6], toCase: 1)
        try add([5, 7], toCase: 2)
        try match([(5, 6), (1, 6), (2, 7)])
        let expected = (try stacks(1), try stacks(2))
        let path = folder.url.appendingPathComponent("cairn.sqlite").path
        for table in [
            "content_stack", "case_content", "decision", "code_vote", "review_place", "officer_settings", "upload",
            "idempotent_answer",
        ] { try SQLiteFile.run("DROP TABLE \(table)", path: path) }
        try SQLiteFile.run("DROP INDEX media_by_sha1", path: path)
        try SQLiteFile.run("DROP INDEX media_by_md5", path: path)
        try SQLiteFile.run("DELETE FROM schema_step WHERE name = '0013-review'", path: path)
        let later = try CaseStore(directory: folder.url.path, access: .existing)
        let found = try later.read { reader throws(StoreError) in
            (
                try reader.stacks(ofCase: 1, ReviewFilter(), after: 0, limit: 100),
                try reader.stacks(ofCase: 2, ReviewFilter(), after: 0, limit: 100)
            )
        }
        #expect(found.0 == expected.0)
        #expect(found.1 == expected.1)
        #expect(found.0.map(\.contents) == [3, 1, 1, 1])
    }

    @Test("Failures and contents are counted by index, never by going through a million items")
    func plansOfCounts() throws {
        let path = folder.url.appendingPathComponent("cairn.sqlite").path
        let statements = [Statements.reviewCounts, Statements.failuresOfCase, Statements.exhibitsOfCase]
        let listings = [false, true].map { Statements.failedItems(hasReason: $0) }
        for statement in statements + listings {
            let asked = (1...5).reduce(statement) { $0.replacing("$\($1)", with: "1") }
            let plan = try SQLiteFile.plan(of: asked, path: path)
            #expect(plan.contains("failed_item") && plan.contains("failed_analysis"), "\(plan)")
            #expect(!plan.contains("SCAN a") && !plan.contains("SEARCH i USING INDEX sqlite_autoindex_item"), "\(plan)")
        }
    }
}
