public import Accounts
import Audit
public import CaseModel
import CaseStore

/// A subject as a list shows it: what can be known without saying why it is asked.
public struct SubjectSummary: Hashable, Sendable {
    /// What it is called.
    public let name: SubjectName
    /// How far the investigation has come.
    public let status: SubjectStatus
    /// The day after which nothing more may be kept without a new reason, `YYYY-MM-DD`.
    public let retentionDay: String?
    /// The cases through which it is seen, by reference.
    public let cases: [String]
    /// The subjects that were merged into it.
    public let merged: [SubjectName]
    /// The number of the last statement about it.
    public let version: Int
}

/// Something that is said of a subject; there is no place for anything else about a person.
public enum SubjectStatement: Hashable, Sendable {
    /// How far the investigation has come, and since which day.
    case status(SubjectStatus, day: String)
    /// The sex as a code.
    case sex(SubjectSex)
    /// The age as a band.
    case ageBand(AgeBand)
    /// The country by its two letters (ISO 3166-1), and how sure that is.
    case country(String?, CountryCertainty)
    /// Who recorded the material.
    case recording(SubjectRecording)
    /// On which day the subject was first seen in material, wherever that was.
    case firstSeen(day: String)
    /// Until which day the record is kept, and why.
    case retention(day: String, reason: String)
}

/// A subject with all that is kept of it, as far as the viewer may see it.
public struct SubjectDetails: Hashable, Sendable {
    /// What the list shows of it.
    public let summary: SubjectSummary
    /// Every status, by the day from which it holds.
    public let history: [RecordChange]
    /// The sex.
    public let sex: SubjectSex
    /// The band of years.
    public let ageBand: AgeBand
    /// The country by its two letters; nil if nothing is known.
    public let country: String?
    /// How sure the country is.
    public let certainty: CountryCertainty
    /// Who recorded the material.
    public let recording: SubjectRecording
    /// The day of the first sight as it was said; nil if nobody said one.
    public let firstSeenDay: String?
    /// Why it is kept until ``SubjectSummary/retentionDay``.
    public let retentionReason: String?
    /// The series that it is linked with.
    public let series: [SeriesName]
    /// The contents that it is linked with.
    public let media: [SubjectLink]
    /// What was said of it and of those merged into it, oldest first.
    public let changes: [RecordChange]
}

extension Workspace {
    /// Begins a subject in a case.
    ///
    /// - Parameters:
    ///   - kind: What it is.
    ///   - statements: What is said of it at once.
    ///   - reference: The case.
    ///   - viewer: Who begins it.
    /// - Returns: Its number in the store, and what it is called.
    /// - Throws: ``CaseworkError`` with code `usage` if something said of it cannot be.
    public func addSubject(
        _ kind: SubjectKind,
        _ statements: [SubjectStatement] = [],
        inCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> (id: Int64, number: SubjectNumber) {
        let number = try caseNumber(reference, for: viewer, .decide)
        var said: [RecordStatement] = []
        for statement in statements { said.append(try statement.checked(for: kind)) }
        let checked = said
        return try writing { writer throws(StoreError) in
            let added = try writer.addSubject(kind, inCase: number, author: viewer.name)
            let all = [RecordStatement(field: "added", act: "added")] + checked
            for (place, statement) in all.enumerated() {
                let change = RecordChange(
                    version: place + 1,
                    field: statement.field,
                    value: statement.value,
                    qualifier: statement.qualifier,
                    day: statement.day,
                    reason: statement.reason,
                    author: viewer.name,
                    caseReference: reference,
                    at: Timestamp.now()
                )
                try writer.addChange(change, to: .subject, added.id, inCase: number)
                try writer.addAudit(
                    NewAuditEntry(
                        actor: viewer.name,
                        act: "subject.\(statement.act)",
                        caseReference: reference,
                        subject: added.number.description,
                        details: statement.details
                    )
                )
            }
            return added
        }
    }

    /// All subjects that a viewer may see, by number; merged ones are shown by what they were merged into.
    ///
    /// - Throws: ``CaseworkError``.
    public func subjects(for viewer: Viewer) throws(CaseworkError) -> [SubjectSummary] {
        let access = try access(of: viewer)
        return try reading { reader throws(StoreError) in try SubjectShelf(reader, access).summaries() }
    }

    /// The subjects whose records must be looked at again: kept until a day that has come.
    ///
    /// - Parameters:
    ///   - day: The day, `YYYY-MM-DD`; today if nil.
    ///   - viewer: Who asks.
    /// - Returns: The subjects, the longest due first.
    /// - Throws: ``CaseworkError``.
    public func subjectsDue(by day: String? = nil, for viewer: Viewer) throws(CaseworkError) -> [SubjectSummary] {
        let today = day ?? String(Timestamp.now().prefix(10))
        return try subjects(for: viewer).filter { $0.retentionDay.map { $0 <= today } ?? false }
            .sorted { ($0.retentionDay ?? "") < ($1.retentionDay ?? "") }
    }

    /// A subject with all that is kept of it; who asked and why is on record before it is given.
    ///
    /// - Parameters:
    ///   - id: Its number in the store, or that of one that was merged into it.
    ///   - reason: Why it is needed, in one line.
    ///   - viewer: Who asks.
    /// - Returns: The subject; nil if the viewer may see none of this number.
    /// - Throws: ``CaseworkError`` with code `usage` if no reason is given.
    public func subject(_ id: Int64, reason: String, by viewer: Viewer) throws(CaseworkError) -> SubjectDetails? {
        try DisplayedName.check(reason, of: "the reason")
        let access = try access(of: viewer)
        return try writing { writer throws(StoreError) -> SubjectDetails? in
            let shelf = try SubjectShelf(writer.reader, access)
            guard let record = shelf.book.visible(id, access), let details = shelf.details(record) else {
                return nil
            }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "subject.viewed",
                    caseReference: record.cases.first,
                    subject: details.summary.name.number.description,
                    details: ["reason": reason]
                )
            )
            return details
        }
    }

    /// The number in the store of a subject that the viewer may see, by what it is called.
    ///
    /// - Throws: ``CaseworkError`` with code `usage`, naming the nearest, if there is none.
    public func subjectNumber(_ text: String, for viewer: Viewer) throws(CaseworkError) -> Int64 {
        let access = try access(of: viewer)
        let names = try reading { reader throws(StoreError) in
            let book = try RecordBook(subjects: reader)
            return try reader.subjectNames().filter { book.visible($0.id, access) != nil }
        }
        let number = SubjectNumber(text)
        if let found = names.first(where: { $0.number == number }) { return found.id }
        let near = names.map { (NameDistance.between($0.number.description, text), $0.number.description) }
            .sorted { $0 < $1 }.prefix(3).map(\.1)
        let hint =
            near.isEmpty
            ? "there are none yet; `cairn subject add` begins one" : "the nearest are \(near.joined(separator: ", "))"
        throw CaseworkError(.usage, "there is no subject \(text); \(hint)")
    }

    /// Says something of a subject.
    ///
    /// - Parameters:
    ///   - statement: What is said.
    ///   - id: The subject.
    ///   - version: The version that the author saw; nil for whatever it is.
    ///   - viewer: Who says it.
    /// - Returns: What became of it; nil if the viewer may see no such subject.
    /// - Throws: ``CaseworkError`` with code `usage` if it cannot be said of the subject.
    public func state(
        _ statement: SubjectStatement,
        ofSubject id: Int64,
        expecting version: Int? = nil,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        try change(.subject, id, expecting: version, inCase: nil, by: viewer) { _, act in
            guard let kind = act.book.names[act.record.id].flatMap({ SubjectNumber($0) })?.kind else {
                return .failure(Self.refusal)
            }
            return Result { () throws(CaseworkError) in try statement.checked(for: kind) }
        }
    }
}
