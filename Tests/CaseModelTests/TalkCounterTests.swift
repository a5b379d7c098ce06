import CaseModel
import Testing

@Suite("Counting who writes to whom")
struct TalkCounterTests {
    private func message(_ sender: String?, _ time: String?, to recipients: [String] = []) -> ChatMessage {
        var message = ChatMessage(sentAt: time, sender: sender, chat: "c", body: "", attachment: nil, line: 1)
        message.recipients = recipients
        return message
    }

    private func occurrence(_ found: String, column: String? = nil) -> IdentifierOccurrence {
        IdentifierOccurrence(
            identifier: Identifier(type: .phone, value: "+3225550147"),
            found: found,
            offset: 0,
            line: 1,
            message: 0,
            column: column
        )
    }

    @Test("Messages are counted by sender and recipient, with the first and last time")
    func counts() {
        var counter = TalkCounter()
        counter.add(message("A", "2019-04-14T00:00:00"))
        counter.add(message("A", "2019-04-13T00:00:00"))
        counter.add(message(nil, "2019-04-12T00:00:00"))
        counter.add(message("A", nil, to: ["B", "C"]))
        #expect(counter.talks.map(\.recipient) == [nil, "B", "C"])
        #expect(counter.talks.map(\.messages) == [2, 1, 1])
        #expect(counter.talks.first?.firstAt == "2019-04-13T00:00:00")
        #expect(counter.talks.first?.lastAt == "2019-04-14T00:00:00")
    }

    @Test("A sender is known by the identifier that names them, not by one that they wrote")
    func identifiers() {
        var counter = TalkCounter()
        counter.add(message("\u{202a}+32 2 555 01 47\u{202c}", nil))
        counter.add(occurrence("+32 2 555 01 47"))
        counter.add(message("Ada", nil))
        counter.add(occurrence("+32 2 555 01 47"))
        counter.add(message("Bob", nil))
        counter.add(occurrence("x", column: "sender_phone"))
        #expect(counter.talks.map { $0.identifier != nil } == [true, false, true])
    }
}
