import Accounts
import Audit
import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Accounts, teams and sharing")
struct AccountKeepingTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace
    private let owner: Viewer

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(directory: folder.url.path, isCreating: true)
        owner = try workspace.machineOwner()
        try workspace.addAgency("North", by: owner)
        try workspace.addAgency("South", by: owner)
    }

    private func viewer(_ name: String, _ role: Role, _ agency: String? = nil) throws -> Viewer {
        try workspace.addAccount(name: name, password: nil, role: role, agency: agency, by: owner)
        return try #require(try workspace.accounts().first { $0.name == name }).viewer()
    }

    private func code(_ body: () throws -> Void) -> CaseworkError.Code? {
        do {
            try body()
            return nil
        } catch {
            return (error as? CaseworkError)?.code
        }
    }

    @Test("The machine's owner is one account, whose name no other can take")
    func machineOwner() throws {
        #expect(try workspace.machineOwner() == owner)
        #expect(owner.name.hasPrefix("machine:"))
        #expect(owner.isMachineOwner)
        #expect(owner.role == .administrator)
        #expect(try workspace.accounts().map(\.name) == [owner.name])
        #expect(code { _ = try viewer(owner.name, .administrator) } == .usage)
        #expect(code { try workspace.setPassword("four trees by a lake", ofAccount: owner.name, by: owner) } == .usage)
    }

    @Test("Names are unique in either case, passwords and agencies are checked, and nothing is kept of what fails")
    func addAccount() throws {
        _ = try viewer("Hill", .analyst, "North")
        let before = try workspace.auditHead().size
        #expect(code { _ = try viewer("hill", .analyst) } == .usage)
        #expect(code { _ = try viewer("lake", .analyst, "East") } == .usage)
        #expect(code { _ = try viewer("", .analyst) } == .usage)
        #expect(
            code { try workspace.addAccount(name: "lake", password: "short", role: .analyst, agency: nil, by: owner) }
                == .usage
        )
        #expect(code { try workspace.addAgency("North", by: owner) } == .usage)
        #expect(code { try workspace.addAgency("a\nb", by: owner) } == .usage)
        #expect(try workspace.auditHead().size == before)
        #expect(try workspace.accounts().map(\.name) == ["Hill", owner.name])
        #expect(try workspace.agencies().map(\.accounts) == [1, 0])
    }

    @Test("Only who looks after accounts may change them, apart from an account's own password and second factor")
    func administration() throws {
        let administrator = try viewer("root", .administrator)
        let analyst = try viewer("hill", .analyst)
        let others: [Viewer] = [
            analyst, try viewer("lead", .caseOfficer), try viewer("link", .liaison), try viewer("check", .auditor),
        ]
        for other in others {
            let refused: [() throws -> Void] = [
                { try workspace.addAccount(name: "x", password: nil, role: .analyst, agency: nil, by: other) },
                { try workspace.setRole(.administrator, ofAccount: other.name, by: other) },
                { try workspace.setAgency("North", ofAccount: other.name, by: other) },
                { try workspace.setPassword("four trees by a lake", ofAccount: "root", by: other) },
                { try workspace.disable("root", by: other) }, { try workspace.enable("root", by: other) },
                { _ = try workspace.startSecondFactor("root", by: other) },
                { try workspace.confirmSecondFactor("root", code: "000000", by: other) },
                { try workspace.removeSecondFactor(other.name, by: other) },
                { _ = try workspace.addToken(name: "root", label: "x", scopes: [.read], by: other) },
                { try workspace.addAgency("East", by: other) },
                { _ = try workspace.makeOneTimeLink(name: "root", validSeconds: 60, by: other) },
                { _ = try workspace.makeOneTimeLink(name: nil, validSeconds: 60, by: other) },
            ]
            for (number, act) in refused.enumerated() { #expect(code(act) == .refused, "\(other.name), no. \(number)") }
            // Unknown accounts are not told from others.
            #expect(code { try workspace.disable("nobody", by: other) } == .refused)
        }
        try workspace.setPassword("five stones in a row", ofAccount: "hill", by: analyst)
        _ = try workspace.startSecondFactor("hill", by: analyst)
        _ = try workspace.addToken(name: "hill", label: "mine", scopes: [.read], by: analyst)
        try workspace.setRole(.caseOfficer, ofAccount: "hill", by: administrator)
        try workspace.disable("hill", by: administrator)
        #expect(code { try workspace.disable("nobody", by: administrator) } == .usage)
    }

    @Test("A token of an account may not change that account without the scope for it")
    func tokens() throws {
        let analyst = try viewer("hill", .analyst)
        let token = try workspace.addToken(name: "hill", label: "mine", scopes: [.read], by: analyst)
        let limited = try #require(try workspace.viewer(apiToken: token))
        #expect(
            code { _ = try workspace.addToken(name: "hill", label: "x", scopes: [.decide], by: limited) } == .refused
        )
        #expect(code { try workspace.setPassword("five stones in a row", ofAccount: "hill", by: limited) } == .refused)
        let owners = try workspace.addToken(name: owner.name, label: "backup", scopes: [.read], by: owner)
        let reader = try #require(try workspace.viewer(apiToken: owners))
        #expect(code { _ = try workspace.makeOneTimeLink(name: nil, validSeconds: 60, by: reader) } == .refused)
        #expect(code { try workspace.addCase(reference: "N-1", title: nil, agency: nil, by: reader) } == .refused)
    }

    @Test("An administrator cannot take over the machine's owner")
    func ownerIsApart() throws {
        let administrator = try viewer("root", .administrator)
        let name = owner.name
        let acts: [() throws -> Void] = [
            { try workspace.setPassword("four trees by a lake", ofAccount: name, by: administrator) },
            { _ = try workspace.addToken(name: name, label: "x", scopes: [.read], by: administrator) },
            { _ = try workspace.makeOneTimeLink(name: name, validSeconds: 60, by: administrator) },
            { _ = try workspace.makeOneTimeLink(name: nil, validSeconds: 60, by: administrator) },
            { try workspace.disable(name, by: administrator) },
            { try workspace.setRole(.auditor, ofAccount: name, by: administrator) },
            { _ = try workspace.startSecondFactor(name, by: administrator) },
        ]
        for (number, act) in acts.enumerated() { #expect(code(act) == .refused, "no. \(number)") }
    }

    @Test("Who adds a case is on its team, and can add cases of the own agency only")
    func addCase() throws {
        let officer = try viewer("lead", .caseOfficer, "North")
        try workspace.addCase(reference: "N-1", title: nil, agency: nil, by: officer)
        try workspace.addCase(reference: "N-2", title: nil, agency: "North", by: officer)
        #expect(code { try workspace.addCase(reference: "S-1", title: nil, agency: "South", by: officer) } == .refused)
        #expect(try workspace.cases().map(\.agency) == ["North", "North"])
        #expect(try workspace.team(ofCase: "N-1").map(\.name) == ["lead"])
        #expect(try workspace.access(of: officer).relations == ["N-1": .team, "N-2": .team])
        let analyst = try viewer("hill", .analyst, "North")
        #expect(code { try workspace.addCase(reference: "N-3", title: nil, agency: nil, by: analyst) } == .refused)
        try workspace.addCase(reference: "S-1", title: nil, agency: "South", by: owner)
        #expect(try workspace.team(ofCase: "S-1").isEmpty)
        #expect(try workspace.access(of: owner)["S-1"] == .team)
        try workspace.addCase(reference: "X-1", title: nil, agency: "")
        #expect(try workspace.cases().last?.agency == nil)
        #expect(try workspace.agencies().map(\.name) == ["North", "South"])
    }

    @Test("Who may share a case says who sees it; for others a case they must not see is not there")
    func sharing() throws {
        let officer = try viewer("lead", .caseOfficer, "North")
        let analyst = try viewer("hill", .analyst, "North")
        let foreign = try viewer("far", .caseOfficer, "South")
        try workspace.addCase(reference: "N-1", title: nil, agency: nil, by: officer)
        let south = try workspace.audience(named: "South")
        func message(_ reference: String, _ viewer: Viewer) -> String? {
            do {
                try workspace.setShare(ofCase: reference, with: .community, level: .originals, by: viewer)
                return nil
            } catch {
                return error.message.replacing(reference, with: "REF")
            }
        }
        #expect(message("N-1", foreign) == message("N-9", foreign))
        #expect(message("N-1", foreign) == "there is no case REF")
        #expect(code { try workspace.addMember(toCase: "N-1", account: "far", by: foreign) } == .usage)

        try workspace.addMember(toCase: "N-1", account: "HILL", by: officer)
        #expect(try workspace.relation(of: analyst, toCase: "N-1") == .team)
        #expect(code { try workspace.setShare(ofCase: "N-1", with: south, level: .existence, by: analyst) } == .refused)

        try workspace.setShare(ofCase: "N-1", with: south, level: .renditions, by: officer)
        #expect(try workspace.relation(of: foreign, toCase: "N-1") == .shared(.renditions))
        #expect(try workspace.access(of: foreign).allows(.seeRenditions, "N-1"))
        #expect(try !workspace.access(of: foreign).allows(.takeOriginals, "N-1"))
        #expect(try !workspace.access(of: foreign).allows(.seeCase, "N-9"))
        // Seeing a case is not deciding who sees it.
        #expect(code { try workspace.addMember(toCase: "N-1", account: "far", by: foreign) } == .refused)
        #expect(try workspace.shares(ofCase: "N-1").map(\.setBy) == ["lead"])

        try workspace.setShare(ofCase: "N-1", with: south, level: nil, by: officer)
        #expect(try workspace.relation(of: foreign, toCase: "N-1") == .none)
        #expect(code { try workspace.setShare(ofCase: "N-1", with: south, level: nil, by: officer) } == .usage)
        #expect(
            code { try workspace.setShare(ofCase: "N-1", with: .agency(99), level: .existence, by: officer) } == .usage
        )
        try workspace.removeMember(ofCase: "N-1", account: "hill", by: officer)
        #expect(try workspace.relation(of: analyst, toCase: "N-1") == .none)
        #expect(code { try workspace.removeMember(ofCase: "N-1", account: "hill", by: officer) } == .usage)
        #expect(try workspace.relation(of: officer, toCase: "absent") == .none)
        #expect(
            try workspace.auditEntries(after: -1, limit: 100, matching: AuditFilter(caseReference: "N-1")).map(\.act)
                == ["case.added", "member.added", "share.set", "share.stopped", "member.removed"]
        )
    }

    @Test("Each change is on record with who made it and to whom")
    func record() throws {
        let administrator = try viewer("root", .administrator)
        try workspace.addAccount(name: "hill", password: nil, role: .analyst, agency: "North", by: administrator)
        try workspace.setRole(.liaison, ofAccount: "hill", by: administrator)
        try workspace.disable("hill", by: administrator)
        let entries = try workspace.auditEntries(after: -1, limit: 100, matching: AuditFilter(actor: "root"))
        #expect(entries.map(\.act) == ["account.added", "account.role_set", "account.disabled"])
        #expect(entries.map(\.subject) == ["hill", "hill", "hill"])
        #expect(entries[0].details == ["role": "analyst", "agency": "North"])
        #expect(entries[1].details == ["from": "analyst", "to": "liaison"])
    }
}
