import CaseModel
import TestSupport
import Testing

@Suite("Perceptual hashes")
struct PerceptualHashTests {
    @Test("The text of a hash has bit 255 first")
    func textHasHighestBitFirst() throws {
        let hash = try #require(PerceptualHash(hex: "8" + String(repeating: "0", count: 62) + "1"))
        #expect(hash.words.3 == 1 << 63)
        #expect(hash.words.0 == 1)
    }

    @Test("Text, bytes and words of a hash give it back", arguments: 0..<20)
    func roundTrips(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let hash = PerceptualHash(words: (random.next(), random.next(), random.next(), random.next()))
        #expect(PerceptualHash(hex: hash.hex) == hash)
        #expect(PerceptualHash(hex: hash.hex.uppercased()) == hash)
        #expect(PerceptualHash(bigEndianBytes: hash.bigEndianBytes) == hash)
    }

    @Test("The distance counts the bits that differ", arguments: [0, 1, 31, 128, 256])
    func distanceCountsBits(bits: Int) {
        var random = SeededGenerator(seed: 7)
        let hash = PerceptualHash(words: (random.next(), random.next(), random.next(), random.next()))
        var bytes = hash.bigEndianBytes
        for bit in (0..<256).shuffled(using: &random).prefix(bits) { bytes[bit / 8] ^= 1 << UInt8(bit % 8) }
        #expect(PerceptualHash(bigEndianBytes: bytes)?.distance(to: hash) == bits)
    }

    @Test(
        "What is not 64 hexadecimal digits is no hash",
        arguments: ["", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 65)]
    )
    func refusesOtherText(text: String) {
        #expect(PerceptualHash(hex: text) == nil)
    }
}
