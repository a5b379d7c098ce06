import CaseModel
import Testing

@testable import Audit

@Suite("The tree over the log")
struct MerkleTreeTests {
    /// The eight leaves that the tests of Certificate Transparency's logs use, and the roots of their first 1 to 8.
    private static let leaves = [
        "", "\0", "\u{10}", " !", "01", "@ABC", "PQRSTUVW", "`abcdefghijklmno",
    ]
    private static let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    /// The subtrees that the published proofs consist of.
    private static let parts = [
        "0": "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "1": "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "01": "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "23": "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "0123": "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4": "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "45": "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "67": "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "4567": "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]

    private static func log() -> MemoryLog {
        var log = MemoryLog()
        for (number, leaf) in leaves.enumerated() {
            log.append(
                StoredAuditEntry(
                    sequence: Int64(number),
                    text: leaf,
                    leaf: MerkleHash(leaf: leaf).bytes,
                    actor: "",
                    act: "",
                    caseReference: nil
                )
            )
        }
        return log
    }

    /// The hash over leaves as RFC 6962 defines it, without anything that is kept.
    private static func plainRoot(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        guard let first = leaves.first else { return .ofNothing }
        if leaves.count == 1 { return first }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return MerkleHash(left: plainRoot(leaves[..<middle]), right: plainRoot(leaves[middle...]))
    }

    @Test("Roots are those that Certificate Transparency's logs give for the same leaves")
    func publishedRoots() {
        let log = Self.log()
        #expect((1...8).map { log.tree(size: $0).root().hex } == Self.roots)
        #expect(log.tree.root(atSize: 6).hex == Self.roots[5])
        #expect(
            log.tree(size: 0).root().hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
    }

    @Test(
        "Proofs that a leaf is in the tree are the published ones",
        arguments: [
            (0, 1, []), (0, 8, ["1", "23", "4567"]), (5, 8, ["4", "67", "0123"]), (2, 3, ["01"]),
            (1, 5, ["0", "23", "4"]),
        ] as [(Int64, Int64, [String])]
    )
    func publishedInclusion(leaf: Int64, size: Int64, parts: [String]) {
        #expect(Self.log().tree(size: size).inclusionProof(of: leaf).map(\.hex) == parts.compactMap { Self.parts[$0] })
    }

    @Test(
        "Proofs that the tree grew by appending are the published ones",
        arguments: [
            (1, 1, []), (1, 8, ["1", "23", "4567"]), (6, 8, ["45", "67", "0123"]), (2, 5, ["23", "4"]),
        ] as [(Int64, Int64, [String])]
    )
    func publishedConsistency(earlier: Int64, size: Int64, parts: [String]) {
        let proof = Self.log().tree(size: size).consistencyProof(from: earlier)
        #expect(proof.map(\.hex) == parts.compactMap { Self.parts[$0] })
    }

    @Test("Every proof of every tree up to 40 leaves holds, and none for another place, size or leaf")
    func allInclusions() throws {
        let log = MemoryLog(41)
        let leaves = log.levels[0]
        for size in 1...40 {
            let tree = log.tree(size: Int64(size))
            let root = tree.root()
            #expect(root == Self.plainRoot(leaves[..<size]))
            for place in 0..<size {
                let proof = tree.inclusionProof(of: Int64(place))
                func leads(_ leaf: MerkleHash, _ place: Int, _ size: Int, _ proof: [MerkleHash]) -> Bool {
                    MerkleProof.root(from: leaf, at: Int64(place), size: Int64(size), proof: proof) == root
                }
                #expect(leads(leaves[place], place, size, proof))
                #expect(!leads(leaves[40], place, size, proof))
                #expect(!leads(leaves[place], place + 1, size, proof))
                #expect(!leads(leaves[place], -1, size, proof))
                #expect(!leads(leaves[place], place, size, proof + [root]))
                if !proof.isEmpty { #expect(!leads(leaves[place], place, size, Array(proof.dropLast()))) }
                if proof.count > 1 { #expect(!leads(leaves[place], place, size, proof.reversed())) }
            }
        }
    }

    @Test("Every tree up to 40 leaves is shown to have grown out of each smaller one, and not of another")
    func allConsistencies() {
        let log = MemoryLog(40)
        var other = MemoryLog(20)
        other.append(NewAuditEntry(actor: "someone", act: "else"))
        for _ in 21..<40 { other.append(MemoryLog.act(1)) }
        for size in 1...40 {
            let tree = log.tree(size: Int64(size))
            for earlier in 1...size {
                let proof = tree.consistencyProof(from: Int64(earlier))
                func isConsistent(_ earlierRoot: MerkleHash, _ root: MerkleHash, _ proof: [MerkleHash]) -> Bool {
                    MerkleProof.isConsistent(
                        earlier: Int64(earlier),
                        earlierRoot: earlierRoot,
                        size: Int64(size),
                        root: root,
                        proof: proof
                    )
                }
                let earlierRoot = log.tree(size: Int64(earlier)).root()
                #expect(isConsistent(earlierRoot, tree.root(), proof))
                #expect(!isConsistent(earlierRoot, .ofNothing, proof))
                #expect(!isConsistent(.ofNothing, tree.root(), proof))
                #expect(!isConsistent(earlierRoot, tree.root(), proof + [earlierRoot]))
                // The other log is the same up to 20.
                let otherRoot = other.tree(size: Int64(earlier)).root()
                #expect(isConsistent(otherRoot, tree.root(), proof) == (earlier <= 20))
            }
        }
    }

    @Test("A proof among a million entries takes at most twenty hashes")
    func proofSize() {
        // All entries are equal, so that all nodes of a level are.
        var levels = [MerkleHash(leaf: "")]
        for level in 0..<20 { levels.append(MerkleHash(left: levels[level], right: levels[level])) }
        let known = levels
        let tree = MerkleTree<Never>(size: 1_000_000) { level, _ in known[level] }
        for place: Int64 in [0, 1, 524_287, 524_288, 987_654, 999_999] {
            let proof = tree.inclusionProof(of: place)
            #expect(proof.count <= 20)
            #expect(MerkleProof.root(from: known[0], at: place, size: tree.size, proof: proof) == tree.root())
        }
    }
}
