public import Accounts
import AnalysisWorkers
import Audit
import CaseModel
import CaseStore
import Evidence
import Foundation
import Interchange

extension Workspace {
    /// Reads a report of another program into an exhibit: what it states is kept, its files that lie beside it and its
    /// chats are ingested as any others, and the digests that it states are compared with those of the files.
    ///
    /// The report is read once to its end before anything is kept of it, so a damaged one leaves nothing. What was taken in
    /// stays when the run is stopped or killed, and the same request goes on from there.
    ///
    /// - Parameters:
    ///   - request: What to read.
    ///   - viewer: Who asks; must be allowed to add evidence to the case.
    ///   - workers: The folder that holds the worker programs.
    ///   - isInterrupted: Asked often; true stops the run cleanly.
    ///   - reading: Takes how many parts of the report were read so far.
    ///   - report: Told about the progress of the ingest.
    /// - Returns: What came of it.
    /// - Throws: ``CaseworkError``: `usage` if the report is not of the format, naming the place; `interrupted`.
    public func importReport(
        _ request: ReportRequest,
        by viewer: Viewer,
        workers: String,
        isInterrupted: @escaping @Sendable () -> Bool,
        reading: (Int) -> Void = { _ in },
        report: (IngestProgress) -> Void
    ) throws(CaseworkError) -> ReportImport {
        let lock = try lockForWriting()
        defer { withExtendedLifetime(lock) {} }
        let number = try caseNumber(request.ingest.caseReference, for: viewer, .ingest)
        try IngestRun.check(request.ingest)
        let pool = try classed {
            try WorkerPool(programs: workers, allowsWeakSandbox: request.ingest.allowsWeakSandbox)
        }
        let source = try ReportSource(request, in: self, pool: pool, isInterrupted: isInterrupted)
        var importer = ReportImporter(
            workspace: self,
            caseNumber: number,
            request: request,
            source: source,
            viewer: viewer,
            isInterrupted: isInterrupted
        )
        try importer.takeIn(reading)
        let sources = try importer.sources()
        var run = try IngestRun(
            workspace: self,
            caseNumber: number,
            request: request.ingest,
            pool: pool,
            sources: sources
        )
        let summary = try run.run(isInterrupted: isInterrupted, report: report)
        return try importer.conclude(summary)
    }
}

/// Reads one report into one exhibit.
struct ReportImporter {
    /// How much of a report is kept in one transaction.
    private static let batch = (statements: 1_000, bytes: 4 << 20)

    let workspace: Workspace
    let caseNumber: Int64
    let request: ReportRequest
    let source: ReportSource
    let viewer: Viewer
    let label: String
    private let isInterrupted: () -> Bool
    private var exhibit: Int64 = 0
    private var number: Int64 = 0
    private var skippedModels: [String: Int] = [:]

    init(
        workspace: Workspace,
        caseNumber: Int64,
        request: ReportRequest,
        source: ReportSource,
        viewer: Viewer,
        isInterrupted: @escaping () -> Bool
    ) {
        self.workspace = workspace
        self.caseNumber = caseNumber
        self.request = request
        self.source = source
        self.viewer = viewer
        self.isInterrupted = isInterrupted
        let path = URL(fileURLWithPath: request.path).standardizedFileURL.path
        label = request.ingest.exhibit ?? DisplayText.of(EvidenceWalker.lastComponent(of: Array(path.utf8)))
    }

    /// Keeps what the report states, unless that was done before.
    mutating func takeIn(_ progress: (Int) -> Void) throws(CaseworkError) {
        var chats: [UFEDChat] = []
        var parts = 0
        skippedModels = try reading { part in
            parts += 1
            progress(parts)
            if case .text(.chat(let chat)) = part { chats.append(chat) }
        }.skipped
        let begun = try begin()
        guard !begun.isRead else { return }
        var texts = request.format == .ufed ? try UFEDTexts(folder: textFolder + ".part", chats: chats) : nil
        var waiting: [NewReportStatement] = []
        var bytes = 0
        let (workspace, number) = (workspace, number)
        func flush() throws(CaseworkError) {
            let statements = waiting
            try workspace.writing { writer throws(StoreError) in try writer.addStatements(statements, ofReport: number)
            }
            (waiting, bytes) = ([], 0)
        }
        let contents = try reading { part in
            parts += 1
            progress(parts)
            switch part {
            case .text(let record): try texts?.take(record)
            case .statement(let statement):
                waiting.append(statement)
                bytes += statement.text.utf8.count
                if waiting.count >= Self.batch.statements || bytes >= Self.batch.bytes { try flush() }
            }
        }
        try flush()
        guard try source.isUnchanged() else {
            throw CaseworkError(.failed, "\(request.called) changed while it was read; the same command reads it anew")
        }
        if texts != nil {
            try classed { try texts?.finish() }
            try replace(textFolder, with: textFolder + ".part")
        }
        let head = contents.heads.isEmpty ? nil : JSONValue.array(contents.heads).text
        let actor = viewer.name
        try workspace.writing { writer throws(StoreError) in
            try writer.finishReport(number, scheme: contents.scheme, head: head, by: actor)
        }
    }

    /// The files of the report and the texts that were made of it, as the exhibit's contents.
    func sources() throws(CaseworkError) -> [ExhibitSource] {
        let path = URL(fileURLWithPath: request.path).standardizedFileURL.path
        let named: ExhibitSource.Files =
            switch source.place {
            case .folder(let folder):
                .reported(ReportedFileWalk(store: workspace.store, report: number, folder: folder))
            case .archive(let source, _): .below(source)
            }
        var sources = [ExhibitSource(path: path, files: named, exhibit: exhibit, label: label)]
        if FileManager.default.fileExists(atPath: textFolder) {
            let files = ExhibitSource.Files.below(Array(textFolder.utf8))
            sources.append(ExhibitSource(path: "\(path) (chats)", files: files, exhibit: exhibit, label: label))
        }
        return sources
    }

    /// Compares files with what the report states, and puts the outcome on record.
    func conclude(_ summary: IngestSummary) throws(CaseworkError) -> ReportImport {
        let named = try ReportComparison(workspace: workspace, report: number, exhibit: exhibit, place: source.place)
            .run()
        let (workspace, request, number, label) = (workspace, request, number, label)
        let (exhibit, actor, digest) = (exhibit, viewer.name, source.digest)
        let done = try workspace.writing { writer throws(StoreError) in
            guard let report = try writer.reader.report(number) else {
                throw .damaged("a report that was just read is not there")
            }
            let counts = try writer.reader.counts(ofReport: number)
            let told = ReportedFile.Standing.allCases.compactMap { standing in
                counts.standings[standing].map { "\(standing.rawValue) \($0)" }
            }
            let words = "\(counts.statements) statements; files: \(told.joined(separator: ", "))"
            try writer.addCustody(
                .now("report compared", by: actor, source: report.source, words),
                toExhibit: exhibit
            )
            try writer.addAudit(
                NewAuditEntry(
                    actor: actor,
                    act: "report.imported",
                    caseReference: request.ingest.caseReference,
                    subject: label,
                    details: [
                        "format": request.format.rawValue, "sha256": digest.hex,
                        "statements": "\(counts.statements)", "files": told.joined(separator: ", "),
                    ]
                )
            )
            return (report, counts)
        }
        return ReportImport(
            report: done.0,
            statements: done.1.statements,
            standings: done.1.standings,
            named: named,
            texts: Self.files(below: textFolder),
            skippedModels: skippedModels,
            ingest: summary
        )
    }

    /// The texts that were made of the report.
    private var textFolder: String { workspace.directory + "/reports/\(number)" }

    /// Makes the exhibit and the report's place in it.
    private mutating func begin() throws(CaseworkError) -> (id: Int64, isRead: Bool) {
        let (request, caseNumber, label, digest) = (request, caseNumber, label, source.digest)
        let (actor, isTaken) = (viewer.name, source.isFromArchive)
        let path = URL(fileURLWithPath: request.path).standardizedFileURL.path
        let begun = try workspace.writing { writer throws(StoreError) in
            let exhibit = try writer.exhibit(ofCase: caseNumber, label: label)
            let begun = try writer.beginReport(
                digest,
                format: request.format.rawValue,
                source: path,
                exhibit: exhibit,
                by: actor
            )
            let words = "\(isTaken ? "report.xml in it, " : "")SHA-256 \(digest.hex), read only"
            try writer.addCustody(
                .now("import of \(request.format.rawValue) started", by: actor, source: path, words),
                toExhibit: exhibit
            )
            return (exhibit: exhibit, report: begun)
        }
        (exhibit, number) = (begun.exhibit, begun.report.id)
        return begun.report
    }

    /// Reads the report to its end; a fault names the file and the place in it.
    private func reading(_ body: (ReportPart) throws -> Void) throws(CaseworkError) -> ReportContents {
        do {
            return try ReportContents(source.path, as: request.format) { part in
                if isInterrupted() {
                    throw CaseworkError(.interrupted, "stopped; the same command goes on from here")
                }
                try body(part)
            }
        } catch let error as InterchangeError {
            throw CaseworkError(
                .usage,
                "\(request.called) cannot be read as \(request.format.rawValue), and nothing of it was kept: \(error.message)"
            )
        } catch let error as CaseworkError {
            throw error
        } catch {
            throw CaseworkError(.failed, "\(request.called) cannot be read: \(error)")
        }
    }

    private func replace(_ path: String, with part: String) throws(CaseworkError) {
        do {
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
            try FileManager.default.moveItem(atPath: part, toPath: path)
        } catch {
            throw CaseworkError(.storage, "the folder \(path) cannot be made")
        }
    }

    private static func files(below path: String) -> Int {
        guard let walker = try? EvidenceWalker(root: Array(path.utf8)) else { return 0 }
        return walker.reduce(0) { count, _ in count + 1 }
    }
}
