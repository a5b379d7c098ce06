public import CaseModel

extension StoreWriter {
    /// Registers a file that is to come.
    public func addUpload(_ upload: Upload, inCase id: Int64) throws(StoreError) {
        try session.run(
            Statements.addUpload,
            [
                .text(upload.id), .integer(id), .text(upload.exhibit), .text(upload.name), .integer(upload.size),
                .text(upload.author), .text(Timestamp.now()),
            ]
        )
    }

    /// Notes that all of a file is there.
    public func completeUpload(_ id: String) throws(StoreError) {
        try session.run(Statements.completeUpload, [.text(Timestamp.now()), .text(id)])
    }

    /// Forgets the answers that were kept before a second (Unix time).
    public func removeAnswers(before second: Int64) throws(StoreError) {
        try session.run(Statements.removeAnswers, [.text(Timestamp.text(ofSecond: second))])
    }

    /// Keeps the answer to a request, so that the same request sent again gets it instead of being carried out twice.
    public func addAnswer(_ answer: KeptAnswer, of author: String, key: String) throws(StoreError) {
        try session.run(
            Statements.addAnswer,
            [
                .text(author), .text(key), .text(answer.request), SQLValue(answer.status), .text(answer.body),
                .text(Timestamp.now()),
            ]
        )
    }
}

extension StoreReader {
    /// A file that was registered.
    public func upload(_ id: String) throws(StoreError) -> Upload? {
        guard let row = try session.first(Statements.upload, [.text(id)]) else { return nil }
        return Upload(
            id: try row.string(0),
            caseReference: try row.string(1),
            exhibit: try row.string(2),
            name: try row.string(3),
            size: try row.id(4),
            author: try row.string(5),
            completedAt: row.text(6)
        )
    }

    /// The answer that a request with this key got.
    public func answer(of author: String, key: String) throws(StoreError) -> KeptAnswer? {
        guard let row = try session.first(Statements.answer, [.text(author), .text(key)]) else { return nil }
        return KeptAnswer(request: try row.string(0), status: try row.number(1), body: try row.string(2))
    }
}
