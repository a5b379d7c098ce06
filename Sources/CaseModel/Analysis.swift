/// One field of embedded metadata, as it was found.
public struct MetadataTag: Hashable, Sendable {
    /// The field's full name, such as `Exif.Image.Model`.
    public let name: String
    /// Its value as text.
    public let value: String

    /// Names a field.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// What a picture's metadata says about how it was taken.
public struct CaptureDetails: Hashable, Sendable {
    /// The camera's maker.
    public var make: String?
    /// The camera's model.
    public var model: String?
    /// The serial number of the body.
    public var bodySerial: String?
    /// The metadata field that held ``bodySerial``.
    public var bodySerialField: String?
    /// The serial number of the lens.
    public var lensSerial: String?
    /// When it was taken, as `YYYY-MM-DDTHH:MM:SS` with the offset if recorded.
    public var takenAt: String?
    /// Latitude in degrees, north positive.
    public var latitude: Double?
    /// Longitude in degrees, east positive.
    public var longitude: Double?
    /// The EXIF orientation, 1…8.
    public var orientation: Int

    /// Starts with nothing known.
    public init() {
        orientation = 1
    }
}

/// An encoded picture for display: a small one of evidence, or a drawing.
public struct Rendition: Hashable, Sendable {
    /// Seconds into a video; 0 for a picture.
    public let at: Double
    /// The media type, such as `image/jpeg`.
    public let type: String
    /// Width in pixels, at most 512; 4,096 of a drawing.
    public let width: Int
    /// Height in pixels, at most 512; 4,096 of a drawing.
    public let height: Int
    /// The encoded picture.
    public let bytes: [UInt8]

    /// Collects one small picture.
    public init(at: Double, type: String, width: Int, height: Int, bytes: [UInt8]) {
        self.at = at
        self.type = type
        self.width = width
        self.height = height
        self.bytes = bytes
    }
}

/// What a worker found in one media.
public struct Analysis: Hashable, Sendable {
    /// The media type by content, such as `image/jpeg`.
    public var type: String
    /// What it is.
    public var kind: MediaKind
    /// Width of the upright picture in pixels; 0 if it has none.
    public var width = 0
    /// Height of the upright picture in pixels; 0 if it has none.
    public var height = 0
    /// Seconds; nil for what has no length.
    public var duration: Double?
    /// The name of the codec of a video's or recording's first stream.
    public var codec: String?
    /// Degrees clockwise by which a video's frames were turned to be upright: 0, 90, 180 or 270.
    public var rotation = 0
    /// How much of a video's moving pictures was looked at.
    public var tier = AnalysisTier.full
    /// PDQ of a picture; several for an animation.
    public var pictures: [PictureFingerprint] = []
    /// Local features of a picture, of an animation's frames, or of one frame of each shot of a video.
    public var localFeatures: [LocalFeatures] = []
    /// Hashes of a video's frames in order of time.
    public var frames: [FrameFingerprint] = []
    /// The fingerprint of the sound.
    public var sound: SoundFingerprint?
    /// How a picture was taken.
    public var capture: CaptureDetails?
    /// All metadata, as found.
    public var tags: [MetadataTag] = []
    /// Messages of a chat export.
    public var messages: [ChatMessage] = []
    /// How many messages there are, whether they are in ``messages`` or not.
    public var messageCount = 0
    /// Who wrote to whom, how often.
    public var talks: [Talk] = []
    /// What a text is as a table.
    public var table: TableDetails?
    /// Identifiers in a text.
    public var identifiers: [IdentifierOccurrence] = []
    /// Small pictures for display.
    public var renditions: [Rendition] = []
    /// The noise of a picture's sensor, where that was wished for and the picture shows any.
    public var sensorNoise: SensorNoise?
    /// The picture itself, reduced, where that was wished for.
    public var pixels: PicturePixels?
    /// What was amiss though the content could be analysed in part.
    public var warnings: [String] = []
    /// Why nothing, or not all, could be analysed.
    public var failure: AnalysisFailure?

    /// Starts an analysis of a content of the given type.
    public init(type: String, kind: MediaKind) {
        self.type = type
        self.kind = kind
    }
}
