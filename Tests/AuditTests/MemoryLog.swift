@testable import Audit

/// A log in memory, written as the store writes it.
struct MemoryLog {
    private(set) var entries: [StoredAuditEntry] = []
    /// The hashes of full subtrees by level, leaves among them.
    private(set) var levels: [[MerkleHash]] = [[]]

    init() {}

    init(_ count: Int) {
        for number in 0..<count { append(Self.act(number)) }
    }

    /// An act like those of a working day.
    static func act(_ number: Int) -> NewAuditEntry {
        NewAuditEntry(
            actor: ["hill", "Ren\u{e9}e", "machine:root"][number % 3],
            act: ["rendition.viewed", "decision.made", "case.added"][number % 7 % 3],
            caseReference: number % 5 == 0 ? nil : "N-\(number % 4)",
            subject: number % 2 == 0 ? nil : "\(number * 7919)",
            details: number % 4 == 0 ? ["verdict": "same", "note": "a \"b\"\n"] : [:]
        )
    }

    mutating func append(_ act: NewAuditEntry) {
        let entry = AuditEntry(
            act,
            sequence: Int64(entries.count),
            at: "2026-01-01T00:00:\(10 + entries.count % 50).000Z"
        )
        append(StoredAuditEntry(entry))
    }

    mutating func append(_ stored: StoredAuditEntry) {
        for node in tree.appending(MerkleHash(leaf: stored.text)) {
            if levels.count == node.level { levels.append([]) }
            levels[node.level].append(node.hash)
        }
        entries.append(stored)
    }

    var tree: MerkleTree<Never> { tree(size: Int64(entries.count)) }

    func tree(size: Int64) -> MerkleTree<Never> {
        let levels = levels
        return MerkleTree(size: size) { level, position in levels[level][Int(position)] }
    }

    func checkpoint(_ key: AuditKey) -> Checkpoint {
        Checkpoint(size: Int64(entries.count), root: tree.root(), at: "2026-01-02T00:00:00.000Z", key: key)
    }

    /// Checks the log as a face would.
    func faults(_ checkpoint: Checkpoint?, _ key: AuditKey) -> [String] {
        var check = LogVerification(checkpoints: checkpoint.map { [$0] } ?? [], keys: [key.verifier])
        for entry in entries {
            check.add(entry)
            compare(&check)
        }
        return check.finish(storedNodes: nodeCount)
    }

    /// Compares the subtrees that were completed with those that are kept.
    func compare(_ check: inout LogVerification) {
        for run in check.takeCompleted() {
            let positions = Int(run.first)..<Int(run.first) + run.hashes.count
            let kept = levels.indices.contains(run.level) ? levels[run.level] : []
            check.compare(run, with: Array(kept[positions.clamped(to: kept.indices)]))
        }
    }

    var nodeCount: Int64 { Int64(levels.dropFirst().map(\.count).reduce(0, +)) }

    mutating func setNode(level: Int, position: Int, to hash: MerkleHash) {
        levels[level][position] = hash
    }

    mutating func removeLastNode(level: Int) {
        levels[level].removeLast()
    }
}
