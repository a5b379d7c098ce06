public import CaseModel

/// An entry of a version that does not count, as it was not read to its end.
public struct UnpublishedEntry: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// Whether that version brought it; else it took it back.
    public let isNew: Bool
}

extension StoreWriter {
    /// Takes away what a reading of a list that was stopped left behind.
    public func discard(_ entries: some Sequence<UnpublishedEntry>) throws(StoreError) {
        for entry in entries {
            try session.run(
                entry.isNew ? Statements.dropListEntry : Statements.restoreListEntry,
                [.integer(entry.id)]
            )
        }
    }
}

extension StoreReader {
    /// What a reading of a list that was stopped left behind, by number.
    ///
    /// - Parameters:
    ///   - list: The list.
    ///   - after: The entry after which to start; 0 for the first.
    ///   - limit: How many at most.
    /// - Returns: The entries.
    /// - Throws: ``StoreError``.
    public func unpublishedEntries(
        of list: HashList,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [UnpublishedEntry] {
        let version = SQLValue(list.version)
        let values: [SQLValue] = [.integer(list.id), .integer(after), version, version, SQLValue(limit)]
        return try session.all(Statements.unpublishedEntries, values) { row throws(StoreError) in
            UnpublishedEntry(id: try row.id(0), isNew: try row.number(1) > list.version)
        }
    }

    /// Entries of a list that a version which is being read did not tell again, by number.
    ///
    /// - Parameters:
    ///   - list: The list.
    ///   - version: The version.
    ///   - after: The entry after which to start; 0 for the first.
    ///   - limit: How many at most.
    /// - Returns: Their numbers.
    /// - Throws: ``StoreError``.
    public func unseenEntries(
        of list: HashList,
        version: Int,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [Int64] {
        let values: [SQLValue] = [.integer(list.id), .integer(after), SQLValue(version), SQLValue(limit)]
        return try session.all(Statements.unseenEntries, values) { row throws(StoreError) in try row.id(0) }
    }
}
