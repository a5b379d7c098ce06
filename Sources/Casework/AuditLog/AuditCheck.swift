public import Audit
import CaseStore
import Evidence
import Foundation
import Glibc

extension Workspace {
    /// How many entries are read at once.
    private static let auditChunk = 4096

    /// Checks the whole log: its texts, its tree, all checkpoints it holds, and one from elsewhere.
    ///
    /// What was changed before a checkpoint that somebody else keeps cannot escape; what an intruder with the right to
    /// write has changed since can.
    ///
    /// - Parameter checkpoint: One that was kept elsewhere.
    /// - Returns: One line for each fault; empty if all is well.
    /// - Throws: ``CaseworkError``.
    public func verifyAudit(against checkpoint: Checkpoint? = nil) throws(CaseworkError) -> [String] {
        try reading { reader throws(StoreError) in
            let texts = try reader.checkpointTexts()
            let stored = texts.compactMap(Checkpoint.init(text:))
            var check = LogVerification(checkpoints: stored + (checkpoint.map { [$0] } ?? []))
            var last: Int64 = -1
            while true {
                let chunk = try reader.storedAuditEntries(after: last, limit: Self.auditChunk)
                for entry in chunk { check.add(entry) }
                for run in check.takeCompleted() {
                    let positions = run.first..<run.first + Int64(run.hashes.count)
                    check.compare(run, with: try reader.auditNodes(level: run.level, positions: positions))
                }
                guard let end = chunk.last else { break }
                last = end.sequence
            }
            let faults = check.finish(storedNodes: try reader.auditNodeCount())
            let unreadable = texts.count - stored.count
            return unreadable == 0 ? faults : faults + ["\(unreadable) stored checkpoints cannot be read"]
        }
    }

    /// Writes the log, its newest checkpoint and the key to check it by into a new folder.
    ///
    /// - Parameters:
    ///   - folder: A folder that is not there yet.
    ///   - actor: Who exports it; nil for the machine's user.
    /// - Throws: ``CaseworkError``.
    public func exportAudit(to folder: String, by actor: String? = nil) throws(CaseworkError) {
        guard mkdir(folder, 0o700) == 0 else {
            throw CaseworkError(.usage, "the folder \(folder) cannot be made: \(SystemMessage.text(errno))")
        }
        try record(NewAuditEntry(actor: actor ?? MachineUser.actor, act: "audit.exported"))
        let checkpoint = try checkpoint()
        try write(try auditVerifier().text + "\n", to: folder + "/key.txt")
        try write(checkpoint.text, to: folder + "/checkpoint.txt")
        try write("", to: folder + "/entries.jsonl")
        guard let file = FileHandle(forWritingAtPath: folder + "/entries.jsonl") else {
            throw CaseworkError(.storage, "\(folder)/entries.jsonl cannot be written")
        }
        defer { try? file.close() }
        var last: Int64 = -1
        while last + 1 < checkpoint.size {
            let place = last
            let chunk = try reading { reader throws(StoreError) in
                try reader.storedAuditEntries(after: place, limit: Self.auditChunk)
            }.filter { $0.sequence < checkpoint.size }
            guard let end = chunk.last else { break }
            last = end.sequence
            do {
                try file.write(contentsOf: Data(chunk.map { $0.text + "\n" }.joined().utf8))
            } catch {
                throw CaseworkError(.storage, "\(folder)/entries.jsonl cannot be written")
            }
        }
    }

    private func write(_ text: String, to path: String) throws(CaseworkError) {
        let isMade = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade else { throw CaseworkError(.storage, "\(path) cannot be written") }
    }
}
