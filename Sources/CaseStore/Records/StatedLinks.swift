public import CaseModel

/// A file that a report names and that is not known to be here, and a content that has the digest which the report states.
public struct StatedContent: Hashable, Sendable {
    /// The file.
    public let file: ReportedFile
    /// The number of the report.
    public let report: Int64
    /// The number of the content.
    public let media: Int64
    /// The content's digests.
    public let digests: Digests
}

extension StoreReader {
    /// Files that reports name and that are not known to be here, each with every content that has the strongest digest
    /// which the report states; empty files are left out.
    ///
    /// - Parameter id: The case of which the report is, or that holds the content; nil for all.
    /// - Returns: By content, then by file.
    /// - Throws: ``StoreError``.
    /// - Cost: A look-up by an index for each such file of the case's reports, and for each content of the case.
    public func statedContents(ofCase id: Int64?) throws(StoreError) -> [StatedContent] {
        guard try session.first(Statements.anyFileNotHeld) != nil else { return [] }
        var found: [StatedContent] = []
        for type in StatedDigests.HashType.allCases {
            let read: (SQLRow) throws(StoreError) -> StatedContent = { row throws(StoreError) in
                try row.statedContent()
            }
            if let id {
                found += try session.all(Statements.statedContentsOfCase(by: type), [.integer(id), .integer(id)], read)
            } else {
                found += try session.all(Statements.statedContents(by: type), [], read)
            }
        }
        return found.sorted { ($0.media, $0.file.id) < ($1.media, $1.file.id) }
    }
}

extension SQLRow {
    fileprivate func statedContent() throws(StoreError) -> StatedContent {
        guard let sha256 = ContentDigest(bytes: try bytes(15)) else {
            throw .damaged("a content's digest is not 32 bytes")
        }
        return StatedContent(
            file: try reportedFile(),
            report: try id(10),
            media: try id(11),
            digests: Digests(size: try id(12), md5: try bytes(13), sha1: try bytes(14), sha256: sha256)
        )
    }
}
