public import CaseModel

/// A code that somebody gave or took back.
public struct SchemeVote: Hashable, Sendable {
    /// The content's number in the store.
    public let media: Int64
    /// The code; nil where one was taken back.
    public let code: String?
    /// The account.
    public let author: String
    /// The case in which it was given.
    public let caseReference: String
}

extension StoreWriter {
    /// Keeps a snapshot.
    ///
    /// - Parameters:
    ///   - bytes: The snapshot.
    ///   - number: Its number.
    ///   - scheme: The scheme of severity.
    ///   - cases: The cases that it was taken of.
    ///   - author: The account.
    /// - Throws: ``StoreError``.
    public func addSnapshot(
        _ bytes: [UInt8],
        number: String,
        scheme: String,
        cases: [String],
        author: String
    ) throws(StoreError) {
        try session.run(
            Statements.addSnapshot,
            [
                .text(number), .text(scheme), .text(try JSONColumn.text(cases)), .blob(bytes), .text(author),
                .text(Timestamp.now()),
            ]
        )
    }
}

extension StoreReader {
    /// All snapshots, oldest first.
    public func snapshots() throws(StoreError) -> [KeptSnapshot] {
        try session.all(Statements.snapshots) { row throws(StoreError) in
            KeptSnapshot(
                number: try row.string(0),
                scheme: try row.string(1),
                cases: try JSONColumn.value(try row.string(2)),
                author: try row.string(3),
                at: try row.string(4)
            )
        }
    }

    /// The bytes of a snapshot; nil if none has the number.
    public func snapshotBytes(_ number: String) throws(StoreError) -> [UInt8]? {
        try session.first(Statements.snapshotBytes, [.text(number)])?.bytes(0)
    }

    /// Every code that was given in a scheme, and every one taken back, oldest first.
    public func votes(inScheme scheme: String) throws(StoreError) -> [SchemeVote] {
        try session.all(Statements.votesInScheme, [.text(scheme)]) { row throws(StoreError) in
            SchemeVote(
                media: try row.id(0),
                code: row.text(1),
                author: try row.string(2),
                caseReference: try row.string(3)
            )
        }
    }

    /// A content's SHA-256 and what it is; nil if there is no such content, and no kind before it was analysed.
    public func kind(ofMedia media: Int64) throws(StoreError) -> (digest: ContentDigest, kind: MediaKind?)? {
        guard let row = try session.first(Statements.kindOfMedia, [.integer(media)]) else { return nil }
        guard let digest = ContentDigest(bytes: try row.bytes(0)) else {
            throw .damaged("a content's digest is not 32 bytes")
        }
        return (digest, row.text(1).flatMap(MediaKind.init))
    }

    /// When each case first held each content that is of a series or linked with a subject, and when it says that it was
    /// first seen: days, or times in UTC (RFC 3339).
    public func firstSeenOfRecords() throws(StoreError) -> [(media: Int64, caseReference: String, at: String)] {
        try session.all(Statements.firstSeenOfRecords) { row throws(StoreError) in
            (try row.id(0), try row.string(1), try row.string(2))
        }
    }
}
