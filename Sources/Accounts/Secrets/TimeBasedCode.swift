import COpenSSL
import CSodium
import Foundation

/// The second factor: a code of six digits that changes every 30 seconds.
///
/// Source: RFC 6238 and RFC 4226, with HMAC-SHA-1 through OpenSSL's libcrypto.
public struct TimeBasedCode: Sendable {
    /// How long a code holds, in seconds.
    public static let secondsOfStep: Int64 = 30

    /// What account and device share.
    public let secret: [UInt8]
    private let digits: Int

    /// Uses a shared secret.
    public init(secret: [UInt8], digits: Int = 6) {
        self.secret = secret
        self.digits = digits
    }

    /// Draws a new shared secret of 160 bits.
    public init() {
        var bytes = [UInt8](repeating: 0, count: 20)
        randombytes_buf(&bytes, bytes.count)
        self.init(secret: bytes)
    }

    /// The step in which a moment lies, in seconds since 1970.
    public static func step(at seconds: Int64) -> Int64 { seconds / secondsOfStep }

    /// The code of a step; nil if libcrypto refuses.
    public func code(ofStep step: Int64) -> String? {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        var mac = [UInt8](repeating: 0, count: 20)
        var count: UInt32 = 0
        guard HMAC(EVP_sha1(), secret, Int32(secret.count), counter, counter.count, &mac, &count) != nil, count == 20
        else { return nil }
        let offset = Int(mac[19] & 0x0f)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let modulus = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String(number % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code was given, if it may be used now.
    ///
    /// - Parameters:
    ///   - code: What was typed; spaces are left out.
    ///   - seconds: Now, in seconds since 1970.
    ///   - used: The last step that was used: it and those before are refused, so that a code that was overheard is
    ///     worth nothing.
    /// - Returns: The step before, of or after now; nil if the code is none of theirs.
    public func step(of code: String, at seconds: Int64, after used: Int64?) -> Int64? {
        let code = code.filter { !$0.isWhitespace }
        let now = Self.step(at: seconds)
        var found: Int64?
        for step in now - 1...now + 1 {
            guard let expected = self.code(ofStep: step) else { continue }
            if ConstantTime.areEqual(expected, code), step > used ?? .min { found = step }
        }
        return found
    }

    /// The address that authenticator programs read, commonly as a QR code.
    public func address(account: String, issuer: String) -> String {
        func escaped(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(Self.base32(secret))"
            + "&issuer=\(escaped(issuer))&algorithm=SHA1&digits=\(digits)&period=\(Self.secondsOfStep)"
    }

    /// Base32 without padding (RFC 4648, section 6).
    private static func base32(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var (pending, bits) = (0, 0)
        for byte in bytes {
            pending = pending << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[pending >> bits & 31])
            }
            pending &= (1 << bits) - 1
        }
        if bits > 0 { text.append(alphabet[pending << (5 - bits) & 31]) }
        return text
    }
}
