import Foundation

/// The most memory that this process has held so far.
enum PeakMemory {
    /// In bytes; nil where the kernel does not tell.
    ///
    /// Read from `/proc`, as what `getrusage` gives counts in the process that started this one.
    static var bytes: UInt64? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ UInt64($0) })
        else { return nil }
        return kibibytes << 10
    }
}
