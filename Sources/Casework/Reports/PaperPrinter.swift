import Glibc
import Sandbox
import Synchronization

/// Turns a page that needs nothing beside it into a PDF, by the program WeasyPrint.
///
/// The page is our own, names no address, and holds nothing that was not escaped. The program gets it through a descriptor,
/// an empty environment but for proxies that lead nowhere, and bounds on time, processor time, memory and output.
public enum PaperPrinter {
    private static let program = "/usr/bin/weasyprint"
    private static let limiter = "/usr/bin/prlimit"
    private static let limits = ["--cpu=120", "--as=4294967296", "--core=0", "--"]
    private static let environment =
        ["PATH=/usr/bin", "LC_ALL=C.UTF-8", "TZ=UTC0", "HOME=/nonexistent"]
        + ["http", "https", "ftp", "all"].map { "\($0)_proxy=http://127.0.0.1:9" }
    private static let mostOutput = 256 << 20
    private static let milliseconds = 180_000
    /// One page is printed at a time, as each may need much memory.
    private static let turn = Mutex(())

    /// Whether the program is installed.
    public static var isInstalled: Bool { [program, limiter].allSatisfy { (path: String) in access(path, X_OK) == 0 } }

    /// Tells what to do where the program is not installed.
    ///
    /// - Throws: ``CaseworkError`` with code `failed` if it is not.
    public static func require() throws(CaseworkError) {
        guard !isInstalled else { return }
        throw CaseworkError(
            .failed,
            "a PDF needs the program WeasyPrint: install it with `apt-get install weasyprint`, or take HTML or JSON"
        )
    }

    /// Prints a page.
    ///
    /// - Parameter html: The page.
    /// - Returns: The PDF.
    /// - Throws: ``CaseworkError`` with code `failed` if the program is not installed or makes none.
    public static func pdf(of html: String) throws(CaseworkError) -> [UInt8] {
        try require()
        let printed = turn.withLock { _ in
            BoundedCommand.run(
                limiter,
                arguments: limits + [program, "--quiet", "--encoding", "utf-8", "-", "-"],
                environment: environment,
                input: Array(html.utf8),
                mostOutput: mostOutput,
                milliseconds: milliseconds
            )
        }
        guard let output = printed, output.isWhole, output.bytes.starts(with: Array("%PDF-".utf8)),
            output.bytes.suffix(16).contains(UInt8(ascii: "%"))
        else {
            throw CaseworkError(
                .failed,
                "WeasyPrint made no PDF within \(milliseconds / 1000) s; take HTML or JSON"
            )
        }
        return output.bytes
    }
}
