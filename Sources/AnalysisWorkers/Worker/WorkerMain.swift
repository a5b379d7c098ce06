public import CaseModel
internal import Glibc
internal import Sandbox
internal import SwiftProtobuf

/// The life of a worker program: ready its libraries once, then have a fresh, locked child read each file.
///
/// The process never reads evidence itself. It has one thread, receives requests with descriptors on descriptor 3, forks a
/// child for each, waits for it, and says how it ended.
public enum WorkerMain {
    /// The argument that lets a worker run where a wall is missing.
    static let weakSandboxArgument = "--allow-weak-sandbox"
    /// The control socket's descriptor.
    static let controlDescriptor: Int32 = 3
    /// The longest request.
    static let longestRequest = 64 << 10
    /// Exit status of a child that could not be locked.
    static let lockdownFailed: Int32 = 41

    /// Serves requests until the other side is gone.
    ///
    /// - Parameters:
    ///   - arguments: The program's arguments, without its name.
    ///   - prepare: Readies libraries while files may still be opened, and gives samples of our own making. Each is
    ///     worked on once before the fork, so that what is set up on first use is set up once for all children.
    ///   - perform: Does a task inside the walls: reads the descriptor and passes on what it finds.
    /// - Returns: The program's exit status.
    public static func run(
        arguments: [String],
        prepare: () throws -> [(request: WorkerRequest, sample: [UInt8])],
        perform: (WorkerRequest, _ evidence: Int32, _ emit: (Finding) throws -> Void) throws -> Void
    ) -> Int32 {
        let control = ControlSocket(descriptor: controlDescriptor)
        do {
            var lockdown = try Lockdown(isStrict: !arguments.contains(weakSandboxArgument))
            for (request, sample) in try prepare() { try rehearse(request, sample, perform) }
            // What the samples needed is given back, so that children get empty pages instead of copies of used ones.
            SandboxProcess.giveBackMemory()
            guard SandboxProcess.threads == 1 else {
                return fail(control, "a library has started a thread, so the worker cannot fork safely")
            }
            try lockdown.lockParent()
            try control.send(try childEnd().serializedBytes())
            while let message = try control.receive(capacity: longestRequest) {
                guard message.descriptors.count == 2,
                    let request = try WireRequest(serializedBytes: message.bytes).request
                else { return fail(control, "a request was not understood") }
                let end = try serve(request, message.descriptors, control, lockdown, perform)
                try control.send(try end.serializedBytes())
            }
            return 0
        } catch let error as SandboxError {
            return fail(control, error.message)
        } catch let failure as AnalysisFailure {
            return fail(control, failure.message)
        } catch {
            return fail(control, "\(error)")
        }
    }

    private static func fail(_ control: ControlSocket, _ reason: String) -> Int32 {
        var end = childEnd()
        end.fault = reason
        if let bytes: [UInt8] = try? end.serializedBytes() { try? control.send(bytes) }
        return 1
    }

    private static func childEnd() -> WireChildEnd {
        var end = WireChildEnd()
        end.version = WireRequest.currentVersion
        return end
    }

    /// Works on a sample as a child would, and drops the answer.
    private static func rehearse(
        _ request: WorkerRequest,
        _ sample: [UInt8],
        _ perform: (WorkerRequest, Int32, (Finding) throws -> Void) throws -> Void
    ) throws {
        let evidence = try ControlSocket.memoryFile(sample)
        defer { close(evidence) }
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { close(nowhere) }
        let writer = AnswerWriter(descriptor: nowhere, limit: request.limits.outputBytes)
        try perform(request, evidence) { try writer.write($0) }
        try writer.write(.failure(AnalysisFailure(.corrupt, "rehearsed")))
        try writer.finish()
    }

    private static func serve(
        _ request: WorkerRequest,
        _ descriptors: [Int32],
        _ control: ControlSocket,
        _ lockdown: Lockdown,
        _ perform: (WorkerRequest, Int32, (Finding) throws -> Void) throws -> Void
    ) throws -> WireChildEnd {
        let parent = SandboxProcess.current
        guard let child = try SandboxProcess.fork() else {
            let status = beChild(of: parent, request, descriptors, lockdown, perform)
            SandboxProcess.exit(status)
        }
        for descriptor in descriptors { close(descriptor) }
        let end = try SandboxProcess.watch(
            child,
            control: control,
            wallMilliseconds: UInt64(clamping: request.limits.wallMilliseconds)
        )
        var wire = childEnd()
        wire.exitStatus = end.exitStatus
        wire.signal = end.signal
        wire.timedOut = end.timedOut
        wire.peakResidentBytes = end.peakResidentBytes
        wire.cpuMicroseconds = end.cpuMicroseconds
        wire.wallMicroseconds = end.wallMicroseconds
        wire.shortOfMemory = end.isShortOfMemory
        return wire
    }

    private static func beChild(
        of parent: Int32,
        _ request: WorkerRequest,
        _ descriptors: [Int32],
        _ lockdown: Lockdown,
        _ perform: (WorkerRequest, Int32, (Finding) throws -> Void) throws -> Void
    ) -> Int32 {
        let evidence: Int32 = 3
        let answer: Int32 = 4
        do {
            try SandboxProcess.becomeChild(of: parent, keeping: descriptors[0], and: descriptors[1])
            try lockdown.lockChild(
                memoryBytes: UInt64(clamping: request.limits.memoryBytes),
                cpuSeconds: UInt64(clamping: request.limits.cpuSeconds)
            )
        } catch {
            return lockdownFailed
        }
        let writer = AnswerWriter(descriptor: answer, limit: request.limits.outputBytes + AnswerWriter.allowance)
        do {
            if case .probe(let number) = request.task {
                try probe(number, request, evidence: evidence, answer: answer, parent: parent, writer)
            } else {
                try perform(request, evidence) { finding in
                    try writer.write(finding)
                    // The type must be known even if what follows brings the process down.
                    if case .identified = finding { try writer.flush() }
                }
            }
            try writer.finish()
            return 0
        } catch {
            return 1
        }
    }

    private static func probe(
        _ number: Int32,
        _ request: WorkerRequest,
        evidence: Int32,
        answer: Int32,
        parent: Int32,
        _ writer: AnswerWriter
    ) throws {
        guard let probe = SandboxProbe.all.first(where: { $0.number == number }) else { return }
        let budget = UInt64(clamping: request.limits.memoryBytes)
        let (code, bytes) = probe.run(evidence: evidence, answer: answer, parent: parent, memoryBytes: budget)
        let isContained: Bool
        let detail: String
        switch probe.expectation {
        case .refused:
            isContained = code == EPERM || code == EACCES
            detail = isContained ? "refused" : code == 0 ? "got through" : "error \(code), not a refusal"
        case .bounded:
            isContained = code == ENOMEM && bytes <= budget
            detail = "stopped at \(bytes >> 20) MiB"
        case .stopped, .fault:
            isContained = false
            detail = "went on"
        }
        try writer.write(.probe(ProbeOutcome(name: probe.name, contained: isContained, detail: detail)))
    }
}
