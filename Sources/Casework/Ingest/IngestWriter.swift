import CaseModel
import CaseStore
import Foundation

/// Writes what the threads found, in order and in batches, and compares each new content with all before it.
final class IngestWriter {
    /// Steps that are written in one transaction at most.
    static let batchSize = 64
    /// Bytes of steps from which a batch is written, however few they are.
    static let batchBytes = 16 << 20

    private let store: CaseStore
    private let caseNumber: Int64
    private let index: ComparisonIndex
    /// Who ingests, as the log names them.
    private let actor: String
    private var noiseQuota: NoiseQuota
    /// What names the codes that lists give in this run, so that they can be taken back together.
    private let act = UUID().uuidString.lowercased()
    private var containers: [[UInt8]: Int64] = [:]
    private(set) var summary = IngestSummary()
    private(set) var progress = IngestProgress()

    init(store: CaseStore, caseNumber: Int64, index: ComparisonIndex, noiseQuota: NoiseQuota, actor: String) {
        self.store = store
        self.caseNumber = caseNumber
        self.index = index
        self.actor = actor
        self.noiseQuota = noiseQuota
    }

    /// Writes what the index has in memory to disk, once it is much or nothing more comes.
    func saveIndex(isLast: Bool) throws(CaseworkError) {
        if isLast { summary.incompleteness = index.incompleteness }
        try index.save(isLast: isLast)
    }

    /// Compares the cameras of exhibits with all others, once all their pictures are written.
    func compareSensors(of exhibits: Set<Int64>) throws(CaseworkError) {
        let store = store
        summary.matches += try classed {
            try SensorComparison(store: store).run(ingested: exhibits)
        }
    }

    /// Writes a batch in one transaction.
    ///
    /// - Throws: ``CaseworkError``; nothing of the batch is kept then.
    func write(_ batch: [(exhibit: Int64, step: IngestStep)]) throws(CaseworkError) {
        guard !batch.isEmpty else { return }
        var summary = summary
        var containers = containers
        var noiseQuota = noiseQuota
        let (index, caseNumber, act, actor) = (index, caseNumber, act, actor)
        do {
            try store.write { writer throws(StoreError) in
                let watches = try WatchCheck(writer.reader, actor: actor)
                for (exhibit, step) in batch {
                    switch step {
                    case .complete: break
                    case .found(let file):
                        try Self.register(file, exhibit, writer, index, watches, &containers, &noiseQuota, &summary)
                        try Self.note(file, inCase: caseNumber, act: act, writer, &summary)
                    case .archiveEnd(let path, let failure):
                        if let id = containers.removeValue(forKey: path) {
                            try writer.markExpanded(item: id)
                            if let failure { try writer.noteFailure(failure, ofItem: id) }
                        }
                    case .stopped: break
                    }
                }
            }
        } catch {
            throw CaseworkError(error)
        }
        self.containers = containers
        self.noiseQuota = noiseQuota
        for (_, step) in batch { Self.count(step, &summary, &progress) }
        self.summary = summary
    }

    private static func register(
        _ file: FoundFile,
        _ exhibit: Int64,
        _ writer: StoreWriter,
        _ index: ComparisonIndex,
        _ watches: WatchCheck,
        _ containers: inout [[UInt8]: Int64],
        _ noiseQuota: inout NoiseQuota,
        _ summary: inout IngestSummary
    ) throws(StoreError) {
        var item = file.item
        item.container = file.containerPath.flatMap { containers[$0] }
        if let digests = file.digests { item.media = try writer.media(digests) }
        let added = try writer.addItem(item, toExhibit: exhibit)
        if added.isNew { summary.added += 1 } else { summary.unchanged += 1 }
        if file.isArchive { containers[item.path] = added.id }
        guard let media = item.media, let digests = file.digests else { return }
        let isAnalysed = try analyse(file, media, exhibit, writer, index, &noiseQuota, &summary)
        guard added.isNew || isAnalysed else { return }
        try watches.note(item: added.id, exhibit: exhibit, media: media, digests: digests, writer)
    }

    /// Writes what was found in a content, and what it matches.
    ///
    /// - Returns: Whether there was anything new to write.
    private static func analyse(
        _ file: FoundFile,
        _ media: Int64,
        _ exhibit: Int64,
        _ writer: StoreWriter,
        _ index: ComparisonIndex,
        _ noiseQuota: inout NoiseQuota,
        _ summary: inout IngestSummary
    ) throws(StoreError) -> Bool {
        let kept = file.depth.features ?? 0
        guard let found = file.analysis else { return false }
        let analysis = try noiseQuota.applied(to: found, exhibit: exhibit, reader: writer.reader)
        let more = file.texts.map { $0.each }
        guard
            let change = try writer.addAnalysis(
                analysis.keeping(kept),
                depth: file.depth,
                ofMedia: media,
                more: more
            )
        else { return false }
        summary.analysed += 1
        if change == .deepened {
            summary.deepened += 1
            index.remove(media: media)
        }
        if file.seconds > summary.slowest.seconds {
            summary.slowest = (file.seconds, DisplayText.of(file.item.path))
        }
        for match in try index.compareAndAdd(analysis, media: media, kept: kept, reader: writer.reader) {
            try writer.addMatch(match)
            summary.matches += 1
        }
        return true
    }

    /// Counts what lists know of a file, and gives it their codes where they are set to.
    private static func note(
        _ file: FoundFile,
        inCase caseNumber: Int64,
        act: String,
        _ writer: StoreWriter,
        _ summary: inout IngestSummary
    ) throws(StoreError) {
        guard !file.known.isEmpty else { return }
        summary.known += 1
        if file.isSkipped { summary.skipped += 1 }
        let path = DisplayText.of(file.item.path)
        for known in file.known where known.isCollision && summary.collisions.count < IngestSummary.mostCollisions {
            summary.collisions.append(DigestCollision(path: path, list: known.list.name, entry: known.entry))
        }
        guard let digest = file.item.digest, let media = try writer.reader.media(digest) else { return }
        let given = Set(try writer.reader.votes(onMedia: media, inCase: caseNumber).map(\.author))
        for known in file.known where known.list.treatment == .code && !known.isCollision {
            let author = "list:\(known.list.name)"
            guard let code = known.code, !given.contains(author) else { continue }
            try writer.addVote(
                code,
                scheme: known.list.scheme ?? known.list.name,
                media: media,
                inCase: caseNumber,
                author: author,
                act: act
            )
            summary.coded += 1
        }
    }

    private static func count(_ step: IngestStep, _ summary: inout IngestSummary, _ progress: inout IngestProgress) {
        switch step {
        case .complete(let size):
            summary.files += 1
            summary.unchanged += 1
            progress.done += 1
            progress.bytes += size
        case .found(let file):
            summary.files += 1
            progress.done += 1
            summary.bytes += file.digests?.size ?? 0
            progress.bytes += file.digests?.size ?? 0
            if let failure = file.item.failure ?? file.analysis?.failure {
                summary.failures[failure.code, default: 0] += 1
                progress.failed += 1
            }
        case .archiveEnd(_, let failure):
            if let failure {
                summary.failures[failure.code, default: 0] += 1
                progress.failed += 1
            }
        case .stopped: break
        }
    }
}

extension Analysis {
    /// The analysis with at most so many local features of each picture.
    fileprivate func keeping(_ number: Int) -> Analysis {
        var shorter = self
        shorter.localFeatures = number == 0 ? [] : localFeatures.map { $0.prefix(number) }
        return shorter
    }
}
