import Foundation
import TestSupport
import Testing

@Suite("Exchanging on the command line")
struct ExchangeTests {
    private let north: CairnRunner
    private let south: CairnRunner

    init() throws {
        (north, south) = (try CairnRunner(), try CairnRunner())
        let demo = TestData.repository.appendingPathComponent("demo")
        let picture = "DCIM/Camera/IMG_20210502_141203.jpg"
        try north("case", "add", "HARBOUR-21")
        try north(
            "ingest",
            "HARBOUR-21",
            demo.appendingPathComponent("HARBOUR-21_phone/\(picture)").path,
            "--exhibit",
            "phone"
        )
        try south("case", "add", "FAIR-23")
        try south(
            "ingest",
            "FAIR-23",
            demo.appendingPathComponent("FAIR-23_card/PRIVATE/SHARE/photo_5.jpg").path,
            "--exhibit",
            "card"
        )
        for (name, one, other) in [("North", north, south), ("South", south, north)] {
            let card = file(one, "card")
            let shown = try one("exchange", "key", "--agency", name, "--output", card, "--json").objects().first
            let words = try #require(shown?["words"] as? String)
            try other("exchange", "partner", "add", card, "--fingerprint", words)
        }
    }

    private func file(_ runner: CairnRunner, _ name: String) -> String {
        runner.folder.url.appendingPathComponent(name).path
    }

    @Test("An overlap is found from offer to grant, with words for people and JSON for programs")
    func steps() throws {
        try north("exchange", "offer", "HARBOUR-21", "--to", "South", "--output", file(north, "1"), expecting: 13)
        try north(
            "exchange",
            "rule",
            "HARBOUR-21",
            "--partner",
            "South",
            "--release",
            "digests,pictures",
            "--answer",
            "silent"
        )
        try south(
            "exchange",
            "rule",
            "FAIR-23",
            "--partner",
            "North",
            "--release",
            "pictures",
            "--answer",
            "pointer",
            "--contact",
            "Desk 4"
        )
        let rule = try #require(try south("exchange", "rule", "FAIR-23", "--json").objects().first)
        #expect(rule["digests"] as? Bool == false && rule["contact"] as? String == "Desk 4")

        try north("exchange", "offer", "HARBOUR-21", "--to", "South", "--output", file(north, "1"))
        let received = try #require(try south("exchange", "receive", file(north, "1"), "--json").objects().first)
        #expect(received["kind"] as? String == "offer" && received["matching"] as? Int == 1)
        try south("exchange", "receive", file(north, "1"), expecting: 13)
        #expect(try south("exchange", "draft", "1").output.contains("near_duplicate"))
        try south("exchange", "answer", "1", "--output", file(south, "2"))
        try north("exchange", "receive", file(south, "2"))
        let shown = try north("exchange", "show", "2").output
        #expect(shown.contains("ask Desk 4") && shown.contains("HARBOUR-21/phone/IMG_20210502_141203.jpg"))
        try north("exchange", "request", "2", "--reason", "Same room.", "--output", file(north, "3"))
        try south("exchange", "receive", file(north, "3"))
        #expect(try south("exchange", "show", "3").output.contains("our FAIR-23"))
        try south("exchange", "refuse", "3", "--reason", "In court.", "--output", file(south, "4"))
        try north("exchange", "receive", file(south, "4"))
        let inbox = try north("exchange", "inbox", "--json").objects()
        #expect(inbox.map { $0["kind"] as? String } == ["answer", "refusal"])
        #expect(try north("exchange", "outbox").output.contains("refused"))
        try north("audit", "verify")
    }

    @Test("What cannot be taken is told with a sentence and an exit code")
    func refusals() throws {
        let nonsense = file(north, "nonsense")
        try Data("nonsense".utf8).write(to: URL(fileURLWithPath: nonsense))
        #expect(try north("exchange", "receive", nonsense, expecting: 13).errors.contains("no bundle"))
        try north("exchange", "receive", file(north, "not-there"), expecting: 2)
        try north("exchange", "partner", "add", nonsense, "--fingerprint", "lusab", expecting: 2)
        try north("exchange", "answer", "1", "--output", file(north, "x"), expecting: 2)
        try north("exchange", "rule", "HARBOUR-21", "--partner", "Nobody", "--stop", expecting: 2)
        try north(
            "exchange",
            "rule",
            "HARBOUR-21",
            "--partner",
            "South",
            "--release",
            "pictures",
            "--answer",
            "pointer",
            expecting: 2
        )
        try north("exchange", "partner", "revoke", "South")
        try north(
            "exchange",
            "rule",
            "HARBOUR-21",
            "--partner",
            "South",
            "--release",
            "pictures",
            "--answer",
            "silent",
            expecting: 13
        )
        #expect(try north("exchange", "partner", "list").output.contains("South"))
    }
}
