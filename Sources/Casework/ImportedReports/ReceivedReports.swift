public import Accounts
public import CaseModel
import CaseStore
import Foundation

/// A report that came from a browser or a program, where it stays: its files and what is verified of it refer to it.
public struct ReceivedReport: Sendable {
    /// Where it lies.
    public let path: String
    /// Whether it did not lie there before.
    public let isNew: Bool

    /// Takes it away, unless it was there before: nothing of it was kept.
    public func discard() {
        guard isNew else { return }
        try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent())
    }
}

extension Workspace {
    /// Puts a report that came in where it stays.
    ///
    /// The file is moved. One of the same bytes and name is kept once.
    ///
    /// - Parameters:
    ///   - path: The file that came in.
    ///   - name: Its name, of which the last component counts.
    ///   - reference: The case that it is for.
    ///   - viewer: Who brings it; must be allowed to add evidence to the case.
    /// - Returns: Where it lies now.
    /// - Throws: ``CaseworkError``: `usage` if the name cannot be one.
    public func keepReport(
        _ path: String,
        name: String,
        forCase reference: String,
        by viewer: Viewer
    ) throws(CaseworkError) -> ReceivedReport {
        let number = try caseNumber(reference, for: viewer, .ingest)
        guard let name = FolderName.safe(name) else {
            throw CaseworkError(.usage, "a report needs a name without control characters")
        }
        let folder = directory + "/reports/received/case-\(number)/\(try Self.requestDigest(ofFile: path))"
        let target = folder + "/" + name
        guard !FileManager.default.fileExists(atPath: target) else {
            try? FileManager.default.removeItem(atPath: path)
            return ReceivedReport(path: target, isNew: false)
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try FileManager.default.moveItem(atPath: path, toPath: target)
        } catch {
            throw CaseworkError(.storage, "the report cannot be kept in \(folder)")
        }
        return ReceivedReport(path: target, isNew: true)
    }

    /// Files that a report of a case names, by number.
    ///
    /// - Parameters:
    ///   - report: The report's number.
    ///   - reference: The case.
    ///   - standing: Only those that stand so; nil for all.
    ///   - after: The file after which to start; 0 for the first.
    ///   - limit: How many at most.
    ///   - viewer: Who asks; must be allowed to see the case's items.
    /// - Returns: The files; nil if the case has no such report.
    /// - Throws: ``CaseworkError``.
    public func files(
        ofReport report: Int64,
        inCase reference: String,
        standing: ReportedFile.Standing? = nil,
        after: Int64 = 0,
        limit: Int,
        for viewer: Viewer
    ) throws(CaseworkError) -> [ReportedFile]? {
        _ = try caseNumber(reference, for: viewer, .seeRenditions)
        return try reading { reader throws(StoreError) in
            guard try reader.report(report)?.caseReference == reference else { return nil }
            return try reader.reportedFiles(ofReport: report, standing: standing, after: after, limit: limit)
        }
    }
}
