public import Foundation

/// Runs programs that this package builds, as a user would.
public struct Program: Sendable {
    /// What a program left behind.
    public struct Outcome: Sendable {
        /// Exit code; 128 plus the signal's number if a signal ended it.
        public let code: Int32
        /// Standard output.
        public let output: String
        /// Standard error.
        public let errors: String

        /// The lines of the output as JSON objects.
        public func objects() throws -> [[String: Any]] {
            try output.split(separator: "\n").map { line in
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            }
        }
    }

    /// The folder that the build puts programs in.
    public static let folder: URL = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return bundle.pathExtension == "xctest" ? bundle.deletingLastPathComponent() : bundle
    }()

    private let path: URL

    /// Names a program of this package.
    public init(_ name: String) {
        path = Self.folder.appendingPathComponent(name)
    }

    /// Names any program.
    public init(path: String) {
        self.path = URL(fileURLWithPath: path)
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - environment: Variables set in addition to this process's.
    /// - Returns: What it left behind.
    /// - Throws: An error if it cannot be started.
    public func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        let process = try start(arguments, environment: environment)
        return process.wait()
    }

    /// Starts the program.
    public func start(_ arguments: [String], environment: [String: String] = [:]) throws -> Running {
        try Running(path: path, arguments: arguments, environment: environment)
    }

    /// A program that was started.
    public final class Running {
        private let process = Process()
        private let output: URL
        private let errors: URL

        fileprivate init(path: URL, arguments: [String], environment: [String: String]) throws {
            let folder = FileManager.default.temporaryDirectory
            output = folder.appendingPathComponent("cairn-out-\(UUID().uuidString)")
            errors = folder.appendingPathComponent("cairn-err-\(UUID().uuidString)")
            for file in [output, errors] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
            process.executableURL = path
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: errors)
            try process.run()
        }

        /// The process's number.
        public var identifier: Int32 { process.processIdentifier }

        /// Sends a signal.
        public func send(_ signal: Int32) {
            kill(process.processIdentifier, signal)
        }

        /// Waits for the end.
        public func wait() -> Outcome {
            process.waitUntilExit()
            defer {
                for file in [output, errors] { try? FileManager.default.removeItem(at: file) }
            }
            let code = process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
            return Outcome(code: code, output: Self.text(output), errors: Self.text(errors))
        }

        private static func text(_ file: URL) -> String {
            String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
        }
    }
}
