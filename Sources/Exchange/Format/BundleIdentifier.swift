import CSodium
import CaseModel

/// The name of a bundle, or of a pointer in one: 128 random bits, never used twice.
public struct BundleIdentifier: Hashable, Sendable {
    static let count = 16

    /// 16 bytes.
    public let bytes: [UInt8]

    /// Draws a new one.
    public init() {
        var bytes = [UInt8](repeating: 0, count: Self.count)
        randombytes_buf(&bytes, bytes.count)
        self.bytes = bytes
    }

    /// Takes 16 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    /// Reads 32 hexadecimal digits; nil for anything else.
    public init?(hex: some StringProtocol) {
        guard let bytes = [UInt8](hexadecimal: hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// 32 lower-case hexadecimal digits.
    public var hex: String { bytes.hexadecimal }
}
