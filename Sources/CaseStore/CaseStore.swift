import Foundation

/// What Cairn remembers: cases, exhibits, items, media, what was found in them and which of them agree.
///
/// The only truth: every index is made of it and can be made again. Each ``write(_:)`` is one transaction that is
/// durable when it returns.
public final class CaseStore: Sendable {
    /// The version of the analysis that this build writes; a later build's version leads to a new analysis.
    public static let analysisVersion = 1

    private let driver: any SQLDriver

    /// How to open a store.
    public enum Access: Sendable {
        /// Make the database if there is none.
        case create
        /// Only a database that is there.
        case existing
    }

    /// Opens the store in a data directory.
    ///
    /// - Parameters:
    ///   - directory: The data directory.
    ///   - access: Whether a missing database is made.
    /// - Throws: ``StoreError``.
    public init(directory: String, access: Access) throws(StoreError) {
        let path = directory + "/cairn.sqlite"
        if !FileManager.default.fileExists(atPath: path) {
            guard access == .create else { throw .noDatabase(directory) }
            do {
                try FileManager.default.createDirectory(
                    atPath: directory,
                    withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700]
                )
            } catch {
                throw .inputOutput("the folder \(directory) cannot be made")
            }
            // Closed to others from the first moment: it holds evidence, and what logins are checked against.
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        driver = try SQLiteDriver(path: path)
        try Self.migrate(driver)
    }

    /// Runs a body that reads one consistent state.
    ///
    /// - Throws: ``StoreError``, or what the body throws.
    public func read<Value>(_ body: (StoreReader) throws(StoreError) -> Value) throws(StoreError) -> Value {
        try driver.read { session throws(StoreError) in try body(StoreReader(session: session)) }
    }

    /// Runs a body in one transaction; nothing of it is kept if it throws.
    ///
    /// - Throws: ``StoreError``, or what the body throws.
    public func write<Value>(_ body: (StoreWriter) throws(StoreError) -> Value) throws(StoreError) -> Value {
        try driver.write { session throws(StoreError) in try body(StoreWriter(session: session)) }
    }

    /// Checks the database's own structure and references.
    ///
    /// - Returns: One line for each fault; empty if all is well.
    /// - Throws: ``StoreError``.
    public func faults() throws(StoreError) -> [String] {
        try driver.faults()
    }

    private static func migrate(_ driver: any SQLDriver) throws(StoreError) {
        let known = Set(Migrations.all.map(\.name))
        let isCurrent = try? driver.read { session throws(StoreError) in
            let applied = try session.all(Statements.appliedSteps) { row throws(StoreError) in try row.string(0) }
            return Set(applied) == known
        }
        if isCurrent == true { return }
        try driver.write { session throws(StoreError) in
            try session.run(Migrations.ledger, [])
            let applied = Set(
                try session.all(Statements.appliedSteps) { row throws(StoreError) in try row.string(0) }
            )
            if let later = applied.subtracting(known).min() { throw .tooNew(later) }
            for step in Migrations.all where !applied.contains(step.name) {
                for statement in step.statements { try session.run(driver.dialect.spell(statement), []) }
                try step.fill?(session)
                try session.run(Statements.recordStep, [.text(step.name), .text(Timestamp.now())])
            }
        }
    }
}

/// Reads from the store, inside one consistent state.
public struct StoreReader {
    let session: any SQLSession
}

/// Writes to the store, inside one transaction.
public struct StoreWriter {
    let session: any SQLSession

    /// Reads what this transaction sees.
    public var reader: StoreReader { StoreReader(session: session) }
}
