import CaseModel
import Casework
import Foundation
import Glibc
import Synchronization

/// Where results go.
enum StandardOutput {
    static func write(_ text: String) {
        FileDescriptorStream.write(Array(text.utf8), to: STDOUT_FILENO)
    }

    static func write(bytes: [UInt8]) {
        FileDescriptorStream.write(bytes, to: STDOUT_FILENO)
    }
}

/// Where progress and warnings go.
enum StandardError {
    static let isTerminal = isatty(STDERR_FILENO) == 1

    static func write(_ text: String) {
        FileDescriptorStream.write(Array(text.utf8), to: STDERR_FILENO)
    }
}

private enum FileDescriptorStream {
    /// Writes all bytes; a reader that has gone away ends the program quietly, as it does others.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                if errno == EPIPE { exit(1) }
                return
            }
            rest = rest.dropFirst(count)
        }
    }
}

/// Prints values as JSON Lines.
enum JSONLines {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        StandardOutput.write(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
    }

    /// How many links a thread writes out at a time.
    private static let linksAtATime = 512

    /// Prints links, some hundreds at a time for each processor.
    static func print(_ links: [Link]) {
        let threads = ProcessInfo.processInfo.activeProcessorCount
        for start in stride(from: 0, to: links.count, by: threads * linksAtATime) {
            let end = min(links.count, start + threads * linksAtATime)
            let parts = stride(from: start, to: end, by: linksAtATime).map { $0..<min(end, $0 + linksAtATime) }
            let lines = Mutex([[UInt8]](repeating: [], count: parts.count))
            DispatchQueue.concurrentPerform(iterations: parts.count) { part in
                var bytes: [UInt8] = []
                for link in links[parts[part]] { LinkOutput(link).writeLine(to: &bytes) }
                lines.withLock { $0[part] = bytes }
            }
            for bytes in lines.withLock({ $0 }) { StandardOutput.write(bytes: bytes) }
        }
    }
}
