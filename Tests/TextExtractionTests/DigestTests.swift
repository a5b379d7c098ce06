import CaseModel
import Testing

@testable import TextExtraction

@Suite("Digests for checksums")
struct DigestTests {
    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test(
        "SHA-256 agrees with FIPS 180's examples",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
        ]
    )
    func sha256(message: String, digest: String) {
        #expect(hexadecimal(SHA256.digest(Array(message.utf8))) == digest)
    }

    @Test(
        "SHA3-256 agrees with FIPS 202's examples",
        arguments: [
            ("", "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a"),
            ("abc", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "41c0dba2a9d6240849100376a8235e2c82e1b9998a999e21db32dd97496d3376"
            ),
        ]
    )
    func sha3(message: String, digest: String) {
        #expect(hexadecimal(Keccak.sha3(Array(message.utf8))) == digest)
    }

    @Test("Keccak-256 of nothing is what Ethereum's yellow paper has for an empty account")
    func keccak() {
        let digest = hexadecimal(Keccak.keccak256([]))
        #expect(digest == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")
    }

    @Test("A message of 200 bytes 0xA3 takes two blocks of SHA3-256")
    func severalBlocks() {
        let digest = hexadecimal(Keccak.sha3([UInt8](repeating: 0xa3, count: 200)))
        #expect(digest == "79f38adec5c20307a98ef76e8324afbfd46cfd81b22e3973c65fa1bd9de31787")
    }
}
