public import Accounts
public import CaseModel
import CaseStore

/// A file that a report names, with what the report states of it.
public struct ListedReportedFile: Sendable {
    /// The report.
    public let report: ImportedReport
    /// The file.
    public let file: ReportedFile
    /// What the report says, as JSON; nil where it was not asked for.
    public let statement: String?
    /// Items that have the stated digests, where the file is not here.
    public var held: [ItemReference] = []
    /// Hash lists that have the stated digests, where the file is not here.
    public var lists: [String] = []

    /// Lists a file.
    public init(report: ImportedReport, file: ReportedFile, statement: String? = nil) {
        self.report = report
        self.file = file
        self.statement = statement
    }
}

extension Workspace {
    /// The reports that were read into a case, oldest first.
    ///
    /// - Throws: ``CaseworkError``.
    public func reports(
        ofCase reference: String,
        for viewer: Viewer
    ) throws(CaseworkError) -> [(report: ImportedReport, statements: Int, standings: [ReportedFile.Standing: Int])] {
        let number = try caseNumber(reference, for: viewer, .seeRenditions)
        return try reading { reader throws(StoreError) in
            try reader.reports(ofCase: number).map { report throws(StoreError) in
                let counts = try reader.counts(ofReport: report.id)
                return (report, counts.statements, counts.standings)
            }
        }
    }

    /// Hands over the files that a case's reports name, with what the reports state.
    ///
    /// Of a file that is not here, the items of cases that the viewer may see and the hash lists are told that have its
    /// digests.
    ///
    /// - Parameters:
    ///   - reference: The case.
    ///   - standings: Files of which standings; all if empty.
    ///   - viewer: Who asks.
    ///   - body: Takes each file.
    /// - Throws: ``CaseworkError``.
    public func reportedFiles(
        ofCase reference: String,
        standing standings: Set<ReportedFile.Standing> = [],
        for viewer: Viewer,
        _ body: (ListedReportedFile) throws -> Void
    ) throws(CaseworkError) {
        var visible: [String: Bool] = [:]
        for (report, _, _) in try reports(ofCase: reference, for: viewer) {
            var last: Int64 = 0
            while true {
                let after = last
                let page = try reading { reader throws(StoreError) in
                    let files = try reader.reportedFiles(ofReport: report.id, after: after, limit: 1_000)
                    return try files.map { found throws(StoreError) -> ListedReportedFile in
                        var listed = ListedReportedFile(report: report, file: found.file, statement: found.statement)
                        guard !found.file.standing.isHeld else { return listed }
                        listed.held = try reader.items(like: found.file.stated)
                        listed.lists = try reader.lists(like: found.file.stated)
                        return listed
                    }
                }
                guard let end = page.last else { break }
                last = end.file.id
                for var listed in page where standings.isEmpty || standings.contains(listed.file.standing) {
                    listed.held = listed.held.filter { isVisible($0.caseReference, to: viewer, &visible) }
                    try classed { try body(listed) }
                }
            }
        }
    }

    /// The files that reports name by a content's digests and that are not here, of cases that the viewer may see.
    ///
    /// - Throws: ``CaseworkError``.
    public func reportedFiles(
        like digests: Digests,
        for viewer: Viewer
    ) throws(CaseworkError) -> [ListedReportedFile] {
        var stated = StatedDigests()
        (stated.md5, stated.sha1, stated.sha256) = (digests.md5, digests.sha1, digests.sha256)
        let wanted = stated
        let found = try reading { reader throws(StoreError) in
            var listed: [ListedReportedFile] = []
            for found in try reader.reportedFiles(like: wanted) where found.file.stated.agree(with: digests) == true {
                guard let report = try reader.report(found.report) else { continue }
                listed.append(ListedReportedFile(report: report, file: found.file))
            }
            return listed
        }
        var visible: [String: Bool] = [:]
        return found.filter { isVisible($0.report.caseReference, to: viewer, &visible) }
    }

    private func isVisible(_ reference: String, to viewer: Viewer, _ known: inout [String: Bool]) -> Bool {
        if let answer = known[reference] { return answer }
        let answer = (try? caseNumber(reference, for: viewer, .seeFingerprints)) != nil
        known[reference] = answer
        return answer
    }
}

extension StoreReader {
    /// The items whose contents have every digest that is stated.
    fileprivate func items(like stated: StatedDigests) throws(StoreError) -> [ItemReference] {
        guard let strongest = stated.sha256?.bytes ?? stated.sha1 ?? stated.md5 else { return [] }
        var found: [ItemReference] = []
        for number in try media(withDigest: strongest) {
            guard let content = try details(ofMedia: number), stated.agree(with: content.digests) == true else {
                continue
            }
            found += try items(ofMedia: number)
        }
        return found
    }
}
