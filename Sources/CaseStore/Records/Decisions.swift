public import CaseModel

extension StoreWriter {
    /// Appends a decision on a pair.
    ///
    /// - Parameters:
    ///   - decision: What was decided; its version is one more than the pair's last.
    ///   - pair: The pair.
    ///   - caseNumber: The case in which it was decided.
    /// - Throws: ``StoreError``; a version that is there already is refused by the database.
    public func addDecision(_ decision: Decision, on pair: MediaPair, inCase caseNumber: Int64) throws(StoreError) {
        try session.run(
            Statements.addDecision,
            [
                .integer(pair.first), .integer(pair.second), SQLValue(decision.version),
                SQLValue(decision.verdict?.rawValue), .text(decision.author), .integer(caseNumber),
                .text(decision.at), SQLValue(decision.undoes),
            ]
        )
    }
}

extension StoreReader {
    /// All decisions on a pair, oldest first.
    public func decisions(on pair: MediaPair) throws(StoreError) -> [Decision] {
        try session.all(Statements.decisionsOfPair, [.integer(pair.first), .integer(pair.second)]) {
            row throws(StoreError) in try row.decision(0)
        }
    }

    /// The decisions that followed one, in the order in which they were made.
    ///
    /// - Parameter id: The number of the decision after which to start; 0 for all.
    /// - Returns: The decisions.
    /// - Throws: ``StoreError``.
    public func decisions(after id: Int64) throws(StoreError) -> [StackDecision] {
        try session.all(Statements.decisionsAfter, [.integer(id)]) { row throws(StoreError) in
            guard let pair = MediaPair(try row.id(3), try row.id(4)) else {
                throw .damaged("a decision is about one content")
            }
            return StackDecision(
                id: try row.id(0),
                stacks: StackPair(try row.id(1), try row.id(2)),
                pair: pair,
                decision: try row.decision(5)
            )
        }
    }

    /// The pair that an account decided last, in a case or in any, and that nobody has decided since; what was undone is left out.
    public func lastDecision(of author: String, inCase id: Int64? = nil) throws(StoreError) -> (MediaPair, Decision)? {
        guard
            let row = try session.first(
                id == nil ? Statements.lastDecisionOfAuthor : Statements.lastDecisionOfAuthorInCase,
                [.text(author)] + (id.map { [.integer($0)] } ?? [])
            ),
            let pair = MediaPair(try row.id(0), try row.id(1))
        else { return nil }
        return (pair, try row.decision(2))
    }
}

extension SQLRow {
    fileprivate func decision(_ column: Int) throws(StoreError) -> Decision {
        Decision(
            version: try number(column),
            verdict: text(column + 1).flatMap(Verdict.init),
            author: try string(column + 2),
            caseReference: try string(column + 3),
            at: try string(column + 4),
            undoes: integer(column + 5).map(Int.init)
        )
    }
}
