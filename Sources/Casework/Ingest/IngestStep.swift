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

    /// The content whose analysis this holds; nil if it holds none.
    var analysed: ContentDigest? {
        guard case .found(let file) = self, file.analysis != nil else { return nil }
        return file.digests?.sha256
    }

    /// About how many bytes it takes in memory.
    var byteCount: Int {
        guard case .found(let file) = self else { return MemoryLayout<Self>.size }
        return MemoryLayout<Self>.size + (file.analysis?.byteCount ?? 0)
    }
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

extension Analysis {
    /// About how many bytes it takes in memory, its messages and identifiers aside, which wait on disk.
    fileprivate var byteCount: Int {
        let features = localFeatures.reduce(0) {
            $0 + $1.descriptors.count + $1.keypoints.count * MemoryLayout<Keypoint>.stride
        }
        let hashes = frames.reduce(0) {
            $0 + MemoryLayout<FrameFingerprint>.stride
                + (1 + $1.centres.count + $1.turned.count) * MemoryLayout<PerceptualHash>.stride
        }
        let heard = sound.map { sound in
            4 * (sound.words.count + sound.atSpeeds.reduce(0) { $0 + $1.words.count })
                + MemoryLayout<SoundPeak>.stride * (sound.peaks.peaks.count + sound.densePeaks.peaks.count)
        }
        let shown = renditions.reduce(0) { $0 + $1.bytes.count } + (sensorNoise?.packed.count ?? 0)
        let told = tags.reduce(0) { $0 + MemoryLayout<MetadataTag>.stride + $1.name.utf8.count + $1.value.utf8.count }
        return features + hashes + (heard ?? 0) + shown + told
    }
}
