public import CaseModel
public import Interchange

/// What is to be read into a case.
public struct ReportRequest: Sendable {
    /// The formats that can be read into a case.
    public static let formats = ReportContents.formats

    /// The format of the report.
    public var format: InterchangeFormat
    /// The report.
    public var path: String
    /// What the report is called in messages; else its path.
    public var name: String?
    /// The folder that the report's paths begin at; the report's own if nil.
    public var folder: String?
    /// The case, the exhibit and how far analyses go; paths are not looked at.
    public var ingest: IngestRequest

    var called: String { name ?? path }

    /// Asks for a report to be read.
    public init(format: InterchangeFormat, path: String, ingest: IngestRequest) {
        self.format = format
        self.path = path
        self.ingest = ingest
    }
}

/// What reading a report into a case came to.
public struct ReportImport: Sendable {
    /// The largest number of files that are named of each standing.
    public static let mostNamed = 100

    /// The report.
    public let report: ImportedReport
    /// How many things it states.
    public let statements: Int
    /// How many files stand how.
    public let standings: [ReportedFile.Standing: Int]
    /// The first files that are not as the report says: of other digests, refused, unreadable, missing or waiting.
    public let named: [ReportedFile]
    /// Texts that were made of its chats, contacts and calls.
    public let texts: Int
    /// How many models of a UFED report were passed over, by type.
    public let skippedModels: [String: Int]
    /// What ingesting its files and texts did.
    public let ingest: IngestSummary
}
