import CSodium
import CaseModel
import Foundation

/// The key with which a log's checkpoints are signed.
///
/// Source: Ed25519 (RFC 8032), through libsodium.
public struct AuditKey: Sendable {
    /// The act by which a log tells of its key; the key is the subject.
    public static let act = "audit.key_taken"
    /// How many bytes of a key file count.
    public static let seedBytes = 32

    /// What the key is made of, to be kept where only Cairn reads it.
    public let seed: [UInt8]
    private let secret: [UInt8]
    /// The half that anyone may know.
    public let verifier: AuditVerifier

    /// Draws a new key.
    public init() {
        var seed = [UInt8](repeating: 0, count: Self.seedBytes)
        randombytes_buf(&seed, seed.count)
        self.init(checkedSeed: seed)
    }

    /// Takes up a key that was kept; nil if its length is wrong.
    public init?(seed: [UInt8]) {
        guard seed.count == Self.seedBytes else { return nil }
        self.init(checkedSeed: seed)
    }

    private init(checkedSeed seed: [UInt8]) {
        var open = [UInt8](repeating: 0, count: 32)
        var secret = [UInt8](repeating: 0, count: 64)
        crypto_sign_ed25519_seed_keypair(&open, &secret, seed)
        self.seed = seed
        self.secret = secret
        verifier = AuditVerifier(checkedBytes: open)
    }

    func signature(of text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var signature = [UInt8](repeating: 0, count: AuditVerifier.signatureBytes)
        crypto_sign_ed25519_detached(&signature, nil, bytes, UInt64(bytes.count), secret)
        return signature
    }
}

/// The half of a key with which anyone can check a checkpoint.
public struct AuditVerifier: Hashable, Sendable {
    static let signatureBytes = 64

    /// The key's 32 bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(checkedBytes: bytes)
    }

    init(checkedBytes bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The name of the log that this key signs, which follows from the key.
    public var origin: String { "cairn-" + Self.digest(bytes).prefix(8).hexadecimal }

    /// The key in the form in which notes' verifiers are given: name, key number and key.
    ///
    /// Source: C2SP signed-note.
    public var text: String {
        "\(origin)+\(number.hexadecimal)+\(Data([Self.algorithm] + bytes).base64EncodedString())"
    }

    /// Reads a key from that form; nil if it is not one of ours.
    public init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 2).map(String.init)
        guard parts.count == 3, let key = Data(base64Encoded: parts[2]), key.count == 33, key.first == Self.algorithm
        else { return nil }
        self.init(checkedBytes: Array(key.dropFirst()))
        guard origin == parts[0], number.hexadecimal == parts[1] else { return nil }
    }

    /// The first bytes of each signature, by which a verifier finds its own among several.
    var number: [UInt8] { Self.number(name: origin, key: bytes) }

    static func number(name: String, key: [UInt8]) -> [UInt8] {
        Array(digest(Array(name.utf8) + [0x0a, algorithm] + key).prefix(4))
    }

    func accepts(_ signature: [UInt8], of text: String) -> Bool {
        let content = Array(text.utf8)
        return signature.count == Self.signatureBytes
            && crypto_sign_ed25519_verify_detached(signature, content, UInt64(content.count), bytes) == 0
    }

    /// What says in a signed note that a key is an Ed25519 key.
    private static let algorithm: UInt8 = 1

    private static func digest(_ content: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&digest, content, UInt64(content.count))
        return digest
    }
}
