import Audit
import Casework

/// Puts views on record before what is viewed is sent: those that come while others are written go into one transaction.
actor ViewRecorder {
    private let workspace: Workspace
    private var waiting: [(entry: NewAuditEntry, continuation: CheckedContinuation<Void, any Error>)] = []
    private var isWriting = false

    init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// Returns once the view is on record.
    func record(_ entry: NewAuditEntry) async throws {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append((entry, continuation))
            if !isWriting {
                isWriting = true
                Task { await writeAll() }
            }
        }
    }

    private func writeAll() async {
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            let entries = batch.map(\.entry)
            let workspace = workspace
            do {
                try await Blocking.run { try workspace.record(entries) }
                for (_, continuation) in batch { continuation.resume() }
            } catch {
                for (_, continuation) in batch { continuation.resume(throwing: error) }
            }
        }
        isWriting = false
    }
}
