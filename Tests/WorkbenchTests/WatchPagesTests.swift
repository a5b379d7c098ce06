import Accounts
import CaseModel
import Casework
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("Pages of watches and hash lists", .serialized)
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
        try workbench.ingest(["note.txt": "a note"], intoCase: "N-1", exhibit: "disk")
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
        try workbench.ingest(["copy.txt": "a note"], intoCase: "N-2", exhibit: "phone")
        #expect(try await workbench.ask("GET", "/", session: session).body.contains("N-2"))
        #expect(try await workbench.ask("POST", "/watches/remove", session: session, form: "watch=1").status == 303)
        let empty = try await workbench.ask("GET", "/watches", session: session)
        #expect(!empty.body.contains("the note"))
    }

    @Test("Lists are shown to all and treated by administrators, and an item's page names the lists that it is on")
    func lists() async throws {
        #expect(try await workbench.ask("GET", "/lists", session: session).body.contains("cairn import"))
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("unit.txt")
        // The SHA-256 of the note.
        try Data("f63e34a034f19a24438f2d74b242bc96682abd843ecc4ea63fefed4006d860a3  x\n".utf8).write(to: file)
        _ = try workspace.importHashList(HashListRequest(format: .md5sum, path: file.path), by: workbench.owner)
        let shown = try await workbench.ask("GET", "/lists", session: session)
        #expect(shown.body.contains("unit.txt") && !shown.body.contains("<select"))
        #expect(
            try await workbench.ask("GET", "/cases/N-1/items/1", session: session).body.contains("On the list unit.txt")
        )
        let form = "list=unit.txt&treatment=skip"
        #expect(try await workbench.ask("POST", "/lists/treatment", session: session, form: form).status == 403)
        let administrator = try workbench.signIn("ada", role: .administrator, agency: nil)
        let treated = try await workbench.ask("POST", "/lists/treatment", session: administrator, form: form)
        #expect(treated.status == 303)
        #expect(try workspace.hashList("unit.txt").list.treatment == .skip)
    }
}
