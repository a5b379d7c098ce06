public import Accounts
import Audit
public import CaseModel
import CaseStore

/// What became of a verdict.
public enum DecisionOutcome: Hashable, Sendable {
    /// It was put on record.
    case made(Decision)
    /// Somebody decided in between: nothing was changed. The decisions so far, oldest first.
    case conflict([Decision])
}

extension Workspace {
    /// Puts a verdict on a pair of contents on record.
    ///
    /// - Parameters:
    ///   - verdict: The verdict; nil takes the last one back.
    ///   - pair: The two contents.
    ///   - version: The number of the last decision that the expert saw; 0 if there was none.
    ///   - reference: The case in which it is decided.
    ///   - viewer: Who decides.
    /// - Returns: What became of it; nil if the pair is not one that the viewer can see from this case.
    /// - Throws: ``CaseworkError``.
    public func decide(
        _ verdict: Verdict?,
        on pair: (ContentDigest, ContentDigest),
        expecting version: Int,
        inCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> DecisionOutcome? {
        let access = try access(of: viewer)
        return try classed {
            try store.write { writer throws(StoreError) -> DecisionOutcome? in
                guard let number = try writer.reader.caseNumber(reference),
                    let media = try writer.reader.visiblePair(pair, inCase: reference, access: access)
                else { return nil }
                let earlier = try writer.reader.decisions(on: media)
                guard earlier.last?.version ?? 0 == version else { return .conflict(earlier) }
                let decision = Decision(
                    version: version + 1,
                    verdict: verdict ?? earlier.dropLast().last?.verdict,
                    author: viewer.name,
                    caseReference: reference,
                    at: Timestamp.now(),
                    undoes: verdict == nil ? version : nil
                )
                try writer.addDecision(decision, on: media, inCase: number)
                try writer.addAudit(
                    NewAuditEntry(
                        actor: viewer.name,
                        act: verdict == nil ? "decision.undone" : "decision.made",
                        caseReference: reference,
                        subject: "\(pair.0.hex) \(pair.1.hex)",
                        details: ["verdict": decision.verdict?.rawValue ?? "none", "version": "\(decision.version)"]
                    )
                )
                return .made(decision)
            }
        }
    }

    /// All decisions on a pair of contents, oldest first.
    public func decisions(on pair: (ContentDigest, ContentDigest)) throws(CaseworkError) -> [Decision] {
        try classed {
            try store.read { reader throws(StoreError) in
                guard let one = try reader.media(pair.0), let other = try reader.media(pair.1),
                    let media = MediaPair(one, other)
                else { return [] }
                return try reader.decisions(on: media)
            }
        }
    }

    /// All decisions on a pair of contents, oldest first; nil unless the viewer may see the pictures of both.
    public func decisions(
        on pair: (ContentDigest, ContentDigest),
        access: CaseAccess
    ) throws(CaseworkError) -> [Decision]? {
        try classed {
            try store.read { reader throws(StoreError) in
                guard let one = try reader.media(pair.0), let other = try reader.media(pair.1),
                    let media = MediaPair(one, other), try reader.isVisible(one, access),
                    try reader.isVisible(other, access)
                else { return nil }
                return try reader.decisions(on: media)
            }
        }
    }

    /// The decisions that followed one, in the order in which they were made.
    public func decisions(after id: Int64) throws(CaseworkError) -> [StackDecision] {
        try classed { try store.read { reader throws(StoreError) in try reader.decisions(after: id) } }
    }

    /// What an account decided last, in a case or in any, and nobody has decided or undone since.
    public func lastDecision(
        of viewer: Viewer,
        inCase reference: String? = nil
    ) throws(CaseworkError) -> (pair: (ContentDigest, ContentDigest), decision: Decision)? {
        let number = try reference.map { name throws(CaseworkError) in try caseNumber(name) }
        return try classed {
            try store.read { reader throws(StoreError) in
                guard let (pair, decision) = try reader.lastDecision(of: viewer.name, inCase: number),
                    let first = try reader.details(ofMedia: pair.first),
                    let second = try reader.details(ofMedia: pair.second)
                else { return nil }
                return ((first.digests.sha256, second.digests.sha256), decision)
            }
        }
    }
}

extension StoreReader {
    /// The numbers of two different contents, if one is of the case and the other of it or of a case whose pictures the
    /// viewer may see.
    fileprivate func visiblePair(
        _ pair: (ContentDigest, ContentDigest),
        inCase reference: String,
        access: CaseAccess
    ) throws(StoreError) -> MediaPair? {
        guard let one = try media(pair.0), let other = try media(pair.1), let found = MediaPair(one, other) else {
            return nil
        }
        let holders = try cases(ofMedia: one) + (try cases(ofMedia: other))
        guard holders.contains(reference), try isVisible(one, access), try isVisible(other, access) else { return nil }
        return found
    }

    /// Whether a content is in some case whose pictures the viewer may see.
    fileprivate func isVisible(_ media: Int64, _ access: CaseAccess) throws(StoreError) -> Bool {
        try cases(ofMedia: media).contains { access.allows(.seeRenditions, $0) }
    }
}
