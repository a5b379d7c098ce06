import Accounts
import Audit
import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Reports on cases and overlaps")
struct ReportTests {
    private let desk: ReportDesk
    private var workspace: Workspace { desk.workspace }

    init() throws {
        desk = try ReportDesk()
    }

    @Test("The same database and reader give the same content, byte for byte, however often a report is made")
    func sameBytes() throws {
        let first = try desk.caseReport()
        let made = try workspace.make(first, as: .json, by: try desk.viewer("chief"))
        let again = try workspace.make(try desk.caseReport(), as: .html, by: try desk.viewer("chief"))
        #expect(made.content == again.content)
        #expect(made.content == first.content.bytes)
        #expect(made.digest == again.digest)
        #expect(made.json != again.json, "each making has a record of its own")
        try workspace.addCase(reference: "N-9", title: nil, agency: "North")
        #expect(try desk.caseReport().content.bytes == made.content, "another case changes nothing")
        _ = try workspace.addOutcome(
            .arrests,
            count: 1,
            on: "2026-05-02",
            note: nil,
            ofCase: "N-1",
            by: try desk.viewer("hill")
        )
        #expect(try desk.caseReport().content.bytes != made.content)
    }

    @Test("The making is in the audit log with the content's digest, and the report proves that to others")
    func record() throws {
        let made = try workspace.make(try desk.caseReport(), as: .json, by: try desk.viewer("chief"))
        let entry = try #require(try workspace.auditEntries(before: nil, limit: 10).first { $0.act == Report.act })
        #expect(entry == made.entry)
        #expect(entry.actor == "chief" && entry.caseReference == "N-1" && entry.subject == made.digest.hex)
        #expect(entry.details == ["kind": "case", "format": "json", "cases": "N-1"])
        #expect(made.proof.holds(by: try workspace.auditVerifier()))
        #expect(made.proof.entry == entry.canonicalText)
        let finding = try #require(try ReportCheck.finding(in: made.json, key: made.key))
        #expect(finding.digest == made.digest && finding.entry == entry)
    }

    @Test("A report that was changed, or that another log signed, does not hold")
    func forged() throws {
        try desk.share("S-2", with: "North", .renditions)
        let made = try workspace.make(try desk.caseReport(), as: .json, by: try desk.viewer("chief"))
        let text = String(decoding: made.json, as: UTF8.self)
        for (from, to) in [
            ("The attic", "The loft"), ("\"undecided\"", "\"confirmed\""), ("\"by\":\"chief\"", "\"by\":\"dale\""),
        ] {
            let forged = text.replacing(from, with: to)
            #expect(forged != text)
            #expect(try ReportCheck.finding(in: Array(forged.utf8), key: made.key) == nil, "\(from)")
        }
        #expect(try ReportCheck.finding(in: made.json, key: AuditKey().verifier) == nil)
        #expect(throws: CaseworkError.self) { try ReportCheck.finding(in: Array("{}".utf8), key: made.key) }
        let twice = text.replacing("{\"content\":", with: "{\"content\":{},\"content\":")
        for respelled in [twice, text + " ", " " + text] {
            #expect(try ReportCheck.finding(in: Array(respelled.utf8), key: made.key) == nil)
        }
        #expect(try ReportCheck.finding(in: made.json + [UInt8(ascii: "\n")], key: made.key) != nil)
        // Another entry of the same log proves nothing of this content.
        let other = try workspace.proveAudit(entry: 0)
        let swapped = text.replacing(made.proof.json, with: other.json)
        #expect(swapped != text)
        #expect(try ReportCheck.finding(in: Array(swapped.utf8), key: made.key) == nil)
    }

    @Test("It tells of exhibits, custody, items, methods and for whom it was made")
    func contents() throws {
        _ = try workspace.giveCode("3", toStacks: [1], inCase: "N-1", by: try desk.viewer("hill"))
        let (_, number) = try workspace.addSubject(.victim, inCase: "N-1", by: try desk.viewer("hill"))
        guard case .ofCase(let report) = try desk.caseReport() else { return }
        #expect(report.totals == CaseTotals(exhibits: 1, items: 3, media: 3))
        #expect(report.exhibits.first?.custody.first?.source == "/media/x")
        #expect(report.counts.map { [$0.items, $0.contents] } == [[2, 2], [1, 1]])
        #expect(report.codes == [CodeCount(scheme: "cairn/1", code: "3", contents: 1)])
        #expect(report.subjects.map(\.name.number) == [number])
        let text = try desk.caseReport().content.text
        #expect(text.contains(#""made_for":{"account":"chief","agency":"North","role":"case_officer"}"#))
        #expect(text.contains(#""cairn_version":"9.9""#))
    }

    @Test(
        "Another case is told of as far as it is shared, and not at all if it is not",
        arguments: SharingLevel.allCases
    )
    func needToKnow(_ level: SharingLevel) throws {
        let hidden = try desk.caseReport().content.text
        for trace in ["S-2", "South", ReportDesk.secret, "theirs", "near_duplicate", "pdq-range-31/1"] {
            #expect(!hidden.contains(trace), "\(trace)")
        }
        try desk.share("S-2", with: "North", level)
        let text = try desk.caseReport().content.text
        #expect(text.contains("South"))
        #expect(text.contains("S-2") == (level >= .fingerprints))
        #expect(text.contains(try ReportDesk.digest(3).hex) == (level >= .fingerprints))
        #expect(text.contains("pdq-range-31/1") == (level >= .fingerprints))
        for place in [ReportDesk.secret, "theirs-3.jpg"] {
            #expect(text.contains(place) == (level >= .renditions), "\(place)")
        }
        guard case .ofCase(let report) = try desk.caseReport(), level >= .fingerprints else { return }
        let lines = report.overlaps.flatMap(\.pairs).flatMap(\.link.evidence.identifiers.examples).map(\.lineB)
        #expect(lines == [level >= .renditions ? 5 : nil])
        #expect(report.elsewhere.isEmpty)
    }

    @Test("Only who may export a case gets a report on it")
    func whoMay() throws {
        for name in ["hill", "dale"] {
            let viewer = try desk.viewer(name)
            let error = #expect(throws: CaseworkError.self) {
                try workspace.caseReport("N-1", for: viewer, version: "9.9")
            }
            #expect(error?.code == (name == "hill" ? .refused : .usage))
        }
    }

    @Test("A verdict is told with who and when, and strengths in words")
    func verdicts() throws {
        try desk.share("S-2", with: "North", .renditions)
        let pair = (try ReportDesk.digest(1), try ReportDesk.digest(3))
        let hill = try desk.viewer("hill")
        _ = try workspace.decide(.same, on: pair, expecting: 0, inCase: "N-1", by: hill)
        guard case .ofCase(let report) = try desk.caseReport() else { return }
        let overlap = try #require(report.overlaps.first)
        #expect(overlap.own == "N-1" && overlap.other == "S-2" && overlap.leftOut == 0)
        #expect(overlap.tally.found == 3 && overlap.tally[.equal] == 1 && overlap.tally[.confirmed] == 1)
        let told = try #require(overlap.pairs.first { $0.link.kind == .nearDuplicate })
        #expect(told.decision?.author == "hill" && told.state == .confirmed)
        #expect(overlap.pairs.first?.word == .certain)
        #expect(overlap.pairs.map(\.link.itemA.caseReference) == ["N-1", "N-1", "N-1"])
        #expect(told.told.text.contains(#""reasons":["4 of 256 bits of the PDQ hashes differ","#))
    }

    @Test("A report on two cases is the same whichever is named first, and asks for one to be open to export")
    func overlap() throws {
        try desk.share("S-2", with: "North", .fingerprints)
        let chief = try desk.viewer("chief")
        let report = try workspace.overlapReport(of: ["N-1", "S-2"], for: chief, version: "9.9")
        let other = try workspace.overlapReport(of: ["S-2", "N-1"], for: chief, version: "9.9")
        #expect(ReportBody.ofOverlap(report).content.bytes == ReportBody.ofOverlap(other).content.bytes)
        #expect(report.overlaps.map(\.tally.found) == [3])
        #expect(report.methods == [MatchMethod(kind: .nearDuplicate, method: "pdq-range-31/1")])
        for trace in [ReportDesk.secret, "The cellar"] {
            #expect(!ReportBody.ofOverlap(report).content.text.contains(trace), "\(trace)")
        }
        // Dale may export S-2, and N-1 is not shared with South.
        let refused = #expect(throws: CaseworkError.self) {
            try workspace.overlapReport(of: ["N-1", "S-2"], for: try desk.viewer("dale"), version: "9.9")
        }
        #expect(refused?.message == "there is no case N-1")
        // Hill sees both and may export neither.
        #expect(throws: CaseworkError.self) {
            try workspace.overlapReport(of: ["N-1", "S-2"], for: try desk.viewer("hill"), version: "9.9")
        }
        for cases in [["N-1"], ["N-1", "N-1"], ["N-1", "X-3"]] {
            #expect(throws: CaseworkError.self) {
                try workspace.overlapReport(of: cases, for: chief, version: "9.9")
            }
        }
    }
}
