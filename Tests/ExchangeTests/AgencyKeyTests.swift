import CaseModel
import Testing

@testable import Exchange

@Suite("Keys and cards of agencies")
struct AgencyKeyTests {
    /// Source: the example of arXiv:0901.4016 for 127.0.0.1 and 63.84.220.193.
    @Test("A fingerprint's words are proquints, and words and digits are read back as they are typed")
    func words() throws {
        let bytes = [0x7F, 0, 0, 1, 0x3F, 0x54, 0xDC, 0xC1] + [UInt8](repeating: 0xA5, count: 24)
        let fingerprint = try #require(AgencyFingerprint(bytes: bytes))
        #expect(fingerprint.words.hasPrefix("lusab-babad-gutih-tugad-"))
        #expect(fingerprint.words.split(separator: "-").count == 16)
        #expect(AgencyFingerprint(typed: fingerprint.words) == fingerprint)
        #expect(AgencyFingerprint(typed: fingerprint.words.uppercased().replacing("-", with: " ")) == fingerprint)
        #expect(AgencyFingerprint(typed: fingerprint.groups) == fingerprint)
        #expect(AgencyFingerprint(typed: fingerprint.hex) == fingerprint)
        #expect(fingerprint.groups.hasPrefix("7f00 0001 3f54 dcc1 "))
        for wrong in ["", "lusab", String(fingerprint.words.dropLast()), fingerprint.words + "-babad", "zz"] {
            #expect(AgencyFingerprint(typed: wrong) == nil)
        }
    }

    @Test("Keys that are kept give the same keys again, and two that are drawn differ")
    func kept() throws {
        let key = try #require(AgencyKey())
        #expect(AgencyKey(seed: key.seed)?.identity == key.identity)
        #expect(try #require(AgencyKey()).identity != key.identity)
        #expect(key.identity.signingKey != key.identity.sealingKey)
        #expect(AgencyKey(seed: [1, 2, 3]) == nil)
    }

    @Test("A card is read back, and one in which any byte is changed is refused")
    func card() throws {
        let card = try AgencyCard(agency: "Nord – \"Stelle\" 4", key: Partners.north)
        #expect(try AgencyCard(file: card.file) == card)
        #expect(card.identity == Partners.north.identity)
        for place in card.file.indices.dropLast() {
            var changed = card.file
            changed[place] ^= 1
            #expect(throws: ExchangeError.self) { try AgencyCard(file: changed) }
        }
        #expect(throws: ExchangeError.self) { try AgencyCard(file: Array(card.file.dropLast(5))) }
        #expect(throws: ExchangeError.self) { try AgencyCard(file: [UInt8](repeating: 0x20, count: 10_000)) }
        for name in ["", "two\nlines", "bell\u{7}", "turned \u{202e}", String(repeating: "x", count: 201)] {
            #expect(throws: ExchangeError.self) { try AgencyCard(agency: name, key: Partners.north) }
        }
    }
}
