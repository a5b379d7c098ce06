import Foundation

/// What shows, to someone who has nothing else of the log, that an entry was in it when a checkpoint was signed.
public struct AuditProof: Hashable, Sendable {
    /// The entry, as its canonical text.
    public let entry: String
    /// Its place, from 0.
    public let index: Int64
    /// The hashes beside its way to the checkpoint's root, the lowest first.
    public let path: [MerkleHash]
    /// The signed checkpoint.
    public let checkpoint: Checkpoint

    /// Puts a proof together.
    public init(entry: String, index: Int64, path: [MerkleHash], checkpoint: Checkpoint) {
        self.entry = entry
        self.index = index
        self.path = path
        self.checkpoint = checkpoint
    }

    /// Whether entry, way and checkpoint fit, and the checkpoint is signed by the log's key.
    public func holds(by verifier: AuditVerifier) -> Bool {
        let root = MerkleProof.root(from: MerkleHash(leaf: entry), at: index, size: checkpoint.size, proof: path)
        return root == checkpoint.root && checkpoint.isSigned(by: verifier)
    }

    /// The proof as one line of JSON: hashes in base64, entry and checkpoint as texts.
    public var json: String {
        let stated = Stated(
            checkpoint: checkpoint.text,
            entry: entry,
            index: index,
            path: path.map { Data($0.bytes).base64EncodedString() }
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(stated) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads a proof; nil if it is none.
    public init?(json: String) {
        guard let stated = try? JSONDecoder().decode(Stated.self, from: Data(json.utf8)),
            let checkpoint = Checkpoint(text: stated.checkpoint)
        else { return nil }
        let path = stated.path.compactMap { text in
            Data(base64Encoded: text).flatMap { MerkleHash(bytes: Array($0)) }
        }
        guard path.count == stated.path.count else { return nil }
        self.init(entry: stated.entry, index: stated.index, path: path, checkpoint: checkpoint)
    }

    private struct Stated: Codable {
        let checkpoint: String
        let entry: String
        let index: Int64
        let path: [String]
    }
}
