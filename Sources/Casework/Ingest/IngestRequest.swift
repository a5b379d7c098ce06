public import CaseModel

/// What `ingest` is asked to do.
public struct IngestRequest: Sendable {
    /// The case's reference.
    public var caseReference: String
    /// The paths of files, folders and archives.
    public var paths: [String]
    /// The exhibit's label; the last component of each path if nil.
    public var exhibit: String?
    /// How many files are worked on at once.
    public var jobs: Int
    /// Go on although this kernel lacks a wall of the sandbox.
    public var allowsWeakSandbox = false
    /// The region (ISO 3166-1 alpha-2) of telephone numbers without a country code.
    public var telephoneRegion = ""
    /// How much of each picture is kept for finding parts of it again.
    public var featureDepth = FeatureDepth.objects

    /// In which ways sound is compared.
    public var soundDepth = SoundDepth.landmarks

    /// How much of videos is looked at.
    public var tier = AnalysisTier.full

    /// How far analyses go.
    var depth: AnalysisDepth {
        AnalysisDepth(tier: tier, features: featureDepth.featureCount, soundPeaks: soundDepth == .landmarks)
    }

    /// Ask ExifTool, behind bubblewrap, for serial numbers that are not found otherwise.
    public var asksExifTool = false

    /// Of which pictures the noise of the sensor is kept.
    public var sensorNoiseDepth = SensorNoiseDepth.groups

    /// How much memory this process gives to what is not on disk yet.
    public var memory = IngestMemory()

    /// The account that asks, as the logs name it; the machine's user if nil.
    public var actor: String?

    /// Asks for paths to be ingested into a case.
    public init(caseReference: String, paths: [String], exhibit: String? = nil, jobs: Int) {
        self.caseReference = caseReference
        self.paths = paths
        self.exhibit = exhibit
        self.jobs = jobs
    }
}

/// How far an ingest is.
public struct IngestProgress: Hashable, Sendable {
    /// Files done, entries of archives included.
    public var done = 0
    /// Files found by counting ahead; nil while counting.
    public var total: Int?
    /// Bytes of the files done.
    public var bytes: Int64 = 0
    /// Files that could not be read or decoded.
    public var failed = 0

    /// Starts with nothing done.
    public init() {}
}

/// What an ingest did.
public struct IngestSummary: Sendable {
    /// Files seen, entries of archives included.
    public var files = 0
    /// Items that are new.
    public var added = 0
    /// Files that were registered and analysed before.
    public var unchanged = 0
    /// Contents analysed in this run.
    public var analysed = 0
    /// How many of them were analysed before, and now more closely.
    public var deepened = 0
    /// New matches between contents.
    public var matches = 0
    /// Why matches may be missing, one sentence each; empty unless an index is known to be at fault.
    public var incompleteness: [String] = []
    /// Files that are on hash lists, by their digests.
    public var known = 0
    /// How many of them were not analysed, as a list has it.
    public var skipped = 0
    /// How many contents got a list's code.
    public var coded = 0
    /// Files whose MD5 is that of an entry that has another stronger digest, up to ``mostCollisions``.
    public var collisions: [DigestCollision] = []
    /// The largest number of collisions that is told.
    public static let mostCollisions = 100
    /// Bytes read.
    public var bytes: Int64 = 0
    /// How many files failed, by reason.
    public var failures: [FailureCode: Int] = [:]
    /// The longest analysis in seconds, and its file.
    public var slowest: (seconds: Double, path: String) = (0, "")
    /// The largest memory that a worker held, in bytes.
    public var peakWorkerBytes: UInt64 = 0
    /// Numbers of the exhibits that were filled.
    public var exhibits: [Int64] = []

    /// Adds what a quick run over the same files did just before; what this one completed counts once.
    public mutating func include(_ earlier: IngestSummary) {
        added += earlier.added
        unchanged -= earlier.added
        let completed = min(deepened, earlier.analysed)
        analysed += earlier.analysed - completed
        deepened -= completed
        matches += earlier.matches
        coded += earlier.coded
        if earlier.slowest.seconds > slowest.seconds { slowest = earlier.slowest }
        peakWorkerBytes = max(peakWorkerBytes, earlier.peakWorkerBytes)
    }
}

/// A file whose MD5 is that of an entry of a list, while a stronger digest is not: one of the two was made to deceive, or
/// the list is at fault.
public struct DigestCollision: Hashable, Sendable {
    /// The file's path within its exhibit, as text.
    public let path: String
    /// The list.
    public let list: String
    /// The number of the entry.
    public let entry: Int64
}
