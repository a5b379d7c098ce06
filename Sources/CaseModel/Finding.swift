/// Limits on the analysis of one file.
public struct AnalysisLimits: Hashable, Sendable {
    /// Wall-clock time in milliseconds.
    public var wallMilliseconds: Int
    /// Processor time in seconds.
    public var cpuSeconds: Int
    /// Memory in bytes above what the worker holds before it reads.
    public var memoryBytes: Int
    /// Pixels of one picture or frame.
    public var pixels: Int
    /// Frames of an animation, or samples of a video.
    public var frames: Int
    /// Bytes that the answer may hold.
    public var outputBytes: Int
    /// Entries of an archive.
    public var entries: Int

    /// Sets all limits.
    public init(
        wallMilliseconds: Int = 30_000,
        cpuSeconds: Int = 30,
        memoryBytes: Int = 1 << 30,
        pixels: Int = 256_000_000,
        frames: Int = 64,
        outputBytes: Int = 64 << 20,
        entries: Int = 1_000_000
    ) {
        self.wallMilliseconds = wallMilliseconds
        self.cpuSeconds = cpuSeconds
        self.memoryBytes = memoryBytes
        self.pixels = pixels
        self.frames = frames
        self.outputBytes = outputBytes
        self.entries = entries
    }
}

/// What an analysis is to give beyond types, fingerprints and texts.
public struct AnalysisWishes: Hashable, Sendable {
    /// Hash every decoded frame of a video at native size, untrimmed, as vPDQ does.
    public var everyFrame = false
    /// Look at a video's key frames only, about one a second at most, and extract no local features from them.
    public var keyFramesOnly = false
    /// Leave small pictures for display out.
    public var withoutRenditions = false
    /// The most local features that are wanted of a picture or frame; 0 for none.
    public var features = 0
    /// Find the peaks of a sound's spectrum.
    public var soundPeaks = false
    /// Give the noise of a picture's sensor.
    public var sensorNoise = false
    /// Give a sound's words also at ``SoundFingerprint/speeds``.
    public var soundSpeeds = false
    /// Give the upright picture itself, at most this long on its longer side; 0 for no.
    public var pixelsSide = 0

    /// Starts with small pictures for display, and nothing else.
    public init() {}

    /// Wishes for what comparing sounds in some way takes.
    ///
    /// Peaks are moved to other speeds when they are compared; words must be made again.
    public mutating func compareSound(by depth: SoundDepth) {
        soundPeaks = depth == .landmarks
        soundSpeeds = depth == .words
    }
}

/// A picture to draw with: upright, reduced, in colour.
public struct PicturePixels: Hashable, Sendable {
    /// Width in pixels.
    public let width: Int
    /// Height in pixels.
    public let height: Int
    /// Red, green and blue of each pixel, rows without gaps.
    public let bytes: [UInt8]
    /// Width of the upright picture before it was reduced.
    public let wholeWidth: Int
    /// Height of the upright picture before it was reduced.
    public let wholeHeight: Int

    /// Collects pixels; nil unless there are three bytes for each.
    public init?(width: Int, height: Int, bytes: [UInt8], wholeWidth: Int, wholeHeight: Int) {
        guard width > 0, height > 0, bytes.count == width * height * 3, wholeWidth > 0, wholeHeight > 0 else {
            return nil
        }
        self.width = width
        self.height = height
        self.bytes = bytes
        self.wholeWidth = wholeWidth
        self.wholeHeight = wholeHeight
    }
}

/// What a video or recording is made of.
public struct StreamDetails: Hashable, Sendable {
    /// Width of the upright frame in pixels; 0 without moving pictures.
    public var width: Int
    /// Height of the upright frame in pixels; 0 without moving pictures.
    public var height: Int
    /// Length in seconds.
    public var duration: Double
    /// The name of the codec of the first video stream, else of the first sound stream.
    public var codec: String
    /// Degrees clockwise by which frames were turned to be upright: 0, 90, 180 or 270.
    public var rotation: Int
    /// Whether there are moving pictures.
    public var hasVideo: Bool
    /// Whether there is sound.
    public var hasSound: Bool

    /// Collects the details.
    public init(
        width: Int,
        height: Int,
        duration: Double,
        codec: String,
        rotation: Int,
        hasVideo: Bool,
        hasSound: Bool
    ) {
        self.width = width
        self.height = height
        self.duration = duration
        self.codec = codec
        self.rotation = rotation
        self.hasVideo = hasVideo
        self.hasSound = hasSound
    }
}

/// What came of trying one forbidden thing from inside a worker's walls.
public struct ProbeOutcome: Hashable, Sendable {
    /// What was tried.
    public let name: String
    /// Whether it was refused.
    public let contained: Bool
    /// How, in a few words.
    public let detail: String

    /// States an outcome.
    public init(name: String, contained: Bool, detail: String) {
        self.name = name
        self.contained = contained
        self.detail = detail
    }
}

/// One thing that a worker found; an analysis is a stream of them.
public enum Finding: Hashable, Sendable {
    /// The type by content, such as `image/jpeg`, and what that is.
    case identified(type: String, kind: MediaKind)
    /// Embedded metadata.
    case metadata(CaptureDetails, tags: [MetadataTag])
    /// One picture, with its upright size in pixels.
    case picture(PictureFingerprint, width: Int, height: Int)
    /// The local features of one picture or frame.
    case localFeatures(LocalFeatures)
    /// The noise of a picture's sensor.
    case sensorNoise(SensorNoise)
    /// The picture itself, reduced and upright, to draw with.
    case pixels(PicturePixels)
    /// One sampled frame of a video.
    case frame(FrameFingerprint)
    /// A small picture for display.
    case rendition(Rendition)
    /// What a video or recording is made of.
    case stream(StreamDetails)
    /// The fingerprint of the sound.
    case sound(SoundFingerprint)
    /// A message of a chat export.
    case message(ChatMessage)
    /// An identifier in a text.
    case identifier(IdentifierOccurrence)
    /// That a text is a table.
    case table(TableDetails)
    /// The start of an archive's entry: its path as stored, and when it was last changed in seconds since 1970.
    case entry(path: [UInt8], modifiedAt: Int64?)
    /// The next bytes of the entry.
    case entryData([UInt8])
    /// The end of the entry, with the reason if it was refused or is incomplete.
    case entryEnd(AnalysisFailure?)
    /// Something amiss that did not stop the analysis.
    case warning(String)
    /// Why nothing, or not all, could be analysed.
    case failure(AnalysisFailure)
    /// The outcome of a probe of the walls.
    case probe(ProbeOutcome)
}
