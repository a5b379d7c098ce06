public import CaseModel

/// How sure a link is, by its kind and evidence.
///
/// Set by hand from the measured behaviour of each method; to be replaced by calibrated curves. The values say what
/// share of links with such evidence is expected to be right.
public struct StrengthTable: Sendable {
    /// Makes the table.
    public init() {}

    /// Strengths of a near duplicate by PDQ distance: up to each distance, that strength.
    public static let nearDuplicate: [(upTo: Int, strength: Double)] = [
        (0, 0.99), (4, 0.985), (8, 0.98), (12, 0.97), (16, 0.95), (20, 0.92), (24, 0.87), (28, 0.8), (31, 0.72),
    ]

    /// Strengths of a shared stretch of video by frames that agree: from each count, that strength.
    public static let videoSegment: [(from: Int, strength: Double)] = [
        (20, 0.98), (10, 0.96), (6, 0.93), (4, 0.88), (3, 0.82), (2, 0.72), (1, 0.6),
    ]

    /// The strength that two videos have at most that share one frame: a picture that both show is no shared stretch.
    public static let oneSharedFrame = 0.85

    /// Strengths of a shared recording by bit error rate: up to each rate, that strength.
    public static let audioSegment: [(upTo: Double, strength: Double)] = [
        (0.05, 0.98), (0.10, 0.96), (0.15, 0.93), (0.20, 0.88), (0.25, 0.75),
    ]

    /// Strengths of a shared recording by the score of its spectral peaks: from each score, that strength.
    public static let soundPeaks: [(from: Double, strength: Double)] = [
        (60, 0.98), (35, 0.96), (20, 0.93), (14, 0.45),
    ]

    /// The strength that a recording shared for fewer than seven seconds has at most: it is worth a look, no more.
    public static let shortSound = 0.6
    private static let shortSeconds = 7.0

    /// Strengths of a shared part of one capture by features that agree: from each count, that strength.
    public static let partialCopy: [(from: Int, strength: Double)] = [
        (40, 0.98), (20, 0.96), (14, 0.93), (11, 0.88), (9, 0.8), (8, 0.7), (0, 0.6),
    ]

    /// Strengths of two captures of one thing by features that agree: from each count, that strength.
    public static let sameScene: [(from: Int, strength: Double)] = [
        (40, 0.96), (20, 0.92), (14, 0.86), (11, 0.78), (9, 0.68), (0, 0.55),
    ]

    private static func strength(of evidence: LinkEvidence, in steps: [(from: Int, strength: Double)]) -> Double {
        let inliers = evidence.inliers ?? 0
        return steps.first { inliers >= $0.from }?.strength ?? 0
    }

    /// Strength of one shared identifier by its type.
    public static func strength(of type: IdentifierType) -> Double {
        switch type {
        case .imei, .iccid, .imsi, .wallet: 0.97
        case .email: 0.96
        case .phone: 0.95
        case .mac: 0.9
        case .onion: 0.85
        case .handle: 0.85
        case .url: 0.5
        case .ip: 0.4
        }
    }

    /// Strength of one pair of near forms by their type.
    public static func nearStrength(of type: IdentifierType) -> Double {
        switch type {
        case .imei, .wallet: 0.6
        case .iccid, .email: 0.5
        case .phone, .handle: 0.3
        case .imsi, .mac, .onion, .url, .ip: 0.2
        }
    }

    /// The strength that near forms have at most, however many: they are a suggestion.
    public static let nearForms = 0.6

    private static func strength(of shared: SharedIdentifiers) -> Double {
        func doubt(_ counts: [IdentifierType: Int], _ strength: (IdentifierType) -> Double) -> Double {
            counts.sorted { $0.key.rawValue < $1.key.rawValue }.reduce(1.0) { doubt, type in
                (0..<min(type.value, 8)).reduce(doubt) { left, _ in left * (1 - strength(type.key)) }
            }
        }
        let near = min(nearForms, 1 - doubt(shared.near, nearStrength(of:)))
        return min(0.99, 1 - doubt(shared.equal, strength(of:)) * (1 - near))
    }

    /// The strength of a link.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - evidence: Its evidence.
    /// - Returns: 0…1; 0 for kinds that nothing here makes.
    public func strength(_ kind: LinkKind, _ evidence: LinkEvidence) -> Double {
        switch kind {
        case .exact: return 1
        case .nearDuplicate:
            let distance = evidence.pdqDistance ?? 256
            let plain = nearness(distance)
            return evidence.transform == .original || evidence.transform == nil ? plain : plain - 0.01
        case .videoSegment:
            // A picture that is a frame of a video is told by its distance, not by how long the frame was shown.
            if let distance = evidence.pdqDistance { return max(0, nearness(distance) - 0.02) }
            // One that was found by its local features is told by how many agree.
            if evidence.inliers != nil {
                let strength = Self.strength(of: evidence, in: Self.partialCopy)
                let isOneFrameOfTwoVideos =
                    evidence.segmentA != nil && evidence.segmentB != nil && evidence.framesMatched ?? 1 < 2
                return isOneFrameOfTwoVideos ? min(strength, Self.oneSharedFrame) : strength
            }
            let frames = evidence.framesMatched ?? 0
            return Self.videoSegment.first { frames >= $0.from }?.strength ?? 0
        case .audioSegment:
            let rate = evidence.bitErrorRate ?? 1
            let words = Self.audioSegment.first { rate <= $0.upTo }?.strength ?? 0
            let score = evidence.peakScore ?? 0
            let peaks = Self.soundPeaks.first { score >= $0.from }?.strength ?? 0
            let isShort = (evidence.segmentA?.length ?? 0) < Self.shortSeconds
            return min(max(words, peaks), isShort ? Self.shortSound : 1)
        case .cameraSerial: return evidence.make == nil && evidence.model == nil ? 0.8 : 0.97
        case .identifier: return Self.strength(of: evidence.identifiers)
        case .partialCopy: return Self.strength(of: evidence, in: Self.partialCopy)
        case .sameScene: return Self.strength(of: evidence, in: Self.sameScene)
        case .sensorNoise, .knownFile: return 0
        }
    }

    private func nearness(_ distance: Int) -> Double {
        Self.nearDuplicate.first { distance <= $0.upTo }?.strength ?? 0
    }
}
