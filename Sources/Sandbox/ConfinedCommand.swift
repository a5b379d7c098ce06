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
        let printed = BoundedCommand.run(
            launcher,
            arguments: walls + limits + [program] + arguments,
            input: input,
            mostOutput: mostOutput,
            milliseconds: milliseconds
        )
        guard let output = printed, !output.isWhole else { return printed?.bytes }
        return output.bytes.lastIndex(of: UInt8(ascii: "\n")).map { Array(output.bytes[...$0]) } ?? []
    }
}
