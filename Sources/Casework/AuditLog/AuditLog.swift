public import Audit
import CaseStore

extension Workspace {
    /// Puts an act on record, in a transaction of its own.
    ///
    /// - Throws: ``CaseworkError``.
    public func record(_ entry: NewAuditEntry) throws(CaseworkError) {
        try record([entry])
    }

    /// Puts acts on record, in one transaction.
    ///
    /// - Throws: ``CaseworkError``.
    public func record(_ entries: [NewAuditEntry]) throws(CaseworkError) {
        guard !entries.isEmpty else { return }
        try writing { writer throws(StoreError) in
            for entry in entries { try writer.addAudit(entry) }
        }
    }

    /// Entries of the log after a place, the oldest first.
    ///
    /// - Parameters:
    ///   - place: The place after which to begin; −1 for all.
    ///   - limit: How many at most.
    ///   - filter: Which are wanted.
    /// - Returns: The entries.
    /// - Throws: ``CaseworkError``.
    public func auditEntries(
        after place: Int64,
        limit: Int,
        matching filter: AuditFilter = AuditFilter()
    ) throws(CaseworkError) -> [AuditEntry] {
        try reading { reader throws(StoreError) in
            try reader.auditEntries(after: place, limit: limit, matching: filter)
        }
    }

    /// Entries of the log before a place, the newest first.
    ///
    /// - Parameters:
    ///   - place: The place before which to begin; nil for the end.
    ///   - limit: How many at most.
    ///   - filter: Which are wanted.
    /// - Returns: The entries.
    /// - Throws: ``CaseworkError``.
    public func auditEntries(
        before place: Int64?,
        limit: Int,
        matching filter: AuditFilter = AuditFilter()
    ) throws(CaseworkError) -> [AuditEntry] {
        try reading { reader throws(StoreError) in
            try reader.auditEntries(before: place ?? .max, limit: limit, matching: filter)
        }
    }

    /// How far the log goes, and the hash over all of it.
    ///
    /// - Throws: ``CaseworkError``.
    public func auditHead() throws(CaseworkError) -> AuditHead {
        try reading { reader throws(StoreError) in try reader.auditHead() }
    }

    /// Signs what the log is now; if nothing was added since the last checkpoint, gives that.
    ///
    /// The key is made when it is first needed, and the log tells of it.
    ///
    /// - Throws: ``CaseworkError``.
    public func checkpoint() throws(CaseworkError) -> Checkpoint {
        let file = AuditKeyFile(directory: directory)
        return try writing { writer throws(StoreError) in
            let key = try file.keyMade()
            let isTold =
                try writer.reader.auditEntries(
                    before: .max,
                    limit: 1,
                    matching: AuditFilter(act: AuditKey.act)
                ).first?.subject == key.verifier.text
            if !isTold {
                try writer.addAudit(
                    NewAuditEntry(
                        actor: MachineUser.actor,
                        act: AuditKey.act,
                        subject: key.verifier.text
                    )
                )
            }
            let head = try writer.reader.auditHead()
            if let (size, text) = try writer.reader.lastCheckpoint(), size >= head.size {
                guard size == head.size, let last = Checkpoint(text: text) else {
                    throw StoreError.damaged("the audit log is not what its last checkpoint covers")
                }
                return last
            }
            let checkpoint = Checkpoint(size: head.size, root: head.root, at: Timestamp.now(), key: key)
            try writer.addCheckpoint(checkpoint)
            return checkpoint
        }
    }

    /// The key by which others check this log's checkpoints.
    ///
    /// - Throws: ``CaseworkError``.
    public func auditVerifier() throws(CaseworkError) -> AuditVerifier {
        let file = AuditKeyFile(directory: directory)
        return try writing { _ throws(StoreError) in try file.keyMade().verifier }
    }

    /// Shows that an entry is in the log, to someone who has nothing else of it.
    ///
    /// - Parameter sequence: The entry's place.
    /// - Returns: The proof, with the checkpoint that it leads to.
    /// - Throws: ``CaseworkError`` with code `usage` if there is no such entry.
    public func proveAudit(entry sequence: Int64) throws(CaseworkError) -> AuditProof {
        let checkpoint = try checkpoint()
        let proof = try reading { reader throws(StoreError) -> AuditProof? in
            guard sequence >= 0, sequence < checkpoint.size, let text = try reader.auditText(sequence) else {
                return nil
            }
            let path = try reader.auditTree(size: checkpoint.size).inclusionProof(of: sequence)
            return AuditProof(entry: text, index: sequence, path: path, checkpoint: checkpoint)
        }
        guard let proof else {
            throw CaseworkError(.usage, "there is no entry \(sequence); the last is \(checkpoint.size - 1)")
        }
        return proof
    }
}
