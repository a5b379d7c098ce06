/// A file that is being brought in piece by piece.
public struct Upload: Hashable, Sendable {
    /// Its name for programs, not to be guessed.
    public let id: String
    /// The reference of the case that it is for.
    public let caseReference: String
    /// The label of the exhibit that it is for.
    public let exhibit: String
    /// The file's name.
    public let name: String
    /// How many bytes it has in all.
    public let size: Int64
    /// The account that brings it.
    public let author: String
    /// When the last byte came, in UTC (RFC 3339); nil before.
    public let completedAt: String?

    /// States an upload.
    public init(
        id: String,
        caseReference: String,
        exhibit: String,
        name: String,
        size: Int64,
        author: String,
        completedAt: String?
    ) {
        self.id = id
        self.caseReference = caseReference
        self.exhibit = exhibit
        self.name = name
        self.size = size
        self.author = author
        self.completedAt = completedAt
    }
}

/// The answer to a request that must not be carried out twice.
public struct KeptAnswer: Hashable, Sendable {
    /// What was asked: method, path and a digest of the body.
    public let request: String
    /// The status of the answer.
    public let status: Int
    /// The answer.
    public let body: String

    /// Keeps an answer.
    public init(request: String, status: Int, body: String) {
        self.request = request
        self.status = status
        self.body = body
    }
}
