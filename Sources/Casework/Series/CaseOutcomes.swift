public import Accounts
import Audit
public import CaseModel
import CaseStore

extension Workspace {
    /// The outcomes of a case that stand, by day.
    ///
    /// - Throws: ``CaseworkError``; code `usage` if the viewer may know of no such case.
    public func outcomes(ofCase reference: String, for viewer: Viewer) throws(CaseworkError) -> [CaseOutcome] {
        let number = try caseNumber(reference, for: viewer, .seeRenditions)
        return try reading { reader throws(StoreError) in try reader.outcomes(ofCase: number) }
    }

    /// Puts an outcome of a case on record.
    ///
    /// - Parameters:
    ///   - kind: What it is.
    ///   - count: How many, at least one.
    ///   - day: The day, `YYYY-MM-DD`.
    ///   - note: More about it, in one line.
    ///   - reference: The case.
    ///   - viewer: Who says it.
    /// - Returns: Its number.
    /// - Throws: ``CaseworkError`` with code `usage` if one of these cannot be.
    public func addOutcome(
        _ kind: OutcomeKind,
        count: Int,
        on day: String,
        note: String?,
        ofCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> Int64 {
        guard (1...1_000_000).contains(count) else {
            throw CaseworkError(.usage, "an outcome counts 1 to 1000000")
        }
        guard let day = CalendarDay.checked(day) else {
            throw CaseworkError(.usage, "\(day) is not a day; write it as YYYY-MM-DD")
        }
        if let note { try DisplayedName.check(note, of: "the note") }
        let number = try caseNumber(reference, for: viewer, .decide)
        return try writing { writer throws(StoreError) in
            let id = try writer.addOutcome(
                kind,
                count: count,
                on: day,
                note: note,
                ofCase: number,
                author: viewer.name
            )
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "outcome.added",
                    caseReference: reference,
                    subject: "\(id)",
                    details: ["kind": kind.rawValue, "count": "\(count)", "day": day]
                )
            )
            return id
        }
    }

    /// Takes an outcome of a case back; what it said stays on record.
    ///
    /// - Parameters:
    ///   - id: The outcome's number.
    ///   - reason: Why, in one line.
    ///   - reference: The case.
    ///   - viewer: Who takes it back.
    /// - Throws: ``CaseworkError`` with code `usage` if the case has no such outcome that stands.
    public func withdrawOutcome(
        _ id: Int64,
        reason: String,
        ofCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) {
        try DisplayedName.check(reason, of: "the reason")
        let number = try caseNumber(reference, for: viewer, .decide)
        let isDone = try writing { writer throws(StoreError) in
            guard try writer.withdrawOutcome(id, ofCase: number, reason: reason, author: viewer.name) else {
                return false
            }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "outcome.withdrawn",
                    caseReference: reference,
                    subject: "\(id)",
                    details: ["reason": reason]
                )
            )
            return true
        }
        guard isDone else { throw CaseworkError(.usage, "\(reference) has no outcome \(id) that stands") }
    }
}
