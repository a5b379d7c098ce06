internal import CSandbox
internal import Glibc

/// Starting, forking, watching and ending processes.
public enum SandboxProcess {
    /// How a child ended.
    public struct End: Hashable, Sendable {
        /// Exit status; 0 if a signal ended it.
        public var exitStatus: Int32
        /// The signal that ended it, or 0.
        public var signal: Int32
        /// Whether it was killed at its deadline.
        public var timedOut: Bool
        /// Whether it had run into its limit of memory when it died.
        public var isShortOfMemory: Bool
        /// The most memory it held, in bytes.
        public var peakResidentBytes: UInt64
        /// Processor time in microseconds.
        public var cpuMicroseconds: UInt64
        /// Wall-clock time in microseconds.
        public var wallMicroseconds: UInt64
        /// Whether it was killed because the other side of the control socket is gone.
        public var isAbandoned: Bool
    }

    /// Starts a program with an end of a control socket as descriptor 3 and `/dev/null` as its standard input and output.
    ///
    /// - Parameters:
    ///   - path: The program.
    ///   - arguments: Its arguments, without its name.
    ///   - environment: Its whole environment, as `NAME=value`.
    ///   - control: The socket that becomes descriptor 3.
    /// - Returns: The process's number.
    /// - Throws: ``SandboxError``.
    public static func start(
        _ path: String,
        arguments: [String],
        environment: [String],
        control: ControlSocket
    ) throws(SandboxError) -> Int32 {
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        guard null >= 0 else { throw SandboxError(step: "opening /dev/null", code: errno) }
        defer { close(null) }
        let moves = [
            cairn_descriptor_move(source: null, target: 0), cairn_descriptor_move(source: null, target: 1),
            cairn_descriptor_move(source: null, target: 2),
            cairn_descriptor_move(source: control.descriptor, target: 3),
        ]
        var process: Int32 = 0
        let code = withStrings([path] + arguments) { arguments in
            withStrings(environment) { environment in
                cairn_process_spawn(path, arguments, environment, moves, moves.count, &process)
            }
        }
        try SandboxError.check("starting \(path)", code)
        return process
    }

    /// Waits for a process to end by itself for some milliseconds, else kills it.
    public static func reap(_ process: Int32, milliseconds: Int32) {
        cairn_process_reap(process, milliseconds)
    }

    /// Gives memory that is free inside this process back to the system.
    public static func giveBackMemory() { cairn_resources_give_back() }

    /// The number of this process's threads; nil if it cannot be told.
    public static var threads: Int? {
        let count = cairn_resources_threads()
        return count > 0 ? Int(count) : nil
    }

    /// Forks this process, which must have one thread.
    ///
    /// - Returns: The child's number, or nil in the child.
    /// - Throws: ``SandboxError``.
    public static func fork() throws(SandboxError) -> Int32? {
        let child = cairn_process_fork()
        guard child >= 0 else { throw SandboxError(step: "forking", code: -child) }
        return child == 0 ? nil : child
    }

    /// Has the kernel kill this process when its parent ends, and leaves it only two descriptors, as 3 and 4.
    ///
    /// - Throws: ``SandboxError``.
    public static func becomeChild(of parent: Int32, keeping third: Int32, and fourth: Int32) throws(SandboxError) {
        try SandboxError.check("following the parent", cairn_process_follow(parent))
        try SandboxError.check("closing descriptors", cairn_descriptors_keep(third, fourth))
    }

    /// This process's number.
    public static var current: Int32 { getpid() }

    /// Waits for a child, and kills it at its deadline or when the control socket hangs up.
    ///
    /// - Throws: ``SandboxError``.
    public static func watch(
        _ child: Int32,
        control: ControlSocket,
        wallMilliseconds: UInt64
    ) throws(SandboxError) -> End {
        var end = cairn_child_end()
        let code = cairn_process_watch(child, control.descriptor, wallMilliseconds, &end)
        try SandboxError.check("waiting for a child", code)
        return End(
            exitStatus: end.exit_status,
            signal: end.signal,
            timedOut: end.timed_out != 0,
            isShortOfMemory: end.short_of_memory != 0,
            peakResidentBytes: end.peak_resident_bytes,
            cpuMicroseconds: end.cpu_microseconds,
            wallMicroseconds: end.wall_microseconds,
            isAbandoned: end.abandoned != 0
        )
    }

    /// Ends this process at once.
    public static func exit(_ status: Int32) -> Never {
        cairn_process_exit(status)
    }

    static func withStrings<Result>(
        _ strings: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has a base") }
            return body(base)
        }
    }
}
