import CaseModel
import Foundation
import Testing

@testable import Audit

@Suite("Checkpoints and proofs")
struct CheckpointTests {
    private let key = AuditKey()

    @Test("Keys and signatures are those of RFC 8032, section 7.1, test 2")
    func signature() throws {
        let seed = try #require(
            [UInt8](hexadecimal: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        )
        let key = try #require(AuditKey(seed: seed))
        #expect(
            key.verifier.bytes.hexadecimal == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
        )
        #expect(
            key.signature(of: "r").hexadecimal
                == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        )
    }

    @Test("The number of a key is the one that signed notes use")
    func keyNumber() throws {
        // The key in the documentation of the package golang.org/x/mod/sumdb/note.
        let key = try #require(Data(base64Encoded: "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"))
        #expect(AuditVerifier.number(name: "PeterNeumann", key: Array(key.dropFirst())).hexadecimal == "c74f20a3")
    }

    @Test("A checkpoint is a signed note of log, size and root, and is read back from it")
    func text() throws {
        let checkpoint = MemoryLog(11).checkpoint(key)
        let lines = checkpoint.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 7)
        #expect(String(lines[0]) == key.verifier.origin)
        #expect(lines[1] == "11")
        #expect(Data(base64Encoded: String(lines[2])) == Data(checkpoint.root.bytes))
        #expect(lines[3] == "time 2026-01-02T00:00:00.000Z")
        #expect(lines[4].isEmpty)
        #expect(lines[5].hasPrefix("\u{2014} \(key.verifier.origin) "))
        #expect(lines[6].isEmpty)
        let read = try #require(Checkpoint(text: checkpoint.text))
        #expect(read == checkpoint)
        #expect(read.isSigned(by: key.verifier))
        #expect(!read.isSigned(by: AuditKey().verifier))
        let witnessed = try #require(Checkpoint(text: checkpoint.text + "\u{2014} witness.example AAAA\n"))
        #expect(witnessed == checkpoint)
    }

    @Test("A checkpoint with any one bit turned is unreadable or not signed")
    func turnedBits() {
        let checkpoint = MemoryLog(11).checkpoint(key)
        var bytes = Array(checkpoint.text.utf8)
        for place in bytes.indices {
            for bit in 0..<8 {
                bytes[place] ^= 1 << bit
                let read = Checkpoint(text: String(decoding: bytes, as: UTF8.self))
                #expect(read?.isSigned(by: key.verifier) != true, "byte \(place), bit \(bit)")
                bytes[place] ^= 1 << bit
            }
        }
    }

    @Test("The key for others is read back from its text, and from no other")
    func verifierText() {
        let text = key.verifier.text
        #expect(AuditVerifier(text: text) == key.verifier)
        for other in [text + "A", "x" + text, text.replacing("+", with: "-"), AuditKey().verifier.origin, ""] {
            #expect(AuditVerifier(text: other) == nil)
        }
    }

    @Test("A proof convinces who has only the key, and no longer once any part of it is another")
    func proof() throws {
        let log = MemoryLog(100)
        let checkpoint = log.checkpoint(key)
        func proof(_ place: Int, entry: String? = nil, index: Int? = nil) -> AuditProof {
            AuditProof(
                entry: entry ?? log.entries[place].text,
                index: Int64(index ?? place),
                path: log.tree.inclusionProof(of: Int64(place)),
                checkpoint: checkpoint
            )
        }
        for place in 0..<100 {
            let read = try #require(AuditProof(json: proof(place).json))
            #expect(read == proof(place))
            #expect(read.holds(by: key.verifier))
        }
        #expect(!proof(7).holds(by: AuditKey().verifier))
        #expect(!proof(7, entry: log.entries[8].text).holds(by: key.verifier))
        #expect(!proof(7, index: 8).holds(by: key.verifier))
        let other = AuditProof(
            entry: log.entries[7].text,
            index: 7,
            path: log.tree.inclusionProof(of: 7),
            checkpoint: MemoryLog(99).checkpoint(key)
        )
        #expect(!other.holds(by: key.verifier))
        #expect(AuditProof(json: "{}") == nil)
    }

    @Test("The hashes of a proof among a million entries take at most a kilobyte")
    func proofSize() {
        let hash = MerkleHash(leaf: "")
        let tree = MerkleTree<Never>(size: 1_000_000) { _, _ in hash }
        let proof = AuditProof(
            entry: "",
            index: 0,
            path: tree.inclusionProof(of: 0),
            checkpoint: Checkpoint(size: 1_000_000, root: tree.root(), at: "", key: key)
        )
        let bare = AuditProof(entry: "", index: 0, path: [], checkpoint: proof.checkpoint)
        #expect(proof.json.utf8.count - bare.json.utf8.count <= 1024)
    }
}
