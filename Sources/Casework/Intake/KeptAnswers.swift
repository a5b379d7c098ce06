public import Accounts
public import CaseModel
import CaseStore
import Evidence

extension Workspace {
    /// The answer that an account's request with this key got; nil if there was none.
    ///
    /// - Throws: ``CaseworkError``.
    public func keptAnswer(of viewer: Viewer, key: String) throws(CaseworkError) -> KeptAnswer? {
        try reading { reader throws(StoreError) in try reader.answer(of: viewer.name, key: key) }
    }

    /// Keeps the answer to an account's request for a week, so that the same request sent again gets it.
    ///
    /// - Throws: ``CaseworkError``.
    public func keep(_ answer: KeptAnswer, of viewer: Viewer, key: String) throws(CaseworkError) {
        try keep(answer, of: viewer, key: key, at: Self.now())
    }

    func keep(_ answer: KeptAnswer, of viewer: Viewer, key: String, at now: Int64) throws(CaseworkError) {
        try writing { writer throws(StoreError) in
            try writer.removeAnswers(before: now - Self.answersKeptSeconds)
            try writer.addAnswer(answer, of: viewer.name, key: key)
        }
    }

    private static let answersKeptSeconds: Int64 = 7 * 86_400

    /// What is kept of a request to tell it from others: the SHA-256 of all that it states.
    ///
    /// - Throws: ``CaseworkError``.
    public static func requestDigest(of text: String) throws(CaseworkError) -> String {
        try TextDigest.sha256(of: Array(text.utf8)).hex
    }

    /// What is kept of the body of a request that came as a file: its SHA-256.
    ///
    /// - Throws: ``CaseworkError``.
    public static func requestDigest(ofFile path: String) throws(CaseworkError) -> String {
        do {
            return try EvidenceFile(path: Array(path.utf8), followingLink: false).digests().sha256.hex
        } catch {
            throw CaseworkError(.storage, "\(path) \(error.message)")
        }
    }
}
