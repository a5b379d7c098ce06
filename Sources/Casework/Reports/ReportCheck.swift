public import Audit
public import CaseModel
import Foundation

/// A check of a report in JSON, by someone who has nothing else of the database that it was made of.
public enum ReportCheck {
    /// What a report that holds says of its making.
    public struct Finding: Hashable, Sendable {
        /// The content's SHA-256.
        public let digest: ContentDigest
        /// The entry of the log that records the making.
        public let entry: AuditEntry
        /// The log's name.
        public let origin: String
    }

    /// Checks that the content is the one whose making the log records, and that the log's key signed that.
    ///
    /// Only the canonical text holds: in any other, such as one that has a member twice, readers may see something else than
    /// what was checked.
    ///
    /// - Parameters:
    ///   - json: The file's bytes, as they were handed out; a line's end may follow.
    ///   - key: The key of the log, which must come another way than the file.
    /// - Returns: What it says of its making; nil if something does not fit.
    /// - Throws: ``CaseworkError`` with code `usage` if this is no report.
    public static func finding(in json: [UInt8], key: AuditVerifier) throws(CaseworkError) -> Finding? {
        guard let report = try? JSONDecoder().decode(CanonicalJSON.self, from: Data(json)),
            let content = report["content"], let stated = report["record"]?["proof"],
            let proof = AuditProof(json: stated.text), let entry = AuditEntry(canonicalText: proof.entry)
        else { throw CaseworkError(.usage, "this is no report of Cairn in JSON") }
        let digest = try TextDigest.sha256(of: content.bytes)
        let record = Report.record(of: digest, entry: entry, proof: proof, key: key)
        let expected = CanonicalJSON.object([("content", content), ("record", record)]).bytes
        let given = json.last == UInt8(ascii: "\n") ? json.dropLast() : json[...]
        guard expected.elementsEqual(given), entry.act == Report.act, entry.subject == digest.hex,
            proof.holds(by: key)
        else { return nil }
        return Finding(digest: digest, entry: entry, origin: proof.checkpoint.origin)
    }
}
