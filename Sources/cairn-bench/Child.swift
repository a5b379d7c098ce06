import ArgumentParser
import Foundation
import Glibc

/// A program that is run to its end, with what it used.
struct Child {
    /// What it wrote to standard output.
    let output: String
    /// Processor time of the program and of all that it waited for.
    let processorSeconds: Double
    /// The largest memory of a program that was run so far.
    let peakBytes: Int

    /// The path of `cairn`, which lies beside this program.
    static var cairn: String {
        get throws { try folder.appendingPathComponent("cairn").path }
    }

    /// The folder that this program lies in.
    static var folder: URL {
        get throws {
            let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(fileURLWithPath: own).deletingLastPathComponent()
        }
    }

    static func run(_ program: String, _ arguments: [String]) throws -> Child {
        let before = usage()
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ValidationError("\(program) \(arguments.joined(separator: " ")) failed")
        }
        let after = usage()
        return Child(
            output: String(decoding: output, as: UTF8.self),
            processorSeconds: after.seconds - before.seconds,
            peakBytes: after.peak
        )
    }

    private static func usage() -> (seconds: Double, peak: Int) {
        var used = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &used)
        let seconds = [used.ru_utime, used.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }
        return (seconds.reduce(0, +), used.ru_maxrss << 10)
    }
}
