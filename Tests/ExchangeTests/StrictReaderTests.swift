import CaseModel
import TestSupport
import Testing

@testable import Exchange

@Suite("Reading what nobody vouches for")
struct StrictReaderTests {
    @Test(
        "Any text but the canonical one is refused",
        arguments: [
            "", " ", "{", "{}x", "{} ", " {}", "[]", "1", "\"a\"", "null", "{\"a\":null}", "{\"a\":true}", "{\"a\": 1}",
            "{\"a\":-1}", "{\"a\":01}", "{\"a\":1.5}", "{\"a\":1e3}", "{\"a\":1234567890123456}", "{\"a\":}",
            "{\"a\":1,}",
            "{,}", "{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1 ]}", "{\"b\":1,\"a\":1}", "{\"a\":1,\"a\":1}",
            "{\"A\":1}",
            "{\"a\\u0062\":1}", "{\"é\":1}", "{a:1}", "{'a':1}", "{\"a\":\"\\u0041\"}", "{\"a\":\"\\/\"}",
            "{\"a\":\"\\u000A\"}", "{\"a\":\"\\u001F\"}", "{\"a\":\"\\u00\"}", "{\"a\":\"\\x\"}", "{\"a\":\"\n\"}",
            "{\"a\":\"\\", "{\"a\":\"", "{\"a\":\"\\u000a\"}", "{\"a\":\"\\ud800\"}",
        ]
    )
    func refused(_ text: String) {
        #expect(throws: ExchangeError.self) { try StrictReader.object(Array(text.utf8), depth: 5) }
    }

    @Test("Bytes that are not UTF-8 are refused")
    func encoding() {
        for bytes: [UInt8] in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82]] {
            #expect(throws: ExchangeError.self) {
                try StrictReader.object(Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8), depth: 1)
            }
        }
    }

    @Test("Deep nesting, many values and long texts are refused without reading on")
    func bounds() {
        for start in ["[", "{\"a\":"] {
            let deep = "{\"a\":" + String(repeating: start, count: 1_000_000)
            #expect(throws: ExchangeError.malformed("it is nested too deeply")) {
                try StrictReader.object(Array(deep.utf8), depth: 5)
            }
        }
        let many = "{\"a\":[" + String(repeating: "0,", count: StrictReader.mostValues) + "0]}"
        #expect(throws: ExchangeError.malformed("it holds too many values")) {
            try StrictReader.object(Array(many.utf8), depth: 5)
        }
        let long = "{\"a\":\"" + String(repeating: "x", count: 10_000_000) + "\"}"
        #expect(throws: ExchangeError.self) { try StrictReader.object(Array(long.utf8), depth: 5) }
    }

    @Test("However a body is mutated, it is refused or means what its bytes say")
    func mutations() throws {
        var generator = SeededGenerator(seed: 20)
        let texts = Partners.bodies.map { (kind: $0.kind, bytes: $0.bytes) }
        let pieces = ["\"", "{", "}", "[", "]", ",", ":", "0", "9", "\\", "\\u0000", "\"id\":", "\u{202e}", "null"]
        var (refused, taken) = (0, 0)
        for round in 0..<40_000 {
            let (kind, original) = texts[round % texts.count]
            var bytes = original
            for _ in 0...Int.random(in: 0..<4, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                let end = min(bytes.count, place + Int.random(in: 0..<9, using: &generator))
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.insert(contentsOf: pieces.randomElement(using: &generator)?.utf8 ?? "".utf8, at: place)
                case 1: bytes.removeSubrange(place..<end)
                case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
                default: if place < bytes.count { bytes[place] = .random(in: 0...255, using: &generator) }
                }
            }
            do {
                let body = try BundleBody(bytes, of: kind)
                #expect(body.bytes == bytes)
                taken += 1
            } catch {
                refused += 1
            }
        }
        #expect(refused > 20_000 && taken > 100, "\(refused) refused, \(taken) taken")
    }

    @Test("However the file of a bundle is mutated within its seal, it is refused")
    func sealedMutations() throws {
        var generator = SeededGenerator(seed: 21)
        let file = try Partners.bundle(Partners.bodies[2]).file(from: Partners.north, to: Partners.south.identity)
        let content = try #require(Partners.south.opened(Array(file.dropFirst(ExchangeBundle.mark.count))))
        for _ in 0..<3_000 {
            var bytes = content
            for _ in 0...Int.random(in: 0..<3, using: &generator) {
                let place = Int.random(in: 0..<min(900, bytes.count), using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] &+= .random(in: 1...255, using: &generator)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + 3))
                default: bytes.insert(.random(in: 0...255, using: &generator), at: place)
                }
            }
            guard bytes != content else { continue }
            let sealed = ExchangeBundle.mark + (try #require(Partners.south.identity.sealed(bytes)))
            #expect(throws: ExchangeError.self) { try Partners.received(sealed) }
        }
    }
}
