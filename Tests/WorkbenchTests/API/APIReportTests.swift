import Accounts
import CaseModel
import Casework
import Foundation
import Testing

@testable import Workbench

@Suite("Reports through the interface for programs")
struct APIReportTests {
    @Test("A report on a case and on two is canonical JSON whose record holds")
    func ofCases() async throws {
        let bench = try await APIBench()
        let (api, ana) = (bench.api, try bench.token("ana"))
        let key = try bench.workspace.auditVerifier()
        let report = try await api.get("/api/v1/cases/NORTH-1/report", ana)
        #expect(report.status == 200)
        #expect(report["content.kind"].string == "case")
        #expect(report["content.made_for.account"].string == "ana")
        #expect(report["content.report.totals.items"].int == 2)
        #expect(report["content.report.overlaps"].list.map { $0["b"].string } == ["NORTH-2"])
        let finding = try #require(try ReportCheck.finding(in: report.bytes, key: key))
        #expect(finding.digest.hex == report["record.content_sha256"].string)
        let again = try await api.get("/api/v1/cases/NORTH-1/report", ana)
        #expect(again["record.content_sha256"].string == report["record.content_sha256"].string)
        let shared = try await api.get("/api/v1/cases/NORTH-1/report?other=NORTH-2", ana)
        #expect(shared["content.report.overlaps.0.pairs.0.kind"].string == "identifier")
        #expect(try await api.get("/api/v1/cases/NORTH-1/report?other=SOUTH-1", ana).status == 404)
        #expect(try await api.get("/api/v1/cases/NORTH-1/report?other=NORTH-1", ana).status == 422)
        #expect(try await api.get("/api/v1/cases/NORTH-1/report", try bench.token("ben")).status == 403)
    }

    @Test("An operation counts the cases that one may see, or those named")
    func operation() async throws {
        let bench = try await APIBench()
        let (api, ana, path) = (bench.api, try bench.token("ana"), "/api/v1/operation/report")
        let all = try await api.post(path, ana, "{}")
        #expect(all["content.report.case_count"].int == 2)
        #expect(all["content.report.totals.items"].int == 3)
        #expect(all["content.report.overlaps.pairs_of_cases_found"].int == 1)
        let one = try await api.post(path, ana, #"{"cases": ["NORTH-2"]}"#)
        #expect(one["content.report.case_count"].int == 1)
        let foreign = try await api.post(path, ana, #"{"cases": ["SOUTH-1"]}"#)
        let unknown = try await api.post(path, ana, #"{"cases": ["NOWHERE-1"]}"#)
        #expect(foreign.status == 422 && unknown.status == 422)
        #expect(foreign["field"].string == "cases")
    }
}
