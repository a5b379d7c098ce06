/// A snapshot of coded records as a list shows it.
public struct KeptSnapshot: Hashable, Sendable {
    /// The SHA-256 of its bytes, in hexadecimal digits.
    public let number: String
    /// The scheme by which it tells how severe media are, `NAME/VERSION`.
    public let scheme: String
    /// The cases that it was taken of, by reference.
    public let cases: [String]
    /// The account that took it.
    public let author: String
    /// When, in UTC (RFC 3339).
    public let at: String

    /// States a snapshot.
    public init(number: String, scheme: String, cases: [String], author: String, at: String) {
        self.number = number
        self.scheme = scheme
        self.cases = cases
        self.author = author
        self.at = at
    }
}
