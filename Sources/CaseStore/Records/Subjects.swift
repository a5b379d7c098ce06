public import CaseModel

extension StoreWriter {
    /// Begins a subject, and gives it the next number of its kind.
    public func addSubject(
        _ kind: SubjectKind,
        inCase caseNumber: Int64,
        author: String
    ) throws(StoreError) -> (id: Int64, number: SubjectNumber) {
        let next = try session.first(Statements.nextSubject, [.text(kind.rawValue)])?.integer(0) ?? 1
        let row = try session.first(
            Statements.addSubject,
            [.text(kind.rawValue), .integer(next), .integer(caseNumber), .text(author), .text(Timestamp.now())]
        )
        guard let id = row?.integer(0) else { throw .damaged("a subject that was just added is not there") }
        return (id, SubjectNumber(kind: kind, sequence: next))
    }

    /// Links a subject with a series or a content, or does so no longer.
    ///
    /// - Parameters:
    ///   - tie: With what.
    ///   - subject: The subject.
    ///   - caseNumber: The case that says so.
    ///   - isWithdrawn: Whether the link is taken back.
    ///   - version: The version of the subject that says so.
    ///   - author: The account.
    /// - Throws: ``StoreError``.
    public func setLink(
        _ tie: SubjectTie,
        ofSubject subject: Int64,
        inCase caseNumber: Int64,
        isWithdrawn: Bool,
        version: Int,
        author: String
    ) throws(StoreError) {
        let ends: [SQLValue] =
            switch tie {
            case .series(let id): [.integer(id), .null]
            case .media(let id): [.null, .integer(id)]
            }
        try session.run(
            Statements.addSubjectLink,
            [.integer(subject)] + ends + [
                .integer(caseNumber), SQLValue(isWithdrawn), SQLValue(version), .text(author), .text(Timestamp.now()),
            ]
        )
    }
}

extension StoreReader {
    /// All subjects, merged ones too, by number.
    public func subjectNames() throws(StoreError) -> [SubjectName] {
        try session.all(Statements.subjectNames) { row throws(StoreError) in
            guard let kind = SubjectKind(rawValue: try row.string(1)) else {
                throw .damaged("a subject is of an unknown kind")
            }
            return SubjectName(
                id: try row.id(0),
                number: SubjectNumber(kind: kind, sequence: try row.id(2)),
                caseReference: try row.string(3),
                author: try row.string(4),
                addedAt: try row.string(5)
            )
        }
    }

    /// All links of subjects that stand, in the order in which they were made.
    public func subjectLinks() throws(StoreError) -> [SubjectLink] {
        try session.all(Statements.linksOfSubjects) { row throws(StoreError) in
            let tie: SubjectTie? = row.integer(1).map { .series($0) } ?? row.integer(2).map { .media($0) }
            guard let tie else { throw .damaged("a subject is linked with nothing") }
            return SubjectLink(
                subject: try row.id(0),
                tie: tie,
                digest: row.blob(3).flatMap { ContentDigest(bytes: $0) },
                caseReference: try row.string(4),
                author: try row.string(5),
                at: try row.string(6)
            )
        }
    }
}
