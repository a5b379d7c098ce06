public import CaseModel

/// A statement about a series or a subject in the form of the interface.
public struct ChangeOutput: Encodable, Sendable {
    /// The statement's number.
    public let version: Int
    /// What it is about.
    public let field: String
    /// What was said.
    public let value: String?
    /// How it was said, such as how sure.
    public let qualifier: String?
    /// The day that it names.
    public let day: String?
    /// Why.
    public let reason: String?
    /// Who said it.
    public let author: String
    /// In which case.
    public let `case`: String
    /// When, in UTC (RFC 3339).
    public let at: String

    /// Puts a statement into the form of the interface.
    public init(_ change: RecordChange) {
        version = change.version
        field = change.field
        value = change.value
        qualifier = change.qualifier
        day = change.day
        reason = change.reason
        author = change.author
        self.case = change.caseReference
        at = change.at
    }
}

/// An outcome of a case in the form of the interface.
public struct OutcomeOutput: Encodable, Sendable {
    let outcome: Int64
    let kind: String
    let count: Int
    let day: String
    let note: String?
    let author: String
    let at: String

    /// Puts an outcome into the form of the interface.
    public init(_ record: CaseOutcome) {
        outcome = record.id
        kind = record.kind.rawValue
        count = record.count
        day = record.day
        note = record.note
        author = record.author
        at = record.at
    }
}

/// A snapshot of statistics in the form of the interface.
public struct SnapshotOutput: Encodable, Sendable {
    let number: String
    let severity: String
    let cases: [String]
    let author: String
    let at: String

    /// Puts a snapshot into the form of the interface.
    public init(_ kept: KeptSnapshot) {
        number = kept.number
        severity = kept.scheme
        cases = kept.cases
        author = kept.author
        at = kept.at
    }
}
