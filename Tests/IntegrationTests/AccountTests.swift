import Foundation
import TestSupport
import Testing

@Suite("Accounts and sharing on the command line")
struct AccountTests {
    private let cairn: CairnRunner

    init() throws {
        cairn = try CairnRunner()
    }

    private func passwordFile(_ password: String) throws -> String {
        let file = cairn.folder.url.appendingPathComponent("password")
        try Data((password + "\n").utf8).write(to: file)
        return file.path
    }

    @Test("Accounts are added, listed, changed and disabled, before there is any case")
    func accounts() throws {
        let file = try passwordFile("four trees by a lake")
        try cairn("agency", "add", "North")
        try cairn(
            "user",
            "add",
            "hill",
            "--role",
            "analyst",
            "--agency",
            "North",
            "--password-file",
            file
        )
        try cairn("user", "add", "robot", "--role", "liaison", "--no-password")
        try cairn("user", "add", "HILL", "--role", "analyst", "--no-password", expecting: 2)
        try cairn("user", "add", "lake", "--role", "king", "--no-password", expecting: 2)
        let short = try passwordFile("short")
        let refused = try cairn("user", "add", "lake", "--role", "analyst", "--password-file", short, expecting: 2)
        #expect(refused.errors.contains("12 characters"))
        try cairn("user", "role", "hill", "case_officer")
        try cairn("user", "agency", "robot", "North")
        try cairn("user", "disable", "robot")
        let listed = try cairn("user", "list", "--json").objects()
        let hill = try #require(listed.first { $0["account"] as? String == "hill" })
        #expect(hill["role"] as? String == "case_officer")
        #expect(hill["agency"] as? String == "North")
        #expect(hill["password"] as? Bool == true)
        #expect(hill["disabled"] as? Bool == false)
        let robot = try #require(listed.first { $0["account"] as? String == "robot" })
        #expect(robot["password"] as? Bool == false)
        #expect(robot["disabled"] as? Bool == true)
        #expect(listed.filter { $0["machine_owner"] as? Bool == true }.count == 1)
        #expect(listed.count == 3)
        #expect(try cairn("agency", "list", "--json").objects().first?["accounts"] as? Int == 2)
        try cairn("user", "disable", "nobody", expecting: 2)
    }

    @Test("A second factor is drawn as an address and confirmed by its code alone")
    func secondFactor() throws {
        try cairn("user", "add", "hill", "--role", "analyst", "--no-password")
        let address = try cairn("user", "second-factor", "hill").output
        #expect(address.hasPrefix("otpauth://totp/Cairn:hill?secret="))
        try cairn("user", "second-factor", "hill", "--confirm", "abc", expecting: 2)
        try cairn("user", "second-factor", "hill", "--confirm", "1", "--remove", expecting: 2)
        try cairn("user", "second-factor", "hill", "--remove")
    }

    @Test("A token is shown once, listed without what it is, and revoked by its number")
    func tokens() throws {
        try cairn("user", "add", "hill", "--role", "analyst", "--no-password")
        let token = try cairn(
            "user",
            "token",
            "add",
            "hill",
            "--label",
            "scanner",
            "--scope",
            "lookup",
            "--scope",
            "read"
        )
        .output.trimmingCharacters(in: .newlines)
        #expect(token.count == 43)
        let listing = try cairn("user", "token", "list", "--json")
        #expect(!listing.output.contains(token))
        let listed = try #require(try listing.objects().first)
        #expect(listed["account"] as? String == "hill")
        #expect(listed["scopes"] as? [String] == ["lookup", "read"])
        let number = try #require(listed["number"] as? Int)
        try cairn("user", "token", "revoke", "\(number)")
        #expect(try cairn("user", "token", "list", "--json").objects().isEmpty)
        try cairn("user", "token", "revoke", "\(number)", expecting: 2)
    }

    @Test("A case has a team, and is shared up to a level until that is stopped")
    func sharing() throws {
        try cairn("case", "add", "N-1", "--agency", "North")
        try cairn("user", "add", "hill", "--role", "analyst", "--no-password")
        try cairn("case", "member", "add", "N-1", "hill")
        #expect(try cairn("case", "member", "list", "N-1", "--json").objects().first?["account"] as? String == "hill")
        try cairn("case", "member", "add", "N-2", "hill", expecting: 2)
        try cairn("case", "member", "remove", "N-1", "hill")
        try cairn("case", "member", "remove", "N-1", "hill", expecting: 2)
        #expect(try cairn("case", "share", "N-1").errors.contains("team alone"))
        try cairn("agency", "add", "South")
        try cairn("case", "share", "N-1", "--with", "South", "--level", "renditions")
        try cairn("case", "share", "N-1", "--with", "own-agency", "--level", "originals")
        try cairn("case", "share", "N-1", "--with", "community", "--level", "existence")
        let shares = try cairn("case", "share", "N-1", "--json").objects()
        let levels = Dictionary(
            uniqueKeysWithValues: shares.map { ($0["with"] as? String ?? "", $0["level"] as? String ?? "") }
        )
        #expect(levels == ["South": "renditions", "own-agency": "originals", "community": "existence"])
        try cairn("case", "share", "N-1", "--with", "South", "--stop")
        try cairn("case", "share", "N-1", "--with", "South", "--stop", expecting: 2)
        try cairn("case", "share", "N-1", "--with", "West", "--level", "renditions", expecting: 2)
        try cairn("case", "share", "N-1", "--with", "South", expecting: 2)
        try cairn("case", "share", "N-1", "--level", "existence", expecting: 2)
        #expect(try cairn("case", "share", "N-1", "--json").objects().count == 2)
    }
}
