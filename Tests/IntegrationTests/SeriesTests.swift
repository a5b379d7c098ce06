import Foundation
import TestSupport
import Testing

@Suite("Series, subjects and outcomes on the command line")
struct SeriesTests {
    private let cairn: CairnRunner

    init() throws {
        cairn = try CairnRunner()
        try cairn("case", "add", "N-1", "--agency", "North")
        let exhibit = cairn.folder.url.appendingPathComponent("box")
        try FileManager.default.createDirectory(at: exhibit, withIntermediateDirectories: true)
        for name in ["one", "two", "three"] {
            try Data("a text of its own: \(name)\n".utf8).write(to: exhibit.appendingPathComponent("\(name).txt"))
        }
        try cairn("ingest", "N-1", exhibit.path)
    }

    @Test("A series is begun, filled, flagged, merged and parted again")
    func series() throws {
        try cairn("series", "add", "Attic", "--case", "N-1")
        try cairn("series", "add", "Attic", "--case", "N-1", expecting: 2)
        try cairn("series", "add", "Loft", "--case", "N-1")
        try cairn("series", "media", "Attic", "one.txt", "two.txt", "--case", "N-1")
        try cairn("series", "media", "Loft", "three.txt", "two.txt", "--case", "N-1")
        let missing = try cairn("series", "media", "Loft", "four.txt", "--case", "N-1", expecting: 2)
        #expect(missing.errors.contains("holds no four.txt"))
        let flagged = try cairn("series", "flag", "Attic", "victim_identified", "yes", "--expect", "2", "--json")
        #expect(try flagged.objects().first?["version"] as? Int == 3)
        let late = try cairn("series", "flag", "Attic", "victim_identified", "no", "--expect", "2", expecting: 1)
        #expect(late.errors.contains("victim identified: yes"))
        #expect(late.errors.contains("--expect 3"))
        let suggested = try #require(try cairn("series", "suggest", "Attic", "--json").objects().first)
        #expect(suggested["series"] as? String == "North/Loft")
        #expect(suggested["shared_contents"] as? Int == 1)
        try cairn("series", "merge", "Attic", "--into", "Loft", "--reason", "one room")
        let listed = try cairn("series", "list", "--json").objects()
        #expect(listed.map { $0["series"] as? String } == ["Loft"])
        #expect(listed.first?["contents"] as? Int == 3)
        #expect(listed.first?["victim_identified"] as? Bool == true)
        #expect(try cairn("series", "show", "Attic").output.hasPrefix("Attic was merged into North/Loft\n"))
        try cairn("series", "unmerge", "Attic", "--reason", "two rooms")
        let shown = try #require(try cairn("series", "show", "Attic", "--json").objects().first)
        #expect((shown["media"] as? [Any])?.count == 2)
        try cairn("series", "media", "Attic", "one.txt", "--case", "N-1", "--remove")
        let unknown = try cairn("series", "show", "Atic", expecting: 2)
        #expect(unknown.errors.contains("the nearest are North/Attic"))
    }

    @Test("A subject gets a number, a history and links, and is shown for a reason that is on record")
    func subjects() throws {
        try cairn("series", "add", "Attic", "--case", "N-1")
        let number = try cairn("subject", "add", "victim", "--case", "N-1", "--age", "7-10").output
        #expect(number == "V-000001\n")
        try cairn("subject", "status", "v-1", "identified", "--on", "2026-04-01")
        let wrong = try cairn("subject", "status", "v-1", "arrested", expecting: 2)
        #expect(wrong.errors.contains("unidentified, identified, safeguarded"))
        try cairn("subject", "describe", "V-1", "--country", "FI", "--certainty", "confirmed")
        try cairn("subject", "describe", "V-1", expecting: 2)
        try cairn("subject", "link", "V-1", "--series", "Attic")
        try cairn("subject", "link", "V-1", "--content", "one.txt", "--case", "N-1")
        try cairn("subject", "retention", "V-1", "--until", "2026-06-01", "--reason", "trial")
        try cairn("subject", "show", "V-1", expecting: 2)
        let shown = try #require(
            try cairn("subject", "show", "V-1", "--reason", "review", "--json").objects().first
        )
        #expect(shown["country"] as? String == "FI")
        #expect(shown["certainty"] as? String == "confirmed")
        #expect(shown["age_band"] as? String == "7-10")
        #expect(shown["series"] as? [String] == ["North/Attic"])
        #expect((shown["media"] as? [String])?.count == 1)
        #expect((shown["history"] as? [[String: Any]])?.first?["since"] as? String == "2026-04-01")
        let seen = try cairn("audit", "list", "--act", "subject.viewed", "--json").objects()
        #expect(seen.count == 1)
        #expect((seen.first?["details"] as? [String: String])?["reason"] == "review")
        #expect(try cairn("subject", "list", "--due", "--on", "2026-05-31", "--json").objects().isEmpty)
        #expect(try cairn("subject", "list", "--due", "--on", "2026-06-01", "--json").objects().count == 1)
        try cairn("subject", "add", "victim", "--case", "N-1")
        try cairn("subject", "merge", "V-2", "--into", "V-1", "--reason", "one person")
        #expect(try cairn("subject", "list", "--json").objects().count == 1)
        try cairn("subject", "unmerge", "V-2", "--reason", "two people")
        #expect(try cairn("subject", "list", "--json").objects().count == 2)
        #expect(try cairn("subject", "show", "V-9", "--reason", "review", expecting: 2).errors.contains("V-000001"))
    }

    @Test("Outcomes are listed by day and taken back")
    func outcomes() throws {
        try cairn("case", "outcome", "add", "N-1", "arrests", "2", "--on", "2026-05-02", "--note", "at the lake")
        try cairn("case", "outcome", "add", "N-1", "victims_safeguarded", "1", "--on", "2026-05-01")
        try cairn("case", "outcome", "add", "N-1", "arrests", "2", "--on", "yesterday", expecting: 2)
        let listed = try cairn("case", "outcome", "list", "N-1", "--json").objects()
        #expect(listed.map { $0["kind"] as? String } == ["victims_safeguarded", "arrests"])
        let number = try #require(listed.last?["outcome"] as? Int)
        try cairn("case", "outcome", "withdraw", "N-1", "\(number)", "--reason", "counted twice")
        #expect(try cairn("case", "outcome", "list", "N-1", "--json").objects().count == 1)
        try cairn("case", "outcome", "withdraw", "N-1", "\(number)", "--reason", "again", expecting: 2)
    }
}
