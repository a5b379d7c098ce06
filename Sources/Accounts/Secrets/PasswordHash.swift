import CSodium
import Dispatch
import Foundation

/// A password as it is kept: Argon2id with its salt and cost, 64 MiB and three passes.
///
/// Source: RFC 9106, through libsodium.
public struct PasswordHash: Hashable, Sendable {
    /// Why no hash could be made.
    public struct Unavailable: Error, Hashable, Sendable {}

    /// The hash in the form that the reference implementation of Argon2 uses.
    public let text: String

    private static let passes: UInt64 = 3
    private static let bytesOfMemory = 64 << 20
    private static let isReady = sodium_init() >= 0

    /// How many hashes are computed at once: what logins may take of the memory stays below 256 MiB.
    private static let gate = DispatchSemaphore(value: 4)

    /// The hash of no password, checked for accounts that do not exist so that the answer takes as long.
    public static let ofNobody = PasswordHash(
        text: "$argon2id$v=19$m=65536,t=3,p=1$Y2Fpcm4gbm8gYWNjb3VudA$" + String(repeating: "A", count: 43)
    )

    /// Reads a hash that was kept.
    public init(text: String) {
        self.text = text
    }

    /// Hashes a password with a new salt.
    ///
    /// - Cost: 64 MiB and a third of a second.
    /// - Throws: ``Unavailable`` if there is not enough memory.
    public init(of password: String) throws(Unavailable) {
        let password = Self.bytes(of: password)
        var made = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let isMade = Self.guarded {
            crypto_pwhash_str(&made, password, UInt64(password.count), Self.passes, Self.bytesOfMemory) == 0
        }
        guard isMade else { throw Unavailable() }
        text = String(decoding: made.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether this is the hash of a password.
    ///
    /// - Cost: As much as making one, whatever the answer.
    public func matches(_ password: String) -> Bool {
        let password = Self.bytes(of: password)
        return Self.guarded { crypto_pwhash_str_verify(text, password, UInt64(password.count)) == 0 }
    }

    private static func guarded(_ body: () -> Bool) -> Bool {
        gate.wait()
        defer { gate.signal() }
        return isReady && body()
    }

    /// The bytes that are hashed: the same for every way in which keyboards compose a letter.
    private static func bytes(of password: String) -> [CChar] {
        password.precomposedStringWithCompatibilityMapping.utf8.map { CChar(bitPattern: $0) }
    }
}
