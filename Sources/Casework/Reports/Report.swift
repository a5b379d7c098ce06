public import Accounts
public import Audit
public import CaseModel
import CaseStore
import Foundation

/// The forms in which a report is handed out.
public enum ReportFormat: String, CaseIterable, Sendable {
    /// Canonical JSON: the content, and the record of the making beside it.
    case json
    /// A page that needs nothing beside it.
    case html
    /// That page on paper.
    case pdf
    /// A page of the workbench.
    case page
}

/// A report whose making is on record: what it says, and what proves when and for whom it was made.
public struct Report: Sendable {
    /// What it says.
    public let body: ReportBody
    /// The content's canonical text.
    public let content: [UInt8]
    /// The content's SHA-256.
    public let digest: ContentDigest
    /// The entry of the audit log that records the making.
    public let entry: AuditEntry
    /// What shows that the entry is in the log, with the signed checkpoint.
    public let proof: AuditProof
    /// By which the checkpoint's signature is checked.
    public let key: AuditVerifier

    /// The report as canonical JSON.
    ///
    /// `content` has the same bytes for the same reader and database. `record` is about this one making: the time, the
    /// content's digest, and the proof that `cairn audit check` takes.
    public var json: [UInt8] {
        let record = Self.record(of: digest, entry: entry, proof: proof, key: key)
        return CanonicalJSON.object([("content", body.content), ("record", record)]).bytes
    }

    /// What stands beside a content: all of it follows from the content, the proof and the key.
    static func record(
        of digest: ContentDigest,
        entry: AuditEntry,
        proof: AuditProof,
        key: AuditVerifier
    ) -> CanonicalJSON {
        .object([
            ("at", .text(entry.at)), ("by", .text(entry.actor)), ("content_sha256", .text(digest.hex)),
            ("log_key", .text(key.text)), ("tree_size", .integer(proof.checkpoint.size)),
            ("root", .text(proof.checkpoint.root.hex)), ("proof", proof.told),
        ])
    }
}

extension AuditProof {
    /// The proof in the form in which it is read again.
    fileprivate var told: CanonicalJSON {
        (try? JSONDecoder().decode(CanonicalJSON.self, from: Data(json.utf8))) ?? .null
    }
}

extension Workspace {
    /// So many cases are named in an entry of the log; of more only the number is told.
    private static var mostNamed: Int { 20 }

    private static func named(_ cases: [String]) -> String {
        cases.count <= mostNamed ? cases.joined(separator: " ") : "\(cases.count) cases"
    }

    /// Puts the making of a report on record, and proves it.
    ///
    /// - Parameters:
    ///   - body: What it says.
    ///   - format: The form in which it is handed out.
    ///   - viewer: Who makes it.
    /// - Returns: The report.
    /// - Throws: ``CaseworkError``.
    public func make(_ body: ReportBody, as format: ReportFormat, by viewer: Viewer) throws(CaseworkError) -> Report {
        let content = body.content.bytes
        let digest = try TextDigest.sha256(of: content)
        let made = NewAuditEntry(
            actor: viewer.name,
            act: Report.act,
            caseReference: body.kind == "operation" ? nil : body.cases.first,
            subject: digest.hex,
            details: ["kind": body.kind, "format": format.rawValue, "cases": Self.named(body.cases)]
        )
        let entry = try writing { writer throws(StoreError) in try writer.addAudit(made) }
        return Report(
            body: body,
            content: content,
            digest: digest,
            entry: entry,
            proof: try proveAudit(entry: entry.sequence),
            key: try auditVerifier()
        )
    }
}

extension Report {
    /// The act by which the audit log tells of the making of a report; the content's digest is its subject.
    public static let act = "report.made"
}
