import CSodium
import CaseModel

/// The halves of an agency's keys that its partners know: one to check what it signed, one to seal what only it may read.
///
/// Source: Ed25519 (RFC 8032), and sealed boxes of libsodium (X25519, XSalsa20 and Poly1305).
public struct AgencyIdentity: Hashable, Sendable {
    static let keyBytes = 32
    static let signatureBytes = 64

    /// 32 bytes of the key that checks signatures.
    public let signingKey: [UInt8]
    /// 32 bytes of the key to which is sealed.
    public let sealingKey: [UInt8]

    /// Takes two keys of 32 bytes; nil for any other lengths.
    public init?(signingKey: [UInt8], sealingKey: [UInt8]) {
        guard signingKey.count == Self.keyBytes, sealingKey.count == Self.keyBytes else { return nil }
        self.signingKey = signingKey
        self.sealingKey = sealingKey
    }

    /// What stands for both keys wherever one agency names another.
    public var fingerprint: AgencyFingerprint {
        var digest = [UInt8](repeating: 0, count: AgencyFingerprint.count)
        let content = Array("cairn agency keys 1\0".utf8) + signingKey + sealingKey
        crypto_hash_sha256(&digest, content, UInt64(content.count))
        return AgencyFingerprint(checkedBytes: digest)
    }

    func accepts(_ signature: [UInt8], of content: [UInt8]) -> Bool {
        signature.count == Self.signatureBytes
            && crypto_sign_ed25519_verify_detached(signature, content, UInt64(content.count), signingKey) == 0
    }

    /// The content so that only the owner of these keys can read it; nil if the key is none.
    func sealed(_ content: [UInt8]) -> [UInt8]? {
        var sealed = [UInt8](repeating: 0, count: content.count + crypto_box_sealbytes())
        return crypto_box_seal(&sealed, content, UInt64(content.count), sealingKey) == 0 ? sealed : nil
    }
}
