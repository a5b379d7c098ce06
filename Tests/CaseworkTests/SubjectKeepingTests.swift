import Accounts
import Audit
import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Keeping subjects and outcomes")
struct SubjectKeepingTests {
    private let desk: SeriesDesk
    private var workspace: Workspace { desk.workspace }

    init() throws {
        desk = try SeriesDesk()
    }

    private func subject(_ id: Int64, _ name: String) throws -> SubjectDetails? {
        try workspace.subject(id, reason: "review of the case", by: try desk.viewer(name))
    }

    @Test("Whoever looks at a subject says why, which is on record before anything is shown")
    func reasons() throws {
        let hill = try desk.viewer("hill")
        let (id, number) = try workspace.addSubject(.victim, [.sex(.female)], inCase: "N-1", by: hill)
        for reason in ["", "two\nlines"] {
            #expect(throws: CaseworkError.self) { try workspace.subject(id, reason: reason, by: hill) }
        }
        #expect(try desk.acts("subject").filter { $0.act == "subject.viewed" }.isEmpty)
        #expect(try subject(id, "clerk")?.sex == .female)
        let entry = try #require(try desk.acts("subject").last)
        #expect(entry.act == "subject.viewed")
        #expect(entry.actor == "clerk")
        #expect(entry.subject == number.description)
        #expect(entry.caseReference == "N-1")
        #expect(entry.details == ["reason": "review of the case"])
        // Nothing is told, nor put on record, where nothing may be seen.
        let count = try desk.acts("subject").count
        #expect(try subject(id, "dale") == nil)
        #expect(try desk.acts("subject").count == count)
    }

    @Test(
        "A subject is seen with the pictures of a case that it is of, and else is not there",
        arguments: SharingLevel.allCases
    )
    func needToKnow(_ level: SharingLevel) throws {
        let (id, number) = try workspace.addSubject(.victim, inCase: "N-1", by: try desk.viewer("hill"))
        let dale = try desk.viewer("dale")
        #expect(try workspace.subjects(for: dale).isEmpty)
        try desk.share("N-1", with: "South", level)
        let isSeen = level >= .renditions
        #expect(try workspace.subjects(for: dale).map(\.name.number) == (isSeen ? [number] : []))
        #expect((try subject(id, "dale") != nil) == isSeen)
        #expect(try workspace.subjects(for: try desk.viewer("lake")).isEmpty)
    }

    @Test("A status holds from its day, whenever it was said, and the history is kept")
    func history() throws {
        let hill = try desk.viewer("hill")
        let (id, _) = try workspace.addSubject(.victim, inCase: "N-1", by: hill)
        #expect(try workspace.subjects(for: hill).first?.status == .unidentified)
        for (status, day) in [(SubjectStatus.safeguarded, "2026-05-02"), (.identified, "2026-04-01")] {
            _ = try workspace.state(.status(status, day: day), ofSubject: id, by: hill)
        }
        let found = try #require(try subject(id, "hill"))
        #expect(found.summary.status == .safeguarded)
        #expect(found.history.map(\.value) == ["identified", "safeguarded"])
        #expect(found.history.map(\.day) == ["2026-04-01", "2026-05-02"])
        // A correction of the same day counts, and what was wrong stays on record.
        _ = try workspace.state(.status(.identified, day: "2026-05-02"), ofSubject: id, by: hill)
        #expect(try workspace.subjects(for: hill).first?.status == .identified)
        #expect(try subject(id, "hill")?.history.count == 3)
    }

    @Test("What cannot be of a subject is refused, and nothing is on record")
    func refused() throws {
        let hill = try desk.viewer("hill")
        let (id, _) = try workspace.addSubject(.victim, inCase: "N-1", by: hill)
        let wrong: [SubjectStatement] = [
            .status(.arrested, day: "2026-01-01"), .status(.identified, day: "2026-02-30"), .country(nil, .confirmed),
            .country("FI", .unknown), .country("fi", .confirmed), .country("FIN", .suspected),
            .retention(day: "soon", reason: "trial"), .retention(day: "2027-01-01", reason: ""),
        ]
        for statement in wrong {
            #expect(throws: CaseworkError.self, "\(statement)") {
                try workspace.state(statement, ofSubject: id, by: hill)
            }
            #expect(throws: CaseworkError.self) {
                try workspace.addSubject(.victim, [statement], inCase: "N-1", by: hill)
            }
        }
        #expect(try workspace.subjects(for: hill).map(\.version) == [1])
        #expect(try desk.acts("subject").count == 1)
        #expect(throws: CaseworkError.self) {
            try workspace.state(.sex(.male), ofSubject: id, by: try desk.viewer("clerk"))
        }
        #expect(try workspace.state(.sex(.male), ofSubject: id, by: try desk.viewer("dale")) == nil)
    }

    @Test("A country goes from suspected to confirmed to unknown")
    func country() throws {
        let hill = try desk.viewer("hill")
        let (id, _) = try workspace.addSubject(.offender, [.country("FI", .suspected)], inCase: "N-1", by: hill)
        #expect(try subject(id, "hill")?.certainty == .suspected)
        _ = try workspace.state(.country("SE", .confirmed), ofSubject: id, by: hill)
        #expect(try subject(id, "hill")?.country == "SE")
        _ = try workspace.state(.country(nil, .unknown), ofSubject: id, by: hill)
        let found = try #require(try subject(id, "hill"))
        #expect(found.country == nil)
        #expect(found.certainty == .unknown)
    }

    @Test("A subject is due from the day until which it is kept, the longest due first")
    func retention() throws {
        let hill = try desk.viewer("hill")
        for day in ["2026-06-01", "2026-03-01", "2026-09-01"] {
            _ = try workspace.addSubject(.victim, [.retention(day: day, reason: "trial")], inCase: "N-1", by: hill)
        }
        _ = try workspace.addSubject(.victim, inCase: "N-1", by: hill)
        #expect(try workspace.subjectsDue(by: "2026-05-31", for: hill).map(\.retentionDay) == ["2026-03-01"])
        let due = try workspace.subjectsDue(by: "2026-06-01", for: hill)
        #expect(due.map(\.retentionDay) == ["2026-03-01", "2026-06-01"])
        _ = try workspace.state(.retention(day: "2027-01-01", reason: "appeal"), ofSubject: due[0].name.id, by: hill)
        #expect(try workspace.subjectsDue(by: "2026-06-01", for: hill).map(\.retentionDay) == ["2026-06-01"])
        #expect(try subject(due[0].name.id, "hill")?.retentionReason == "appeal")
    }

    @Test("A subject is linked with series and contents, and each is shown to who may see it")
    func links() throws {
        let hill = try desk.viewer("hill")
        let series = try desk.series("Attic", [1], of: "N-1", by: "hill")
        let (id, number) = try workspace.addSubject(.victim, inCase: "N-1", by: hill)
        _ = try workspace.linkSubject(id, withSeries: series, by: hill)
        _ = try workspace.linkSubject(id, withContent: "2.jpg", ofCase: "N-1", by: hill)
        var found = try #require(try subject(id, "hill"))
        #expect(found.series.map(\.name) == ["Attic"])
        #expect(found.media.compactMap { $0.digest?.bytes[0] } == [2])
        #expect(try workspace.series(series, for: hill)?.subjects.map(\.name.number) == [number])
        for body in [
            { try workspace.linkSubject(id, withSeries: series, by: hill) },
            { try workspace.linkSubject(id, withContent: "5.jpg", ofCase: "N-1", by: hill) },
            { try workspace.linkSubject(id, withContent: "3.jpg", ofCase: "N-1", isWithdrawn: true, by: hill) },
        ] { #expect(throws: CaseworkError.self) { _ = try body() } }
        _ = try workspace.linkSubject(id, withSeries: series, isWithdrawn: true, by: hill)
        _ = try workspace.linkSubject(id, withContent: "2.jpg", ofCase: "N-1", isWithdrawn: true, by: hill)
        found = try #require(try subject(id, "hill"))
        #expect(found.series.isEmpty && found.media.isEmpty)
        #expect(try workspace.series(series, for: hill)?.subjects == [])
        #expect(
            try desk.acts("subject").map(\.act).filter { $0.hasSuffix("linked") } == [
                "subject.linked", "subject.linked", "subject.unlinked", "subject.unlinked",
            ]
        )
    }

    @Test("A series that a viewer may not see cannot be linked, and is not told of")
    func foreignSeries() throws {
        let series = try desk.series("Hut", [5], of: "S-2", by: "dale")
        let (id, _) = try workspace.addSubject(.victim, inCase: "N-1", by: try desk.viewer("hill"))
        #expect(try workspace.linkSubject(id, withSeries: series, by: try desk.viewer("hill")) == nil)
        _ = try workspace.linkSubject(id, withSeries: series, inCase: "N-1", by: desk.owner)
        #expect(try subject(id, "hill")?.series == [])
        #expect(try workspace.series(series, for: try desk.viewer("dale"))?.subjects == [])
    }

    @Test("Merged subjects are one until that is undone; a victim is no offender")
    func merging() throws {
        let hill = try desk.viewer("hill")
        let (first, number) = try workspace.addSubject(.victim, [.sex(.female)], inCase: "N-1", by: hill)
        let (second, other) = try workspace.addSubject(.victim, [.ageBand(.sevenToTen)], inCase: "N-1", by: hill)
        let (offender, _) = try workspace.addSubject(.offender, inCase: "N-1", by: hill)
        #expect(throws: CaseworkError.self) {
            try workspace.mergeSubject(first, into: offender, reason: "one person", by: hill)
        }
        _ = try workspace.mergeSubject(first, into: second, reason: "one person", by: hill)
        let found = try #require(try subject(first, "hill"))
        #expect(found.summary.name.number == other)
        #expect(found.sex == .female && found.ageBand == .sevenToTen)
        #expect(found.summary.merged.map(\.number) == [number])
        #expect(try workspace.subjectNumber("v-1", for: hill) == first)
        #expect(try workspace.subjects(for: hill).count == 2)
        _ = try workspace.unmergeSubject(first, reason: "two people", by: hill)
        #expect(try subject(first, "hill")?.ageBand == .unknown)
        #expect(try workspace.subjects(for: hill).count == 3)
    }

    @Test("Outcomes of a case stand by day, are seen and made by who may, and are taken back with a reason")
    func outcomes() throws {
        let hill = try desk.viewer("hill")
        let second = try workspace.addOutcome(
            .arrests,
            count: 1,
            on: "2026-05-02",
            note: nil,
            ofCase: "N-1",
            by: hill
        )
        let first = try workspace.addOutcome(
            .safeguarded,
            count: 2,
            on: "2026-05-01",
            note: "with the child protection office",
            ofCase: "N-1",
            by: hill
        )
        #expect(try workspace.outcomes(ofCase: "N-1", for: try desk.viewer("clerk")).map(\.id) == [first, second])
        for (count, day) in [(0, "2026-05-01"), (1, "2026-5-1")] {
            #expect(throws: CaseworkError.self) {
                try workspace.addOutcome(.arrests, count: count, on: day, note: nil, ofCase: "N-1", by: hill)
            }
        }
        for name in ["clerk", "dale"] {
            let viewer = try desk.viewer(name)
            #expect(throws: CaseworkError.self) {
                try workspace.addOutcome(.arrests, count: 1, on: "2026-05-01", note: nil, ofCase: "N-1", by: viewer)
            }
        }
        #expect(throws: CaseworkError.self) { try workspace.outcomes(ofCase: "N-1", for: try desk.viewer("dale")) }
        try workspace.withdrawOutcome(second, reason: "another case", ofCase: "N-1", by: hill)
        #expect(try workspace.outcomes(ofCase: "N-1", for: hill).map(\.id) == [first])
        #expect(
            try desk.acts("outcome").map(\.act) == ["outcome.added", "outcome.added", "outcome.withdrawn"]
        )
    }
}
