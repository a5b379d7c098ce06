import AnalysisWorkers
import CaseModel
import CaseStore
import Evidence
import Foundation

/// What one thread does with one file: read, digest, analyse, unpack, and tell the writer.
struct FileReader: Sendable {
    /// Archives inside archives are unpacked to this depth.
    static let archiveDepth = 3

    let store: CaseStore
    let analyser: FileAnalyser
    let claims: ContentClaims
    let inbox: OrderedInbox
    let spoolDirectory: String

    /// Works on one thing that the walker found.
    func read(_ entry: WalkedEntry, exhibit: Int64, sequence: Int) {
        do {
            switch entry {
            case .skipped(let path, let error): try deliver(unreadable(path, error), sequence)
            case .file(let path): try read(path, exhibit: exhibit, sequence: sequence)
            }
        } catch is InboxClosed {
            return
        } catch let error as WorkerError {
            _ = inbox.deliver(.stopped(CaseworkError(error)), of: sequence)
        } catch let error as CaseworkError {
            _ = inbox.deliver(.stopped(error), of: sequence)
        } catch let error as StoreError {
            _ = inbox.deliver(.stopped(CaseworkError(error)), of: sequence)
        } catch let error as EvidenceError {
            _ = inbox.deliver(.stopped(CaseworkError(.storage, error.message)), of: sequence)
        } catch {
            _ = inbox.deliver(.stopped(CaseworkError(.failed, "\(error)")), of: sequence)
        }
    }

    private struct InboxClosed: Error {}

    private func deliver(_ step: IngestStep, _ sequence: Int) throws {
        guard inbox.deliver(step, of: sequence) else { throw InboxClosed() }
    }

    private func unreadable(_ path: WalkedPath, _ error: EvidenceError) -> IngestStep {
        var item = NewItem(path: path.name, source: path.location)
        item.failure = AnalysisFailure(.unreadable, "The file \(error.message).")
        return .found(FoundFile(item: item))
    }

    private func read(_ path: WalkedPath, exhibit: Int64, sequence: Int) throws {
        var item = NewItem(path: path.name, source: path.location)
        let file: EvidenceFile
        let digests: Digests
        do {
            file = try EvidenceFile(path: path.location)
            item.size = file.status.size
            item.modifiedAt = file.status.modifiedAt
            item.changedAt = file.status.changedAt
            item.inode = file.status.inode
            let known = item
            let isComplete = try store.read { reader throws(StoreError) in
                try reader.isComplete(known, inExhibit: exhibit)
            }
            if isComplete {
                try deliver(.complete(size: file.status.size), sequence)
                return
            }
            digests = try file.digests()
        } catch let error as EvidenceError {
            try deliver(unreadable(path, error), sequence)
            return
        }
        try register(item, file: file, digests: digests, container: nil, depth: 0, sequence: sequence)
    }

    private func register(
        _ item: NewItem,
        file: EvidenceFile,
        digests: Digests,
        container: [UInt8]?,
        depth: Int,
        sequence: Int
    ) throws {
        var found = FoundFile(item: item, digests: digests, containerPath: container)
        found.item.digest = digests.sha256
        var kind = try store.read { reader throws(StoreError) in try reader.analysedKind(digests.sha256) }
        if kind == nil, claims.claim(digests.sha256, by: sequence) {
            let start = Date()
            let analysis = try analyser.analyse(file)
            found.seconds = Date().timeIntervalSince(start)
            found.analysis = analysis
            kind = analysis.kind
        } else if kind == nil {
            kind = try analyser.describe(file).kind
        }
        found.isArchive = kind == .archive
        try deliver(.found(found), sequence)
        if kind == .archive { try unpack(file, path: item.path, depth: depth, sequence: sequence, item: item) }
    }

    private func unpack(
        _ file: EvidenceFile,
        path: [UInt8],
        depth: Int,
        sequence: Int,
        item: NewItem
    ) throws {
        guard depth < Self.archiveDepth else {
            let failure = AnalysisFailure(
                .tooLarge, "Archives are unpacked \(Self.archiveDepth) levels deep; this one lies deeper.")
            try deliver(.archiveEnd(path: path, failure: failure), sequence)
            return
        }
        var entry = NewItem(path: path, source: item.source)
        var spool: EntrySpool?
        let failure = try analyser.unpack(file) { finding in
            switch finding {
            case .entry(let name, let modifiedAt):
                entry = NewItem(path: path + [UInt8(ascii: "/")] + name, source: item.source)
                entry.modifiedAt = modifiedAt.map { $0.multipliedReportingOverflow(by: 1_000_000_000).partialValue }
                spool = try EntrySpool(folder: spoolDirectory)
            case .entryData(let bytes): try spool?.append(bytes)
            case .entryEnd(let refused):
                let filled = spool
                spool = nil
                if let refused {
                    entry.failure = refused
                    try deliver(.found(FoundFile(item: entry, containerPath: path)), sequence)
                } else if let content = try filled?.finish() {
                    entry.size = content.digests.size
                    try register(
                        entry, file: content.file, digests: content.digests, container: path, depth: depth + 1,
                        sequence: sequence)
                }
            default: break
            }
        }
        try deliver(.archiveEnd(path: path, failure: failure), sequence)
    }
}
