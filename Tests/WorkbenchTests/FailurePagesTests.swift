import Accounts
import CaseModel
import Casework
import Testing

@testable import Workbench

@Suite("Pages of what could not be analysed", .serialized)
struct FailurePagesTests {
    private let workbench: TestWorkbench
    private let session: String

    init() async throws {
        workbench = try await TestWorkbench()
        try workbench.workspace.addAgency("North", by: workbench.owner)
        session = try workbench.signIn("ana", role: .analyst, agency: "North")
        try workbench.workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try workbench.workspace.addMember(toCase: "N-1", account: "ana", by: workbench.owner)
        let files = ["half.gif": "GIF89a\u{10}", "note.txt": "a note"]
        try await workbench.ingest(files, intoCase: "N-1", exhibit: "disk")
    }

    @Test("A file that cannot be decoded is listed with its reason, by which the list is narrowed")
    func listed() async throws {
        let failure = try #require(
            try workbench.workspace.failedItems(ofCase: "N-1", reason: nil, after: 0, limit: 10).first
        )
        let reason = try #require(failure.failure?.code.rawValue)
        let page = try await workbench.ask("GET", "/cases/N-1/failures", session: session)
        #expect(page.body.contains("half.gif") && !page.body.contains("note.txt"))
        #expect(page.body.contains("/cases/N-1/items/\(failure.id)"))
        let narrowed = try await workbench.ask("GET", "/cases/N-1/failures?reason=\(reason)", session: session)
        #expect(narrowed.body.contains("half.gif"))
        let others = try await workbench.ask("GET", "/cases/N-1/failures?reason=encrypted", session: session)
        #expect(!others.body.contains("half.gif"))
        let later = try await workbench.ask("GET", "/cases/N-1/failures?after=\(failure.id)", session: session)
        #expect(!later.body.contains("half.gif"))
        let overview = try await workbench.ask("GET", "/cases/N-1", session: session)
        #expect(overview.body.contains("/cases/N-1/failures?reason=\(reason)"))
    }
}
