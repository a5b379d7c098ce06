import Accounts
import Audit
import CaseStore
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Logins and sessions")
struct LoginTests {
    private static let password = "four trees by a lake"
    private static let start: Int64 = 1_800_000_000

    private let folder: TemporaryFolder
    private let workspace: Workspace
    private let owner: Viewer

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(directory: folder.url.path, isCreating: true)
        owner = try workspace.machineOwner()
        try workspace.addAgency("North", by: owner)
        try workspace.addAccount(name: "Hill", password: Self.password, role: .analyst, agency: "North", by: owner)
    }

    private func login(
        _ name: String = "hill",
        _ password: String = password,
        code: String? = nil,
        address: String = "192.0.2.1",
        at seconds: Int64 = 0
    ) throws -> LoginOutcome {
        try workspace.login(name: name, password: password, code: code, address: address, at: Self.start + seconds)
    }

    private func token(_ outcome: LoginOutcome) throws -> String {
        guard case .session(let token) = outcome else {
            throw CaseworkError(.failed, "no session, but \(outcome)")
        }
        return token
    }

    private func acts() throws -> [String] {
        try workspace.auditEntries(after: -1, limit: 1000).map(\.act)
    }

    @Test("The right name and password begin a session of the account, in either case of the name's letters")
    func session() throws {
        let token = try token(login("HILL"))
        let session = try #require(try workspace.session(token, at: Self.start))
        #expect(session.viewer.name == "Hill")
        #expect(session.viewer.role == .analyst)
        #expect(session.viewer.agencyName == "North")
        #expect(session.viewer.scopes == nil)
        #expect(!session.viewer.isMachineOwner)
        #expect(session.crossSiteToken == SecretToken.crossSite(of: token))
        #expect(session.expiresAt == "2027-01-15T08:30:00.000Z")
        #expect(try workspace.session(token + "x", at: Self.start) == nil)
        #expect(try workspace.session(session.crossSiteToken, at: Self.start) == nil)
        try workspace.endSession(token)
        #expect(try workspace.session(token, at: Self.start) == nil)
        #expect(try acts().suffix(2) == ["session.begun", "session.ended"])
    }

    @Test("Whatever is wrong, the answer is the same")
    func refusals() throws {
        try workspace.addAccount(name: "Gone", password: Self.password, role: .analyst, agency: nil, by: owner)
        try workspace.disable("Gone", by: owner)
        try workspace.addAccount(name: "Robot", password: nil, role: .analyst, agency: nil, by: owner)
        #expect(try login("hill", "four trees by a lakE") == .refused)
        #expect(try login("nobody") == .refused)
        #expect(try login("gone") == .refused)
        #expect(try login("robot") == .refused)
        #expect(try login("robot", "") == .refused)
        #expect(try login(owner.name) == .refused)
        #expect(try login("", "") == .refused)
        #expect(try login("hill", String(repeating: "x", count: 100_000)) == .refused)
        let refused = try workspace.auditEntries(after: -1, limit: 100, matching: AuditFilter(act: "login.refused"))
        // What was typed as a name may be a password: it is not kept.
        #expect(Set(refused.map(\.actor)) == ["Hill", "Gone", "Robot", "unknown"])
        #expect(refused.allSatisfy { $0.details["address"] == "192.0.2.1" })
    }

    @Test("The eleventh attempt is locked out, with the right password too, for names that are unknown as for others")
    func lockOut() throws {
        for name in ["hill", "nobody"] {
            for _ in 0..<10 { #expect(try login(name, "not the password") == .refused) }
            #expect(try login(name) == .locked(seconds: 900))
            #expect(try login(name, at: 899) == .locked(seconds: 1))
        }
        // Another address is not concerned, nor is another account.
        #expect(try login(address: "192.0.2.2") != .refused)
        _ = try token(login(address: "192.0.2.2"))
        _ = try token(login(at: 900))
        #expect(try acts().filter { $0 == "login.locked" }.count == 2)
    }

    @Test("A login that succeeds forgets the failures before it")
    func forgets() throws {
        for _ in 0..<3 {
            for _ in 0..<9 { #expect(try login("hill", "not the password") == .refused) }
            _ = try token(login())
        }
    }

    @Test("A second factor is asked for after the password, and each code works once")
    func secondFactor() throws {
        let factor = try confirmedFactor()
        func code(_ step: Int64) throws -> String {
            try #require(factor.code(ofStep: TimeBasedCode.step(at: Self.start) + step))
        }
        #expect(try login() == .needsCode)
        #expect(try login(code: "") == .needsCode)
        #expect(try login("hill", "not the password") == .refused)
        #expect(try login("hill", "not the password", code: code(0)) == .refused)
        #expect(try login(code: "000000") == .refused)
        _ = try token(login(code: code(0)))
        #expect(try login(code: code(0)) == .refused)
        #expect(try login(code: code(-1)) == .refused)
        _ = try token(login(code: code(1)))
        // Asking for the code is no failure; guessing it is.
        for _ in 0..<30 { #expect(try login(at: 100) == .needsCode) }
        for _ in 0..<10 { #expect(try login(code: "000000", at: 100) == .refused) }
        #expect(try login(code: code(4), at: 100) == .locked(seconds: 900))
        try workspace.removeSecondFactor("Hill", by: owner)
        _ = try token(login(at: 1000))
    }

    @Test("A second factor that is drawn counts only once it is confirmed, and the earlier one until then")
    func unconfirmedFactor() throws {
        _ = try workspace.startSecondFactor("Hill", by: owner)
        _ = try token(login())
        #expect(throws: CaseworkError.self) { try workspace.confirmSecondFactor("Hill", code: "", by: owner) }
        let first = try confirmedFactor()
        _ = try workspace.startSecondFactor("Hill", by: owner)
        _ = try token(login(code: first.code(ofStep: TimeBasedCode.step(at: Self.start))))
    }

    /// Draws a second factor for the account and confirms it with the present code.
    ///
    /// - Returns: The factor; its used step is set back to long ago, so that tests can choose their own time.
    private func confirmedFactor() throws -> TimeBasedCode {
        let address = try workspace.startSecondFactor("Hill", by: owner)
        #expect(address.hasPrefix("otpauth://totp/Cairn:Hill?secret="))
        let (id, factor) = try workspace.reading { reader throws(StoreError) in
            let account = try reader.accounts().first { $0.name == "Hill" }
            let secrets = try reader.secrets(ofAccount: account?.id ?? 0)
            return (account?.id ?? 0, secrets?.pendingSecondFactor)
        }
        let drawn = try #require(factor)
        let now = Workspace.now()
        let code = try #require(drawn.code(ofStep: TimeBasedCode.step(at: now)))
        try workspace.confirmSecondFactor("Hill", code: code, by: owner)
        try workspace.writing { writer throws(StoreError) in
            try writer.setPendingSecondFactor(drawn, ofAccount: id)
            try writer.takePendingSecondFactor(usedStep: 0, ofAccount: id)
        }
        return drawn
    }

    @Test("A session ends after half an hour without use, and twelve hours after its begin however much it is used")
    func sessionEnds() throws {
        let idle = try token(login())
        #expect(try workspace.session(idle, at: Self.start + 1799) != nil)
        // The use just now counts from when it was noted.
        #expect(try workspace.session(idle, at: Self.start + 1799 + 1799) != nil)
        #expect(try workspace.session(idle, at: Self.start + 1799 + 1799 + 1800) == nil)
        let busy = try token(login())
        for minutes in stride(from: 20, to: 720, by: 20) {
            #expect(try workspace.session(busy, at: Self.start + Int64(minutes) * 60) != nil)
        }
        #expect(try workspace.session(busy, at: Self.start + 43_199) != nil)
        #expect(try workspace.session(busy, at: Self.start + 43_200) == nil)
    }

    @Test("Use of a session within a minute is not written down")
    func readsStayReads() throws {
        let token = try token(login())
        func usedAt() throws -> Int64? {
            try workspace.reading { reader throws(StoreError) in
                try reader.session(digest: SecretToken.digest(of: token))?.usedAt
            }
        }
        _ = try workspace.session(token, at: Self.start + 59)
        #expect(try usedAt() == Self.start)
        _ = try workspace.session(token, at: Self.start + 60)
        #expect(try usedAt() == Self.start + 60)
    }

    @Test("A session shows what the account is now, and ends when it is disabled or its password changes")
    func accountChanges() throws {
        let first = try token(login())
        try workspace.setRole(.liaison, ofAccount: "hill", by: owner)
        try workspace.setAgency(nil, ofAccount: "hill", by: owner)
        let session = try workspace.session(first, at: Self.start)
        #expect(session?.viewer.role == .liaison)
        #expect(session?.viewer.agency == nil)
        try workspace.disable("hill", by: owner)
        #expect(try workspace.session(first, at: Self.start) == nil)
        try workspace.enable("hill", by: owner)
        #expect(try workspace.session(first, at: Self.start) == nil)
        let second = try token(login())
        try workspace.setPassword("five stones in a row", ofAccount: "hill", by: owner)
        #expect(try workspace.session(second, at: Self.start) == nil)
        #expect(try login() == .refused)
        _ = try token(login("hill", "five stones in a row"))
    }

    @Test("A link begins one session, of the machine's owner or of a named account, while it holds")
    func links() throws {
        let link = try workspace.makeOneTimeLink(name: nil, validSeconds: 600)
        let begun = try #require(try workspace.redeem(link: link))
        let session = try #require(try workspace.session(begun))
        #expect(session.viewer == owner)
        #expect(session.viewer.isMachineOwner)
        #expect(try workspace.redeem(link: link) == nil)
        #expect(try workspace.redeem(link: "") == nil)
        let named = try workspace.makeOneTimeLink(name: "hill", validSeconds: 600)
        let of = try #require(try workspace.redeem(link: named, at: Workspace.now() + 599))
        #expect(try workspace.session(of, at: Workspace.now() + 599)?.viewer.name == "Hill")
        let late = try workspace.makeOneTimeLink(name: "hill", validSeconds: 600)
        #expect(try workspace.redeem(link: late, at: Workspace.now() + 601) == nil)
        let taken = try workspace.makeOneTimeLink(name: "hill", validSeconds: 600)
        try workspace.disable("hill", by: owner)
        #expect(try workspace.redeem(link: taken) == nil)
        #expect(throws: CaseworkError.self) { try workspace.makeOneTimeLink(name: "nobody", validSeconds: 600) }
    }

    @Test("A token for programs acts for its account within its scopes, until it is revoked or the account disabled")
    func tokens() throws {
        let token = try workspace.addToken(name: "hill", label: "scanner", scopes: [.read, .lookup], by: owner)
        let viewer = try #require(try workspace.viewer(apiToken: token))
        #expect(viewer.name == "Hill")
        #expect(viewer.scopes == [.read, .lookup])
        #expect(try workspace.viewer(apiToken: token + "x") == nil)
        // It is no session, and a session's token is none for programs.
        #expect(try workspace.session(token) == nil)
        #expect(try workspace.viewer(apiToken: self.token(login())) == nil)
        let record = try #require(try workspace.tokens().first)
        #expect(record.account == "Hill")
        #expect(record.label == "scanner")
        try workspace.disable("hill", by: owner)
        #expect(try workspace.viewer(apiToken: token) == nil)
        try workspace.enable("hill", by: owner)
        #expect(try workspace.viewer(apiToken: token) != nil)
        try workspace.revokeToken(record.id, by: owner)
        #expect(try workspace.viewer(apiToken: token) == nil)
        #expect(throws: CaseworkError.self) {
            try workspace.addToken(name: "hill", label: "x", scopes: [], by: owner)
        }
    }

    @Test("No secret lies in the database as it is used")
    func nothingPlain() throws {
        let begun = try token(login())
        let apiToken = try workspace.addToken(name: "hill", label: "scanner", scopes: [.read], by: owner)
        let link = try workspace.makeOneTimeLink(name: "hill", validSeconds: 600)
        _ = try login("typed password as name", "x")
        for file in ["cairn.sqlite", "cairn.sqlite-wal"] {
            guard let bytes = try? Data(contentsOf: folder.url.appendingPathComponent(file)) else { continue }
            for secret in [begun, apiToken, link, Self.password, "typed password as name"] {
                #expect(bytes.range(of: Data(secret.utf8)) == nil)
            }
        }
    }
}
