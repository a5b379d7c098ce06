public import Audit

extension StoreWriter {
    /// Puts an act on record, in the transaction of the act itself.
    ///
    /// - Cost: Two hashes and two rows on average.
    /// - Returns: The entry as it was recorded.
    /// - Throws: ``StoreError``, with `damaged` if the log contradicts itself.
    @discardableResult
    public func addAudit(_ entry: NewAuditEntry) throws(StoreError) -> AuditEntry {
        let size = try reader.auditSize()
        let recorded = AuditEntry(entry, sequence: size, at: Timestamp.now())
        let stored = StoredAuditEntry(recorded)
        let leaf = MerkleHash(leaf: stored.text)
        let kept = try reader.auditTree(size: size).appending(leaf)
        try session.run(
            Statements.addAuditEntry,
            [
                .integer(size), .text(stored.text), .blob(stored.leaf), .text(stored.actor), .text(stored.act),
                SQLValue(stored.caseReference),
            ]
        )
        for node in kept where node.level > 0 {
            guard try reader.auditNode(level: node.level, position: node.position) == nil else {
                throw .damaged("the audit log has lost entries from its end")
            }
            try session.run(
                Statements.addAuditNode,
                [.integer(Int64(node.level)), .integer(node.position), .blob(node.hash.bytes)]
            )
        }
        return recorded
    }

    /// Keeps a signed checkpoint.
    public func addCheckpoint(_ checkpoint: Checkpoint) throws(StoreError) {
        try session.run(Statements.addCheckpoint, [.integer(checkpoint.size), .text(checkpoint.text)])
    }
}

extension StoreReader {
    /// How many entries the log has.
    public func auditSize() throws(StoreError) -> Int64 {
        try session.first(Statements.auditSize)?.integer(0).map { $0 + 1 } ?? 0
    }

    /// The tree over the first entries of the log.
    public func auditTree(size: Int64) -> MerkleTree<StoreError> {
        MerkleTree(size: size) { level, position throws(StoreError) in
            guard let hash = try auditNode(level: level, position: position) else {
                throw StoreError.damaged("a part of the audit log's tree is missing")
            }
            return hash
        }
    }

    /// How far the log goes, and the hash over all of it.
    public func auditHead() throws(StoreError) -> AuditHead {
        let size = try auditSize()
        return AuditHead(size: size, root: try auditTree(size: size).root())
    }

    /// The canonical text of an entry, if it is there.
    public func auditText(_ sequence: Int64) throws(StoreError) -> String? {
        try session.first(Statements.auditEntry, [.integer(sequence)])?.text(0)
    }

    /// Entries that a filter lets through, the oldest first.
    public func auditEntries(after place: Int64, limit: Int, matching filter: AuditFilter) throws(StoreError)
        -> [AuditEntry]
    {
        try auditEntries(from: place, isBackwards: false, limit: limit, matching: filter)
    }

    /// Entries that a filter lets through, the newest first.
    public func auditEntries(before place: Int64, limit: Int, matching filter: AuditFilter) throws(StoreError)
        -> [AuditEntry]
    {
        try auditEntries(from: place, isBackwards: true, limit: limit, matching: filter)
    }

    /// Entries as they lie in the store, in order, for a check.
    public func storedAuditEntries(after place: Int64, limit: Int) throws(StoreError) -> [StoredAuditEntry] {
        let values: [SQLValue] = [.integer(place), .integer(Int64(limit))]
        return try session.all(Statements.storedAuditEntries, values) { row throws(StoreError) in
            StoredAuditEntry(
                sequence: try row.id(0),
                text: row.text(1) ?? "",
                leaf: row.blob(2) ?? [],
                actor: row.text(3) ?? "",
                act: row.text(4) ?? "",
                caseReference: row.text(5)
            )
        }
    }

    /// The hashes of subtrees side by side, for a check; those that are missing or no hashes are left out.
    public func auditNodes(level: Int, positions: Range<Int64>) throws(StoreError) -> [MerkleHash] {
        try session.all(
            Statements.auditNodes,
            [.integer(Int64(level)), .integer(positions.lowerBound), .integer(positions.upperBound)]
        ) { row throws(StoreError) in row.blob(0).flatMap(MerkleHash.init(bytes:)) }.compactMap(\.self)
    }

    /// How many subtrees above leaves are stored.
    public func auditNodeCount() throws(StoreError) -> Int64 {
        try session.first(Statements.auditNodeCount)?.integer(0) ?? 0
    }

    /// The texts of all checkpoints, the oldest first.
    public func checkpointTexts() throws(StoreError) -> [String] {
        try session.all(Statements.checkpoints) { row throws(StoreError) in try row.string(0) }
    }

    /// The last checkpoint's text and how many entries it covers.
    public func lastCheckpoint() throws(StoreError) -> (size: Int64, text: String)? {
        guard let row = try session.first(Statements.lastCheckpoint) else { return nil }
        return (try row.id(0), try row.string(1))
    }

    func auditNode(level: Int, position: Int64) throws(StoreError) -> MerkleHash? {
        let row =
            level == 0
            ? try session.first(Statements.auditLeaf, [.integer(position)])
            : try session.first(Statements.auditNode, [.integer(Int64(level)), .integer(position)])
        return row?.blob(0).flatMap(MerkleHash.init(bytes:))
    }

    private func auditEntries(
        from place: Int64,
        isBackwards: Bool,
        limit: Int,
        matching filter: AuditFilter
    ) throws(StoreError) -> [AuditEntry] {
        var conditions: [AuditCondition] = []
        var values: [SQLValue] = [.integer(place)]
        if let actor = filter.actor {
            conditions.append(.actor)
            values.append(.text(actor))
        }
        if let act = filter.act {
            conditions.append(.act)
            let noun = act + "."
            values += [.text(act), .integer(Int64(noun.unicodeScalars.count)), .text(noun)]
        }
        if let reference = filter.caseReference {
            conditions.append(.caseReference)
            values.append(.text(reference))
        }
        values.append(.integer(Int64(limit)))
        let statement = Statements.auditEntries(isBackwards: isBackwards, conditions: conditions)
        return try session.all(statement, values) { row throws(StoreError) in
            guard let entry = AuditEntry(canonicalText: try row.string(0)) else {
                throw StoreError.damaged("an entry of the audit log cannot be read")
            }
            return entry
        }
    }
}
