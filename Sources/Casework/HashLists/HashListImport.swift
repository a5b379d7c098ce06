public import Accounts
import Audit
public import CaseModel
import CaseStore
import Evidence
import Foundation
public import Interchange

/// What is to be read as a hash list, and how it is to be used.
public struct HashListRequest: Sendable {
    /// The format of the file.
    public var format: InterchangeFormat
    /// The file.
    public var path: String
    /// What the file is called in records and messages; else its path.
    public var source: String?
    /// The list's name; else the file's.
    public var name: String?
    /// What an ingest does with a file that is on the list; nil leaves it as it is, and is ``HashList/Treatment/mark`` for a
    /// new list.
    public var treatment: HashList.Treatment?
    /// The scheme of its codes; else what the list states.
    public var scheme: String?
    /// Whether the file tells only what is new and what is withdrawn: entries that it does not name stay.
    public var isPartial = false

    fileprivate var called: String { source ?? path }

    /// Asks for a file to be read.
    public init(format: InterchangeFormat, path: String) {
        self.format = format
        self.path = path
    }
}

/// What reading a hash list came to.
public struct HashListImport: Sendable {
    /// The list, in its new version.
    public let list: HashList
    /// The version.
    public let version: HashListVersion
    /// Entries of the present version.
    public let entries: Int
}

extension Workspace {
    /// Entries that are held at once, to be written in the order of their digests, which spares the index.
    private static var batch: Int { 100_000 }

    /// Reads a file as a new version of a hash list.
    ///
    /// Entries are written in short transactions, between which others may write, and count only once the file has been read
    /// to its end: an import that fails or is stopped leaves the list as it was. Memory is bounded by the batch.
    ///
    /// - Parameters:
    ///   - request: What to read.
    ///   - viewer: Who asks, an administrator.
    ///   - isInterrupted: Whether to stop.
    ///   - report: Takes the number of entries read so far.
    /// - Returns: The list, and what changed.
    /// - Throws: ``CaseworkError``: `usage` if the file is not of the format, naming the place in it; `interrupted`.
    public func importHashList(
        _ request: HashListRequest,
        by viewer: Viewer,
        isInterrupted: () -> Bool = { false },
        report: (Int) -> Void = { _ in }
    ) throws(CaseworkError) -> HashListImport {
        try requireAdministration(viewer)
        let lock = try lockForWriting()
        defer { withExtendedLifetime(lock) {} }
        let digest = try Self.digest(ofList: request.path)
        let list = try list(for: request)
        let unpublished = UnpublishedVersion(workspace: self, list: list)
        try unpublished.discard()
        let number = unpublished.number
        var changes = HashListVersion.Changes()
        var read = 0
        let statement = try reading(request, into: unpublished) {
            let summary = try HashListReader(format: request.format).read(request.path, batch: Self.batch) { entries in
                for run in Self.runs(of: entries) {
                    guard let changed = try unpublished.add(run, isInterrupted: isInterrupted) else {
                        throw CaseworkError(.interrupted, "stopped; the list is as it was")
                    }
                    changes += changed
                }
                read += entries.count
                report(read)
            }
            if !request.isPartial { changes.withdrawn += try unpublished.withdrawUnseen() }
            return summary.statement
        }
        let scheme = request.scheme ?? statement.scheme ?? list.scheme
        let published = try writing { writer throws(StoreError) in
            let version = HashListVersion(
                number: number,
                source: request.called,
                digest: digest,
                stated: statement.version,
                importedAt: Timestamp.now(),
                importedBy: viewer.name,
                changes: changes
            )
            try writer.publish(version, of: list, format: request.format.rawValue, scheme: scheme)
            let treatment = request.treatment ?? list.treatment
            if treatment != list.treatment { try writer.setTreatment(treatment, ofList: list.id) }
            try writer.addAudit(
                NewAuditEntry(
                    actor: viewer.name,
                    act: "list.imported",
                    subject: list.name,
                    details: [
                        "version": "\(number)", "sha256": digest.hex, "added": "\(changes.added)",
                        "changed": "\(changes.changed)", "withdrawn": "\(changes.withdrawn)",
                        "treatment": treatment.rawValue,
                    ]
                )
            )
            return version
        }
        let (present, entries) = try reading { reader throws(StoreError) in
            (try reader.hashList(list.name), try reader.entryCount(ofList: list.id))
        }
        guard let present else { throw CaseworkError(.damage, "a list that was just read is not there") }
        return HashListImport(list: present, version: published, entries: entries)
    }

    /// The list that a file is a version of, made if there is none.
    private func list(for request: HashListRequest) throws(CaseworkError) -> HashList {
        let name = request.name ?? (request.called.split(separator: "/").last.map(String.init) ?? request.called)
        guard !name.isEmpty, name.utf8.count <= 200 else {
            throw CaseworkError(.usage, "a list's name has 1 to 200 bytes")
        }
        return try writing { writer throws(StoreError) in
            if let known = try writer.reader.hashList(name) { return known }
            return try writer.addHashList(
                name,
                format: request.format.rawValue,
                scheme: request.scheme,
                treatment: request.treatment ?? .mark
            )
        }
    }

    /// Runs what reads a file; at a fault takes away what was read, and names the file and the place in it.
    private func reading<Value>(
        _ request: HashListRequest,
        into unpublished: UnpublishedVersion,
        _ body: () throws -> Value
    ) throws(CaseworkError) -> Value {
        do {
            return try body()
        } catch {
            try unpublished.discard()
            throw Self.classed(error, request)
        }
    }

    private static func classed(_ error: any Error, _ request: HashListRequest) -> CaseworkError {
        do {
            throw error
        } catch let error as InterchangeError {
            return CaseworkError(
                .usage,
                "\(request.called) cannot be read as \(request.format.rawValue), and nothing of it was kept: \(error.message)"
            )
        } catch let error as CaseworkError {
            return error
        } catch {
            return CaseworkError(.failed, "\(request.called) cannot be read: \(error)")
        }
    }

    private static func digest(ofList path: String) throws(CaseworkError) -> ContentDigest {
        do {
            return try EvidenceFile(path: Array(path.utf8), followingLink: true).digests().sha256
        } catch {
            throw CaseworkError(.usage, "\(path) \(error.message)")
        }
    }

    /// Entries in the order of their digests, without moving an entry past a withdrawal: it may be what is withdrawn.
    private static func runs(of entries: [HashListEntry]) -> [[HashListEntry]] {
        var runs: [[HashListEntry]] = []
        var rest = entries[...]
        while let first = rest.first {
            let run = rest.prefix { $0.isWithdrawn == first.isWithdrawn }
            runs.append(inOrder(run))
            rest = rest.dropFirst(run.count)
        }
        return runs
    }

    /// Entries by the first bytes of the digest that they are kept under; the entries, which are large, move once.
    private static func inOrder(_ entries: ArraySlice<HashListEntry>) -> [HashListEntry] {
        func key(_ entry: HashListEntry) -> UInt64 {
            (entry.md5 ?? entry.sha1 ?? entry.sha256?.bytes ?? []).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
        let keys = entries.indices.map { (key: key(entries[$0]), index: $0) }
        return keys.sorted { ($0.key, $0.index) < ($1.key, $1.index) }.map { entries[$0.index] }
    }
}
