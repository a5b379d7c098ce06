import CaseModel
import TestSupport
import Testing
import TextExtraction

@Suite("Exports of WhatsApp")
struct WhatsAppExportTests {
    @Test(
        "The usual forms of the header are read",
        arguments: [
            ("[25.04.19, 18:03:22] Lena: hello", "2019-04-25T18:03:22"),
            ("\u{200e}[25.4.2019 klo 18.03.22] Lena: hello", "2019-04-25T18:03:22"),
            ("[4/25/19, 6:03:22\u{202f}PM] Lena: hello", "2019-04-25T18:03:22"),
            ("[2019/04/25 18:03:22] Lena: hello", "2019-04-25T18:03:22"),
            ("25.04.19, 18:03 - Lena: hello", "2019-04-25T18:03:00"),
            ("4/25/19, 6:03 PM - Lena: hello", "2019-04-25T18:03:00"),
            ("25/04/2019, 18:03 - Lena: hello", "2019-04-25T18:03:00"),
            ("25/04/2019, 6:03 p. m. - Lena: hello", "2019-04-25T18:03:00"),
            ("25/4/2019 12:03 a.\u{00a0}m. – Lena: hello", "2019-04-25T00:03:00"),
            ("2019-04-25 18:03 - Lena: hello", "2019-04-25T18:03:00"),
            ("25-04-2019 18:03 - Lena: hello", "2019-04-25T18:03:00"),
            ("25/04/2019 à 18:03 - Lena: hello", "2019-04-25T18:03:00"),
            ("2019. 04. 25. 18:03 - Lena: hello", "2019-04-25T18:03:00"),
            ("2019/4/25 下午6:03 - Lena: hello", "2019-04-25T18:03:00"),
        ]
    )
    func headers(line: String, sentAt: String) throws {
        let found = try Extraction(line)
        #expect(found.messages.map(\.sentAt) == [sentAt])
        #expect(found.messages.map(\.sender) == ["Lena"])
        #expect(found.messages.map(\.body) == ["hello"])
    }

    @Test(
        "What only looks like a header makes no chat",
        arguments: [
            "2019-04-25 18:03:22 - Lena: hello", "[section] Lena: hello", "25.04.19 Lena: hello",
            "25.04.19, 18:03 Lena: hello", "25.04.19, 18:03 banana - Lena: hello", "25.04.19, 28:03 - Lena: hello",
            "Note\n25.04.19, 18:03 - Lena: hello", "[25.04.19, 18:03:22", "1.2.3, 4:05",
        ]
    )
    func notHeaders(text: String) throws {
        #expect(try Extraction(text).messages.isEmpty)
    }

    @Test("The order of day and month comes from the whole export")
    func orderFromDays() throws {
        let american = try Extraction("4/1/19, 18:03 - A: x\n4/13/19, 18:03 - A: y")
        #expect(american.messages.map(\.sentAt) == ["2019-04-01T18:03:00", "2019-04-13T18:03:00"])
        let european = try Extraction("4/1/19, 18:03 - A: x\n13/1/19, 18:03 - A: y")
        #expect(european.messages.map(\.sentAt) == ["2019-01-04T18:03:00", "2019-01-13T18:03:00"])
        #expect(american.warnings.isEmpty && european.warnings.isEmpty)
    }

    @Test("Where every day could be a month, time must not run backwards")
    func orderFromTime() throws {
        let found = try Extraction("1/12/19, 18:03 - A: x\n2/3/19, 18:03 - A: y\n3/1/19, 18:03 - A: z")
        #expect(found.messages.map(\.sentAt) == ["2019-01-12T18:03:00", "2019-02-03T18:03:00", "2019-03-01T18:03:00"])
        #expect(found.warnings.isEmpty)
    }

    @Test("Where nothing tells day from month, the usual order is taken, with a warning")
    func uncertainOrder() throws {
        let european = try Extraction("04/05/2019, 18:03 - A: x")
        #expect(european.messages.first?.sentAt == "2019-05-04T18:03:00")
        #expect(european.warnings.count == 1)
        let american = try Extraction("4/5/19, 6:03 PM - A: x")
        #expect(american.messages.first?.sentAt == "2019-04-05T18:03:00")
        #expect(american.warnings.count == 1)
    }

    @Test("Messages go on over lines; what the service reports has no sender")
    func continuation() throws {
        let text = """
            25/04/2019, 18:03 - Messages are end-to-end encrypted.\r
            25/04/2019, 18:04 - Lena: one @first\r
            two: @second\r
            \r
            25/04/2019, 18:05 - \u{202a}+32 2 555 01 47\u{202c}: three

            """
        let found = try Extraction(text)
        #expect(found.messages.map(\.sender) == [nil, "Lena", "+32 2 555 01 47"])
        #expect(
            found.messages.map(\.body) == ["Messages are end-to-end encrypted.", "one @first\ntwo: @second", "three"]
        )
        #expect(found.messages.map(\.line) == [1, 2, 5])
        #expect(found.occurrences.map(\.identifier.value) == ["@first", "@second", "+3225550147"])
        #expect(found.occurrences.map(\.message) == [1, 1, 2])
        #expect(found.occurrences.map(\.line) == [2, 3, 5])
    }

    @Test(
        "An attached file is named",
        arguments: [
            ("IMG-20190412-WA0003.jpg (file attached)", "IMG-20190412-WA0003.jpg"),
            ("IMG-20190412-WA0003.jpg (Datei angehängt)", "IMG-20190412-WA0003.jpg"),
            ("\u{200e}IMG-20190412-WA0003.jpg (file attached)\ncaption", "IMG-20190412-WA0003.jpg"),
            ("my list.pdf (file attached)", "my list.pdf"),
            ("\u{200e}<attached: 00000002-PHOTO-2019.jpg>", "00000002-PHOTO-2019.jpg"),
            ("<Anhang: 00000002-PHOTO-2019.jpg>", "00000002-PHOTO-2019.jpg"),
            ("nice \u{200e}<pièce jointe : 0002.jpg>", "0002.jpg"),
            ("<Media omitted>", nil), ("see notes.txt (yesterday)", nil), ("(file attached)", nil), ("<a:b>", nil),
            ("a > b", nil), (">", nil), (")", nil), ("", nil),
        ] as [(String, String?)]
    )
    func attachments(body: String, name: String?) throws {
        let found = try Extraction("25/04/2019, 18:03 - Lena: " + body)
        #expect(found.messages.map(\.attachment) == [name])
    }

    @Test("The samples of both programmes are read")
    func samples() throws {
        let android = try Extraction(try TestData.bytes("interchange/chats/WhatsApp-android.txt"))
        #expect(android.messages.map(\.sender) == [nil, "Ada Example", "Bob Example", "Bob Example"])
        let apple = try Extraction(try TestData.bytes("interchange/chats/_chat-ios.txt"))
        #expect(apple.messages.map(\.sentAt) == ["2026-01-15T09:30:01", "2026-01-15T09:31:02", "2026-01-15T09:32:03"])
        #expect(apple.messages.last?.attachment == "00000002-PHOTO-2026-01-15-09-32-03.jpg")
    }
}
