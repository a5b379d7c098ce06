import Accounts
import Testing

@Suite("The second factor")
struct TimeBasedCodeTests {
    private static let secret = Array("12345678901234567890".utf8)

    @Test(
        "Codes of eight digits are those of RFC 6238, appendix B",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)]
    )
    func eightDigits(seconds: Int64, expected: String) {
        let factor = TimeBasedCode(secret: Self.secret, digits: 8)
        #expect(factor.code(ofStep: TimeBasedCode.step(at: seconds)) == expected)
    }

    @Test("Codes of six digits are those of RFC 4226, appendix D")
    func sixDigits() {
        let factor = TimeBasedCode(secret: Self.secret)
        let expected = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        #expect((0..<10).map { factor.code(ofStep: $0) } == expected)
    }

    @Test("The code of the step before, of and after now is taken, and no other")
    func window() throws {
        let factor = TimeBasedCode()
        let now: Int64 = 1_800_000_015
        let current = TimeBasedCode.step(at: now)
        for step in current - 3...current + 3 {
            let code = try #require(factor.code(ofStep: step))
            let isNear = abs(step - current) <= 1
            #expect(factor.step(of: code, at: now, after: nil) == (isNear ? step : nil))
        }
        #expect(factor.step(of: "", at: now, after: nil) == nil)
    }

    @Test("A step that was used is refused, and so is each before it; spaces in a code do not matter")
    func replay() throws {
        let factor = TimeBasedCode()
        let now: Int64 = 1_800_000_015
        let step = TimeBasedCode.step(at: now)
        let code = try #require(factor.code(ofStep: step))
        let before = try #require(factor.code(ofStep: step - 1))
        let after = try #require(factor.code(ofStep: step + 1))
        #expect(factor.step(of: code.prefix(3) + " " + code.suffix(3), at: now, after: step - 1) == step)
        #expect(factor.step(of: code, at: now, after: step) == nil)
        #expect(factor.step(of: before, at: now, after: step) == nil)
        #expect(factor.step(of: after, at: now, after: step) == step + 1)
    }

    @Test("The address for authenticator programs holds the secret in Base32 (RFC 4648, section 10)")
    func address() {
        let address = TimeBasedCode(secret: Array("foobar".utf8)).address(account: "a b", issuer: "Cairn")
        #expect(
            address
                == "otpauth://totp/Cairn:a%20b?secret=MZXW6YTBOI&issuer=Cairn&algorithm=SHA1&digits=6&period=30"
        )
    }
}
