internal import CaseModel
internal import Glibc
internal import Sandbox
internal import SwiftProtobuf

/// One running worker program, which forks a child for each request; one request at a time.
final class Zygote: Sendable {
    /// How a request ended.
    struct End {
        var child: WireChildEnd
        /// Whether the child said that it was done.
        var isFinished: Bool
        /// Whether what it said could be understood and was not too much.
        var isWellFormed: Bool
        /// Whether it had to be stopped from here.
        var isOverdue: Bool
    }

    private static let environment = [
        "TZ=UTC0", "HOME=/nonexistent", "PATH=/usr/bin:/bin", "SWIFT_BACKTRACE=enable=no",
        // Symbols are looked up once, before the fork, and not again in each child.
        "LD_BIND_NOW=1",
        // Pixels get pages of their own, which come zeroed: those that an earlier use left would be copied first, since a
        // child shares them with its parent.
        "MALLOC_MMAP_THRESHOLD_=262144",
        // Large pages for those, where the system has them: a fault for two megabytes instead of for four kilobytes.
        "GLIBC_TUNABLES=glibc.malloc.hugetlb=1",
        // Where OpenBLAS stands in for the plain library, it starts threads as soon as it is loaded, and none when told one.
        "OPENBLAS_NUM_THREADS=1",
    ]
    /// Milliseconds beyond a request's own deadline after which the worker itself is held to be stuck.
    private static let patience = 5_000
    private static let startMilliseconds = 30_000

    private let process: Int32
    private let control: ControlSocket

    /// Starts a program and waits until it is ready.
    ///
    /// - Throws: ``WorkerError``.
    init(path: String, allowsWeakSandbox: Bool) throws(WorkerError) {
        guard access(path, X_OK) == 0 else { throw .missing(path: path) }
        let ours: ControlSocket
        do {
            let pair = try ControlSocket.pair()
            ours = pair.0
            defer { close(pair.1.descriptor) }
            process = try SandboxProcess.start(
                path,
                arguments: allowsWeakSandbox ? [WorkerMain.weakSandboxArgument] : [],
                environment: Self.environment,
                control: pair.1
            )
        } catch {
            throw .failed(error.message)
        }
        control = ours
        guard wait(for: ours.descriptor, milliseconds: Self.startMilliseconds), let ready = receiveEnd() else {
            throw .failed("\(path) did not start")
        }
        guard ready.fault.isEmpty else { throw .failed(ready.fault) }
        guard ready.version == WireRequest.currentVersion else {
            throw .failed("\(path) is of another version than cairn: install both from one build")
        }
    }

    deinit {
        close(control.descriptor)
        SandboxProcess.reap(process, milliseconds: 2_000)
    }

    /// Has a child serve a request.
    ///
    /// - Throws: ``WorkerError`` if the worker itself failed, or what `receive` throws.
    func run(_ request: WorkerRequest, descriptor: Int32, receive: (Finding) throws -> Void) throws -> End {
        let pipe = try Self.pipe()
        var isOpen = true
        func closeAnswer() {
            if isOpen { close(pipe.reading) }
            isOpen = false
        }
        defer { closeAnswer() }
        do {
            defer { close(pipe.writing) }
            let message: [UInt8] = try WireRequest(request).serializedBytes()
            try control.send(message, descriptors: [descriptor, pipe.writing])
        } catch let error as SandboxError {
            throw WorkerError.failed(error.message)
        }
        var answer = Answer(limit: request.limits.outputBytes + 2 * AnswerWriter.allowance)
        var thrown: (any Error)?
        let deadline = ContinuousClock.now + .milliseconds(request.limits.wallMilliseconds + Self.patience)
        do {
            try answer.read(pipe.reading, deadline: deadline, receive: receive)
        } catch {
            thrown = error
        }
        // Whoever still writes is stopped by it.
        closeAnswer()
        let left = max(0, Int((deadline - ContinuousClock.now) / .milliseconds(1))) + Self.patience
        guard !answer.isOverdue, wait(for: control.descriptor, milliseconds: left), let child = receiveEnd() else {
            throw thrown ?? WorkerError.failed("it does not answer")
        }
        if let thrown { throw thrown }
        return End(
            child: child,
            isFinished: answer.reader.isFinished,
            isWellFormed: answer.isWellFormed,
            isOverdue: answer.isOverdue
        )
    }

    private static func pipe() throws(WorkerError) -> (reading: Int32, writing: Int32) {
        do {
            return try ControlSocket.pipe()
        } catch {
            throw .failed(error.message)
        }
    }

    private func receiveEnd() -> WireChildEnd? {
        guard let message = try? control.receive(capacity: WorkerMain.longestRequest) else { return nil }
        return try? WireChildEnd(serializedBytes: message.bytes)
    }
}

/// Reads one answer from a pipe.
private struct Answer {
    private static let pieceSize = 256 << 10

    let limit: Int
    var reader = AnswerReader()
    var isWellFormed = true
    var isOverdue = false

    init(limit: Int) {
        self.limit = limit
    }

    mutating func read(_ pipe: Int32, deadline: ContinuousClock.Instant, receive: (Finding) throws -> Void) throws {
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        var total = 0
        while true {
            let left = Int((deadline - ContinuousClock.now) / .milliseconds(1))
            guard left > 0, wait(for: pipe, milliseconds: left) else {
                isOverdue = true
                return
            }
            let count = Glibc.read(pipe, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            total += count
            guard total <= limit else {
                isWellFormed = false
                return
            }
            do {
                try reader.add(piece.prefix(count), receive: receive)
            } catch is AnswerReader.Malformed {
                isWellFormed = false
                return
            }
        }
    }
}

/// Waits until a descriptor can be read or has hung up; false if the time runs out first.
private func wait(for descriptor: Int32, milliseconds: Int) -> Bool {
    let deadline = ContinuousClock.now + .milliseconds(milliseconds)
    while true {
        let left = max(0, Int((deadline - ContinuousClock.now) / .milliseconds(1)))
        var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = poll(&event, 1, Int32(clamping: left + 1))
        if ready > 0 { return true }
        if ready < 0, errno != EINTR { return false }
        if ready == 0, ContinuousClock.now >= deadline { return false }
    }
}
