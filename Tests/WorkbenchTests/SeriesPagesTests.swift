import Accounts
import Audit
import CaseModel
import Casework
import Foundation
import Testing

@testable import Workbench

@Suite("Pages of series, subjects and outcomes", .serialized)
struct SeriesPagesTests {
    private let workbench: TestWorkbench
    private let session: String

    init() async throws {
        workbench = try await TestWorkbench()
        for agency in ["North", "South"] { try workbench.workspace.addAgency(agency, by: workbench.owner) }
        session = try workbench.signIn("hill", role: .analyst, agency: "North")
        try workbench.workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try workbench.workspace.addMember(toCase: "N-1", account: "hill", by: workbench.owner)
    }

    @Test("A series is begun and flagged on its page, and merged after a question")
    func series() async throws {
        let (workspace, hill) = (workbench.workspace, try workbench.viewer("hill"))
        let first = try workspace.addSeries(named: "Attic", inCase: "N-1", by: hill)
        let second = try workspace.addSeries(named: "Loft", inCase: "N-1", by: hill)
        #expect(try await workbench.ask("GET", "/series", session: session).body.contains("Attic"))
        let page = try await workbench.ask("GET", "/series/\(first)", session: session)
        #expect(page.status == 200)
        let flag = "flag=distributed&value=yes&version=1"
        let flagged = try await workbench.ask("POST", "/series/\(first)/flags", session: session, form: flag)
        #expect(flagged.status == 303)
        #expect(try await workbench.ask("POST", "/series/\(first)/flags", session: session, form: flag).status == 409)
        let merge = "into=\(second)&version=2"
        let asked = try await workbench.ask("POST", "/series/\(first)/merge", session: session, form: merge)
        #expect(asked.status == 200 && asked.body.contains("Merge North/Attic into North/Loft?"))
        #expect(try workspace.series(for: hill).count == 2)
        let confirmed = merge + "&confirmed=yes&reason=one+room"
        #expect(
            try await workbench.ask("POST", "/series/\(first)/merge", session: session, form: confirmed).status == 303
        )
        #expect(try workspace.series(for: hill).count == 1)
        #expect(try await workbench.ask("GET", "/series/\(first)", session: session).body.contains("North/Loft"))
        let parted = try await workbench.ask(
            "POST",
            "/series/\(first)/unmerge",
            session: session,
            form: "reason=two+rooms"
        )
        #expect(parted.status == 303)
        #expect(try workspace.series(for: hill).count == 2)
    }

    @Test("A subject is shown only after a reason, and to nobody else")
    func subjects() async throws {
        let (workspace, hill) = (workbench.workspace, try workbench.viewer("hill"))
        _ = try workspace.addSubject(.victim, [.country("FI", .confirmed)], inCase: "N-1", by: hill)
        let path = "/subjects/V-000001"
        let question = try await workbench.ask("GET", path, session: session)
        #expect(question.status == 200 && !question.body.contains("Confirmed"))
        let shown = try await workbench.ask("POST", path, session: session, form: "reason=review")
        #expect(shown.body.contains("FI, Confirmed"))
        let changed = try await workbench.ask(
            "POST",
            path + "/statements",
            session: session,
            form: "field=status&value=identified&day=2026-04-01&version=2&why=review"
        )
        #expect(changed.body.contains("2026-04-01"))
        let views = try workspace.auditEntries(after: -1, limit: 100).filter { $0.act == "subject.viewed" }
        #expect(views.map(\.details) == [["reason": "review"], ["reason": "review"]])
        let other = try workbench.signIn("dale", role: .analyst, agency: "South")
        #expect(try await workbench.ask("GET", path, session: other).status == 404)
        #expect(try await workbench.ask("POST", path, session: other, form: "reason=review").status == 404)
        let list = try await workbench.ask("GET", "/subjects", session: other)
        #expect(!list.body.contains("V-000001"))
    }

    @Test("Outcomes are put on the case's page and taken back")
    func outcomes() async throws {
        let form = "kind=arrests&count=2&day=2026-05-02&note=by+the+lake"
        #expect(try await workbench.ask("POST", "/cases/N-1/outcomes", session: session, form: form).status == 303)
        #expect(try await workbench.ask("GET", "/cases/N-1", session: session).body.contains("by the lake"))
        let back = "outcome=1&reason=counted+twice"
        #expect(
            try await workbench.ask("POST", "/cases/N-1/outcomes/withdraw", session: session, form: back).status == 303
        )
        let after = try await workbench.ask("GET", "/cases/N-1", session: session)
        #expect(!after.body.contains("by the lake"))
    }
}
