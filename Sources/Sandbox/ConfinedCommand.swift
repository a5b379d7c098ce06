internal import CSandbox
internal import Glibc

/// Runs a program of the system that reads hostile bytes, behind bubblewrap's namespaces.
///
/// The program sees `/usr` read-only and nothing else: no evidence but its standard input, no other files, no network, no
/// process of ours. Its processor time, memory, descriptors and output are bounded. Unlike our workers it may use any
/// system call and may fork inside, so it is for programs that cannot be locked further.
public enum ConfinedCommand {
    private static let launcher = "/usr/bin/bwrap"
    private static let limiter = "/usr/bin/prlimit"

    private static let walls = [
        "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--uid", "65534", "--gid", "65534",
        "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--symlink",
        "usr/bin", "/bin", "--dev", "/dev", "--clearenv", "--setenv", "PATH", "/usr/bin", "--setenv", "LC_ALL",
        "C.UTF-8", "--setenv", "TZ", "UTC0", "--chdir", "/", "--",
    ]
    private static let limits = [
        limiter, "--cpu=5", "--as=536870912", "--nofile=32", "--core=0", "--fsize=0", "--",
    ]

    /// Whether a program, bubblewrap and prlimit are installed.
    ///
    /// - Parameter program: The program's path below `/usr`.
    /// - Returns: Whether ``run(_:arguments:input:mostOutput:milliseconds:)`` can try it.
    public static func isInstalled(_ program: String) -> Bool {
        [launcher, limiter, program].allSatisfy { (path: String) in access(path, X_OK) == 0 }
    }

    /// Runs a program and gives what it prints.
    ///
    /// - Parameters:
    ///   - program: Its path below `/usr`.
    ///   - arguments: Its arguments, without its name.
    ///   - input: A file that it may read as its standard input, from its start; the descriptor's own position stays.
    ///   - mostOutput: The most bytes that it may print.
    ///   - milliseconds: How long it may take.
    /// - Returns: Its output, cut at the end of the last whole line if it was stopped; nil if it could not be started.
    public static func run(
        _ program: String,
        arguments: [String],
        input: Int32,
        mostOutput: Int,
        milliseconds: Int
    ) -> [UInt8]? {
        let evidence = open("/proc/self/fd/\(input)", O_RDONLY | O_CLOEXEC)
        guard evidence >= 0 else { return nil }
        defer { close(evidence) }
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { return nil }
        defer { close(null) }
        guard let pipe = try? ControlSocket.pipe() else { return nil }
        defer { close(pipe.reading) }
        let moves = [
            cairn_descriptor_move(source: evidence, target: 0),
            cairn_descriptor_move(source: pipe.writing, target: 1), cairn_descriptor_move(source: null, target: 2),
        ]
        var process: Int32 = 0
        let code = SandboxProcess.withStrings([launcher] + walls + limits + [program] + arguments) { arguments in
            SandboxProcess.withStrings([]) { environment in
                cairn_process_spawn(launcher, arguments, environment, moves, moves.count, &process)
            }
        }
        close(pipe.writing)
        guard code == 0 else { return nil }
        let (output, isWhole) = read(pipe.reading, most: mostOutput, milliseconds: milliseconds)
        SandboxProcess.reap(process, milliseconds: isWhole ? 500 : 0)
        guard !isWhole else { return output }
        return output.lastIndex(of: UInt8(ascii: "\n")).map { Array(output[...$0]) } ?? []
    }

    /// Reads until the end, the limit or the deadline.
    private static func read(_ descriptor: Int32, most: Int, milliseconds: Int) -> (bytes: [UInt8], isWhole: Bool) {
        let deadline = ContinuousClock.now + .milliseconds(milliseconds)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count <= most {
            let left = (deadline - ContinuousClock.now) / .milliseconds(1)
            guard left > 0 else { return (bytes, false) }
            var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waited, 1, Int32(min(left + 1, 60_000)))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { continue }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return (bytes, count == 0) }
            bytes += buffer[..<count]
        }
        return (Array(bytes.prefix(most)), false)
    }
}
