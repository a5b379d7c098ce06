internal import CSandbox
internal import Glibc

/// Runs a program of the system with one file as its standard input, and takes what it prints: never through a shell, and
/// never for longer or for more bytes than it may.
public enum BoundedCommand {
    /// What a program printed.
    public struct Output: Sendable {
        /// The bytes.
        public let bytes: [UInt8]
        /// Whether it closed its output by itself before it was stopped.
        public let isWhole: Bool
    }

    /// Runs a program and gives what it prints; what it says on its standard error is dropped.
    ///
    /// - Parameters:
    ///   - program: Its path.
    ///   - arguments: Its arguments, without its name.
    ///   - environment: Its whole environment, as `NAME=value`.
    ///   - input: A file that it may read as its standard input, from its start; the descriptor's own position stays.
    ///   - mostOutput: The most bytes that it may print.
    ///   - milliseconds: How long it may take.
    /// - Returns: Its output; nil if it could not be started.
    public static func run(
        _ program: String,
        arguments: [String],
        environment: [String] = [],
        input: Int32,
        mostOutput: Int,
        milliseconds: Int
    ) -> Output? {
        let given = open("/proc/self/fd/\(input)", O_RDONLY | O_CLOEXEC)
        guard given >= 0 else { return nil }
        defer { close(given) }
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { return nil }
        defer { close(null) }
        guard let pipe = try? ControlSocket.pipe() else { return nil }
        defer { close(pipe.reading) }
        let moves = [
            cairn_descriptor_move(source: given, target: 0),
            cairn_descriptor_move(source: pipe.writing, target: 1), cairn_descriptor_move(source: null, target: 2),
        ]
        var process: Int32 = 0
        let code = SandboxProcess.withStrings([program] + arguments) { arguments in
            SandboxProcess.withStrings(environment) { environment in
                cairn_process_spawn(program, arguments, environment, moves, moves.count, &process)
            }
        }
        close(pipe.writing)
        guard code == 0 else { return nil }
        let output = read(pipe.reading, most: mostOutput, milliseconds: milliseconds)
        SandboxProcess.reap(process, milliseconds: output.isWhole ? 500 : 0)
        return output
    }

    /// Runs a program on bytes that are given to it as a file in memory.
    ///
    /// - Parameters:
    ///   - program: Its path.
    ///   - arguments: Its arguments, without its name.
    ///   - environment: Its whole environment, as `NAME=value`.
    ///   - input: What it may read as its standard input.
    ///   - mostOutput: The most bytes that it may print.
    ///   - milliseconds: How long it may take.
    /// - Returns: Its output; nil if it could not be started.
    public static func run(
        _ program: String,
        arguments: [String],
        environment: [String] = [],
        input: [UInt8],
        mostOutput: Int,
        milliseconds: Int
    ) -> Output? {
        guard let file = try? ControlSocket.memoryFile(input) else { return nil }
        defer { close(file) }
        return run(
            program,
            arguments: arguments,
            environment: environment,
            input: file,
            mostOutput: mostOutput,
            milliseconds: milliseconds
        )
    }

    /// Reads until the end, the limit or the deadline.
    private static func read(_ descriptor: Int32, most: Int, milliseconds: Int) -> Output {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= most {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            guard left > 0 else { return Output(bytes: bytes, isWhole: false) }
            var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waited, 1, Int32(min(left + 1, 60_000)))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { continue }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return Output(bytes: bytes, isWhole: count == 0) }
            bytes += buffer[..<count]
        }
        return Output(bytes: Array(bytes.prefix(most)), isWhole: false)
    }
}
