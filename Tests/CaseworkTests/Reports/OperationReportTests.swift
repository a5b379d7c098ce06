import Accounts
import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("An operation in figures")
struct OperationReportTests {
    private let desk: ReportDesk
    private var workspace: Workspace { desk.workspace }

    init() throws {
        desk = try ReportDesk()
    }

    private func report(_ cases: [String] = [], for name: String? = nil) throws -> OperationReport {
        let viewer = try name.map { try desk.viewer($0) } ?? desk.owner
        return try workspace.operationReport(of: cases, for: viewer, version: "9.9")
    }

    @Test("Items and media are counted apart, and a content that two cases hold is one")
    func totals() throws {
        let found = try report()
        #expect(found.cases.map(\.title.reference) == ["N-1", "S-2"])
        #expect(found.agencies == ["North", "South"])
        #expect(found.totals == CaseTotals(exhibits: 2, items: 6, media: 5))
        #expect(found.pairsFound == 1 && found.pairsConfirmed == 1)
        #expect(found.tally.found == 3 && found.tally[.equal] == 1 && found.tally[.undecided] == 2)
        let one = try report(["N-1"])
        #expect(one.totals == CaseTotals(exhibits: 1, items: 3, media: 3))
        #expect(one.pairsFound == 0 && one.tally.found == 0)
        #expect(throws: CaseworkError.self) { try report(["N-1", "X-3"]) }
    }

    @Test("Only what a viewer may see is counted", arguments: SharingLevel.allCases)
    func needToKnow(_ level: SharingLevel) throws {
        _ = try workspace.addOutcome(.arrests, count: 2, on: "2026-05-02", note: nil, ofCase: "S-2", by: desk.owner)
        _ = try workspace.addSubject(.offender, [.status(.arrested, day: "2026-05-01")], inCase: "S-2", by: desk.owner)
        #expect(try report(for: "chief").cases.map(\.title.reference) == ["N-1"])
        #expect(throws: CaseworkError.self) { try report(["S-2"], for: "chief") }
        try desk.share("S-2", with: "North", level)
        let found = try report(for: "chief")
        #expect(found.cases.map(\.title.reference) == ["N-1", "S-2"])
        #expect(found.cases.last?.title.title == (level >= .renditions ? "The cellar" : nil))
        #expect(found.unseenCases == (level == .existence ? 1 : 0))
        #expect(found.totals.media == (level == .existence ? 3 : 5))
        #expect(found.pairsFound == (level == .existence ? 0 : 1))
        #expect(found.outcomes[.arrests] == (level >= .renditions ? 2 : nil))
        #expect(found.offenders[.arrested] == (level >= .renditions ? 1 : nil))
    }

    @Test("A victim counts in the month from which it is known who it is, and no more if that was wrong")
    func months() throws {
        let hill = try desk.viewer("hill")
        for (statuses, kind) in [
            ([("identified", "2026-01-15"), ("safeguarded", "2026-03-01")], SubjectKind.victim),
            ([("identified", "2026-04-02")], .victim), ([("safeguarded", "2026-04-30")], .victim),
            ([("identified", "2025-01-01"), ("unidentified", "2025-02-01")], .victim),
            ([("identified", "2025-06-01")], .offender), ([], .victim),
        ] {
            let (id, _) = try workspace.addSubject(kind, inCase: "N-1", by: hill)
            for (status, day) in statuses {
                let value = try #require(SubjectStatus(rawValue: status))
                _ = try workspace.state(.status(value, day: day), ofSubject: id, by: hill)
            }
        }
        let found = try report()
        #expect(found.months.map(\.month) == ["2026-01", "2026-02", "2026-03", "2026-04"])
        #expect(found.months.map(\.identified) == [1, 0, 0, 2])
        #expect(found.months.map(\.total) == [1, 1, 1, 3])
        #expect(found.victims == [.unidentified: 2, .identified: 1, .safeguarded: 2])
        #expect(found.offenders == [.identified: 1])
        #expect(try report(["S-2"]).months.isEmpty)
        let text = ReportBody.ofOperation(found).content.text
        #expect(!text.contains("V-0000"), "an operation tells of no single subject")
        #expect(ReportBody.ofOperation(try report()).content.text == text)
    }
}
