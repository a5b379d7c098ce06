public import CaseModel

extension StoreWriter {
    /// Gives a content of a case a code, or takes codes back.
    ///
    /// - Parameters:
    ///   - code: The code; nil takes it back.
    ///   - scheme: The scheme of the code.
    ///   - media: The content.
    ///   - caseNumber: The case.
    ///   - author: The account.
    ///   - act: What names all votes of one act, so that they can be undone together.
    ///   - isShown: Whether lists of the case show the code.
    /// - Throws: ``StoreError``.
    public func addVote(
        _ code: String?,
        scheme: String,
        media: Int64,
        inCase caseNumber: Int64,
        author: String,
        act: String,
        isShown: Bool = true
    ) throws(StoreError) {
        try session.run(
            Statements.addVote,
            [
                .integer(caseNumber), .integer(media), .text(scheme), SQLValue(code), .text(author), .text(act),
                .text(Timestamp.now()),
            ]
        )
        guard isShown else { return }
        try session.run(Statements.setCode, [SQLValue(code), .integer(caseNumber), .integer(media)])
    }
}

extension StoreReader {
    /// The codes that stand on a content in a case: of each account the last.
    public func votes(onMedia media: Int64, inCase id: Int64) throws(StoreError) -> [CodeVote] {
        try session.all(Statements.votesOfMedia, [.integer(id), .integer(media)]) {
            row throws(StoreError) -> CodeVote? in
            guard let code = row.text(1) else { return nil }
            return CodeVote(scheme: try row.string(0), code: code, author: try row.string(2), at: try row.string(3))
        }.compactMap(\.self)
    }

    /// The last act by which an account gave codes in a case, and that was not undone.
    public func lastAct(of author: String, inCase id: Int64) throws(StoreError) -> String? {
        try session.first(Statements.lastActOfAuthor, [.integer(id), .text(author)])?.text(0)
    }

    /// The contents that an act gave a code.
    public func media(ofAct act: String) throws(StoreError) -> [Int64] {
        try session.all(Statements.mediaOfAct, [.text(act)]) { row throws(StoreError) in try row.id(0) }
    }

    /// The scheme in which an act gave or took codes; nil if there is no such act.
    public func scheme(ofAct act: String) throws(StoreError) -> String? {
        try session.first(Statements.schemeOfAct, [.text(act)])?.text(0)
    }

    /// The code of a scheme that a content had in a case before an act.
    public func code(
        onMedia media: Int64,
        inCase id: Int64,
        scheme: String,
        before act: String
    ) throws(StoreError) -> String? {
        try session.first(
            Statements.codeBeforeAct,
            [.integer(id), .integer(media), .text(scheme), .text(act)]
        )?.text(0)
    }
}
