import AnalysisWorkers
public import CaseModel
import CaseStore
import Evidence
import Foundation

extension Workspace {
    /// Registers and analyses every file below the paths of a request, and compares them with all before.
    ///
    /// Files are read, never changed. Steps are written in the order in which the files are found, in batches; what was
    /// written stays when the run is stopped or killed, and the same request goes on from there.
    ///
    /// - Parameters:
    ///   - request: What to ingest.
    ///   - workers: The folder that holds the worker programs.
    ///   - isInterrupted: Asked often; true stops the run cleanly.
    ///   - report: Told about progress after each batch.
    /// - Returns: What was done.
    /// - Throws: ``CaseworkError``, with code `interrupted` if the run was stopped.
    public func ingest(
        _ request: IngestRequest,
        workers: String,
        isInterrupted: @escaping @Sendable () -> Bool,
        report: (IngestProgress) -> Void
    ) throws(CaseworkError) -> IngestSummary {
        let lock = try lockForWriting()
        defer { withExtendedLifetime(lock) {} }
        let number = try caseNumber(request.caseReference)
        let pool = try classed { try WorkerPool(programs: workers, allowsWeakSandbox: request.allowsWeakSandbox) }
        try IngestRun.check(request)
        let sources = try ExhibitSource.all(of: request, ofCase: number, store: store)
        var run = try IngestRun(workspace: self, caseNumber: number, request: request, pool: pool, sources: sources)
        return try run.run(isInterrupted: isInterrupted, report: report)
    }

    /// What the texts of these exhibits are in which there is something: tables, chats, and those with identifiers.
    ///
    /// - Throws: ``CaseworkError``.
    public func texts(ofExhibits exhibits: [Int64]) throws(CaseworkError) -> [TextSummary] {
        try classed {
            try store.read { reader throws(StoreError) in
                var found: [TextSummary] = []
                for exhibit in exhibits { found += try reader.texts(ofExhibit: exhibit) }
                return found
            }
        }
    }

    /// Hands over how each item of these exhibits stands.
    ///
    /// - Throws: ``CaseworkError``.
    public func outcomes(ofExhibits exhibits: [Int64], _ body: (ItemOutcome) -> Void) throws(CaseworkError) {
        try classed {
            try store.read { reader throws(StoreError) in
                for exhibit in exhibits {
                    try reader.outcomes(ofExhibit: exhibit) { outcome throws(StoreError) in body(outcome) }
                }
            }
        }
    }
}

/// One run of an ingest: threads that read, and this one, which walks and writes.
struct IngestRun {
    private let workspace: Workspace
    private let request: IngestRequest
    private let sources: [ExhibitSource]
    private let reader: FileReader
    private let inbox: OrderedInbox
    private var writer: IngestWriter

    /// Refuses a request that asks for what is not installed.
    static func check(_ request: IngestRequest) throws(CaseworkError) {
        guard !request.asksExifTool || SerialSecondPass.isInstalled else {
            throw CaseworkError(
                .usage,
                "ExifTool needs the packages libimage-exiftool-perl, bubblewrap and util-linux: install them, or leave "
                    + "--exiftool out"
            )
        }
    }

    init(
        workspace: Workspace,
        caseNumber: Int64,
        request: IngestRequest,
        pool: WorkerPool,
        sources: [ExhibitSource]
    ) throws(CaseworkError) {
        self.workspace = workspace
        self.request = request
        self.sources = sources
        inbox = OrderedInbox(bound: OrderedInbox.Bound(bytes: request.memory.waitingBytes))
        var options = AnalysisOptions()
        options.telephoneRegion = request.telephoneRegion
        options.wishes.soundSpeeds = request.soundDepth == .words
        reader = FileReader(
            store: workspace.store,
            analyser: FileAnalyser(pool: pool, options: options, asksExifTool: request.asksExifTool),
            claims: ContentClaims(),
            noiseBudget: NoiseBudget(depth: request.sensorNoiseDepth),
            inbox: inbox,
            spoolDirectory: try workspace.spoolDirectory(),
            wishedDepth: request.depth
        )
        let index = try classed { try ComparisonIndex(workspace, memory: request.memory) }
        writer = IngestWriter(
            store: workspace.store,
            caseNumber: caseNumber,
            index: index,
            noiseQuota: NoiseQuota(depth: request.sensorNoiseDepth),
            actor: request.actor ?? MachineUser.actor
        )
    }

    mutating func run(
        isInterrupted: @escaping @Sendable () -> Bool,
        report: (IngestProgress) -> Void
    ) throws(CaseworkError) -> IngestSummary {
        let walk = SharedWalk(sources: sources)
        let counter = FileCounter(sources: sources)
        let (reader, inbox) = (reader, inbox)
        let threads = max(1, request.jobs)
        let group = DispatchGroup()
        for _ in 0..<threads {
            group.enter()
            let thread = Thread {
                while !inbox.isClosed, let task = walk.next(inbox: inbox) {
                    reader.read(task.entry, exhibit: task.exhibit, sequence: task.sequence)
                    inbox.finish(task.sequence)
                }
                group.leave()
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
        defer {
            inbox.close()
            counter.stop()
            group.wait()
        }
        do {
            try write(walk: walk, counter: counter, isInterrupted: isInterrupted, report: report)
            try writer.saveIndex(isLast: true)
            try workspace.saveAdjacency()
            if request.sensorNoiseDepth != .none { try writer.compareSensors(of: Set(sources.map(\.exhibit))) }
        } catch {
            _ = try? finish("stopped")
            throw error
        }
        return try finish("finished")
    }

    /// Takes steps in order and writes them until the end.
    private mutating func write(
        walk: SharedWalk,
        counter: FileCounter,
        isInterrupted: () -> Bool,
        report: (IngestProgress) -> Void
    ) throws(CaseworkError) {
        var batch: [(exhibit: Int64, step: IngestStep)] = []
        var bytes = 0
        var due = Date().addingTimeInterval(1)
        while true {
            if isInterrupted() {
                throw CaseworkError(.interrupted, "stopped; the same command goes on from here")
            }
            let taken = inbox.next(until: min(due, Date().addingTimeInterval(0.2)))
            var isEnd = false
            switch taken {
            case .step((_, .stopped(let error))): throw error
            case .step((let sequence, let step)):
                batch.append((walk.exhibit(of: sequence), step))
                bytes += step.byteCount
            case .nothingYet: break
            case .end: isEnd = true
            }
            let isFull = batch.count >= IngestWriter.batchSize || bytes >= IngestWriter.batchBytes
            if isFull || isEnd || Date() >= due {
                try writer.write(batch)
                reader.claims.release(batch.lazy.compactMap(\.step.analysed))
                try writer.saveIndex(isLast: false)
                batch = []
                bytes = 0
                due = Date().addingTimeInterval(1)
                var progress = writer.progress
                progress.total = counter.total
                report(progress)
            }
            if isEnd { return }
        }
    }

    /// Notes the end of the run in the custody logs.
    @discardableResult
    private func finish(_ how: String) throws(CaseworkError) -> IngestSummary {
        var summary = writer.summary
        summary.peakWorkerBytes = reader.analyser.pool.peakResidentBytes
        let failed = summary.failures.values.reduce(0, +)
        let details =
            "\(summary.files) files, \(summary.added) added, \(summary.unchanged) known, \(failed) failed"
        let (workspace, request, sources) = (workspace, request, sources)
        let told = summary
        try classed {
            try workspace.store.write { writer throws(StoreError) in
                for source in sources {
                    try writer.addCustody(
                        .now("ingest \(how)", by: request.actor, source: source.path, details),
                        toExhibit: source.exhibit
                    )
                    try writer.addAudit(
                        request.entry(
                            "ingest.\(how)",
                            exhibit: source.label,
                            details: [
                                "files": "\(told.files)", "added": "\(told.added)", "known": "\(told.unchanged)",
                                "failed": "\(failed)", "listed": "\(told.known)", "skipped": "\(told.skipped)",
                            ]
                        )
                    )
                }
            }
        }
        var seen: Set<Int64> = []
        summary.exhibits = sources.map(\.exhibit).filter { seen.insert($0).inserted }
        return summary
    }
}
