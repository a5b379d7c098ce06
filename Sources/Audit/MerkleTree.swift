/// The tree over the first entries of the log, made of the hashes of its full subtrees.
///
/// A full subtree at level `l` and position `p` covers the `2^l` leaves from `p · 2^l`; level 0 holds the leaves. Such
/// hashes never change once they are there, so they are kept, and a proof reads few of them.
///
/// Source: RFC 6962, sections 2.1.1 and 2.1.2.
public struct MerkleTree<Failure: Error> {
    /// How many leaves it has.
    public let size: Int64
    private let node: (_ level: Int, _ position: Int64) throws(Failure) -> MerkleHash

    /// Uses kept hashes.
    ///
    /// - Parameters:
    ///   - size: How many leaves there are.
    ///   - node: Gives the hash of a full subtree by level and position.
    public init(size: Int64, node: @escaping (_ level: Int, _ position: Int64) throws(Failure) -> MerkleHash) {
        self.size = size
        self.node = node
    }

    /// What is to be kept when a leaf is appended: the leaf itself and each subtree that it completes, the lowest first.
    ///
    /// - Cost: Two hashes on average, one for each level at most.
    public func appending(
        _ leaf: MerkleHash
    ) throws(Failure) -> [(level: Int, position: Int64, hash: MerkleHash)] {
        var (level, position, hash) = (0, size, leaf)
        var kept = [(level, position, hash)]
        while position & 1 == 1 {
            hash = MerkleHash(left: try node(level, position - 1), right: hash)
            level += 1
            position >>= 1
            kept.append((level, position, hash))
        }
        return kept
    }

    /// The hash of the whole tree.
    public func root() throws(Failure) -> MerkleHash { try root(atSize: size) }

    /// The hash that the tree had when it had fewer leaves.
    public func root(atSize size: Int64) throws(Failure) -> MerkleHash {
        size == 0 ? .ofNothing : try hash(of: 0..<size)
    }

    /// What shows that a leaf is in the tree: the hashes beside its way to the root, the lowest first.
    public func inclusionProof(of leaf: Int64) throws(Failure) -> [MerkleHash] {
        var proof: [MerkleHash] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + Self.split(Int64(range.count))
            if leaf < middle {
                proof.append(try hash(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try hash(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return proof.reversed()
    }

    /// What shows that the tree grew out of a smaller one by appending alone.
    public func consistencyProof(from earlier: Int64) throws(Failure) -> [MerkleHash] {
        guard earlier > 0, earlier < size else { return [] }
        var proof: [MerkleHash] = []
        var range = 0..<size
        var isWhole = true
        while range.upperBound > earlier {
            let middle = range.lowerBound + Self.split(Int64(range.count))
            if earlier <= middle {
                proof.append(try hash(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                proof.append(try hash(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
                isWhole = false
            }
        }
        if !isWhole { proof.append(try hash(of: range)) }
        return proof.reversed()
    }

    private func hash(of range: Range<Int64>) throws(Failure) -> MerkleHash {
        let count = Int64(range.count)
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return try node(level, range.lowerBound >> level)
        }
        let middle = range.lowerBound + Self.split(count)
        return MerkleHash(
            left: try hash(of: range.lowerBound..<middle),
            right: try hash(of: middle..<range.upperBound)
        )
    }

    /// The largest power of two below a count above one.
    private static func split(_ count: Int64) -> Int64 {
        1 << (Int64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
