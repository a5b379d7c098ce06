import AnalysisWorkers
import CaseStore
import Evidence

/// Why a use case could not be carried out; each class has an exit code of the command line.
public struct CaseworkError: Error, Hashable, Sendable {
    /// The class of a failure.
    public enum Code: Int32, Sendable {
        /// It failed; nothing half-written is left behind.
        case failed = 1
        /// The request itself is wrong.
        case usage = 2
        /// Damage was found.
        case damage = 4
        /// No space, or an input/output error on Cairn's own storage.
        case storage = 5
        /// There is no database.
        case noDatabase = 10
        /// Another process holds the database.
        case locked = 11
        /// Refused by policy.
        case refused = 13
        /// Stopped by the user; the same command resumes.
        case interrupted = 130
    }

    /// The class.
    public let code: Code
    /// One sentence for the user.
    public let message: String

    /// States a failure.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Classes a failure of the store.
    init(_ error: StoreError) {
        switch error {
        case .noDatabase: self.init(.noDatabase, error.message)
        case .locked: self.init(.locked, error.message)
        case .noSpace, .inputOutput: self.init(.storage, error.message)
        case .damaged: self.init(.damage, error.message)
        case .tooNew: self.init(.refused, error.message)
        case .failed: self.init(.failed, error.message)
        }
    }
}

extension CaseworkError {
    /// Classes a failure of the workers.
    init(_ error: WorkerError) {
        switch error {
        case .weakSandbox: self.init(.refused, error.message)
        case .missing, .failed: self.init(.failed, error.message)
        }
    }
}

/// Runs a body and classes what it throws.
func classed<Value>(_ body: () throws -> Value) throws(CaseworkError) -> Value {
    do {
        return try body()
    } catch let error as CaseworkError {
        throw error
    } catch let error as StoreError {
        throw CaseworkError(error)
    } catch let error as EvidenceError {
        if case .spool = error { throw CaseworkError(.storage, "an archive's entry \(error.message)") }
        throw CaseworkError(.failed, "a file \(error.message)")
    } catch let error as WorkerError {
        throw CaseworkError(error)
    } catch {
        throw CaseworkError(.failed, "\(error)")
    }
}
