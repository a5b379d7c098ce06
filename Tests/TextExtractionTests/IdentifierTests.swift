import CaseModel
import TestSupport
import Testing
import TextExtraction

@Suite("Identifiers in text")
struct IdentifierTests {
    @Test(
        "A mailbox is found in its normal form",
        arguments: [
            ("write to Blue.Penguin@Stamps.Example.", ["blue.penguin@stamps.example"]),
            ("<mailto:a+b@x-y.co.uk>,c_d@e.org;", ["a+b@x-y.co.uk", "c_d@e.org"]),
            ("blue.penguin [at] stamps [dot] example", ["blue.penguin@stamps.example"]),
            ("blue.penguin(at)stamps(dot)example", ["blue.penguin@stamps.example"]),
            (
                "blue.penguin&#64;stamps.example blue.penguin%40stamps.example",
                ["blue.penguin@stamps.example", "blue.penguin@stamps.example"]
            ),
            ("a@b.com.2019 a@b.com- 'a@b.com'", ["a@b.com", "a@b.com", "a@b.com"]),
            ("a@b, a@b.c, a..b@c.com, .@c.com, picture@2x.png, @a@b.com, a.@b.com", []),
            (String(repeating: "a", count: 65) + "@b.com", []),
            (String(repeating: "a", count: 64) + "@b.com", [String(repeating: "a", count: 64) + "@b.com"]),
            ("https://user:secret@example.com/ is no mailbox", []),
            ("https://example.com/?to=a@b.com", ["a@b.com"]),
        ]
    )
    func mailboxes(text: String, expected: [String]) throws {
        #expect(try Extraction(text).values(.email) == expected)
    }

    @Test(
        "A handle is found in its normal form",
        arguments: [
            ("I am @Lighthouse_Lena.", ["@lighthouse_lena"]),
            ("(@abc) \"@d.e.f...\" 👍@ghi", ["@abc", "@d.e.f", "@ghi"]),
            ("a@b.com é@name @ab @123 @-x @@name x@name", []),
            ("@media print { } @font-face @import", []),
            ("https://t.me/Lighthouse_Lena and t.me/s/other?x=1", ["@lighthouse_lena", "@other"]),
            ("https://www.tiktok.com/@Some.One/video/1 https://t.me/joinchat/AAA", ["@some.one"]),
            ("at.me/nobody not-t.me/nobody https://example.org/nobody", []),
            ("@" + String(repeating: "a", count: 65), []),
        ]
    )
    func handles(text: String, expected: [String]) throws {
        #expect(try Extraction(text).values(.handle) == expected)
    }

    @Test(
        "The address of a page is found in its normal form",
        arguments: [
            ("see HTTPS://Example.ORG:443/Path?q=A#f.", ["https://example.org/Path?q=A#f"]),
            ("http://example.org:80/ http://example.org:8080", ["http://example.org", "http://example.org:8080"]),
            (
                "(see http://example.org/a_(b)) www.Example.org!",
                ["http://example.org/a_(b)", "http://www.example.org"]
            ),
            ("<a href=\"http://a.example/?x=1&amp;y=2\">", ["http://a.example/?x=1&y=2"]),
            (
                "http://a.example,http://b.example/x,http://c.example",
                ["http://a.example", "http://b.example/x", "http://c.example"]
            ),
            ("http://127.0.0.1/x http://localhost/ http:// http://a..b ftp://a.example", ["http://127.0.0.1/x"]),
            ("http://a.example. Next", ["http://a.example"]),
            ("„http://a.example/ü“ http://b.example/\u{00a0}x", ["http://a.example/ü", "http://b.example"]),
        ]
    )
    func pages(text: String, expected: [String]) throws {
        #expect(try Extraction(text).values(.url) == expected)
    }

    /// The project's own services, as torproject.org publishes them.
    @Test("An onion service of version 3 needs its checksum, one of version 2 needs to be a page's")
    func onions() throws {
        let service = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion"
        let text = "http://www.\(service)/index and \(service.uppercased()), \("3" + service.dropFirst())"
        #expect(try Extraction(text).values(.onion) == [service, service])
        let old = "expyuzz4wqqyqhjn.onion"
        #expect(try Extraction("http://\(old)/x and \(old)").values(.onion) == [old])
    }

    @Test(
        "A wallet's address is found if its checksum holds",
        arguments: [
            // The first block's, BIP 16's form, BIP 173, BIP 350, EIP 55, and Tron's.
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            "3P14159f73E4gFr7JterCCQh9QjiTjiZrG",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        ]
    )
    func wallets(address: String) throws {
        #expect(try Extraction("pay to bitcoin:\(address).").values(.wallet) == [address])
        var other = Array(address.utf8)
        let place = other.count - 4
        other[place] = other[place] == UInt8(ascii: "e") ? UInt8(ascii: "f") : UInt8(ascii: "e")
        #expect(try Extraction("x " + String(decoding: other, as: UTF8.self)).values(.wallet).isEmpty)
    }

    @Test("Bech32 is the same in capitals; a wrong constant, mixed case or Ethereum in one case is nothing")
    func walletForms() throws {
        let text = """
            BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4
            bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4
            bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd
            0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed
            0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED
            """
        #expect(try Extraction(text).values(.wallet) == ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"])
    }

    @Test("Telephone numbers come from the reader, unless they are part of something else")
    func telephoneNumbers() throws {
        let found = try Extraction("ü +32 2 555 01 47, http://a.example/+3225550147 x")
        #expect(found.values(.phone) == ["+3225550147"])
        #expect(found.occurrences.first?.offset == 3)
        #expect(found.occurrences.first?.found == "+32 2 555 01 47")
    }

    @Test("Places and lines are those of the content")
    func places() throws {
        let found = try Extraction("one\r\nü @first\n\n  x@second.example")
        #expect(found.occurrences.map(\.offset) == [8, 18])
        #expect(found.occurrences.map(\.line) == [2, 4])
        #expect(found.occurrences.map(\.found) == ["@first", "x@second.example"])
        #expect(found.occurrences.allSatisfy { $0.message == nil })
    }

    @Test("Long lines are searched to their end, and nothing at a border is lost where there are spaces")
    func longLines() throws {
        var text = ""
        for number in 0..<4000 { text += "name\(number)@example.org " }
        let values = try Extraction(text).values(.email)
        #expect(values.count == 4000)
        #expect(values.last == "name3999@example.org")
    }
}
