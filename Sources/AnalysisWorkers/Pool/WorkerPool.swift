public import CaseModel
internal import Glibc
internal import Sandbox
internal import Synchronization

/// The workers of one case: started when needed, kept for the next file, ended with the pool.
///
/// Any number of threads may run requests at once; each request has a worker of its own while it runs.
public final class WorkerPool: Sendable {
    private struct State {
        var idle: [WorkerProgram: [Zygote]] = [:]
        var peakResidentBytes: UInt64 = 0
        var cpuSeconds = 0.0
    }

    private let folder: String
    private let allowsWeakSandbox: Bool
    private let state = Mutex(State())

    /// Makes a pool; nothing is started yet.
    ///
    /// - Parameters:
    ///   - folder: The folder that holds the worker programs.
    ///   - allowsWeakSandbox: Go on although this kernel lacks a wall.
    /// - Throws: ``WorkerError/weakSandbox(walls:)`` or ``WorkerError/missing(path:)``.
    public init(programs folder: String, allowsWeakSandbox: Bool) throws(WorkerError) {
        self.folder = folder
        self.allowsWeakSandbox = allowsWeakSandbox
        let missing = SandboxWalls.available().filter { !$0.isPresent }.map(\.name)
        guard missing.isEmpty || allowsWeakSandbox else { throw .weakSandbox(walls: missing) }
        for program in WorkerProgram.allCases where access(path(of: program), X_OK) != 0 {
            throw .missing(path: path(of: program))
        }
    }

    /// The most memory that any file's process held so far, in bytes.
    public var peakResidentBytes: UInt64 { state.withLock { $0.peakResidentBytes } }

    /// Seconds of processor time that all files' processes used so far.
    public var cpuSeconds: Double { state.withLock { $0.cpuSeconds } }

    /// Has a worker serve a request on an open file.
    ///
    /// Whatever goes wrong with the file ends only its own process, and is part of the report.
    ///
    /// - Parameters:
    ///   - program: Which worker.
    ///   - request: What to do.
    ///   - descriptor: The file, open for reading; it stays the caller's.
    ///   - receive: Gets each finding as it comes. May itself run requests. If it throws, the file's process is stopped.
    /// - Returns: How the file's process ended, and what it used.
    /// - Throws: ``WorkerError`` only if no worker can be had or `receive` threw; what it threw is the caller's to keep.
    public func run(
        _ program: WorkerProgram,
        _ request: WorkerRequest,
        descriptor: Int32,
        receive: (Finding) throws -> Void
    ) throws(WorkerError) -> WorkerReport {
        let end = try serve(program, request, descriptor: descriptor, receive: receive)
        var report = WorkerReport()
        report.failure = end.failure(limits: request.limits)
        report.peakResidentBytes = end.child.peakResidentBytes
        report.cpuSeconds = Double(end.child.cpuMicroseconds) / 1e6
        report.wallSeconds = Double(end.child.wallMicroseconds) / 1e6
        return report
    }

    /// Starts a worker, to be ready before the first file comes.
    ///
    /// - Throws: ``WorkerError``.
    public func start(_ program: WorkerProgram) throws(WorkerError) {
        give(back: try newZygote(program), to: program)
    }

    /// Tries all forbidden things from inside a worker's walls, each in a process of its own.
    ///
    /// - Throws: ``WorkerError``.
    public func probe(_ program: WorkerProgram) throws(WorkerError) -> [ProbeOutcome] {
        let evidence = open(path(of: program), O_RDONLY | O_CLOEXEC)
        guard evidence >= 0 else { throw .missing(path: path(of: program)) }
        defer { close(evidence) }
        var outcomes: [ProbeOutcome] = []
        for probe in SandboxProbe.all {
            var request = WorkerRequest(task: .probe(probe.number))
            request.limits = AnalysisLimits(wallMilliseconds: 1_000, cpuSeconds: 10, memoryBytes: 256 << 20)
            var said: ProbeOutcome?
            let end = try serve(program, request, descriptor: evidence) { finding in
                if case .probe(let outcome) = finding { said = outcome }
            }
            outcomes.append(end.outcome(of: probe, said: said))
        }
        return outcomes
    }

    private func serve(
        _ program: WorkerProgram,
        _ request: WorkerRequest,
        descriptor: Int32,
        receive: (Finding) throws -> Void
    ) throws(WorkerError) -> Zygote.End {
        let zygote = try take(program)
        let end: Zygote.End
        do {
            end = try zygote.run(request, descriptor: descriptor, receive: receive)
        } catch let error as WorkerError {
            throw error
        } catch {
            // The worker is sound; only the one who asked has had enough.
            give(back: zygote, to: program)
            throw .failed("stopped by the receiver: \(error)")
        }
        state.withLock { state in
            state.peakResidentBytes = max(state.peakResidentBytes, end.child.peakResidentBytes)
            state.cpuSeconds += Double(end.child.cpuMicroseconds) / 1e6
        }
        guard end.child.fault.isEmpty else { throw .failed(end.child.fault) }
        guard end.child.exitStatus != WorkerMain.lockdownFailed else {
            throw .failed("it could not lock itself in; run cairn doctor")
        }
        give(back: zygote, to: program)
        return end
    }

    private func take(_ program: WorkerProgram) throws(WorkerError) -> Zygote {
        if let zygote = state.withLock({ $0.idle[program]?.popLast() }) { return zygote }
        return try newZygote(program)
    }

    private func newZygote(_ program: WorkerProgram) throws(WorkerError) -> Zygote {
        try Zygote(path: path(of: program), allowsWeakSandbox: allowsWeakSandbox)
    }

    private func give(back zygote: Zygote, to program: WorkerProgram) {
        state.withLock { $0.idle[program, default: []].append(zygote) }
    }

    private func path(of program: WorkerProgram) -> String {
        folder + "/" + program.rawValue
    }
}
