import Foundation
import TestSupport
import Testing

@Suite("Tables of members, large chats and who writes to whom, with the real workers")
struct TextsTests {
    private let cairn: CairnRunner

    init() throws {
        cairn = try CairnRunner()
        for reference in ["A-1", "B-2"] { try cairn("case", "add", reference) }
    }

    private func write(_ text: String, _ name: String) throws -> String {
        let url = cairn.folder.url.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    private func members(_ rows: some Sequence<Int>) -> String {
        var text = "id;username;email;phone;imei\n"
        for row in rows { text += "\(row);member_\(row);member\(row)@site.example;;\n" }
        return text
    }

    private func links() throws -> [[String: Any]] {
        try cairn("overlaps", "--json").objects().filter { $0["kind"] != nil }
    }

    @Test("Two tables of the same members make one link that counts them, a chat one that names the row")
    func tables() throws {
        let first = try cairn("ingest", "A-1", try write(members(0..<4_000), "members.csv"), "--json").objects()
        let text = try #require(first.first?["text"] as? [String: Any])
        #expect(text["rows"] as? Int == 4_000)
        #expect(text["identifiers"] as? [String: Int] == ["email": 4_000, "handle": 4_000])
        try cairn("ingest", "B-2", try write(members((0..<4_000).reversed()), "copy.csv"), "--exhibit", "copy")
        let copies = try links()
        #expect(copies.count == 1)
        let evidence = try #require(copies.first?["evidence"] as? [String: Any])
        #expect(evidence["identifier_count"] as? Int == 8_000)
        #expect((evidence["identifiers"] as? [Any])?.count == 10)

        try cairn("ingest", "B-2", try write("ask member17@site.example about it\n", "note.txt"), "--exhibit", "note")
        let note = try #require(try links().first { ($0["b"] as? [String: Any])?["path"] as? String == "note.txt" })
        let shared = try #require((note["evidence"] as? [String: Any])?["identifiers"] as? [[String: Any]])
        #expect(shared.first?["value"] as? String == "member17@site.example")
        #expect(shared.first?["lines"] as? [Int] == [19, 1])
    }

    @Test("Near forms are linked as a suggestion that says so")
    func nearForms() throws {
        try cairn("ingest", "A-1", try write("write to blue.penguin@gmail.com", "a.txt"))
        try cairn("ingest", "B-2", try write("bluepenguin+stamps@googlemail.com it is", "b.txt"))
        let link = try #require(try links().first)
        #expect((link["strength"] as? Double ?? 1) <= 0.6)
        let evidence = try #require(link["evidence"] as? [String: Any])
        #expect(evidence["identifier_count"] as? Int == 0 && evidence["near_identifier_count"] as? Int == 1)
        let shared = try #require((evidence["identifiers"] as? [[String: Any]])?.first)
        #expect(shared["near"] as? Bool == true)
        #expect(shared["near_value"] as? String == "bluepenguin+stamps@googlemail.com")
    }

    @Test("A chat that memory does not hold is stored whole, and its writers are counted")
    func chats() throws {
        var chat = ""
        for number in 0..<12_000 {
            let sender = number % 3 == 0 ? "Ada" : "\u{202a}+32 2 555 01 47\u{202c}"
            let day = 10 + number / 1_000
            chat += "\(day)/04/2019, 18:03 - \(sender): message \(number)\n"
        }
        chat += "25/04/2019, 18:03 - Ada: the last one, to last@b.example\n"
        let item = try cairn("ingest", "A-1", try write(chat, "chat.txt"), "--json").objects().first
        let text = try #require(item?["text"] as? [String: Any])
        #expect(text["messages"] as? Int == 12_001)
        let stored = try SQLiteFile.dump(
            ["SELECT count(*), max(position), max(line) FROM message"],
            path: cairn.data + "/cairn.sqlite"
        )
        #expect(stored.contains("12001") && stored.contains("12000"))
        let lines = try cairn("associates", "--case", "A-1", "--json").objects()
        let nodes = lines.compactMap { $0["node"] as? [String: Any] }
        #expect(nodes.map { $0["value"] as? String } == ["Ada", "+3225550147"])
        #expect(nodes.map { $0["kind"] as? String } == ["name", "phone"])
        #expect(nodes.map { $0["sent"] as? Int } == [4_001, 8_000])
        let edges = lines.compactMap { $0["edge"] as? [String: Any] }
        #expect(edges.map { $0["messages"] as? Int } == [8_000, 4_001])
        #expect(edges.last?["last_at"] as? String == "2019-04-25T18:03:00")
        let summary = try #require(lines.last?["summary"] as? [String: Any])
        #expect(summary["nodes"] as? Int == 2 && summary["edges_left_out"] as? Int == 0)
        let shown = try cairn("associates", "--case", "A-1", "--top", "1").output
        #expect(shown.contains("and 1 more pairs"))
        try cairn("associates", "--case", "X", expecting: 2)
        try cairn("verify")
    }
}
