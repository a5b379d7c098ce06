import CaseStore
import Evidence
import Foundation
import Glibc

/// A data directory and what is in it.
public struct Workspace: Sendable {
    /// The data directory.
    public let directory: String
    /// The store in it.
    let store: CaseStore

    /// Opens a data directory.
    ///
    /// - Parameters:
    ///   - directory: The folder.
    ///   - isCreating: Whether a missing database is made.
    /// - Throws: ``CaseworkError``.
    public init(directory: String, isCreating: Bool = false) throws(CaseworkError) {
        do {
            store = try CaseStore(directory: directory, access: isCreating ? .create : .existing)
        } catch {
            throw CaseworkError(error)
        }
        self.directory = directory
    }

    /// The data directory to use when none is named: `$CAIRN_DATA`, `$XDG_DATA_HOME/cairn` or `~/.local/share/cairn`.
    public static func defaultDirectory(environment: [String: String]) -> String {
        if let named = environment["CAIRN_DATA"], !named.isEmpty { return named }
        if let shared = environment["XDG_DATA_HOME"], shared.hasPrefix("/") { return shared + "/cairn" }
        return (environment["HOME"] ?? "/root") + "/.local/share/cairn"
    }

    /// The folder for bytes that live no longer than a process.
    func spoolDirectory() throws(CaseworkError) -> String {
        let path = directory + "/spool"
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw CaseworkError(.storage, "the folder \(path) cannot be made")
        }
        return path
    }

    /// Runs a body that reads one consistent state, and classes what it throws.
    func reading<Value>(
        _ body: (StoreReader) throws(StoreError) -> Value
    ) throws(CaseworkError) -> Value {
        do {
            return try store.read(body)
        } catch {
            throw CaseworkError(error)
        }
    }

    /// Runs a body in one transaction, and classes what it throws.
    func writing<Value>(
        _ body: (StoreWriter) throws(StoreError) -> Value
    ) throws(CaseworkError) -> Value {
        do {
            return try store.write(body)
        } catch {
            throw CaseworkError(error)
        }
    }

    /// Keeps other writers of evidence out for as long as the result lives.
    func lockForWriting() throws(CaseworkError) -> WriteLock {
        try WriteLock(path: directory + "/lock")
    }
}

/// The right to write to a data directory; given up with the value or the process.
final class WriteLock {
    private let descriptor: Int32

    init(path: String) throws(CaseworkError) {
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else {
            throw CaseworkError(.storage, "\(path) cannot be opened: \(SystemMessage.text(errno))")
        }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            close(opened)
            throw CaseworkError(StoreError.locked)
        }
        descriptor = opened
    }

    deinit {
        close(descriptor)
    }
}
