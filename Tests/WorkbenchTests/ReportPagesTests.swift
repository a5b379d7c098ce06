import Accounts
import Audit
import CaseModel
import Casework
import Foundation
import TestSupport
import Testing

@testable import Workbench

@Suite("Pages, files and paper of reports", .serialized)
struct ReportPagesTests {
    private static let hostile = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>"
    private static let fileName = "<b onclick=alert(3)>&quot;}{{t.case}}.txt"

    private let workbench: TestWorkbench
    private let session: String

    init() async throws {
        workbench = try await TestWorkbench()
        let (workspace, owner) = (workbench.workspace, workbench.owner)
        for agency in ["North", "South"] { try workspace.addAgency(agency, by: owner) }
        session = try workbench.signIn("chief", role: .caseOfficer, agency: "North")
        for (reference, agency) in [("N-1", "North"), ("S-2", "South")] {
            try workspace.addCase(reference: reference, title: Self.hostile, agency: agency)
            let note = "Of \(reference): write to dealer@stamps.example about it.\n"
            try await workbench.ingest([Self.fileName: note], intoCase: reference, exhibit: Self.hostile)
        }
        try workspace.addMember(toCase: "N-1", account: "chief", by: owner)
    }

    private func share(_ level: SharingLevel) throws {
        try workbench.workspace.setShare(
            ofCase: "S-2",
            with: try workbench.workspace.audience(named: "North"),
            level: level,
            by: workbench.owner
        )
    }

    private func report() throws -> Report {
        let (workspace, chief) = (workbench.workspace, try workbench.viewer("chief"))
        let body = try ReportBody.ofCase(workspace.caseReport("N-1", for: chief, version: "9.9"))
        return try workspace.make(body, as: .html, by: chief)
    }

    @Test("A report as HTML needs nothing beside it and takes no value for markup", arguments: ReportRenderer.languages)
    func html(_ language: String) throws {
        try share(.renditions)
        let report = try report()
        let page = try ReportRenderer().html(report, language: language)
        #expect(page.contains("<html lang=\"\(language)\" dir=\"\(language == "ar" ? "rtl" : "ltr")\">"))
        for markup in ["<script", "<img", "<b ", "<iframe", "<object", "<link", "url(", "@import"] {
            #expect(!page.contains(markup), "\(markup)")
        }
        let bare = page.replacing(/="[^"]*"/, with: "=")
        #expect(bare.firstMatch(of: /<[a-z][^>]*\s(href|src|style|on[a-z]+)=/) == nil)
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img src"))
        #expect(page.contains("&lt;b onclick=alert(3)&gt;&amp;quot;}{{t.case}}.txt"))
        #expect(page.contains(report.digest.hex))
        #expect(page.contains("dealer@stamps.example"))
        #expect(page.contains("S-2"))
        #expect(page.firstMatch(of: /[a-z]+_[a-z_]+\b(?=<)/) == nil, "a text is missing")
    }

    @Test("A report as PDF has pages", .enabled(if: PaperPrinter.isInstalled))
    func pdf() throws {
        let bytes = try ReportRenderer().bytes(try report(), as: .pdf, language: "en")
        #expect(bytes.starts(with: Array("%PDF-".utf8)))
        let pages = String(decoding: bytes, as: Unicode.ASCII.self).matches(of: /\/Type \/Page\n/).count
        #expect(pages >= 1)
    }

    @Test("The page of a case's report shows what the viewer may see, and its downloads say the same")
    func page() async throws {
        let page = try await workbench.ask("GET", "/cases/N-1/report", session: session)
        #expect(page.status == 200)
        #expect(!page.body.contains("S-2") && !page.body.contains("<script>alert"))
        try share(.fingerprints)
        let seen = try await workbench.ask("GET", "/cases/N-1/report?other=S-2", session: session)
        #expect(seen.status == 200 && seen.body.contains("S-2"))
        #expect(seen.body.contains("Where it lies is not open to the reader."))
        let json = try await workbench.ask("GET", "/cases/N-1/report/json?other=S-2", session: session)
        #expect(json.status == 200 && json.headers["content-type"] == "application/json")
        let key = try workbench.workspace.auditVerifier()
        let finding = try #require(try ReportCheck.finding(in: Array(json.body.utf8), key: key))
        #expect(finding.entry.actor == "chief" && finding.entry.details["kind"] == "overlap")
        #expect(seen.body.contains(finding.digest.hex), "page and file have one content")
        let html = try await workbench.ask("GET", "/cases/N-1/report/html", session: session)
        #expect(html.headers["content-disposition"]?.hasPrefix("attachment; filename=\"cairn-case-") == true)
        #expect(html.body.contains("<style>"))
        for path in ["/cases/N-1/report/page", "/cases/N-1/report/doc", "/cases/N-1/report?other=X-3"] {
            #expect(try await workbench.ask("GET", path, session: session).status == 404, "\(path)")
        }
        #expect(try await workbench.ask("GET", "/cases/S-2/report", session: session).status == 403)
    }

    @Test("Of a case that may only be known there is no report, and of one that may not be known no trace")
    func existence() async throws {
        for path in ["/cases/N-1/report?other=S-2", "/operation/json?case=S-2"] {
            let answer = try await workbench.ask("GET", path, session: session)
            #expect([400, 404].contains(answer.status), "\(path)")
        }
        try share(.existence)
        #expect(try await workbench.ask("GET", "/cases/N-1/report?other=S-2", session: session).status == 403)
    }

    @Test("An operation in figures has cards, bars and the same as tables, and each look is on record")
    func operation() async throws {
        let (workspace, chief) = (workbench.workspace, try workbench.viewer("chief"))
        _ = try workspace.addSubject(.victim, [.status(.identified, day: "2026-04-01")], inCase: "N-1", by: chief)
        #expect(try await workbench.ask("GET", "/", session: session).body.contains("href=\"/operation\""))
        let page = try await workbench.ask("GET", "/operation", session: session)
        #expect(page.status == 200)
        #expect(page.body.contains("<rect class=\"month\"") && page.body.contains(">2026-04<"))
        #expect(!page.body.contains("S-2") && !page.body.contains(" style="))
        try share(.fingerprints)
        #expect(try await workbench.ask("GET", "/operation", session: session).body.contains("S-2"))
        let one = try await workbench.ask("GET", "/operation?case=N-1", session: session)
        #expect(one.body.contains("/operation/json?case=N-1"))
        let json = try await workbench.ask("GET", "/operation/json?case=N-1", session: session)
        #expect(json.body.contains(#""case_count":1"#))
        let entries = try workspace.auditEntries(after: -1, limit: 1000).filter { $0.act == Report.act }
        #expect(entries.map { $0.details["format"] } == ["page", "page", "page", "json"])
        #expect(entries.last?.details["cases"] == "N-1")
    }
}
