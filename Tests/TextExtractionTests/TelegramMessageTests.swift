import CaseModel
import TestSupport
import Testing
import TextExtraction

@Suite("Exports of Telegram")
struct TelegramMessageTests {
    @Test("The sample's messages are read, with offset where both times are stated")
    func sample() throws {
        let found = try Extraction(try TestData.bytes("interchange/chats/telegram-result.json"))
        #expect(found.messages.map(\.chat) == ["Demo group", "Demo group", "Demo group"])
        #expect(found.messages.map(\.sender) == ["Ada Example", "Ada Example", "Bob Example"])
        #expect(found.messages.map(\.sentAt?.last) == ["Z", "Z", "Z"])
        #expect(found.messages[1].body == "see https://example.org")
        #expect(found.messages[1].attachment == "photos/photo_1@15-01-2026_09-31-00.jpg")
        #expect(found.messages[2].attachment == "video_files/clip.mp4")
        #expect(found.values(.url) == ["https://example.org"])
        #expect(found.occurrences.map(\.message) == [1])
    }

    private func message(_ members: String) -> String {
        #"{"name": "Fair", "messages": [{"type": "message", "date": "2019-04-13T11:02:05", \#(members)}]}"#
    }

    @Test(
        "The time carries the offset that local time and instant make",
        arguments: [
            ("1555146125", "2019-04-13T11:02:05+02:00"), ("1555153325", "2019-04-13T11:02:05Z"),
            ("1555173125", "2019-04-13T11:02:05-05:30"), ("0", "1970-01-01T00:00:00Z"),
            ("99999999999999999", "2019-04-13T11:02:05"), ("none", "2019-04-13T11:02:05"),
        ]
    )
    func offsets(instant: String, sentAt: String) throws {
        let found = try Extraction(message(#""date_unixtime": "\#(instant)", "text": "x""#))
        #expect(found.messages.map(\.sentAt) == [sentAt])
    }

    @Test("Identifiers come from sender, text, linked words, buttons and contacts")
    func searched() throws {
        let found = try Extraction(
            message(
                #"""
                "from": "@Sender", "text": ["a ", {"type": "text_link", "text": "link", "href": "https:\/\/a.example"}],
                "text_entities": [{"type": "text_link", "text": "link", "href": "https://a.example"}],
                "contact_information": {"first_name": "N", "phone_number": "0032 2 555 01 47"},
                "inline_bot_buttons": [[{"type": "url", "text": "@button", "data": "x@b.example"}]],
                "photo": "photos/@nobody.jpg"
                """#
            )
        )
        #expect(found.values(.handle) == ["@sender", "@button"])
        #expect(found.values(.url) == ["https://a.example"])
        #expect(found.values(.email) == ["x@b.example"])
        #expect(found.values(.phone) == ["+3225550147"])
        #expect(found.occurrences.allSatisfy { $0.message == 0 && $0.offset == 30 })
    }

    @Test("The export of a whole account holds many chats")
    func account() throws {
        let text = #"""
            {"about": "write to a@b.example", "contacts": {"list": [{"phone_number": "0032 2 555 01 47"}]},
             "chats": {"list": [
              {"name": "One", "type": "personal_chat", "id": 1, "messages": [
               {"id": 1, "type": "message", "date": "2019-04-13T11:02:05", "from": "A", "text": "x"}]},
              {"name": null, "type": "saved_messages", "messages": [
               {"id": 1, "type": "message", "date": "2019-04-13T11:02:05", "from": "B", "text": "y",
                "file": "(File not included. Change data exporting settings to download.)"}]}]}}
            """#
        let found = try Extraction(text)
        #expect(found.messages.map(\.chat) == ["One", nil])
        #expect(found.messages.map(\.body) == ["x", "y"])
        #expect(found.messages.map(\.attachment) == [nil, nil])
        #expect(found.messages.map(\.line) == [4, 6])
        #expect(found.values(.email) == ["a@b.example"])
        #expect(found.values(.phone) == ["+3225550147"])
    }

    @Test("An export that breaks off keeps its messages, and the rest is searched as text")
    func cutOff() throws {
        let text =
            #"{"messages": [{"type": "message", "date": "", "text": "x"}, {"type": "message", "text": "a@b.example"#
        let found = try Extraction(text)
        #expect(found.messages.map(\.body) == ["x"])
        #expect(found.values(.email) == ["a@b.example"])
        #expect(found.occurrences.map(\.message) == [nil])
        #expect(found.warnings.count == 1)
    }

    @Test("Other JSON is searched, with its escapes undone")
    func otherJSON() throws {
        let found = try Extraction(
            """
            {"mail": "line\\na@b.example", "page": "https:\\/\\/a.example\\/x", "@key": 1.5e3, "messages": [1, {"x": "@inner"}]}
            {"next": "\\u0040line"}
            """
        )
        #expect(found.values(.email) == ["a@b.example"])
        #expect(found.values(.url) == ["https://a.example/x"])
        #expect(found.values(.handle) == ["@key", "@inner", "@line"])
        #expect(found.messages.isEmpty)
    }
}
