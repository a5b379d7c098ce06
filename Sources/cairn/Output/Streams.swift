import CaseModel
import Casework
import Foundation
import Glibc

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

    /// Prints links, some hundreds at a time.
    static func print(_ links: [Link]) {
        var bytes: [UInt8] = []
        for link in links {
            LinkOutput(link).writeLine(to: &bytes)
            if bytes.count >= 1 << 17 {
                StandardOutput.write(bytes: bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        StandardOutput.write(bytes: bytes)
    }
}
