/// The kinds of links between two items.
///
/// The raw values are part of the interface.
public enum LinkKind: String, CaseIterable, Sendable, Hashable {
    /// The same bytes.
    case exact
    /// The same capture, re-encoded, resized, lightly edited, mirrored or turned by right angles.
    case nearDuplicate = "near_duplicate"
    /// Part of one capture.
    case partialCopy = "partial_copy"
    /// Shared moving pictures, or a picture that is a frame of a video.
    case videoSegment = "video_segment"
    /// A shared recording.
    case audioSegment = "audio_segment"
    /// Different captures of one place or object.
    case sameScene = "same_scene"
    /// The same camera serial number.
    case cameraSerial = "camera_serial"
    /// The same sensor, by its noise pattern.
    case sensorNoise = "sensor_noise"
    /// The same identifier, or near forms of one.
    case identifier
    /// On an imported hash list.
    case knownFile = "known_file"
}

/// Why two media, or two items, are said to be related.
public struct LinkEvidence: Hashable, Sendable {
    /// Digest of shared bytes.
    public var sha256: ContentDigest?
    /// Hamming distance of the PDQ hashes, 0…256.
    public var pdqDistance: Int?
    /// How side b becomes side a.
    public var transform: PictureOrientation?
    /// How many frames agree.
    public var framesMatched: Int?
    /// How many of them show something that those before did not: a picture that stands still counts once.
    public var framesDistinct: Int?
    /// How many shots they are of.
    public var shotsMatched: Int?
    /// How many frames agree by their local features too.
    public var framesVerified: Int?
    /// The share of side a's different frames that agree, where it was counted.
    public var frameShareA: Double?
    /// The share of side b's different frames that agree, where it was counted.
    public var frameShareB: Double?
    /// Whether a video was only looked at quickly so far; nil if not.
    public var tier: AnalysisTier?
    /// Share of bits that differ along the alignment, 0…1.
    public var bitErrorRate: Double?
    /// How many peaks of the sounds' spectra agree.
    public var peaksMatched: Int?
    /// How many would agree by chance.
    public var peaksExpected: Double?
    /// How improbable that is by chance, as a negative decimal logarithm that counts at most 3 for a second.
    public var peakScore: Double?
    /// How many times as fast side b runs as side a.
    public var tempo: Double?
    /// How many times as high side b sounds as side a.
    public var pitch: Double?
    /// The shared stretch on side a.
    public var segmentA: Segment?
    /// The shared stretch on side b.
    public var segmentB: Segment?
    /// How many local features agree on one geometry.
    public var inliers: Int?
    /// The same, each counted the less the more cases show a feature like it.
    public var rareInliers: Double?
    /// The shared part of side a.
    public var regionA: Region?
    /// The shared part of side b.
    public var regionB: Region?
    /// Share of the features in the shared part that agree, 0…1: near 1 for one capture, low for two of one thing.
    public var explained: Double?
    /// Share of the features that both sides could have in common that lie in the shared part, 0…1: low where the two
    /// agree in one thing and differ around it.
    public var overlapShare: Double?
    /// How far agreeing features lie from the geometry, in pixels at 1,024 pixels on the longer side.
    public var residual: Double?
    /// The shared serial number.
    public var serial: String?
    /// The metadata fields that held it.
    public var serialFields: [String] = []
    /// The camera's maker.
    public var make: String?
    /// The camera's model.
    public var model: String?
    /// How far the noise of two sensors agrees.
    public var sensor: SensorAgreement?
    /// The shared identifiers.
    public var identifiers = SharedIdentifiers()

    /// Starts with no evidence.
    public init() {}

    /// The same evidence with the two sides exchanged.
    public var swapped: LinkEvidence {
        var other = self
        other.frameShareA = frameShareB
        other.frameShareB = frameShareA
        other.segmentA = segmentB
        other.segmentB = segmentA
        other.tempo = tempo.map { 1 / $0 }
        other.pitch = pitch.map { 1 / $0 }
        other.regionA = regionB
        other.regionB = regionA
        other.sensor = sensor?.swapped
        other.identifiers = identifiers.swapped
        switch transform {
        case .rotated90: other.transform = .rotated270
        case .rotated270: other.transform = .rotated90
        default: break
        }
        return other
    }
}

/// Evidence that many links have in common: evidence is large, and whole pictures agree in few ways.
public final class SharedEvidence: Hashable, Sendable {
    /// The evidence.
    public let evidence: LinkEvidence

    /// Shares evidence.
    public init(_ evidence: LinkEvidence) { self.evidence = evidence }

    /// Whether the evidence is equal.
    public static func == (first: SharedEvidence, second: SharedEvidence) -> Bool {
        first === second || first.evidence == second.evidence
    }

    /// Feeds the evidence.
    public func hash(into hasher: inout Hasher) { hasher.combine(evidence) }
}

/// Two media that agree by one method; stored once per pair and kind.
public struct Match: Hashable, Sendable {
    /// The kind of agreement.
    public let kind: LinkKind
    /// The media that was registered first.
    public let mediaA: Int64
    /// The media that was registered later.
    public let mediaB: Int64
    /// The method and its version, such as `pdq-range-31/1`.
    public let method: String
    /// Why they agree; side a is ``mediaA``.
    public let evidence: LinkEvidence

    /// States an agreement.
    public init(kind: LinkKind, mediaA: Int64, mediaB: Int64, method: String, evidence: LinkEvidence) {
        self.kind = kind
        self.mediaA = mediaA
        self.mediaB = mediaB
        self.method = method
        self.evidence = evidence
    }
}
