import CSodium
import Foundation

/// A secret that stands for its holder: 256 random bits as text; only its digest is kept.
public struct SecretToken: Hashable, Sendable {
    /// The token as its holder sends it: 43 characters of base64url.
    public let text: String

    /// Draws a new token.
    public init() {
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        text = Self.base64(bytes)
    }

    /// What is kept of it.
    public var digest: [UInt8] { Self.digest(of: text) }

    /// The SHA-256 of a token that was sent.
    public static func digest(of text: String) -> [UInt8] {
        sha256(Array(text.utf8))
    }

    /// A second token that follows from a session's, to be sent along with every request that changes something.
    ///
    /// It tells nothing of the session's token, and needs no place in the store.
    public static func crossSite(of text: String) -> String {
        base64(sha256(Array("cairn cross-site token\0".utf8) + Array(text.utf8)))
    }

    private static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return digest
    }

    /// Base64 with the alphabet for addresses and without padding (RFC 4648, section 5).
    private static func base64(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
