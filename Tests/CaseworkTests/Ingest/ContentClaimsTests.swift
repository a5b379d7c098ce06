import CaseModel
import Testing

@testable import Casework

@Suite("Contents that several files hold")
struct ContentClaimsTests {
    private static func content(_ number: UInt8) throws -> ContentDigest {
        try #require(ContentDigest(bytes: [UInt8](repeating: number, count: 32)))
    }

    @Test("The earliest file has a content analysed, once")
    func earliest() throws {
        let claims = ContentClaims()
        let content = try Self.content(1)
        #expect(claims.claim(content, by: 5))
        #expect(!claims.claim(content, by: 5))
        #expect(!claims.claim(content, by: 7))
        #expect(claims.claim(content, by: 3))
        #expect(!claims.claim(content, by: 5))
        #expect(claims.claim(try Self.content(2), by: 7))
    }

    @Test("What is written is claimed no longer")
    func release() throws {
        let claims = ContentClaims()
        for number in 0..<200 { #expect(claims.claim(try Self.content(UInt8(number)), by: number)) }
        claims.release(try (1..<200).map { try Self.content(UInt8($0)) })
        #expect(claims.count == 1)
        #expect(!claims.claim(try Self.content(0), by: 300))
        #expect(claims.claim(try Self.content(1), by: 300))
    }
}
