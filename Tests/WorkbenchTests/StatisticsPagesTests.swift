import Accounts
import CaseModel
import Casework
import Foundation
import Testing

@testable import Workbench

@Suite("Pages of statistics", .serialized)
struct StatisticsPagesTests {
    @Test("A snapshot is taken by a form, its tables are shown and taken along, and another officer finds none")
    func walk() async throws {
        let workbench = try await TestWorkbench()
        let workspace = workbench.workspace
        try workspace.addAgency("North", by: workbench.owner)
        let session = try workbench.signIn("hill", role: .analyst, agency: "North")
        try workspace.addCase(reference: "N-1", title: nil, agency: "North")
        try workspace.addMember(toCase: "N-1", account: "hill", by: workbench.owner)
        let hill = try workbench.viewer("hill")
        for _ in 0..<6 { _ = try workspace.addSubject(.victim, [.sex(.female)], inCase: "N-1", by: hill) }
        _ = try workspace.addSubject(.victim, [.sex(.male)], inCase: "N-1", by: hill)

        #expect(try await workbench.ask("GET", "/statistics", session: session).body.contains("no snapshot"))
        let taken = try await workbench.ask("POST", "/statistics", session: session, form: "case=N-1")
        #expect(taken.status == 303)
        let number = try #require(try workspace.statistics(for: hill).first).number
        let page = try await workbench.ask("GET", "/statistics/\(number)", session: session)
        #expect(page.status == 200)
        #expect(page.body.contains("T1: Status by Sex"))
        #expect(page.body.contains("T8: Kind of media by Severity "))
        #expect(page.body.contains("Unidentified") && page.body.contains("Female"))
        #expect(page.body.contains("withheld"))
        let lines = try await workbench.ask("GET", "/statistics/\(number)/tables/csv", session: session)
        #expect(lines.body.contains(number))
        #expect(try await workbench.ask("GET", "/statistics/\(number)/tables/pdf", session: session).status == 404)

        let other = try workbench.signIn("dale", role: .analyst, agency: "North")
        for path in ["/statistics/\(number)", "/statistics/\(number)/tables/json"] {
            #expect(try await workbench.ask("GET", path, session: other).status == 404)
        }
    }
}
