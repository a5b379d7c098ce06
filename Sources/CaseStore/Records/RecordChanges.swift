public import CaseModel

extension RecordKind {
    var tables: RecordTables {
        switch self {
        case .series: .series
        case .subject: .subject
        }
    }
}

extension StoreWriter {
    /// Appends a statement about a record.
    ///
    /// - Parameters:
    ///   - change: What is said; its version is one more than the record's last.
    ///   - kind: What the record is.
    ///   - record: Its number.
    ///   - caseNumber: The case in which it is said.
    /// - Throws: ``StoreError``; a version that is there already is refused by the database.
    public func addChange(
        _ change: RecordChange,
        to kind: RecordKind,
        _ record: Int64,
        inCase caseNumber: Int64
    ) throws(StoreError) {
        try session.run(
            kind.tables.addChange,
            [
                .integer(record), SQLValue(change.version), .text(change.field), SQLValue(change.value),
                SQLValue(change.qualifier), SQLValue(change.day), SQLValue(change.reason), .text(change.author),
                .integer(caseNumber), .text(change.at),
            ]
        )
    }

    /// Says that a record is another one, or is no longer.
    ///
    /// - Parameters:
    ///   - source: The record that leads to the other from now on.
    ///   - target: The other.
    ///   - kind: What both are.
    ///   - isUndone: Whether an earlier merge is taken back.
    ///   - author: The account.
    /// - Throws: ``StoreError``.
    public func addMerge(
        of source: Int64,
        into target: Int64,
        _ kind: RecordKind,
        isUndone: Bool,
        author: String
    ) throws(StoreError) {
        try session.run(
            kind.tables.addMerge,
            [.integer(source), .integer(target), SQLValue(isUndone), .text(author), .text(Timestamp.now())]
        )
    }
}

extension StoreReader {
    /// All that was said about a record, oldest first; what was said of those merged into it is not among it.
    public func changes(of kind: RecordKind, _ record: Int64) throws(StoreError) -> [RecordChange] {
        try session.all(kind.tables.changes, [.integer(record)]) { row throws(StoreError) in try row.change(0) }
    }

    /// All that was said about all records of a kind, oldest first.
    public func changes(of kind: RecordKind) throws(StoreError) -> [(record: Int64, change: RecordChange)] {
        try session.all(kind.tables.changesOfAll) { row throws(StoreError) in (try row.id(0), try row.change(1)) }
    }

    /// The number of the last statement about a record; 0 if there is no such record.
    public func version(of kind: RecordKind, _ record: Int64) throws(StoreError) -> Int {
        Int(try session.first(kind.tables.version, [.integer(record)])?.integer(0) ?? 0)
    }

    /// The merges that stand.
    public func merges(of kind: RecordKind) throws(StoreError) -> MergeMap {
        let pairs = try session.all(kind.tables.merges) { row throws(StoreError) in (try row.id(0), try row.id(1)) }
        return MergeMap(Dictionary(pairs, uniquingKeysWith: { $1 }))
    }
}

extension SQLRow {
    fileprivate func change(_ column: Int) throws(StoreError) -> RecordChange {
        RecordChange(
            version: try number(column),
            field: try string(column + 1),
            value: text(column + 2),
            qualifier: text(column + 3),
            day: text(column + 4),
            reason: text(column + 5),
            author: try string(column + 6),
            caseReference: try string(column + 7),
            at: try string(column + 8)
        )
    }
}
