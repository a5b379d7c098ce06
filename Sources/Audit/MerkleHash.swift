import CSodium
import CaseModel

/// A hash in the tree over the log: a leaf's, or that of all leaves below a node.
///
/// Source: RFC 6962, section 2.1: leaves and nodes are told apart by their first byte.
public struct MerkleHash: Hashable, Sendable {
    /// How many bytes it has.
    public static let count = 32

    /// Its bytes.
    public let bytes: [UInt8]

    /// Takes 32 bytes; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    /// The hash of an entry.
    public init(leaf: String) {
        var leaf = leaf
        self.init(hashing: leaf.withUTF8 { [0] + $0 })
    }

    /// The hash of a node over two others.
    public init(left: MerkleHash, right: MerkleHash) {
        self.init(hashing: [1] + left.bytes + right.bytes)
    }

    /// The hash of a tree without leaves.
    public static let ofNothing = MerkleHash(hashing: [])

    /// 64 lower-case hexadecimal digits.
    public var hex: String { bytes.hexadecimal }

    private init(hashing content: [UInt8]) {
        var digest = [UInt8](repeating: 0, count: Self.count)
        crypto_hash_sha256(&digest, content, UInt64(content.count))
        bytes = digest
    }
}
