public import CaseModel

extension StoreWriter {
    /// Counts a content among those of the exhibit's case, in a stack of its own unless it is in one.
    func addToStack(_ media: Int64, exhibit: Int64) throws(StoreError) {
        try session.run(Statements.addStack, [.integer(media), .integer(media)])
        try session.run(Statements.addCaseContent, [.integer(exhibit), .integer(media)])
    }

    /// Makes one stack of those of two near duplicates; it keeps the smaller number.
    func joinStacks(_ first: Int64, _ second: Int64) throws(StoreError) {
        let (one, other) = (try reader.stack(ofMedia: first), try reader.stack(ofMedia: second))
        guard let one, let other, one != other else { return }
        let (kept, given) = (SQLValue.integer(min(one, other)), SQLValue.integer(max(one, other)))
        try session.run(Statements.moveCaseContent, [kept, given])
        try session.run(Statements.moveStack, [kept, given])
    }
}

extension StoreReader {
    /// The stack that a content is in.
    public func stack(ofMedia media: Int64) throws(StoreError) -> Int64? {
        try session.first(Statements.stackOfMedia, [.integer(media)])?.integer(0)
    }

    /// An item of the stack before one in a case, and an item of the stack after it; nil where there is none.
    public func neighbours(
        ofStack stack: Int64,
        inCase id: Int64
    ) throws(StoreError) -> (previous: Int64?, next: Int64?) {
        let ends: [SQLValue] = [.integer(id), .integer(id), .integer(stack)]
        let row = try session.first(Statements.neighboursOfStack, ends + ends)
        return (row?.integer(0), row?.integer(1))
    }

    /// Stacks of a case, by number.
    ///
    /// - Parameters:
    ///   - id: The case.
    ///   - filter: Which of them.
    ///   - after: The stack after which to start; 0 for the first.
    ///   - limit: How many at most.
    /// - Returns: The stacks.
    /// - Throws: ``StoreError``.
    public func stacks(
        ofCase id: Int64,
        _ filter: ReviewFilter,
        after: Int64,
        limit: Int
    ) throws(StoreError) -> [ReviewStack] {
        let statement = Statements.stacksOfCase(hasKind: filter.kind != nil, isCoded: filter.isCoded)
        var values: [SQLValue] = [.integer(id), .integer(after)]
        if let kind = filter.kind { values.append(.text(kind.rawValue)) }
        values.append(.integer(Int64(limit)))
        return try session.all(statement, values) { row throws(StoreError) in
            guard let digest = ContentDigest(bytes: try row.bytes(2)) else {
                throw .damaged("a content's digest is not 32 bytes")
            }
            return ReviewStack(
                id: try row.id(0),
                cover: try row.id(1),
                coverDigest: digest,
                item: try row.id(5),
                path: try row.string(6),
                kind: row.text(3).flatMap(MediaKind.init),
                failure: row.text(4).flatMap(FailureCode.init),
                hasRendition: try row.id(7) != 0,
                contents: try row.number(8),
                code: row.text(9)
            )
        }
    }

    /// The contents of a case in one stack, by number.
    public func members(ofStack stack: Int64, inCase id: Int64) throws(StoreError) -> [Int64] {
        try session.all(Statements.membersOfStack, [.integer(id), .integer(stack)]) { row throws(StoreError) in
            try row.id(0)
        }
    }

    /// How much of a case there is to look at.
    ///
    /// - Complexity: Reads all items of the case.
    public func reviewCounts(ofCase id: Int64) throws(StoreError) -> ReviewCounts {
        let values = [SQLValue](repeating: .integer(id), count: 5)
        guard let row = try session.first(Statements.reviewCounts, values) else {
            throw .damaged("counting gave no row")
        }
        return ReviewCounts(
            items: try row.number(0),
            contents: try row.number(1),
            stacks: try row.number(2),
            codedStacks: try row.number(3),
            failed: try row.number(4)
        )
    }

    /// How many items of a case could not be read or decoded, by reason.
    public func failures(ofCase id: Int64) throws(StoreError) -> [(code: FailureCode, items: Int)] {
        try session.all(Statements.failuresOfCase, [.integer(id)]) { row throws(StoreError) in
            guard let code = FailureCode(rawValue: try row.string(0)) else {
                throw .damaged("a failure has an unknown code")
            }
            return (code, try row.number(1))
        }
    }
}
