import AnalysisWorkers
import CaseModel
import Evidence
import Foundation
import Interchange

/// Where a report is read from, and where the files that it names lie.
struct ReportSource {
    /// The report that stands in an archive of reports, beside the files that it names.
    private static let nameInArchive = Array("report.xml".utf8)

    /// What to open to read the report.
    let path: String
    /// The SHA-256 of the report itself.
    let digest: ContentDigest
    /// Where its files lie.
    let place: ReportPlace
    /// The report that was taken out of an archive: a file without a name that lives as long as this.
    private var taken: EvidenceFile?

    /// Finds a report: the file itself, or what stands in a `.ufdr`, which a worker unpacks.
    ///
    /// - Parameters:
    ///   - request: What to read.
    ///   - workspace: Where a report that is taken out of an archive is put.
    ///   - pool: Unpacks.
    ///   - isInterrupted: Asked often; true stops.
    /// - Throws: ``CaseworkError``: `usage` if there is no report, or the request names a folder for files that lie in an
    ///   archive.
    init(
        _ request: ReportRequest,
        in workspace: Workspace,
        pool: WorkerPool,
        isInterrupted: () -> Bool
    ) throws(CaseworkError) {
        let whole = URL(fileURLWithPath: request.path).standardizedFileURL
        guard request.format == .ufed, ReportGuess.isArchive(request.path) else {
            path = request.path
            digest = try Self.digest(of: request.path)
            place = .folder(try ReportFolder(path: request.folder ?? whole.deletingLastPathComponent().path))
            return
        }
        guard request.folder == nil else {
            throw CaseworkError(.usage, "\(request.called) holds its files itself: leave the folder of the files out")
        }
        let (file, digests) = try classed {
            try Self.take(request, in: workspace, pool: pool, isInterrupted: isInterrupted)
        }
        (path, digest, taken) = ("/proc/self/fd/\(file.descriptor)", digests.sha256, file)
        let source = Array(whole.path.utf8)
        place = .archive(source: source, name: EvidenceWalker.lastComponent(of: source))
    }

    /// Whether the report was taken out of an archive.
    var isFromArchive: Bool { taken != nil }

    /// Whether the report is still the one that it was.
    func isUnchanged() throws(CaseworkError) -> Bool {
        guard taken == nil else { return true }
        return try Self.digest(of: path) == digest
    }

    private static func digest(of path: String) throws(CaseworkError) -> ContentDigest {
        do {
            return try EvidenceFile(path: Array(path.utf8), followingLink: true).digests().sha256
        } catch {
            throw CaseworkError(.usage, "\(path) \(error.message)")
        }
    }

    /// Thrown once the report is there, so that the rest is not unpacked.
    private struct Found: Error {}

    /// Takes the report out of an archive.
    private static func take(
        _ request: ReportRequest,
        in workspace: Workspace,
        pool: WorkerPool,
        isInterrupted: () -> Bool
    ) throws -> (file: EvidenceFile, digests: Digests) {
        let archive = try EvidenceFile(path: Array(request.path.utf8), followingLink: true)
        let folder = try workspace.spoolDirectory()
        let budget = UnpackBudget(archiveSize: archive.status.size)
        let analyser = FileAnalyser(pool: pool, options: AnalysisOptions(), asksExifTool: false)
        var spool: EntrySpool?
        var report: (file: EvidenceFile, digests: Digests)?
        var failure: AnalysisFailure?
        do {
            failure = try analyser.unpack(archive, mostBytes: budget.remaining) { finding in
                if isInterrupted() { throw CaseworkError(.interrupted, "stopped; the same command goes on from here") }
                switch finding {
                case .entry(let name, _): spool = name == nameInArchive ? try EntrySpool(folder: folder) : nil
                case .entryData(let bytes):
                    try budget.take(bytes.count)
                    try spool?.append(bytes)
                case .entryEnd(let found):
                    guard let ended = spool else { return }
                    failure = found
                    if found == nil { report = try ended.finish() }
                    throw Found()
                default: break
                }
            }
        } catch is Found {
            // What was looked for is there, or cannot be read.
        } catch let error as UnpackBudget.Exceeded {
            failure = error.failure
        }
        if let report { return report }
        let reason = failure?.message ?? "it holds no report.xml"
        throw CaseworkError(.usage, "\(request.called) cannot be read as ufed, and nothing of it was kept: \(reason)")
    }
}

/// Where the files of a report lie.
enum ReportPlace: Sendable {
    /// In a folder.
    case folder(ReportFolder)
    /// In an archive, which is ingested whole: where it lies, and its path within the exhibit.
    case archive(source: [UInt8], name: [UInt8])
}
