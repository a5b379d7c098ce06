import Foundation

/// Where the worker programs are: beside this one.
enum WorkerPrograms {
    static var directory: String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "."
        return URL(fileURLWithPath: own).deletingLastPathComponent().path
    }
}
