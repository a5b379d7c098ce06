import CaseModel
import CaseStore

/// What a file's thread tells the one that writes.
enum IngestStep: Sendable {
    /// An unchanged file that is registered and analysed.
    case complete(size: Int64)
    /// A file or entry to be registered.
    case found(FoundFile)
    /// All entries of this archive have been told.
    case archiveEnd(path: [UInt8], failure: AnalysisFailure?)
    /// Nothing can go on: the workers cannot be started, or our own storage failed.
    case stopped(CaseworkError)
}

/// A file or entry that has been read.
struct FoundFile: Sendable {
    var item: NewItem
    var digests: Digests?
    /// The archive's path within the exhibit, for an entry.
    var containerPath: [UInt8]?
    /// The lists that the content is on, by its digests.
    var known: [KnownFile] = []
    /// Whether a list has it left unanalysed.
    var isSkipped = false
    /// Whether entries follow.
    var isArchive = false
    /// What was found; nil if the content was analysed before, or is by a file that comes earlier.
    var analysis: Analysis?
    /// How far the analysis went.
    var depth = AnalysisDepth(tier: nil, features: nil, soundPeaks: nil)
    /// Messages and identifiers that are not in ``analysis``.
    var texts: SpooledFindings?
    /// Seconds that the analysis took.
    var seconds = 0.0
}
