public import Accounts
import Audit
public import CaseModel
import CaseStore

extension Workspace {
    /// Puts a sighting of a content on record.
    ///
    /// - Parameters:
    ///   - draft: What it says.
    ///   - content: The content: a SHA-256 in hexadecimal digits, or a path in the case.
    ///   - reference: The case.
    ///   - viewer: Who says it.
    /// - Returns: Its number.
    /// - Throws: ``CaseworkError`` with code `usage` if it cannot be taken.
    public func addSighting(
        _ draft: SightingDraft,
        of content: String,
        inCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> Int64 {
        let statement: SightingStatement
        do {
            statement = try draft.checked()
        } catch {
            throw CaseworkError(.usage, error.message)
        }
        let number = try caseNumber(reference, for: viewer, .decide)
        let added = try writing { writer throws(StoreError) -> Result<Int64, CaseworkError> in
            let media: Int64
            switch try writer.reader.soleContent(named: content, inCase: number) {
            case .success(let found): media = found
            case .failure(let fault): return .failure(CaseworkError(.usage, fault.text))
            }
            let id = try writer.addSighting(
                statement,
                ofMedia: media,
                inCase: number,
                entry: .entered,
                author: viewer.name
            )
            var details = ["content": content, "source": statement.source.rawValue]
            details["address"] = statement.address.map { "\($0.type.rawValue) \($0.value)" }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "sighting.added",
                    caseReference: reference,
                    subject: "\(id)",
                    details: details
                )
            )
            return .success(id)
        }
        return try added.get()
    }

    /// Takes a sighting back; what it said stays on record.
    ///
    /// - Parameters:
    ///   - id: The sighting's number.
    ///   - reason: Why, in one line.
    ///   - reference: The case in which it was said.
    ///   - viewer: Who takes it back.
    /// - Throws: ``CaseworkError`` with code `usage` if the case has no such sighting that stands.
    public func withdrawSighting(
        _ id: Int64,
        reason: String,
        inCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) {
        try DisplayedName.check(reason, of: "the reason")
        let number = try caseNumber(reference, for: viewer, .decide)
        let isDone = try writing { writer throws(StoreError) in
            guard try writer.withdrawSighting(id, inCase: number, reason: reason, author: viewer.name) else {
                return false
            }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "sighting.withdrawn",
                    caseReference: reference,
                    subject: "\(id)",
                    details: ["reason": reason]
                )
            )
            return true
        }
        guard isDone else { throw CaseworkError(.usage, "\(reference) has no sighting \(id) that stands") }
    }
}

/// Why a text names no one content.
struct ContentFault: Error {
    let text: String
}

extension StoreReader {
    /// The one content of a case that a SHA-256 or a path names.
    func soleContent(named text: String, inCase caseNumber: Int64) throws(StoreError) -> Result<Int64, ContentFault> {
        let direct = try media(atExactPath: text, inCase: caseNumber)
        let found = direct.isEmpty ? try contents(named: text, inCase: caseNumber) : direct
        guard let media = found.first else { return .failure(ContentFault(text: "the case holds no \(text)")) }
        guard found.count == 1 else {
            return .failure(
                ContentFault(text: "\(text) names \(found.count) contents of the case; name the one by its SHA-256")
            )
        }
        return .success(media)
    }
}
