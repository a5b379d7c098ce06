import Accounts
import Audit
import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Schemes of codes")
struct CodeSchemeTests {
    private let desk: SeriesDesk
    private var workspace: Workspace { desk.workspace }

    init() throws {
        desk = try SeriesDesk()
        for (name, quorum) in [("rooms", 2), ("places", 1)] {
            _ = try workspace.addScheme(
                Data(
                    """
                    {"name": "\(name)", "version": "1", "quorum": \(quorum), "dispute": "unanimous",
                     "values": [{"code": "a", "label": "A"}, {"code": "b", "label": "B"}]}
                    """.utf8
                ),
                by: desk.owner
            )
        }
    }

    private func coding(_ name: String) throws -> ContentCoding? {
        let digest = try #require(ContentDigest(bytes: [UInt8](repeating: 1, count: 32)))
        return try workspace.coding(of: digest, for: try desk.viewer(name))
    }

    private func vote(_ code: String?, by name: String) throws {
        _ = try workspace.giveCode(
            code,
            toStacks: [1],
            inCase: "N-1",
            inScheme: "rooms/1",
            by: try desk.viewer(name)
        )
    }

    @Test(
        "Votes agree, are too few, or are in dispute, as the scheme says",
        arguments: [
            (2, DisputeRule.unanimous, [], CodingState.open), (2, .unanimous, ["a"], .open),
            (2, .unanimous, ["a", "a"], .agreed("a")), (2, .unanimous, ["a", "b"], .disputed(["a", "b"])),
            (1, .unanimous, ["a", "a", "b"], .disputed(["a", "b"])), (3, .majority, ["a", "a", "b"], .agreed("a")),
            (4, .majority, ["a", "a", "b"], .open), (2, .majority, ["b", "a"], .disputed(["a", "b"])),
            (2, .majority, ["a", "b", "c", "a"], .disputed(["a", "b", "c"])),
        ] as [(Int, DisputeRule, [String], CodingState)]
    )
    func states(_ quorum: Int, _ dispute: DisputeRule, _ votes: [String], _ state: CodingState) {
        let scheme = CodeScheme(name: "rooms", version: "1", values: [], quorum: quorum, dispute: dispute)
        #expect(scheme.state(votes) == state)
    }

    @Test("A code counts once so many people gave it, each with their last word, and taking it back counts")
    func quorum() throws {
        try workspace.addMember(toCase: "N-1", account: "lake", by: desk.owner)
        try vote("b", by: "hill")
        try vote("a", by: "hill")
        #expect(try coding("hill")?.standings.map(\.state) == [.open])
        try vote("b", by: "lake")
        #expect(try coding("hill")?.standings.map(\.state) == [.disputed(["a", "b"])])
        try vote("a", by: "lake")
        #expect(try coding("hill")?.standings.map(\.state) == [.agreed("a")])
        _ = try workspace.undoCodes(inCase: "N-1", by: try desk.viewer("lake"))
        #expect(try coding("hill")?.standings.map(\.state) == [.disputed(["a", "b"])])
        try vote(nil, by: "lake")
        #expect(try coding("hill")?.standings.map(\.state) == [.open])
        // The grid shows the codes of the first scheme, which nobody gave.
        #expect(try workspace.stacks(ofCase: "N-1", ReviewFilter(), after: 0, limit: 1).map(\.code) == [nil])
        #expect(try coding("dale") == nil)
        #expect(throws: CaseworkError.self) { try vote("c", by: "hill") }
    }

    @Test("Codes that people agree on are said in other schemes, and a jurisdiction's follow from them")
    func derived() throws {
        _ = try workspace.addMapping(
            Data(#"{"source": "rooms/1", "target": "places/1", "entries": [{"from": "a", "to": "b"}]}"#.utf8),
            by: desk.owner
        )
        let rules = """
            {"jurisdiction": "FI", "target": "places/1", "rules": [
              {"code": "a", "from": [{"scheme": "rooms/1", "code": "b"}, {"scheme": "rooms/1", "code": "a"}]},
              {"code": "b", "from": [{"scheme": "rooms/1", "code": "b"}]}]}
            """
        _ = try workspace.addDerivation(Data(rules.utf8), by: desk.owner)
        try workspace.addMember(toCase: "N-1", account: "lake", by: desk.owner)
        try vote("a", by: "hill")
        #expect(try coding("hill")?.derived.isEmpty == true)
        try vote("a", by: "lake")
        let found = try #require(try coding("hill"))
        #expect(found.mapped.map(\.code) == ["b"])
        #expect(found.derived.map(\.codes) == [["a"]])
        // What is added later holds instead.
        _ = try workspace.addDerivation(
            Data(#"{"jurisdiction": "FI", "target": "places/1", "rules": []}"#.utf8),
            by: desk.owner
        )
        #expect(try coding("hill")?.derived.isEmpty == true)
    }

    @Test("What is no scheme, mapping or rule is refused with what is wrong, and by who may not")
    func refused() throws {
        let wrong: [(String, String)] = [
            (#"{"name": "x"}"#, "needs version"),
            (#"{"name": "x", "version": 1, "values": [], "quorum": 1, "dispute": "unanimous"}"#, "version"),
            (#"{"name": "x", "version": "1", "values": [], "quorum": 1, "dispute": "unanimous"}"#, "codes"),
            (
                #"{"name": "rooms", "version": "1", "values": [{"code": "a", "label": "A"}], "quorum": 1, "dispute": "majority"}"#,
                "another version"
            ),
            ("nothing", "JSON"),
        ]
        for (text, part) in wrong {
            let error = #expect(throws: CaseworkError.self, "\(text)") {
                try workspace.addScheme(Data(text.utf8), by: desk.owner)
            }
            #expect(error?.message.contains(part) == true, "\(error?.message ?? "")")
        }
        let foreign = #"{"source": "rooms/1", "target": "places/1", "entries": [{"from": "z", "to": "b"}]}"#
        #expect(throws: CaseworkError.self) { try workspace.addMapping(Data(foreign.utf8), by: desk.owner) }
        #expect(throws: CaseworkError.self) {
            try workspace.addMapping(Data(foreign.replacing("z", with: "a").utf8), by: try desk.viewer("hill"))
        }
        #expect(try workspace.schemes().map(\.reference) == ["cairn/1", "places/1", "rooms/1"])
        #expect(try desk.acts("scheme").map(\.act) == ["scheme.added", "scheme.added"])
    }
}
