public import CaseModel

extension StoreWriter {
    /// Puts an outcome of a case on record.
    ///
    /// - Parameters:
    ///   - kind: What it is.
    ///   - count: How many.
    ///   - day: The day, `YYYY-MM-DD`.
    ///   - note: More about it.
    ///   - caseNumber: The case.
    ///   - author: The account.
    /// - Returns: Its number.
    /// - Throws: ``StoreError``.
    public func addOutcome(
        _ kind: OutcomeKind,
        count: Int,
        on day: String,
        note: String?,
        ofCase caseNumber: Int64,
        author: String
    ) throws(StoreError) -> Int64 {
        let row = try session.first(
            Statements.addOutcome,
            [
                .integer(caseNumber), .text(kind.rawValue), SQLValue(count), .text(day), SQLValue(note), .text(author),
                .text(Timestamp.now()),
            ]
        )
        guard let id = row?.integer(0) else { throw .damaged("an outcome that was just added is not there") }
        return id
    }

    /// Takes an outcome back; what it said stays on record.
    ///
    /// - Returns: False if the case has no such outcome that stands.
    public func withdrawOutcome(
        _ id: Int64,
        ofCase caseNumber: Int64,
        reason: String,
        author: String
    ) throws(StoreError) -> Bool {
        try session.first(
            Statements.withdrawOutcome,
            [.text(reason), .text(author), .text(Timestamp.now()), .integer(id), .integer(caseNumber)]
        ) != nil
    }
}

extension StoreReader {
    /// The outcomes of a case that stand, by day.
    public func outcomes(ofCase caseNumber: Int64) throws(StoreError) -> [CaseOutcome] {
        try session.all(Statements.outcomes, [.integer(caseNumber)]) { row throws(StoreError) in
            guard let kind = OutcomeKind(rawValue: try row.string(1)) else {
                throw .damaged("an outcome is of an unknown kind")
            }
            return CaseOutcome(
                id: try row.id(0),
                kind: kind,
                count: try row.number(2),
                day: try row.string(3),
                note: row.text(4),
                author: try row.string(5),
                at: try row.string(6)
            )
        }
    }
}
