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
    let noiseBudget: NoiseBudget
    let inbox: OrderedInbox
    let spoolDirectory: String
    /// How far analyses are to go.
    let wishedDepth: AnalysisDepth

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
            _ = inbox.deliver(
                .stopped(CaseworkError(.storage, "a text or an archive's entry \(error.message)")),
                of: sequence
            )
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
            file = try EvidenceFile(path: path.location, followingLink: path.isRoot)
            item.size = file.status.size
            item.modifiedAt = file.status.modifiedAt
            item.changedAt = file.status.changedAt
            item.inode = file.status.inode
            let (known, depth) = (item, wishedDepth)
            let isComplete = try store.read { reader throws(StoreError) in
                try reader.isComplete(known, inExhibit: exhibit, depth: depth)
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
        try register(
            item,
            exhibit: exhibit,
            file: file,
            digests: digests,
            container: nil,
            depth: 0,
            budget: nil,
            sequence: sequence
        )
    }

    private func register(
        _ item: NewItem,
        exhibit: Int64,
        file: EvidenceFile,
        digests: Digests,
        container: [UInt8]?,
        depth: Int,
        budget: UnpackBudget?,
        sequence: Int
    ) throws {
        var found = FoundFile(item: item, digests: digests, containerPath: container)
        found.item.digest = digests.sha256
        let (known, listed) = try store.read { reader throws(StoreError) in
            (try reader.analysed(digests.sha256), try reader.knownFiles(digests))
        }
        found.known = listed
        if listed.contains(where: { $0.list.treatment == .skip && !$0.isCollision }) {
            found.isSkipped = true
            try deliver(.found(found), sequence)
            return
        }
        var kind = known?.kind
        let isKnown = known.map { $0.depth.covers(wishedDepth.concerning($0.kind)) } ?? false
        if !isKnown, claims.claim(digests.sha256, by: sequence) {
            // What an earlier analysis went into is not lost where this one goes further in another way.
            let wanted = known.map { wishedDepth.joined($0.depth) } ?? wishedDepth
            let start = Date()
            let (analysis, texts) = try analyser.analyse(file, depth: wanted, spoolingIn: spoolDirectory) {
                noiseBudget.wants($0, exhibit: exhibit)
            }
            found.texts = texts
            noiseBudget.count(analysis, exhibit: exhibit)
            found.seconds = Date().timeIntervalSince(start)
            found.analysis = analysis
            found.depth = wanted.concerning(analysis.kind)
            kind = analysis.kind
        } else if kind == nil {
            kind = try analyser.describe(file).kind
        }
        found.isArchive = kind == .archive
        try deliver(.found(found), sequence)
        guard kind == .archive else { return }
        do {
            let budget = budget ?? UnpackBudget(archiveSize: file.status.size)
            let failure = try unpack(
                file,
                item: item,
                exhibit: exhibit,
                depth: depth,
                budget: budget,
                sequence: sequence
            )
            try deliver(.archiveEnd(path: item.path, failure: failure), sequence)
        } catch let error as UnpackBudget.Exceeded {
            try deliver(.archiveEnd(path: item.path, failure: error.failure), sequence)
            if depth > 0 { throw error }
        }
    }

    /// Registers all entries of an archive.
    ///
    /// - Returns: Why not all could be unpacked; nil if all is well.
    private func unpack(
        _ file: EvidenceFile,
        item: NewItem,
        exhibit: Int64,
        depth: Int,
        budget: UnpackBudget,
        sequence: Int
    ) throws -> AnalysisFailure? {
        guard depth < Self.archiveDepth else {
            return AnalysisFailure(
                .tooLarge,
                "Archives are unpacked \(Self.archiveDepth) levels deep; this one lies deeper."
            )
        }
        var entry = item
        var spool: EntrySpool?
        func refuse(_ failure: AnalysisFailure) throws {
            spool = nil
            entry.failure = failure
            try deliver(.found(FoundFile(item: entry, containerPath: item.path)), sequence)
        }
        return try analyser.unpack(file, mostBytes: budget.remaining) { finding in
            switch finding {
            case .entry(let name, let modifiedAt):
                entry = NewItem(path: item.path + [UInt8(ascii: "/")] + name, source: item.source)
                entry.modifiedAt = modifiedAt.map { $0.multipliedReportingOverflow(by: 1_000_000_000).partialValue }
                spool = try EntrySpool(folder: spoolDirectory)
            case .entryData(let bytes):
                do {
                    try budget.take(bytes.count)
                } catch let error as UnpackBudget.Exceeded {
                    try refuse(error.failure)
                    throw error
                }
                try spool?.append(bytes)
            case .entryEnd(let failure?): try refuse(failure)
            case .entryEnd(nil):
                guard let content = try spool?.finish() else { return }
                spool = nil
                entry.size = content.digests.size
                try register(
                    entry,
                    exhibit: exhibit,
                    file: content.file,
                    digests: content.digests,
                    container: item.path,
                    depth: depth + 1,
                    budget: budget,
                    sequence: sequence
                )
            default: break
            }
        }
    }
}
