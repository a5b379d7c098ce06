/// How a perceptual hash was made; stored with each hash, and only equal profiles are compared.
public enum HashProfile: String, Sendable, Hashable {
    /// PDQ of the upright picture at full resolution.
    case full
    /// PDQ of a video frame at native size, untrimmed and unrotated, as vPDQ makes it.
    case nativeFrame = "native_frame"
}

/// The PDQ of one picture (or one frame of an animation) in all eight orientations.
public struct PictureFingerprint: Hashable, Sendable {
    /// Which frame of an animation, from 0.
    public var frame: Int
    /// Eight hashes in the order of ``PictureOrientation``.
    public var orientations: [PerceptualHash]
    /// 0…100; below 50 the picture has too little detail to be compared.
    public var quality: Int
    /// How the hash was made.
    public var profile: HashProfile

    /// Collects the hashes of one picture.
    public init(frame: Int = 0, orientations: [PerceptualHash], quality: Int, profile: HashProfile = .full) {
        self.frame = frame
        self.orientations = orientations
        self.quality = quality
        self.profile = profile
    }

    /// The hash of the picture as it is.
    public var hash: PerceptualHash { orientations.first ?? .zero }
}

/// The hashes of one sampled frame of a video.
public struct FrameFingerprint: Hashable, Sendable {
    /// Seconds from the start.
    public var at: Double
    /// PDQ quality of the whole trimmed frame, 0…100.
    public var quality: Int
    /// Whether the frame is a key frame: the quick tier.
    public var isKey: Bool
    /// PDQ of the whole trimmed frame.
    public var full: PerceptualHash
    /// PDQ of the centre 90 % and of the centre 80 % of the trimmed frame; empty for native frames.
    public var centres: [PerceptualHash]
    /// PDQ of the whole trimmed frame turned by 180°, flipped and mirrored; empty for native frames.
    public var turned: [PerceptualHash]

    /// Collects the hashes of one frame.
    public init(
        at: Double,
        quality: Int,
        isKey: Bool,
        full: PerceptualHash,
        centres: [PerceptualHash] = [],
        turned: [PerceptualHash] = []
    ) {
        self.at = at
        self.quality = quality
        self.isKey = isKey
        self.full = full
        self.centres = centres
        self.turned = turned
    }

    /// The orientations of ``full`` and ``turned``, in that order.
    public static let orientations: [PictureOrientation] = [.original, .rotated180, .flipped, .mirrored]
}

/// The words of a recording as they are when it is played at another speed.
public struct WordsAtSpeed: Hashable, Sendable {
    /// How many times as fast it is played.
    public let speed: Double
    /// One 32-bit word per step.
    public let words: [UInt32]

    /// States the words at a speed.
    public init(speed: Double, words: [UInt32]) {
        self.speed = speed
        self.words = words
    }
}

/// The Chromaprint sub-fingerprints of a recording, and the peaks of its spectrum.
public struct SoundFingerprint: Hashable, Sendable {
    /// One 32-bit word per step.
    public var words: [UInt32]
    /// Seconds from one word to the next (about 0.124).
    public var step: Double
    /// Seconds of sound.
    public var duration: Double
    /// The peaks of its spectrum; none if they were not wanted.
    public var peaks: SoundPeaks
    /// Its peaks with those that louder ones nearby hide: for what is looked up, never stored.
    public var densePeaks = SoundPeaks([])
    /// The words at each of ``speeds``, if they were wanted: for what is looked up, never stored.
    public var atSpeeds: [WordsAtSpeed] = []

    /// The speeds, beside its own, at which a recording is looked up by words alone: what lies up to 1.5 % beside one of
    /// them still agrees.
    public static let speeds = [0.94, 0.97, 1.03, 1.06]

    /// Collects a recording's words and peaks.
    public init(words: [UInt32], step: Double, duration: Double, peaks: SoundPeaks = SoundPeaks([])) {
        self.peaks = peaks
        self.words = words
        self.step = step
        self.duration = duration
    }
}
