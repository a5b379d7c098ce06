public import CaseModel

/// The last decision on a pair, with the stacks that its contents are in.
public struct StackDecision: Hashable, Sendable {
    /// The stacks of the pair's contents.
    public let stacks: MediaPair
    /// The pair.
    public let pair: MediaPair
    /// What was decided last.
    public let decision: Decision
}

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

    /// The last decision on each pair that has one and whose contents are in two stacks, in the order in which they were
    /// made.
    public func latestDecisions() throws(StoreError) -> [StackDecision] {
        try session.all(Statements.latestDecisions) { row throws(StoreError) -> StackDecision? in
            guard let pair = MediaPair(try row.id(2), try row.id(3)) else {
                throw .damaged("a decision is about one content")
            }
            guard let stacks = MediaPair(try row.id(0), try row.id(1)) else { return nil }
            return StackDecision(stacks: stacks, pair: pair, decision: try row.decision(4))
        }.compactMap(\.self)
    }

    /// The pair that an account decided last in a case and that nobody has decided since; what was undone is left out.
    public func lastDecision(of author: String, inCase id: Int64) throws(StoreError) -> (MediaPair, Decision)? {
        guard let row = try session.first(Statements.lastDecisionOfAuthor, [.text(author), .integer(id)]),
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
