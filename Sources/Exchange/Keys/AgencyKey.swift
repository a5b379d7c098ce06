import CSodium

/// An agency's own keys: with one it signs what it sends, with the other it reads what was sealed to it.
public struct AgencyKey: Sendable {
    /// How many bytes of a key file count.
    public static let seedBytes = 32

    /// What both keys are made of, to be kept where only Cairn reads it.
    public let seed: [UInt8]
    /// The halves that partners know.
    public let identity: AgencyIdentity
    private let signingSecret: [UInt8]
    private let sealingSecret: [UInt8]

    /// Draws new keys; nil if the library gives none.
    public init?() {
        var seed = [UInt8](repeating: 0, count: Self.seedBytes)
        randombytes_buf(&seed, seed.count)
        self.init(seed: seed)
    }

    /// Takes up keys that were kept; nil if the length is wrong.
    public init?(seed: [UInt8]) {
        guard seed.count == Self.seedBytes, sodium_init() >= 0 else { return nil }
        let context = "cairn-ex".utf8.map { CChar(bitPattern: $0) }
        func derived(_ number: UInt64) -> [UInt8] {
            var key = [UInt8](repeating: 0, count: 32)
            crypto_kdf_derive_from_key(&key, key.count, number, context, seed)
            return key
        }
        var signing = [UInt8](repeating: 0, count: AgencyIdentity.keyBytes)
        var signingSecret = [UInt8](repeating: 0, count: 64)
        crypto_sign_ed25519_seed_keypair(&signing, &signingSecret, derived(1))
        var sealing = [UInt8](repeating: 0, count: AgencyIdentity.keyBytes)
        var sealingSecret = [UInt8](repeating: 0, count: 32)
        crypto_box_seed_keypair(&sealing, &sealingSecret, derived(2))
        guard let identity = AgencyIdentity(signingKey: signing, sealingKey: sealing) else { return nil }
        self.seed = seed
        self.identity = identity
        self.signingSecret = signingSecret
        self.sealingSecret = sealingSecret
    }

    func signature(of content: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: AgencyIdentity.signatureBytes)
        crypto_sign_ed25519_detached(&signature, nil, content, UInt64(content.count), signingSecret)
        return signature
    }

    /// What was sealed to these keys; nil if it was sealed to others, or changed since.
    func opened(_ sealed: [UInt8]) -> [UInt8]? {
        let overhead = crypto_box_sealbytes()
        guard sealed.count >= overhead else { return nil }
        var content = [UInt8](repeating: 0, count: sealed.count - overhead)
        let isOpened = crypto_box_seal_open(
            &content,
            sealed,
            UInt64(sealed.count),
            identity.sealingKey,
            sealingSecret
        )
        return isOpened == 0 ? content : nil
    }
}
