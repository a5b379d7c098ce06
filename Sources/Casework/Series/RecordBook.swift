import Accounts
import Audit
public import CaseModel
import CaseStore

/// A series or subject that a viewer may see, with all that were merged into it.
struct VisibleRecord {
    /// The record that all of them are now.
    let id: Int64
    /// The record and those merged into it.
    let family: [Int64]
    /// The cases through which it is seen, by reference.
    let cases: [String]
}

/// All records of a kind: what each is called, which are one, and through which cases they are seen.
///
/// A record is seen through the case in which it was begun and through those that contributed to it, before a merge or
/// after; who may see the small pictures of none of these is told that there is no such record.
struct RecordBook {
    let kind: RecordKind
    let merges: MergeMap
    /// What each record is called.
    let names: [Int64: String]
    private let cases: [Int64: Set<String>]

    init(series reader: StoreReader) throws(StoreError) {
        let all = try reader.seriesNames()
        var cases = try reader.casesOfSeries()
        for name in all { cases[name.id, default: []].insert(name.caseReference) }
        self.cases = cases
        kind = .series
        names = Dictionary(all.map { ($0.id, $0.fullName) }, uniquingKeysWith: { $1 })
        merges = try reader.merges(of: .series)
    }

    init(subjects reader: StoreReader) throws(StoreError) {
        let all = try reader.subjectNames()
        var cases: [Int64: Set<String>] = [:]
        for name in all { cases[name.id, default: []].insert(name.caseReference) }
        for link in try reader.subjectLinks() { cases[link.subject, default: []].insert(link.caseReference) }
        self.cases = cases
        kind = .subject
        names = Dictionary(all.map { ($0.id, $0.number.description) }, uniquingKeysWith: { $1 })
        merges = try reader.merges(of: .subject)
    }

    init(_ kind: RecordKind, _ reader: StoreReader) throws(StoreError) {
        switch kind {
        case .series: try self.init(series: reader)
        case .subject: try self.init(subjects: reader)
        }
    }

    /// The record that a number leads to, if the viewer may see it.
    func visible(_ id: Int64, _ access: CaseAccess) -> VisibleRecord? {
        guard names[id] != nil else { return nil }
        let root = merges.root(of: id)
        let family = merges.family(of: root)
        let seen = family.reduce(into: Set<String>()) { $0.formUnion(cases[$1] ?? []) }
            .filter { access.allows(.seeRenditions, $0) }.sorted()
        return seen.isEmpty ? nil : VisibleRecord(id: root, family: family, cases: seen)
    }

    /// All records that the viewer may see and that were not merged into others.
    func visible(_ access: CaseAccess) -> [VisibleRecord] {
        names.keys.sorted().filter { merges.target(of: $0) == nil }.compactMap { visible($0, access) }
    }
}

/// What became of a statement about a series or a subject.
public enum RecordOutcome: Hashable, Sendable {
    /// It was put on record.
    case made(version: Int)
    /// Somebody said something in between: nothing was changed. What that was, oldest first, as far as it may be seen.
    case conflict(version: Int, since: [RecordChange])
}

/// A statement that is about to be put on record.
struct RecordStatement {
    let field: String
    var value: String?
    var qualifier: String?
    var day: String?
    var reason: String?
    /// What was done, for the audit log.
    let act: String
    var details: [String: String] = [:]
}

/// What a statement is made with.
struct RecordAct {
    let record: VisibleRecord
    let book: RecordBook
    let access: CaseAccess
    let caseNumber: Int64
    let caseReference: String
    let version: Int
    let author: String
}

extension Workspace {
    /// Puts a statement about a record, and its audit entry, on record in one transaction.
    ///
    /// - Parameters:
    ///   - kind: What the record is.
    ///   - id: The record, or one that was merged into it.
    ///   - version: The version that the author saw; nil for whatever it is.
    ///   - reference: The case in which it is said; nil for the first in which the viewer may decide.
    ///   - isContributing: Whether that may be a case through which the record is not seen yet.
    ///   - viewer: Who says it.
    ///   - body: What is said, and what else it changes.
    /// - Returns: What became of it; nil if the viewer may see no such record.
    /// - Throws: ``CaseworkError``.
    func change(
        _ kind: RecordKind,
        _ id: Int64,
        expecting version: Int?,
        inCase reference: String?,
        isContributing: Bool = false,
        by viewer: Viewer,
        _ body: (StoreWriter, RecordAct) throws(StoreError) -> Result<RecordStatement, CaseworkError>
    ) throws(CaseworkError) -> RecordOutcome? {
        let access = try access(of: viewer)
        let outcome = try writing { writer throws(StoreError) -> Result<RecordOutcome?, CaseworkError> in
            let book = try RecordBook(kind, writer.reader)
            guard let record = book.visible(id, access) else { return .success(nil) }
            let possible = record.cases + (isContributing ? [reference].compactMap(\.self) : [])
            let chosen = possible.first {
                access.allows(.decide, $0) && (reference == nil || $0 == reference)
            }
            guard let chosen, let number = try writer.reader.caseNumber(chosen) else { return .failure(Self.refusal) }
            let last = try writer.reader.version(of: kind, record.id)
            if let version, version != last {
                let since = try writer.reader.changes(of: kind, record.id).filter {
                    $0.version > version && access.allows(.seeRenditions, $0.caseReference)
                }
                return .success(.conflict(version: last, since: since))
            }
            let act = RecordAct(
                record: record,
                book: book,
                access: access,
                caseNumber: number,
                caseReference: chosen,
                version: last + 1,
                author: viewer.name
            )
            switch try body(writer, act) {
            case .failure(let error): return .failure(error)
            case .success(let statement):
                try writer.put(statement, act)
                return .success(.made(version: act.version))
            }
        }
        return try outcome.get()
    }

    /// Says that a record and another one are the same; the first leads to the second from now on.
    ///
    /// - Parameters:
    ///   - kind: What both are.
    ///   - source: The record that leads to the other.
    ///   - target: The other.
    ///   - version: The version of the first that the author saw; nil for whatever it is.
    ///   - reason: Why, in one line.
    ///   - viewer: Who says it: may decide in a case of each.
    /// - Returns: What became of it; nil if the viewer may not see both.
    /// - Throws: ``CaseworkError``; code `usage` if the two are one already, or of different kinds.
    func merge(
        _ kind: RecordKind,
        _ source: Int64,
        into target: Int64,
        expecting version: Int?,
        reason: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        try DisplayedName.check(reason, of: "the reason")
        let access = try access(of: viewer)
        let isSeen = try reading { reader throws(StoreError) in
            try RecordBook(kind, reader).visible(target, access) != nil
        }
        guard isSeen else { return nil }
        return try change(kind, source, expecting: version, inCase: nil, by: viewer) { writer, act throws(StoreError) in
            guard let other = act.book.visible(target, access) else { return .failure(Self.refusal) }
            guard other.id != act.record.id else {
                return .failure(CaseworkError(.usage, "the two are one \(kind.rawValue) already"))
            }
            let letters = [act.record.id, other.id].map { act.book.names[$0]?.first }
            guard kind == .series || letters[0] == letters[1] else {
                return .failure(CaseworkError(.usage, "a victim and an offender cannot be merged"))
            }
            guard let chosen = other.cases.first(where: { access.allows(.decide, $0) }),
                let number = try writer.reader.caseNumber(chosen)
            else { return .failure(Self.refusal) }
            try writer.addMerge(of: act.record.id, into: other.id, kind, isUndone: false, author: act.author)
            let absorbed = RecordChange(
                version: try writer.reader.version(of: kind, other.id) + 1,
                field: "absorbed",
                value: act.book.names[act.record.id],
                author: act.author,
                caseReference: chosen,
                at: Timestamp.now()
            )
            try writer.addChange(absorbed, to: kind, other.id, inCase: number)
            return .success(
                RecordStatement(
                    field: "merged",
                    value: act.book.names[other.id],
                    reason: reason,
                    act: "merged",
                    details: ["into": act.book.names[other.id] ?? "", "reason": reason]
                )
            )
        }
    }

    /// Takes the merge of a record into another back.
    ///
    /// - Parameters:
    ///   - kind: What both are.
    ///   - source: The record that was merged.
    ///   - reason: Why, in one line.
    ///   - viewer: Who takes it back.
    /// - Returns: What became of it; nil if the viewer may see no such record.
    /// - Throws: ``CaseworkError``; code `usage` if it is not merged.
    func unmerge(
        _ kind: RecordKind,
        _ source: Int64,
        reason: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        try DisplayedName.check(reason, of: "the reason")
        return try change(kind, source, expecting: nil, inCase: nil, by: viewer) { writer, act throws(StoreError) in
            let name = act.book.names[source] ?? ""
            guard let target = act.book.merges.target(of: source) else {
                return .failure(CaseworkError(.usage, "\(name) is not merged into another"))
            }
            try writer.addMerge(of: source, into: target, kind, isUndone: true, author: act.author)
            let released = RecordChange(
                version: try writer.reader.version(of: kind, source) + 1,
                field: "unmerged",
                value: act.book.names[target],
                reason: reason,
                author: act.author,
                caseReference: act.caseReference,
                at: Timestamp.now()
            )
            try writer.addChange(released, to: kind, source, inCase: act.caseNumber)
            return .success(
                RecordStatement(
                    field: "released",
                    value: name,
                    reason: reason,
                    act: "unmerged",
                    details: ["released": name, "reason": reason]
                )
            )
        }
    }
}

extension StoreWriter {
    /// Puts a statement and its audit entry on record.
    func put(_ statement: RecordStatement, _ act: RecordAct) throws(StoreError) {
        let change = RecordChange(
            version: act.version,
            field: statement.field,
            value: statement.value,
            qualifier: statement.qualifier,
            day: statement.day,
            reason: statement.reason,
            author: act.author,
            caseReference: act.caseReference,
            at: Timestamp.now()
        )
        try addChange(change, to: act.book.kind, act.record.id, inCase: act.caseNumber)
        try addAudit(
            NewAuditEntry(
                actor: act.author,
                act: "\(act.book.kind.rawValue).\(statement.act)",
                caseReference: act.caseReference,
                subject: act.book.names[act.record.id],
                details: statement.details.merging(["version": "\(act.version)"]) { first, _ in first }
            )
        )
    }
}
