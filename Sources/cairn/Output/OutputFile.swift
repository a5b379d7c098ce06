import Casework
import Foundation

/// A file that a command writes: whole or not at all.
enum OutputFile {
    /// Writes a file through another beside it, which takes its place at the end; or standard output.
    ///
    /// - Parameters:
    ///   - path: The file; nil for standard output.
    ///   - body: Hands over the bytes, in order.
    /// - Returns: What the body gives.
    /// - Throws: ``Casework/CaseworkError`` if the file cannot be written, and what the body throws; the file is as it was
    ///   then.
    static func write<Value>(
        to path: String?,
        _ body: (@escaping ([UInt8]) throws -> Void) throws -> Value
    ) throws -> Value {
        guard let path else {
            return try body { StandardOutput.write(bytes: $0) }
        }
        let part = path + ".part"
        guard FileManager.default.createFile(atPath: part, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: part)
        else { throw CaseworkError(.failed, "\(path) cannot be written; is the folder there?") }
        do {
            let value = try body { try file.write(contentsOf: $0) }
            try file.synchronize()
            try file.close()
            if rename(part, path) != 0 { throw CaseworkError(.storage, "\(path) cannot be written") }
            return value
        } catch let error as CaseworkError {
            try? FileManager.default.removeItem(atPath: part)
            throw error
        } catch {
            try? FileManager.default.removeItem(atPath: part)
            throw CaseworkError(.storage, "\(path) cannot be written: \(error)")
        }
    }
}
