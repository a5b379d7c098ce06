/// Checks of proofs, by those who hold nothing but two roots.
///
/// Source: RFC 9162, sections 2.1.3.2 and 2.1.4.2.
public enum MerkleProof {
    /// The root that follows from a leaf and the hashes beside its way; nil if their number does not fit.
    ///
    /// - Parameters:
    ///   - leaf: The leaf's hash.
    ///   - index: Its place, from 0.
    ///   - size: How many leaves the tree has.
    ///   - proof: The hashes beside its way to the root, the lowest first.
    /// - Returns: The root, to be compared with the one that is known.
    public static func root(
        from leaf: MerkleHash,
        at index: Int64,
        size: Int64,
        proof: [MerkleHash]
    ) -> MerkleHash? {
        guard index >= 0, index < size else { return nil }
        var (node, last, hash) = (index, size - 1, leaf)
        for beside in proof {
            guard last > 0 else { return nil }
            if node & 1 == 1 || node == last {
                hash = MerkleHash(left: beside, right: hash)
                while node & 1 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = MerkleHash(left: hash, right: beside)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 ? hash : nil
    }

    /// Whether a tree grew out of an earlier one by appending alone.
    ///
    /// - Parameters:
    ///   - earlier: How many leaves the earlier tree had.
    ///   - earlierRoot: Its root.
    ///   - size: How many leaves the later tree has.
    ///   - root: Its root.
    ///   - proof: The hashes that show it.
    /// - Returns: True only if the proof shows it.
    public static func isConsistent(
        earlier: Int64,
        earlierRoot: MerkleHash,
        size: Int64,
        root: MerkleHash,
        proof: [MerkleHash]
    ) -> Bool {
        guard earlier >= 0, earlier <= size else { return false }
        if earlier == size { return proof.isEmpty && earlierRoot == root }
        if earlier == 0 { return proof.isEmpty && earlierRoot == .ofNothing }
        let proof = (earlier & (earlier - 1) == 0 ? [earlierRoot] : []) + proof
        guard let first = proof.first else { return false }
        var (node, last) = (earlier - 1, size - 1)
        while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
        var (before, after) = (first, first)
        for beside in proof.dropFirst() {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                before = MerkleHash(left: beside, right: before)
                after = MerkleHash(left: beside, right: after)
                while node & 1 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                after = MerkleHash(left: after, right: beside)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && before == earlierRoot && after == root
    }
}
