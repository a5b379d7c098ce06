import Accounts
import Audit
import CaseModel
import CaseStore
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Keeping series")
struct SeriesKeepingTests {
    private let desk: SeriesDesk
    private var workspace: Workspace { desk.workspace }

    init() throws {
        desk = try SeriesDesk()
    }

    @Test(
        "A series is seen with the pictures of a case that it is of, and else is not there",
        arguments: SharingLevel.allCases
    )
    func needToKnow(_ level: SharingLevel) throws {
        let id = try desk.series("Attic", [1, 2], of: "N-1", by: "hill")
        #expect(try desk.contents(id, "dale") == nil)
        #expect(try workspace.series(for: try desk.viewer("lake")).isEmpty)
        try desk.share("N-1", with: "South", level)
        let isSeen = level >= .renditions
        #expect((try desk.contents(id, "dale") != nil) == isSeen)
        #expect(try workspace.series(for: try desk.viewer("dale")).isEmpty != isSeen)
        let found = try? workspace.seriesNumber("Attic", for: try desk.viewer("dale"))
        #expect((found == id) == isSeen)
        // To see is not to decide.
        let dale = try desk.viewer("dale")
        if isSeen {
            #expect(throws: CaseworkError.self) { try workspace.setFlag(.distributed, true, ofSeries: id, by: dale) }
        } else {
            #expect(try workspace.setFlag(.distributed, true, ofSeries: id, by: dale) == nil)
        }
        #expect(throws: CaseworkError.self) {
            try workspace.setFlag(.distributed, true, ofSeries: id, by: try desk.viewer("clerk"))
        }
    }

    @Test("Each case contributes its own contents, and each viewer sees those of their cases")
    func contributions() throws {
        let id = try desk.series("Attic", [1, 2], of: "N-1", by: "hill")
        try desk.share("N-1", with: "South", .renditions)
        let dale = try desk.viewer("dale")
        #expect(try workspace.setMedia(["5.jpg"], ofCase: "S-2", inSeries: id, by: dale) == .made(version: 3))
        #expect(try desk.contents(id, "dale") == [1, 2, 5])
        #expect(try desk.contents(id, "hill") == [1, 2])
        let seen = try #require(try workspace.series(id, for: dale))
        #expect(seen.media.map(\.agency) == ["North", "North", "South"])
        #expect(seen.media.map(\.author) == ["hill", "hill", "dale"])
        // What South contributed keeps the series in South's sight, and only that.
        try desk.share("N-1", with: "South", nil)
        #expect(try desk.contents(id, "dale") == [5])
        let changes = try #require(try workspace.series(id, for: dale)).changes
        #expect(changes.allSatisfy { $0.caseReference == "S-2" })
    }

    @Test("Contents of another case, or none at all, are refused, and nothing is half done")
    func foreignContents() throws {
        let id = try desk.series("Attic", [1], of: "N-1", by: "hill")
        let hill = try desk.viewer("hill")
        for contents in [["2.jpg", "5.jpg"], ["nothing"], ["1.jpg"], [String(repeating: "05", count: 32)]] {
            #expect(throws: CaseworkError.self) {
                try workspace.setMedia(contents, ofCase: "N-1", inSeries: id, by: hill)
            }
        }
        #expect(throws: CaseworkError.self) {
            try workspace.setMedia(["5.jpg"], ofCase: "S-2", inSeries: id, by: hill)
        }
        #expect(try desk.contents(id, "hill") == [1])
    }

    @Test("What a case put into a series it can take out, and put back")
    func withdrawal() throws {
        let id = try desk.series("Attic", [1, 2], of: "N-1", by: "hill")
        let hill = try desk.viewer("hill")
        let digest = String(repeating: "01", count: 32)
        _ = try workspace.setMedia([digest], ofCase: "N-1", inSeries: id, isWithdrawn: true, by: hill)
        #expect(try desk.contents(id, "hill") == [2])
        _ = try workspace.setMedia([digest], ofCase: "N-1", inSeries: id, by: hill)
        #expect(try desk.contents(id, "hill") == [1, 2])
    }

    @Test("Who speaks on an older version changes nothing and is told what was said since")
    func conflict() throws {
        let id = try desk.series("Attic", [1], of: "N-1", by: "hill")
        let hill = try desk.viewer("hill")
        #expect(
            try workspace.setFlag(.distributed, true, ofSeries: id, expecting: 2, by: hill) == .made(version: 3)
        )
        let late = try workspace.setFlag(.distributed, false, ofSeries: id, expecting: 2, by: desk.owner)
        guard case .conflict(version: 3, let since)? = late else {
            Issue.record("no conflict, but \(String(describing: late))")
            return
        }
        #expect(since.map(\.field) == ["distributed"])
        #expect(since.map(\.author) == ["hill"])
        #expect(try workspace.series(id, for: hill)?.summary.flags == [.distributed: true])
    }

    @Test("A merged series leads to the other, whatever leads to it too, until that is undone")
    func merging() throws {
        let first = try desk.series("Attic", [1], of: "N-1", by: "hill")
        let second = try desk.series("Loft", [2], of: "N-1", by: "hill")
        let third = try desk.series("Roof", [3], of: "N-1", by: "hill")
        let hill = try desk.viewer("hill")
        _ = try workspace.setFlag(.distributed, true, ofSeries: first, by: hill)
        _ = try workspace.mergeSeries(first, into: second, reason: "one room", by: hill)
        _ = try workspace.mergeSeries(second, into: third, reason: "one room", by: hill)
        for id in [first, second, third] {
            let found = try #require(try workspace.series(id, for: hill))
            #expect(found.summary.name.name == "Roof")
            #expect(found.contents.map { $0.digest.bytes[0] } == [1, 2, 3])
            #expect(found.summary.flags == [.distributed: true])
        }
        #expect(try workspace.series(for: hill).map(\.name.name) == ["Roof"])
        #expect(try workspace.seriesNumber("Attic", for: hill) == first)
        #expect(throws: CaseworkError.self) { try workspace.mergeSeries(third, into: first, reason: "again", by: hill) }
        // What comes to the merged series stays where it led.
        _ = try workspace.setMedia(["4.jpg"], ofCase: "N-1", inSeries: first, by: hill)
        _ = try workspace.unmergeSeries(second, reason: "two rooms", by: hill)
        #expect(try desk.contents(third, "hill") == [3, 4])
        #expect(try desk.contents(first, "hill") == [1, 2])
        #expect(try workspace.series(first, for: hill)?.summary.name.name == "Loft")
        #expect(throws: CaseworkError.self) { try workspace.unmergeSeries(second, reason: "again", by: hill) }
        let history = try #require(try workspace.series(second, for: hill)).changes.map(\.field)
        #expect(history.contains("merged") && history.contains("unmerged"))
    }

    @Test("Only who may decide in a case of each may merge; who sees but one learns nothing of the other")
    func mergingNeedsBoth() throws {
        let north = try desk.series("Attic", [1], of: "N-1", by: "hill")
        let south = try desk.series("Loft", [5], of: "S-2", by: "dale")
        let hill = try desk.viewer("hill")
        #expect(try workspace.mergeSeries(north, into: south, reason: "one room", by: hill) == nil)
        #expect(try workspace.mergeSeries(south, into: north, reason: "one room", by: hill) == nil)
        try desk.share("S-2", with: "North", .originals)
        #expect(throws: CaseworkError.self) {
            try workspace.mergeSeries(north, into: south, reason: "one room", by: hill)
        }
        _ = try workspace.mergeSeries(north, into: south, reason: "one room", by: desk.owner)
        try desk.share("S-2", with: "North", nil)
        #expect(try desk.contents(north, "hill") == [1])
        #expect(try desk.contents(south, "dale") == [5])
    }

    @Test("Each act is in the audit log with its case, and a refused one is not")
    func audit() throws {
        let id = try desk.series("Attic", [1], of: "N-1", by: "hill")
        let other = try desk.series("Loft", [2], of: "N-1", by: "hill")
        let hill = try desk.viewer("hill")
        _ = try workspace.setFlag(.victimIdentified, true, ofSeries: id, by: hill)
        _ = try workspace.setFlag(.victimIdentified, false, ofSeries: id, expecting: 1, by: hill)
        _ = try workspace.setMedia(["1.jpg"], ofCase: "N-1", inSeries: id, isWithdrawn: true, by: hill)
        _ = try workspace.mergeSeries(id, into: other, reason: "one room", by: hill)
        _ = try workspace.unmergeSeries(id, reason: "two rooms", by: hill)
        let acts = try desk.acts("series")
        #expect(
            acts.map(\.act) == [
                "series.added", "series.media_added", "series.added", "series.media_added", "series.flag_set",
                "series.media_withdrawn", "series.merged", "series.unmerged",
            ]
        )
        #expect(acts.allSatisfy { $0.actor == "hill" && $0.caseReference == "N-1" })
        #expect(acts.first { $0.act == "series.merged" }?.subject == "North/Attic")
        #expect(acts.first { $0.act == "series.merged" }?.details["into"] == "North/Loft")
    }

    @Test("Names are refused with the nearest that the asker may see, and no others")
    func nearestNames() throws {
        _ = try desk.series("Attic", [1], of: "N-1", by: "hill")
        _ = try desk.series("Attik", [5], of: "S-2", by: "dale")
        let hill = try desk.viewer("hill")
        let error = #expect(throws: CaseworkError.self) { try workspace.seriesNumber("Atic", for: hill) }
        #expect(error?.message.contains("North/Attic") == true)
        #expect(error?.message.contains("Attik") == false)
        #expect(throws: CaseworkError.self) { try workspace.addSeries(named: "Attic", inCase: "N-1", by: hill) }
        #expect(throws: CaseworkError.self) { try workspace.addSeries(named: "", inCase: "N-1", by: hill) }
        #expect(throws: CaseworkError.self) { try workspace.addSeries(named: "Hut", inCase: "S-2", by: hill) }
    }

    @Test("Series that share something are suggested by the matches on record, and nothing is done")
    func suggestions() throws {
        let id = try desk.series("Attic", [1, 2], of: "N-1", by: "hill")
        let other = try desk.series("Loft", [3], of: "N-1", by: "hill")
        let both = try desk.series("Roof", [2, 4], of: "N-1", by: "hill")
        _ = try desk.series("Hut", [5], of: "S-2", by: "dale")
        let hill = try desk.viewer("hill")
        try workspace.store.write { writer throws(StoreError) in
            for (first, second) in [(Int64(1), Int64(3)), (1, 5), (1, 2)] {
                var evidence = LinkEvidence()
                evidence.inliers = 60
                evidence.explained = 0.3
                evidence.overlapShare = 0.6
                evidence.residual = 1
                try writer.addMatch(
                    Match(kind: .sameScene, mediaA: first, mediaB: second, method: "test/1", evidence: evidence)
                )
            }
        }
        let found = try #require(try workspace.suggestions(forSeries: id, for: hill))
        #expect(found.map(\.series.name) == ["Roof", "Loft"])
        #expect(found.map(\.sharedContents) == [1, 0])
        #expect(found.last?.kinds == [.sameScene])
        #expect(found.last?.tallies.map(\.hypothesis) == [.sameThing])
        #expect(found.last?.tallies.first?.pairs == 1)
        #expect(try desk.acts("series").count == 8)
        // Who sees both agencies' contents is told of South's too.
        let all = try #require(try workspace.suggestions(forSeries: id, for: desk.owner))
        #expect(Set(all.map(\.series.name)) == ["Roof", "Loft", "Hut"])
        // A pair that was decided to be different suggests nothing.
        let pair = try (1...3).map { number in
            try #require(ContentDigest(bytes: [UInt8](repeating: UInt8(number), count: 32)))
        }
        _ = try workspace.decide(.different, on: (pair[0], pair[2]), expecting: 0, inCase: "N-1", by: hill)
        #expect(try workspace.suggestions(forSeries: id, for: hill)?.map(\.series.id) == [both])
        #expect(try workspace.suggestions(forSeries: other, for: hill) == [])
        #expect(try workspace.suggestions(forSeries: id, for: try desk.viewer("dale")) == nil)
    }
}
