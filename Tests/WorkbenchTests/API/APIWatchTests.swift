import Accounts
import CaseModel
import Casework
import Foundation
import TestSupport
import Testing

@testable import Workbench

@Suite("Watches in the interface for programs and on the desk")
struct APIWatchTests {
    private static let wish =
        #"{"note": "the mailbox", "identifier": {"type": "email", "value": "dealer@stamps.example"}}"#

    private func ask(
        _ workbench: TestWorkbench,
        _ method: String,
        _ path: String,
        _ session: String,
        _ body: String? = nil
    ) async throws -> Answer {
        try await workbench.ask(
            method,
            path,
            session: session,
            body: body.map { Data($0.utf8) },
            headers: ["Accept": "application/json", "Content-Type": "application/json"]
        )
    }

    @Test("What turns up is told to who waits for it, in cases that they may see, until they wait no longer")
    func hits() async throws {
        let workbench = try await TestWorkbench()
        let workspace = workbench.workspace
        for agency in ["North", "South"] { try workspace.addAgency(agency, by: workbench.owner) }
        try workspace.addCase(reference: "N-1", title: nil, agency: "North")
        let ana = try workbench.signIn("ana", role: .analyst, agency: "North")
        let sven = try workbench.signIn("sven", role: .analyst, agency: "South")
        try workspace.addMember(toCase: "N-1", account: "ana", by: workbench.owner)
        for session in [ana, sven] {
            #expect(try await ask(workbench, "POST", "/api/v1/watches", session, Self.wish).status == 201)
        }
        #expect(try await ask(workbench, "GET", "/", ana).body.contains("the mailbox") == false)
        try await workbench.ingest(["note.txt": "ask dealer@stamps.example"], intoCase: "N-1", exhibit: "disk")

        let told = try await ask(workbench, "GET", "/api/v1/watches/hits", ana)
        for part in [#""case":"N-1""#, #""path":"note.txt""#, #""kind":"identifier""#, #""note":"the mailbox""#] {
            #expect(told.body.contains(part), "\(told.body)")
        }
        let untold = try await ask(workbench, "GET", "/api/v1/watches/hits", sven)
        #expect(untold.status == 200 && !untold.body.contains("N-1") && !untold.body.contains("mailbox"))
        let desk = try await workbench.ask("GET", "/", session: ana)
        #expect(desk.body.contains("the mailbox") && desk.body.contains("/cases/N-1/items/"))
        #expect(try await !workbench.ask("GET", "/", session: sven).body.contains("N-1"))

        #expect(try await ask(workbench, "DELETE", "/api/v1/watches/1", sven).status == 404)
        #expect(try await ask(workbench, "DELETE", "/api/v1/watches/1", ana).status == 204)
        #expect(try await ask(workbench, "DELETE", "/api/v1/watches/1", ana).status == 404)
        #expect(try await !ask(workbench, "GET", "/api/v1/watches", ana).body.contains("mailbox"))
        #expect(try await ask(workbench, "GET", "/api/v1/watches", sven).body.contains("mailbox"))
    }

    @Test("A watch waits for just one thing, and for no item that one may not see")
    func refused() async throws {
        let workbench = try await TestWorkbench()
        let workspace = workbench.workspace
        try workspace.addAgency("North", by: workbench.owner)
        try workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try await workbench.ingest(["note.txt": "something"], intoCase: "N-1", exhibit: "disk")
        let ana = try workbench.signIn("ana", role: .analyst, agency: "North")
        for (body, status) in [
            (#"{"note": "x"}"#, 422), (#"{"note": "x", "item": 1, "value": "00"}"#, 400), (#"{"item": 1}"#, 400),
            (#"{"note": "x", "value": "0011223344556677889900112233445566"}"#, 422),
            (#"{"note": "x", "item": 1}"#, 422), (#"{"note": "x", "item": 999}"#, 422),
            (#"{"note": "x", "value": "00112233445566778899001122334455"}"#, 201),
        ] {
            #expect(try await ask(workbench, "POST", "/api/v1/watches", ana, body).status == status, "\(body)")
        }
    }
}
