import Accounts
import CaseModel
import Casework
import Foundation
import Synchronization

/// How an ingest that the workbench runs stands.
struct IngestRunState: Sendable {
    enum Phase: String, CaseIterable, Sendable {
        case waiting, analysing, done, stopped, failed
    }

    let caseReference: String
    let exhibit: String
    let author: String
    let startedAt: Date
    var phase = Phase.waiting
    var progress = IngestProgress()
    var summary: IngestSummary?
    /// What came of the report that was read, if it was one.
    var report: ReportImport?
    var failure: String?

    /// Files a second so far.
    var rate: Double {
        let seconds = Date().timeIntervalSince(startedAt)
        return seconds > 0 ? Double(progress.done) / seconds : 0
    }

    /// Seconds that are left, if that can be told.
    var secondsLeft: Double? {
        guard phase == .analysing, let total = progress.total, rate > 0, total >= progress.done else { return nil }
        return Double(total - progress.done) / rate
    }

    var isRunning: Bool { phase == .waiting || phase == .analysing }
}

/// Runs ingests that were asked for through the pages, one after another: they share the write lock and the processor.
final class IngestDesk: Sendable {
    private struct Contents {
        var runs: [String: IngestRunState] = [:]
        var toStop: Set<String> = []
    }

    private let workspace: Workspace
    private let workers: String
    private let contents = Mutex(Contents())
    private let queue = DispatchQueue(label: "cairn.ingest", qos: .utility)

    init(workspace: Workspace, workers: String) {
        self.workspace = workspace
        self.workers = workers
    }

    /// The last run of a case since the server started.
    func run(ofCase reference: String) -> IngestRunState? { contents.withLock { $0.runs[reference] } }

    /// How many runs are waiting or under way.
    var runningCount: Int { contents.withLock { $0.runs.values.count { $0.isRunning } } }

    /// Asks a run to stop after the files in work.
    func stop(_ reference: String) {
        contents.withLock { _ = $0.toStop.insert(reference) }
    }

    /// Starts a run, or lets it wait for the one under way.
    ///
    /// - Returns: False if the case has a run already.
    func start(_ request: IngestRequest, isQuick: Bool, author: String) -> Bool {
        start(request, author: author) { [self] in
            if isQuick {
                var quick = request
                quick.tier = .quick
                quick.featureDepth = .none
                quick.sensorNoiseDepth = .none
                _ = try ingest(quick)
            }
            let summary = try ingest(request)
            change(request.caseReference) { $0.summary = summary }
        }
    }

    /// Starts to read a report that came in, or lets it wait for the run under way.
    ///
    /// - Returns: False if the case has a run already.
    func start(_ request: ReportRequest, received: ReceivedReport, by viewer: Viewer) -> Bool {
        let reference = request.ingest.caseReference
        return start(request.ingest, author: viewer.name) { [self] in
            do throws(CaseworkError) {
                let done = try workspace.importReport(
                    request,
                    by: viewer,
                    workers: workers,
                    isInterrupted: { [self] in contents.withLock { $0.toStop.contains(reference) } },
                    report: { progress in change(reference) { $0.progress = progress } }
                )
                change(reference) {
                    $0.summary = done.ingest
                    $0.report = done
                }
            } catch {
                // What cannot be read as the format leaves nothing, not even itself.
                if error.code == .usage { received.discard() }
                throw error
            }
        }
    }

    private func start(
        _ request: IngestRequest,
        author: String,
        _ work: @escaping @Sendable () throws -> Void
    ) -> Bool {
        let reference = request.caseReference
        let isNew = contents.withLock { contents in
            if contents.runs[reference]?.isRunning == true { return false }
            contents.toStop.remove(reference)
            contents.runs[reference] = IngestRunState(
                caseReference: reference,
                exhibit: request.exhibit ?? request.paths.first ?? "",
                author: author,
                startedAt: Date()
            )
            return true
        }
        guard isNew else { return false }
        queue.async { [self] in
            change(reference) { $0.phase = .analysing }
            do {
                try work()
                change(reference) { $0.phase = .done }
            } catch {
                let failure = error as? CaseworkError
                change(reference) {
                    $0.phase = failure?.code == .interrupted ? .stopped : .failed
                    $0.failure = failure?.message ?? "it failed"
                }
            }
        }
        return true
    }

    private func ingest(_ request: IngestRequest) throws -> IngestSummary {
        let reference = request.caseReference
        return try workspace.ingest(
            request,
            workers: workers,
            isInterrupted: { [self] in contents.withLock { $0.toStop.contains(reference) } },
            report: { progress in change(reference) { $0.progress = progress } }
        )
    }

    private func change(_ reference: String, _ body: (inout IngestRunState) -> Void) {
        contents.withLock { contents in
            guard var run = contents.runs[reference] else { return }
            body(&run)
            contents.runs[reference] = run
        }
    }
}
