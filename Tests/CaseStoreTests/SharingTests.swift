import Accounts
import Foundation
import TestSupport
import Testing

@testable import CaseStore

@Suite("Who stands how to which case, in the store")
struct SharingTests {
    private let folder: TemporaryFolder
    private let store: CaseStore
    private let north: Int64
    private let south: Int64

    init() throws {
        folder = try TemporaryFolder()
        store = try CaseStore(directory: folder.url.path, access: .create)
        (north, south) = try store.write { writer throws(StoreError) in
            let agencies = (try writer.agency(named: "North"), try writer.agency(named: "South"))
            for (reference, agency) in [("N-1", "North"), ("S-1", "South"), ("X-1", nil)] as [(String, String?)] {
                _ = try writer.addCase(reference: reference, title: nil, agency: agency)
            }
            return agencies
        }
    }

    private func viewer(_ name: String, agency: Int64?, isMachineOwner: Bool = false) throws -> Viewer {
        let named = try #require(AccountName(name))
        return try store.write { writer throws(StoreError) in
            _ = try writer.addAccount(
                named,
                role: .analyst,
                agency: agency,
                password: nil,
                isMachineOwner: isMachineOwner
            )
            guard let account = try writer.reader.account(named) else { throw StoreError.damaged("no account") }
            return account.viewer()
        }
    }

    private func number(_ reference: String) throws -> Int64 {
        try #require(try store.read { reader throws(StoreError) in try reader.caseNumber(reference) })
    }

    private func share(_ reference: String, _ audience: Audience, _ level: SharingLevel) throws {
        let id = try number(reference)
        try store.write { writer throws(StoreError) in
            try writer.setShare(level, with: audience, ofCase: id, by: "a")
        }
    }

    /// The relations, after a check that asking for one case gives the same as asking for all.
    private func relations(_ viewer: Viewer) throws -> [String: CaseRelation] {
        try store.read { reader throws(StoreError) in
            let all = try reader.relations(of: viewer)
            for reference in ["N-1", "S-1", "X-1", "absent"] {
                #expect(try reader.relations(of: viewer, toCase: reference)[reference] == all[reference])
            }
            return all
        }
    }

    @Test("Without team or share nobody sees anything, and the machine's owner all")
    func nothing() throws {
        #expect(try relations(viewer("hill", agency: north)) == [:])
        let owner = try viewer("owner", agency: nil, isMachineOwner: true)
        #expect(try relations(owner) == ["N-1": .team, "S-1": .team, "X-1": .team])
    }

    @Test("Each audience is who it says, and nobody else")
    func audiences() throws {
        let (inside, outside, apart) = (
            try viewer("in", agency: north), try viewer("out", agency: south), try viewer("apart", agency: nil)
        )
        try share("N-1", .ownAgency, .renditions)
        #expect(try [inside, outside, apart].map(relations) == [["N-1": .shared(.renditions)], [:], [:]])
        try share("N-1", .agency(south), .existence)
        #expect(
            try [inside, outside, apart].map(relations)
                == [["N-1": .shared(.renditions)], ["N-1": .shared(.existence)], [:]]
        )
        // Nobody is of the agency of a case without one.
        try share("X-1", .ownAgency, .originals)
        #expect(try relations(apart) == [:])
        try share("X-1", .community, .fingerprints)
        #expect(try relations(apart) == ["X-1": .shared(.fingerprints)])
        #expect(try relations(inside) == ["N-1": .shared(.renditions), "X-1": .shared(.fingerprints)])
    }

    @Test("Of several shares the one that shows most counts, and the team before all")
    func strongest() throws {
        let inside = try viewer("in", agency: north)
        try share("N-1", .community, .fingerprints)
        try share("N-1", .agency(north), .originals)
        try share("N-1", .ownAgency, .existence)
        #expect(try relations(inside) == ["N-1": .shared(.originals)])
        let id = try number("N-1")
        let changes = try store.write { writer throws(StoreError) in
            [
                try writer.addMember(inside.account, toCase: id, by: "a"),
                try writer.addMember(inside.account, toCase: id, by: "a"),
            ]
        }
        #expect(changes == [true, false])
        #expect(try relations(inside) == ["N-1": .team])
        let removals = try store.write { writer throws(StoreError) in
            [
                try writer.removeMember(inside.account, ofCase: id),
                try writer.removeMember(inside.account, ofCase: id),
                try writer.removeShare(with: .agency(north), ofCase: id),
                try writer.removeShare(with: .agency(north), ofCase: id),
            ]
        }
        #expect(removals == [true, false, true, false])
        #expect(try relations(inside) == ["N-1": .shared(.fingerprints)])
    }

    @Test("Setting a share again changes its level")
    func setAgain() throws {
        try share("N-1", .agency(south), .originals)
        try share("N-1", .agency(south), .existence)
        let id = try number("N-1")
        let shares = try store.read { reader throws(StoreError) in try reader.shares(ofCase: id) }
        #expect(shares.map(\.audience) == [.agency(south)])
        #expect(shares.map(\.level) == [.existence])
        #expect(shares.map(\.agencyName) == ["South"])
    }

    @Test("The agencies of cases that were there before accounts are known after the update")
    func migration() throws {
        let path = folder.url.appendingPathComponent("cairn.sqlite").path
        let added = [
            "audit_checkpoint", "audit_node", "audit_entry", "login_failure", "api_token", "one_time_link", "session",
            "case_share", "case_member", "account", "agency",
        ]
        for table in added { try SQLiteFile.run("DROP TABLE \(table)", path: path) }
        try SQLiteFile.run("DELETE FROM schema_step WHERE name = '0011-accounts-and-audit'", path: path)
        try SQLiteFile.run(
            "INSERT INTO agency_case (reference, agency, created_at) VALUES ('N-2', 'North', '2026'), ('E-1', 'East', '2026')",
            path: path
        )
        let updated = try CaseStore(directory: folder.url.path, access: .existing)
        let agencies = try updated.read { reader throws(StoreError) in try reader.agencies() }
        #expect(agencies.map(\.name) == ["East", "North", "South"])
        #expect(agencies.map(\.cases) == [1, 2, 1])
    }

    @Test("A new database is closed to others from the start")
    func permissions() throws {
        let path = folder.url.appendingPathComponent("cairn.sqlite").path
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }
}
