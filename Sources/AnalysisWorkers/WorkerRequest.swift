public import CaseModel

/// What a worker is asked to do with one file.
public enum WorkerTask: Hashable, Sendable {
    /// Tell the type by content and read the metadata of still pictures.
    case describe
    /// Decode and fingerprint. Without a type the image worker tells it first, reads the metadata, and goes on with what it
    /// decodes itself.
    case analyse
    /// Extract an archive's entries.
    case unpack
    /// Draw what the content, a drawing of our own making, says.
    case draw
    /// Try one forbidden thing.
    case probe(Int32)
}

/// A task with all that it depends on.
public struct WorkerRequest: Hashable, Sendable {
    /// What to do.
    public var task: WorkerTask
    /// The media type by content; empty if that is to be told first.
    public var type = ""
    /// What that is.
    public var kind = MediaKind.other
    /// EXIF orientation 1…8 to apply.
    public var orientation = 1
    /// Limits on this file.
    public var limits = AnalysisLimits()
    /// What the analysis is to give beyond fingerprints.
    public var wishes = AnalysisWishes()
    /// Analyse only this rectangle of the upright picture.
    public var region: Region?
    /// The region (ISO 3166-1 alpha-2) of telephone numbers without a country code.
    public var telephoneRegion = ""

    /// Starts a request with the usual limits.
    public init(task: WorkerTask) {
        self.task = task
    }
}

/// What came of a request.
public struct WorkerReport: Hashable, Sendable {
    /// Why the worker's process did not finish; nil if it did.
    ///
    /// What it found before counts.
    public var failure: AnalysisFailure?
    /// The most memory it held, in bytes.
    public var peakResidentBytes: UInt64 = 0
    /// Seconds of processor time.
    public var cpuSeconds = 0.0
    /// Seconds on the wall clock.
    public var wallSeconds = 0.0
}

/// Why no worker can be had.
public enum WorkerError: Error, Hashable, Sendable {
    /// A program is not where it should be, or not executable.
    case missing(path: String)
    /// This kernel lacks walls of the sandbox.
    case weakSandbox(walls: [String])
    /// A worker could not be started, or does not answer.
    case failed(String)

    /// One sentence for the user.
    public var message: String {
        switch self {
        case .missing(let path): "the worker program \(path) is missing: install it beside cairn"
        case .weakSandbox(let walls):
            "this system lacks a wall around the decoders (\(walls.joined(separator: ", "))): "
                + "see cairn doctor, or accept the risk with --allow-weak-sandbox"
        case .failed(let reason): "a worker could not be used: \(reason)"
        }
    }
}
