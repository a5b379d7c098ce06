public import Accounts
import Audit
public import CaseModel
import CaseStore
import Evidence
public import Foundation

extension Workspace {
    /// Opens the file of an item for reading; that it is taken, and why, is on record before.
    ///
    /// - Parameters:
    ///   - item: The item's number.
    ///   - reference: The case that it must be of.
    ///   - reason: Why it is needed.
    ///   - viewer: Who takes it.
    /// - Returns: The file and what is known of it; nil if the case has none of this number, or it is an archive's entry.
    /// - Throws: ``CaseworkError`` if the file is not there any more, or is not what was ingested.
    public func original(
        ofItem item: Int64,
        inCase reference: String,
        reason: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> (details: ItemDetails, file: FileHandle)? {
        let number = try caseNumber(reference)
        return try classed {
            let details = try store.read { reader throws(StoreError) in
                try reader.details(ofItem: item, inCase: number)
            }
            guard let details, let content = details.content, !details.isEntry else { return nil }
            let evidence = try EvidenceFile(path: details.source, followingLink: true)
            guard try evidence.digests().sha256 == content.digests.sha256 else {
                throw CaseworkError(.damage, "the file is not what was ingested: its SHA-256 differs")
            }
            guard let file = FileHandle(forReadingAtPath: String(decoding: details.source, as: UTF8.self)) else {
                throw CaseworkError(.failed, "the file cannot be opened where it was ingested from")
            }
            try record(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "original.taken",
                    caseReference: reference,
                    subject: content.digests.sha256.hex,
                    details: ["item": "\(item)", "reason": reason]
                )
            )
            return (details, file)
        }
    }
}
