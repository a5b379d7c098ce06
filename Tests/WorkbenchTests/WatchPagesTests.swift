import Accounts
import Casework
import Testing

@testable import Workbench

@Suite("Pages of watches", .serialized)
struct WatchPagesTests {
    private let workbench: TestWorkbench
    private let session: String
    private var workspace: Workspace { workbench.workspace }

    init() async throws {
        workbench = try await TestWorkbench()
        try workbench.workspace.addAgency("North", by: workbench.owner)
        session = try workbench.signIn("ana", role: .analyst, agency: "North")
        try workbench.workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try workbench.workspace.addMember(toCase: "N-1", account: "ana", by: workbench.owner)
        try await workbench.ingest(["note.txt": "a note"], intoCase: "N-1", exhibit: "disk")
    }

    @Test("An item is waited for by its page, which tells on the desk and ends on the list")
    func watches() async throws {
        let page = try await workbench.ask("GET", "/cases/N-1/items/1", session: session)
        #expect(page.body.contains("/cases/N-1/items/1/watch"))
        let path = "/cases/N-1/items/1/watch"
        let added = try await workbench.ask("POST", path, session: session, form: "note=the+note")
        #expect(added.status == 303)
        // It names no camera by number.
        let camera = try await workbench.ask("POST", path, session: session, form: "note=x&subject=camera")
        #expect(camera.status == 400)
        #expect(try await workbench.ask("POST", path, session: session, form: "note=").status == 400)
        let list = try await workbench.ask("GET", "/watches", session: session)
        #expect(list.body.contains("the note"))
        try workspace.addCase(reference: "N-2", title: nil, agency: "North")
        try workspace.addMember(toCase: "N-2", account: "ana", by: workbench.owner)
        try await workbench.ingest(["copy.txt": "a note"], intoCase: "N-2", exhibit: "phone")
        #expect(try await workbench.ask("GET", "/", session: session).body.contains("N-2"))
        #expect(try await workbench.ask("POST", "/watches/remove", session: session, form: "watch=1").status == 303)
        let empty = try await workbench.ask("GET", "/watches", session: session)
        #expect(!empty.body.contains("the note"))
    }
}
