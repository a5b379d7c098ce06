/// What is said of a series as a whole.
public enum SeriesFlag: String, CaseIterable, Codable, Hashable, Sendable {
    /// It was passed on.
    case distributed
    /// All victims in it are known.
    case victimIdentified = "victim_identified"
    /// An offender in it is known.
    case offenderIdentified = "offender_identified"
}

/// A series as it is named.
public struct SeriesName: Hashable, Sendable {
    /// The series' number.
    public let id: Int64
    /// The name of the agency that began it; empty if its case has none.
    public let agency: String
    /// Its name, unique in the agency.
    public let name: String
    /// The reference of the case in which it was begun.
    public let caseReference: String
    /// The account that began it.
    public let author: String
    /// When, in UTC (RFC 3339).
    public let addedAt: String

    /// Names a series.
    public init(id: Int64, agency: String, name: String, caseReference: String, author: String, addedAt: String) {
        self.id = id
        self.agency = agency
        self.name = name
        self.caseReference = caseReference
        self.author = author
        self.addedAt = addedAt
    }

    /// The name with the agency before it, which no other series has.
    public var fullName: String { agency.isEmpty ? name : "\(agency)/\(name)" }
}

/// A content of a series, as one case contributed it.
public struct SeriesMedia: Hashable, Sendable {
    /// The series to which it was given, before any merge.
    public let series: Int64
    /// The content's number in the store.
    public let media: Int64
    /// The content's SHA-256.
    public let digest: ContentDigest
    /// The case that contributed it.
    public let caseReference: String
    /// The agency of that case; empty if it has none.
    public let agency: String
    /// The case's first item that holds it; nil if there is none any more.
    public let item: Int64?
    /// Whether there is a picture of it to show.
    public let hasRendition: Bool
    /// The account that contributed it.
    public let author: String
    /// When, in UTC (RFC 3339).
    public let at: String

    /// States a contribution.
    public init(
        series: Int64,
        media: Int64,
        digest: ContentDigest,
        caseReference: String,
        agency: String,
        item: Int64?,
        hasRendition: Bool,
        author: String,
        at: String
    ) {
        self.series = series
        self.media = media
        self.digest = digest
        self.caseReference = caseReference
        self.agency = agency
        self.item = item
        self.hasRendition = hasRendition
        self.author = author
        self.at = at
    }
}
