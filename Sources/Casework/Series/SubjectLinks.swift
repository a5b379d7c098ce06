public import Accounts
import CaseModel
import CaseStore

extension Workspace {
    /// Links a subject with a series, or does so no longer.
    ///
    /// - Parameters:
    ///   - id: The subject.
    ///   - series: The series; the viewer must see it.
    ///   - reference: The case in which it is said; nil for the first in which the viewer may decide.
    ///   - isWithdrawn: Whether the link is taken back.
    ///   - version: The version of the subject that the author saw; nil for whatever it is.
    ///   - viewer: Who says it.
    /// - Returns: What became of it; nil if the viewer may see no such subject or series.
    /// - Throws: ``CaseworkError`` with code `usage` if nothing would change.
    public func linkSubject(
        _ id: Int64,
        withSeries series: Int64,
        inCase reference: String? = nil,
        isWithdrawn: Bool = false,
        expecting version: Int? = nil,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        let access = try access(of: viewer)
        let seen = try reading { reader throws(StoreError) in try RecordBook(series: reader).visible(series, access) }
        guard let seen else { return nil }
        return try link(id, inCase: reference, isWithdrawn: isWithdrawn, expecting: version, by: viewer) {
            reader,
            act throws(StoreError) in
            let name = try RecordBook(series: reader).names[seen.id] ?? ""
            return .success((seen.family.map { .series($0) }, .series(seen.id), ["series": name]))
        }
    }

    /// Links a subject with a content of a case, or does so no longer.
    ///
    /// - Parameters:
    ///   - id: The subject.
    ///   - content: The content, by SHA-256 in hexadecimal digits or by a path in the case.
    ///   - reference: The case.
    ///   - isWithdrawn: Whether the link is taken back.
    ///   - version: The version of the subject that the author saw; nil for whatever it is.
    ///   - viewer: Who says it.
    /// - Returns: What became of it; nil if the viewer may see no such subject.
    /// - Throws: ``CaseworkError`` with code `usage` if the case does not hold the content, or nothing would change.
    public func linkSubject(
        _ id: Int64,
        withContent content: String,
        ofCase reference: String,
        isWithdrawn: Bool = false,
        expecting version: Int? = nil,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        _ = try caseNumber(reference, for: viewer, .decide)
        return try link(id, inCase: reference, isWithdrawn: isWithdrawn, expecting: version, by: viewer) {
            reader,
            act throws(StoreError) in
            let found = try reader.contents(named: content, inCase: act.caseNumber)
            guard let media = found.first else {
                return .failure(CaseworkError(.usage, "the case \(reference) holds no \(content)"))
            }
            guard found.count == 1 else {
                return .failure(CaseworkError(.usage, "\(content) is \(found.count) contents; name one by its SHA-256"))
            }
            let digest = try reader.details(ofMedia: media)?.digests.sha256.hex ?? ""
            return .success(([.media(media)], .media(media), ["sha256": digest]))
        }
    }

    /// What a link leads to: the ties that count as it, the one that is made, and what the audit log says of it.
    private typealias LinkEnd = (same: [SubjectTie], new: SubjectTie, details: [String: String])

    private func link(
        _ id: Int64,
        inCase reference: String?,
        isWithdrawn: Bool,
        expecting version: Int?,
        by viewer: Viewer,
        _ end: (StoreReader, RecordAct) throws(StoreError) -> Result<LinkEnd, CaseworkError>
    ) throws(CaseworkError) -> RecordOutcome? {
        try change(
            .subject,
            id,
            expecting: version,
            inCase: reference,
            isContributing: true,
            by: viewer
        ) { writer, act throws(StoreError) in
            let found: LinkEnd
            switch try end(writer.reader, act) {
            case .success(let end): found = end
            case .failure(let error): return .failure(error)
            }
            let standing = try writer.reader.subjectLinks().filter {
                act.record.family.contains($0.subject) && found.same.contains($0.tie)
                    && (reference == nil || $0.caseReference == reference)
                    && act.access.allows(.decide, $0.caseReference)
            }
            guard standing.isEmpty != isWithdrawn else {
                let state = isWithdrawn ? "there is no such link" : "the two are linked already"
                return .failure(CaseworkError(.usage, state))
            }
            if isWithdrawn {
                for link in standing {
                    guard let number = try writer.reader.caseNumber(link.caseReference) else { continue }
                    try writer.setLink(
                        link.tie,
                        ofSubject: link.subject,
                        inCase: number,
                        isWithdrawn: true,
                        version: act.version,
                        author: act.author
                    )
                }
            } else {
                try writer.setLink(
                    found.new,
                    ofSubject: act.record.id,
                    inCase: act.caseNumber,
                    isWithdrawn: false,
                    version: act.version,
                    author: act.author
                )
            }
            let verb = isWithdrawn ? "unlinked" : "linked"
            return .success(
                RecordStatement(field: verb, value: found.details.values.first, act: verb, details: found.details)
            )
        }
    }

    /// Says that a subject and another are one person: the first leads to the second from now on.
    ///
    /// - Parameters:
    ///   - source: The subject that leads to the other.
    ///   - target: The other, of the same kind.
    ///   - version: The version of the first that the author saw; nil for whatever it is.
    ///   - reason: Why, in one line.
    ///   - viewer: Who says it: may decide in a case of each.
    /// - Returns: What became of it; nil if the viewer may not see both.
    /// - Throws: ``CaseworkError`` with code `usage` if the two are one already, or of different kinds.
    public func mergeSubject(
        _ source: Int64,
        into target: Int64,
        expecting version: Int? = nil,
        reason: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        try merge(.subject, source, into: target, expecting: version, reason: reason, by: viewer)
    }

    /// Takes the merge of a subject into another back; what was said of the other since stays there.
    ///
    /// - Parameters:
    ///   - source: The subject that was merged.
    ///   - reason: Why, in one line.
    ///   - viewer: Who takes it back.
    /// - Returns: What became of it; nil if the viewer may see no such subject.
    /// - Throws: ``CaseworkError`` with code `usage` if it is not merged.
    public func unmergeSubject(
        _ source: Int64,
        reason: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> RecordOutcome? {
        try unmerge(.subject, source, reason: reason, by: viewer)
    }
}
