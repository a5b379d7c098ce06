public import CaseModel

extension StoreReader {
    /// A case as it is named, and when it was added; nil if there is none of this number.
    public func caseHead(_ id: Int64) throws(StoreError) -> (title: CaseTitle, addedAt: String)? {
        guard let row = try session.first(Statements.caseHead, [.integer(id)]) else { return nil }
        return (
            CaseTitle(reference: try row.string(0), title: row.text(1), agency: row.text(2)), try row.string(3)
        )
    }

    /// What a case's exhibits hold, by exhibit, kind and state of analysis.
    ///
    /// - Complexity: Reads all items of the case.
    public func itemCounts(ofCase id: Int64) throws(StoreError) -> [ItemCount] {
        let version = Int64(CaseStore.analysisVersion)
        return try session.all(Statements.itemCountsOfCase, [.integer(version), .integer(id)]) {
            row throws(StoreError) in
            guard let state = ItemCount.State(rawValue: try row.string(2)) else {
                throw .damaged("an item is in an unknown state")
            }
            return ItemCount(
                exhibit: try row.string(0),
                kind: MediaKind(rawValue: try row.string(1)),
                state: state,
                items: try row.number(3),
                contents: try row.number(4)
            )
        }
    }

    /// The codes that stand on contents of a case: of each account the last of a scheme.
    public func codeCounts(ofCase id: Int64) throws(StoreError) -> [CodeCount] {
        try session.all(Statements.codeCountsOfCase, [.integer(id)]) { row throws(StoreError) in
            CodeCount(scheme: try row.string(0), code: try row.string(1), contents: try row.number(2))
        }
    }

    /// The methods by which contents of a case matched others.
    ///
    /// - Complexity: Reads all matches of the case.
    public func methods(ofCase id: Int64) throws(StoreError) -> [MatchMethod] {
        try session.all(Statements.methodsOfCase, [.integer(id), .integer(id)]) { row throws(StoreError) in
            guard let kind = LinkKind(rawValue: try row.string(0)) else {
                throw .damaged("a match is of an unknown kind")
            }
            return MatchMethod(kind: kind, method: try row.string(1))
        }
    }

    /// What a number of cases hold together.
    ///
    /// - Complexity: Reads all contents of the cases.
    public func totals(ofCases ids: [Int64]) throws(StoreError) -> CaseTotals {
        guard !ids.isEmpty else { return CaseTotals(exhibits: 0, items: 0, media: 0) }
        let numbers = ids.map { SQLValue.integer($0) }
        guard let row = try session.first(Statements.totals(ofCases: ids.count), numbers + numbers + numbers) else {
            throw .damaged("counting gave no row")
        }
        return CaseTotals(exhibits: try row.number(0), items: try row.number(1), media: try row.number(2))
    }
}
