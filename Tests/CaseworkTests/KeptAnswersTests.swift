import Accounts
import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Answers that are kept")
struct KeptAnswersTests {
    @Test("Each account's keys are its own, the first answer stays, and after a week it is gone")
    func keeping() throws {
        let folder = try TemporaryFolder()
        let workspace = try Workspace(directory: folder.url.path, isCreating: true)
        let owner = try workspace.machineOwner()
        try workspace.addAccount(name: "ana", password: nil, role: .analyst, agency: nil, by: owner)
        let ana = try #require(try workspace.accounts().first { $0.name == "ana" }).viewer()
        let first = KeptAnswer(request: "a", status: 201, body: "{}")
        try workspace.keep(first, of: ana, key: "k")
        try workspace.keep(KeptAnswer(request: "b", status: 201, body: "[]"), of: ana, key: "k")
        #expect(try workspace.keptAnswer(of: ana, key: "k") == first)
        #expect(try workspace.keptAnswer(of: owner, key: "k") == nil)
        let day: Int64 = 86_400
        let now = Int64(Date().timeIntervalSince1970)
        try workspace.keep(first, of: owner, key: "k", at: now + 6 * day)
        #expect(try workspace.keptAnswer(of: ana, key: "k") == first)
        try workspace.keep(first, of: owner, key: "l", at: now + 8 * day)
        #expect(try workspace.keptAnswer(of: ana, key: "k") == nil)
    }

    @Test("A request is told from others by the SHA-256 of what it states (FIPS 180-4)")
    func digest() throws {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(try Workspace.requestDigest(of: "abc") == abc)
    }
}
