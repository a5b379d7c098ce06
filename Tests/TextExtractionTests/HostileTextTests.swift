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

    @Test("A million identifiers on one line are all found")
    func million() throws {
        var text: [UInt8] = []
        for number in 0..<1_000_000 { text += Array("a\(number)@b.co ".utf8) }
        let found = try Extraction(text)
        #expect(found.occurrences.count == 1_000_000)
        #expect(found.occurrences.last?.identifier.value == "a999999@b.co")
        #expect(found.occurrences.allSatisfy { $0.line == 1 })
        #expect(found.warnings.isEmpty)
    }

    @Test("One identifier again and again is listed a hundred times, what comes after it too, with a warning")
    func repeatedIdentifier() throws {
        let found = try Extraction(String(repeating: "a@b.co ", count: 200_100) + "z@b.co")
        #expect(found.occurrences.count == 101)
        #expect(found.occurrences.last?.identifier.value == "z@b.co")
        #expect(found.warnings.count == 1)
    }

    @Test("A string of JSON of megabytes is searched to its end, and what follows it too")
    func longString() throws {
        let long = String(repeating: "word ü ", count: 500_000)
        let text =
            "{\"x\": \"first@b.co \(long) last@b.co\", \"messages\": [{\"type\": \"message\", \"date\": \"x\", \"text\": \"hi\"}]}"
        let found = try Extraction(text)
        #expect(found.values(.email) == ["first@b.co", "last@b.co"])
        #expect(found.messages.count == 1)
    }

    @Test("A message of megabytes is shown in part or searched as text, and nothing in it is lost")
    func longMessages() throws {
        let long = String(repeating: "word\n", count: 400_000)
        let chat = try Extraction("25/04/2019, 18:03 - A: x\n\(long)in@b.co\n26/04/2019, 18:03 - B: after@b.co")
        #expect(chat.messages.map(\.sender) == ["A", "B"])
        #expect(chat.values(.email) == ["in@b.co", "after@b.co"])
        #expect(chat.occurrences.map(\.message) == [0, 1])
        #expect(chat.warnings.count == 1)
        let body = String(repeating: "word ", count: 400_000)
        let telegram = try Extraction(
            """
            {"messages": [{"type": "message", "date": "x", "text": "\(body)in@b.co"},
             {"type": "message", "date": "x", "text": "after@b.co"}]}
            """
        )
        #expect(telegram.messages.map(\.body) == ["after@b.co"])
        #expect(telegram.values(.email) == ["in@b.co", "after@b.co"])
    }

    @Test("Zeroes and other encodings in the middle of a text do not hide what follows")
    func mixed() throws {
        var text = Array("a@b.co ".utf8)
        text += [UInt8](repeating: 0, count: 100_000)
        text += Array(" b@b.co ".utf8) + [0xff, 0xfe, 0xe9, 0x80, 0xf0, 0x9f] + Array("\r\n".utf8)
        for byte in Array("c@b.co".utf8) { text += [byte, 0] }
        text += Array(" d@b.co".utf8)
        let values = try Extraction(text).values(.email)
        #expect(values.contains("a@b.co") && values.contains("b@b.co") && values.contains("d@b.co"))
    }

    @Test("A quotation mark that nothing closes ends the table, not the search")
    func openQuotation() throws {
        var text = "username;email\n"
        for row in 0..<20 { text += "member\(row);m\(row)@b.co\n" }
        text += "\"open;x@b.co\n"
        for row in 20..<60_000 { text += "member\(row);m\(row)@b.co\n" }
        let found = try Extraction(text)
        #expect(found.values(.email).count == 60_001)
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
