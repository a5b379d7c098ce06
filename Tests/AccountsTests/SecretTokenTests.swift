import Accounts
import Testing

@Suite("Tokens")
struct SecretTokenTests {
    @Test("A token is 256 bits of base64url, and no two are equal")
    func random() {
        let tokens = (0..<1000).map { _ in SecretToken().text }
        #expect(Set(tokens).count == 1000)
        for token in tokens {
            #expect(token.count == 43)
            #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
        }
        #expect(Set(tokens.joined()).count == 64)
    }

    @Test("What is kept of a token is its SHA-256 (FIPS 180-4, example of one block)")
    func digest() {
        let expected: [UInt8] = [
            0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03,
            0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad,
        ]
        #expect(SecretToken.digest(of: "abc") == expected)
        let token = SecretToken()
        #expect(token.digest == SecretToken.digest(of: token.text))
    }

    @Test("The token for requests follows from the session's alone, and is not the session's")
    func crossSite() {
        let token = SecretToken().text
        #expect(SecretToken.crossSite(of: token) == SecretToken.crossSite(of: token))
        #expect(SecretToken.crossSite(of: token) != SecretToken.crossSite(of: SecretToken().text))
        #expect(SecretToken.crossSite(of: token) != token)
        #expect(SecretToken.crossSite(of: token).count == 43)
    }

    @Test(
        "Secrets are equal if all their bytes are",
        arguments: [
            ("", "", true), ("abc", "abc", true), ("abc", "abd", false), ("abc", "ab", false), ("", "a", false),
            // The same letter to the eye, in other bytes.
            ("\u{e9}", "e\u{301}", false),
        ]
    )
    func comparison(first: String, second: String, expected: Bool) {
        #expect(ConstantTime.areEqual(first, second) == expected)
    }
}
