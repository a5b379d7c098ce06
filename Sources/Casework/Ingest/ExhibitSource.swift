import Audit
import CaseModel
import CaseStore
import Evidence
import Foundation
import Synchronization

/// What to ingest and the exhibit that it fills.
struct ExhibitSource: Sendable {
    /// Which files.
    enum Files: Sendable {
        /// All below a path.
        case below([UInt8])
        /// Those that a report names.
        case reported(ReportedFileWalk)

        /// A walk over them; nil if they cannot be listed.
        func walk() -> EvidenceWalk? {
            switch self {
            case .below(let root): (try? EvidenceWalker(root: root)).map(EvidenceWalk.folder)
            case .reported(let walk): .reported(walk)
            }
        }
    }

    let path: String
    let files: Files
    let exhibit: Int64
    let label: String

    /// Makes the exhibits of a request and opens their custody logs.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if a path is not there.
    static func all(
        of request: IngestRequest,
        ofCase number: Int64,
        store: CaseStore
    ) throws(CaseworkError) -> [ExhibitSource] {
        var labelled: [(path: String, root: [UInt8], label: String)] = []
        for path in request.paths {
            let root = Array(path.utf8)
            do {
                _ = try EvidenceWalker(root: root)
            } catch {
                throw CaseworkError(.usage, "\(path) \(error.message)")
            }
            let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
            let label = request.exhibit ?? DisplayText.of(EvidenceWalker.lastComponent(of: Array(absolute.utf8)))
            labelled.append((absolute, Array(absolute.utf8), label))
        }
        let wanted = labelled
        return try classed {
            try store.write { writer throws(StoreError) in
                var sources: [ExhibitSource] = []
                for (path, root, label) in wanted {
                    let exhibit = try writer.exhibit(ofCase: number, label: label)
                    let entry = CustodyEntry.now("ingest started", by: request.actor, source: path, "read only")
                    try writer.addCustody(entry, toExhibit: exhibit)
                    try writer.addAudit(
                        request.entry("ingest.started", exhibit: label, details: ["source": DisplayText.of(root)])
                    )
                    sources.append(ExhibitSource(path: path, files: .below(root), exhibit: exhibit, label: label))
                }
                return sources
            }
        }
    }
}

extension CustodyEntry {
    /// A line of this moment, by an account or, if that is nil, whoever runs this process.
    static func now(_ act: String, by actor: String?, source: String, _ details: String) -> CustodyEntry {
        CustodyEntry(
            at: Timestamp.now(),
            actor: "\(actor ?? MachineUser.name)@\(ProcessInfo.processInfo.hostName)",
            act: act,
            source: source,
            details: details
        )
    }
}

extension IngestRequest {
    /// What the audit log is told of this ingest.
    func entry(_ act: String, exhibit: String, details: [String: String]) -> NewAuditEntry {
        NewAuditEntry(
            actor: actor ?? MachineUser.actor,
            act: act,
            caseReference: caseReference,
            subject: exhibit,
            details: details
        )
    }
}

/// A walk over the files of one source.
enum EvidenceWalk: IteratorProtocol, Sequence {
    case folder(EvidenceWalker)
    case reported(ReportedFileWalk)

    mutating func next() -> WalkedEntry? {
        switch self {
        case .folder(var walker):
            defer { self = .folder(walker) }
            return walker.next()
        case .reported(var walk):
            defer { self = .reported(walk) }
            return walk.next()
        }
    }
}

/// One walk over all sources that several threads draw from; numbers what it finds.
final class SharedWalk: Sendable {
    private struct State {
        var walker: EvidenceWalk?
        var position = -1
        var sequence = 0
        /// First sequence of each source that was begun.
        var starts: [Int] = []
    }

    struct Task {
        let entry: WalkedEntry
        let exhibit: Int64
        let sequence: Int
    }

    private let sources: [ExhibitSource]
    private let state = Mutex(State())

    init(sources: [ExhibitSource]) {
        self.sources = sources
    }

    /// The next thing to work on; nil at the end, of which the inbox is told.
    func next(inbox: OrderedInbox) -> Task? {
        state.withLock { state in
            while true {
                if let entry = state.walker?.next() {
                    defer { state.sequence += 1 }
                    return Task(entry: entry, exhibit: sources[state.position].exhibit, sequence: state.sequence)
                }
                guard state.position + 1 < sources.count else {
                    inbox.setEnd(state.sequence)
                    return nil
                }
                state.position += 1
                state.starts.append(state.sequence)
                state.walker = sources[state.position].files.walk()
            }
        }
    }

    /// The exhibit that a numbered thing belongs to.
    func exhibit(of sequence: Int) -> Int64 {
        state.withLock { state in
            let position = state.starts.lastIndex { $0 <= sequence } ?? 0
            return sources[position].exhibit
        }
    }
}
