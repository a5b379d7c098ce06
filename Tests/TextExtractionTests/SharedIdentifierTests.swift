import CaseModel
import TestSupport
import Testing
import TextExtraction

@Suite("Identifiers that three devices share")
struct SharedIdentifierTests {
    private static let phone = "demo/CASE-A_seized-phone/WhatsApp/Backups/WhatsApp Chat with Stamp club.txt"
    private static let laptop =
        "demo/CASE-B_seized-laptop/Users/guest/Documents/Telegram Desktop/ChatExport_2019-04-14/result.json"
    private static let card = "demo/CASE-C_memory-card/EXPORT/messages.csv"

    @Test(
        "Each is found in equal form on both devices",
        arguments: [
            (phone, laptop, Identifier(type: .handle, value: "@lighthouse_lena")),
            (phone, card, Identifier(type: .email, value: "blue.penguin@stamps.example")),
            (phone, card, Identifier(type: .phone, value: "+3225550147")),
            (laptop, card, Identifier(type: .email, value: "noor.k@letters.example")),
        ]
    )
    func shared(first: String, second: String, identifier: Identifier) throws {
        for path in [first, second] {
            let bytes = try TestData.bytes(path)
            let occurrences = try Extraction(bytes).occurrences.filter { $0.identifier == identifier }
            #expect(!occurrences.isEmpty)
        }
    }
}
