import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Findings that wait outside memory")
struct FindingSpoolTests {
    @Test("Messages and identifiers come back as they were, in their order")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let spool = try FindingSpool(folder: folder.url.path)
        var expected: [Finding] = []
        for number in 0..<20_000 {
            var message = ChatMessage(
                sentAt: number % 2 == 0 ? nil : "2019",
                sender: number % 3 == 0 ? nil : "é\(number)",
                chat: "",
                body: String(repeating: "😀", count: number % 50),
                attachment: nil,
                line: number
            )
            message.account = number % 5 == 0 ? "a" : nil
            message.recipients = (0..<number % 4).map { "r\($0)" }
            let occurrence = IdentifierOccurrence(
                identifier: Identifier(type: .imei, value: "\(number)"),
                found: "f",
                offset: Int64(number) << 32,
                line: number,
                message: number % 2 == 0 ? number : nil,
                column: number % 7 == 0 ? "c" : nil
            )
            try spool.append(message)
            try spool.append(occurrence)
            expected += [.message(message), .identifier(occurrence)]
        }
        let spooled = try spool.finish()
        for _ in 0..<2 {
            var found: [Finding] = []
            try spooled.each { found.append($0) }
            #expect(found == expected)
        }
    }
}
