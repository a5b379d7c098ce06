import CaseModel
import TestSupport
import Testing
import TextExtraction

@Suite("Hostile text")
struct HostileTextTests {
    @Test(
        "Nothing is found in rubbish, whatever its length",
        arguments: [
            "@", "[", "{\"a\":", "\u{0}", "://", "http://", "www.", "a@", "(at)", "+", ".", "\n", "[1/1/19, ", "ü",
        ]
    )
    func repeated(unit: String) throws {
        let text = [UInt8](String(repeating: unit, count: 300_000).utf8)
        let found = try Extraction(text)
        #expect(found.messages.isEmpty)
        #expect(found.occurrences.isEmpty)
    }

    @Test("Ten megabytes of signs are no identifiers")
    func signs() throws {
        #expect(try Extraction([UInt8](repeating: UInt8(ascii: "@"), count: 10 << 20)).occurrences.isEmpty)
    }

    @Test("Deep JSON is searched as text from where it is too deep")
    func deep() throws {
        let text = String(repeating: "[", count: 200_000) + "\"a@b.example\"" + String(repeating: "]", count: 200_000)
        #expect(try Extraction(text).values(.email) == ["a@b.example"])
    }

    @Test("A message of too many values is searched as text")
    func wide() throws {
        let values = String(repeating: "1,", count: 70_000)
        let text = "{\"messages\": [{\"type\": \"message\", \"date\": \"x\", \"text\": [\(values)\"a@b.example\"]}]}"
        let found = try Extraction(text)
        #expect(found.messages.isEmpty)
        #expect(found.values(.email) == ["a@b.example"])
    }

    @Test("More identifiers than are reported end with a warning")
    func tooMany() throws {
        let found = try Extraction(String(repeating: "a@b.co ", count: 200_100))
        #expect(found.occurrences.count == 200_000)
        #expect(found.warnings.count == 1)
    }

    @Test("An error of the receiver ends the analysis")
    func receiver() {
        struct Refusal: Error {}
        #expect(throws: Refusal.self) {
            try TextAnalyser(region: "").analyse(bytes: Array("{\"x\": \"@name\"}".utf8), phoneNumbers: PlainNumbers())
            { _ in
                throw Refusal()
            }
        }
    }

    @Test("Texts that are torn and glued at random are read without a trap", arguments: 0..<8)
    func torn(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let parts: [[UInt8]] =
            [
                "[25.04.19, 18:03:22] Lena: ", "4/12/19, 6:03 PM - Lena: ", "<attached: a.jpg>",
                "x.jpg (file attached)",
                "{\"name\": \"x\", \"messages\": [",
                "{\"type\": \"message\", \"date\": \"2019-04-13T11:02:05\", \"text\": [",
                "\"@name\", ", "\\ud83d", "\\u00", "]}", "a@b.example", "@name", "https://t.me/x", "www.a.example:80/?",
                "+32 2 555 01 47", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", ".onion", "\n", "\r\n", "\u{200e}", "\u{202f}", "(dot)",
                "[at]",
                "&amp;", "http://a.example", "é", "😀", "漢", ")", ">", "(", "<", ":", " - ", "-1e5", "\"",
            ].map { Array($0.utf8) } + [
                [0xff], [0xff, 0xfe], [0xfe, 0xff], [0x00], [0xef, 0xbb, 0xbf], [0x81, 0xc3],
            ]
        for _ in 0..<400 {
            var text: [UInt8] = []
            for _ in 0..<Int.random(in: 1...40, using: &generator) {
                let part = parts[Int.random(in: 0..<parts.count, using: &generator)]
                text += part.prefix(Int.random(in: 0..<8, using: &generator) == 0 ? part.count / 2 : part.count)
            }
            let found = try Extraction(text)
            for occurrence in found.occurrences {
                #expect(occurrence.offset >= 0 && occurrence.offset < text.count)
                #expect(occurrence.line >= 1 && !occurrence.identifier.value.isEmpty)
                #expect((occurrence.message ?? -1) < found.messages.count)
            }
        }
    }
}
