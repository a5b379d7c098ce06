public import CaseModel

/// What the evidence of a link counts for.
///
/// Pictures, video and sound: fitted on labelled pairs (``StrengthModel``, by `cairn-bench calibrate`). Serial numbers and
/// identifiers: set, since no set of benign pairs tells how often strangers share one.
public struct StrengthTable: Sendable {
    private let models: [EvidenceMeasure: StrengthModel]

    /// Makes the table of fitted models.
    public init(models: [EvidenceMeasure: StrengthModel] = CalibratedStrengths.models) {
        self.models = models
    }

    /// A video gives some ten different pictures to agree by chance, where a picture gives one.
    private static let manyFrames = LikelihoodRatio(logarithm: -1)

    /// What two videos count for at most that share one frame: a picture that both show is no shared stretch.
    private static let oneSharedFrame = LikelihoodRatio(strength: 0.85)

    /// What a stretch counts for at most that was found among key frames alone.
    private static let quickTier = LikelihoodRatio(strength: 0.9)

    /// What a sensor's noise counts for at most where bodies of the model are known to share noise.
    private static let leakingModel = LikelihoodRatio(strength: 0.5)

    /// What a sensor's noise counts for at most where a picture was compared at half the size.
    private static let halvedPicture = LikelihoodRatio(strength: 0.7)

    /// What a recording counts for at most that is shared for fewer than seven seconds: it is worth a look, no more.
    private static let shortSound = LikelihoodRatio(strength: 0.6)
    private static let shortSeconds = 7.0

    /// What peaks count for at most below the score that is convincing.
    private static let faintPeaks = LikelihoodRatio(strength: 0.45)
    private static let convincingScore = 20.0

    /// What a serial number counts for whose maker and model are known, and one where either is not.
    private static let namedSerial = LikelihoodRatio(logarithm: 4)
    private static let bareSerial = LikelihoodRatio(strength: 0.6)

    /// What all shared identifiers of one pair count for at most.
    private static let mostOfIdentifiers = LikelihoodRatio(logarithm: 5.5)

    /// What one shared identifier counts for, by its type.
    public static func ratio(of type: IdentifierType) -> LikelihoodRatio {
        switch type {
        case .imei, .iccid, .imsi, .wallet: LikelihoodRatio(logarithm: 4)
        case .email, .phone: LikelihoodRatio(logarithm: 3.5)
        case .handle, .onion, .mac: LikelihoodRatio(logarithm: 2.5)
        case .url: LikelihoodRatio(logarithm: 1.5)
        case .ip: LikelihoodRatio(logarithm: 1.3)
        }
    }

    /// What one pair of near forms counts for, by its type.
    static func nearRatio(of type: IdentifierType) -> LikelihoodRatio {
        switch type {
        case .imei, .wallet: LikelihoodRatio(strength: 0.6)
        case .iccid, .email: LikelihoodRatio(strength: 0.5)
        case .phone, .handle: LikelihoodRatio(strength: 0.3)
        case .imsi, .mac, .onion, .url, .ip: LikelihoodRatio(strength: 0.2)
        }
    }

    /// What near forms count for at most, however many: they are a suggestion.
    private static let nearForms = LikelihoodRatio(strength: 0.6)

    /// What the evidence of a link counts for.
    ///
    /// - Parameters:
    ///   - kind: The kind of the link.
    ///   - evidence: Its evidence.
    /// - Returns: The ratio; nil for equal bytes, which are no matter of probability.
    public func ratio(_ kind: LinkKind, _ evidence: LinkEvidence) -> LikelihoodRatio? {
        switch kind {
        case .exact: nil
        case .nearDuplicate: fitted(.wholePicture, evidence)
        case .partialCopy: fitted(.partOfPicture, evidence)
        case .sameScene: fitted(.scene, evidence)
        case .videoSegment: video(evidence)
        case .audioSegment: sound(evidence)
        case .cameraSerial: evidence.make == nil || evidence.model == nil ? Self.bareSerial : Self.namedSerial
        case .identifier: identifiers(evidence.identifiers)
        case .sensorNoise: evidence.sensor.map(noise) ?? .nothing
        case .knownFile: .nothing
        }
    }

    /// The strength of a link, 0…1.
    ///
    /// - Parameters:
    ///   - kind: The kind of the link.
    ///   - evidence: Its evidence.
    /// - Returns: The probability that the link is right if ``LikelihoodRatio/prior`` holds; 1 for equal bytes.
    public func strength(_ kind: LinkKind, _ evidence: LinkEvidence) -> Double {
        ratio(kind, evidence)?.strength ?? 1
    }

    private func fitted(_ measure: EvidenceMeasure, _ evidence: LinkEvidence) -> LikelihoodRatio {
        guard let model = models[measure], let values = measure.values(evidence) else { return .nothing }
        return LikelihoodRatio(logarithm: model.logarithm(values))
    }

    private func video(_ evidence: LinkEvidence) -> LikelihoodRatio {
        // A picture that is a frame of a video is told by its distance, not by how long the frame was shown.
        if evidence.pdqDistance != nil { return fitted(.wholePicture, evidence) * Self.manyFrames }
        guard evidence.inliers != nil else { return stretch(evidence) }
        let isOneFrameOfTwoVideos =
            evidence.segmentA != nil && evidence.segmentB != nil && evidence.framesMatched ?? 1 < 2
        let ratio = fitted(.partOfPicture, evidence) * Self.manyFrames
        return isOneFrameOfTwoVideos ? min(ratio, Self.oneSharedFrame) : ratio
    }

    /// One shot, or a picture that stands still, is one piece of evidence, unless local features verify two frames.
    private func stretch(_ evidence: LinkEvidence) -> LikelihoodRatio {
        let isOneShot = evidence.shotsMatched.map { $0 < 2 } ?? false
        let isFirm = !isOneShot || evidence.framesVerified ?? 0 >= 2
        var ratio = fitted(.frames, evidence)
        if !isFirm { ratio = min(ratio, Self.oneSharedFrame) }
        if evidence.tier == .quick { ratio = min(ratio, Self.quickTier) }
        return ratio
    }

    /// Noise supports a camera and never proves it, so the largest stays below that of a serial number.
    private func noise(_ agreement: SensorAgreement) -> LikelihoodRatio {
        var ratio = LikelihoodRatio(logarithm: min(agreement.energyAtZero / 40 + 0.4, 2.5))
        if agreement.modelLeaks { ratio = min(ratio, Self.leakingModel) }
        if agreement.scale < 1 { ratio = min(ratio, Self.halvedPicture) }
        return ratio
    }

    /// Words and peaks are two views of one sound, not two witnesses: the better one counts.
    private func sound(_ evidence: LinkEvidence) -> LikelihoodRatio {
        var ratio = fitted(.words, evidence)
        if let sum = evidence.peakScore {
            let score = sum / SoundPeaks.neededScore(1, over: evidence.segmentA?.length ?? 0)
            let peaks = fitted(.peaks, evidence)
            ratio = max(ratio, score < Self.convincingScore ? min(peaks, Self.faintPeaks) : peaks)
        }
        let isShort = evidence.segmentA?.length ?? 0 < Self.shortSeconds
        return isShort ? min(ratio, Self.shortSound) : ratio
    }

    /// One identifier of each type: two addresses of one profile are one witness.
    private func identifiers(_ shared: SharedIdentifiers) -> LikelihoodRatio {
        func product(_ counts: [IdentifierType: Int], _ ratio: (IdentifierType) -> LikelihoodRatio) -> LikelihoodRatio?
        {
            let types = counts.keys.sorted { $0.rawValue < $1.rawValue }
            return types.isEmpty ? nil : types.map(ratio).reduce(LikelihoodRatio(logarithm: 0), *)
        }
        if let equal = product(shared.equal, Self.ratio) { return min(equal, Self.mostOfIdentifiers) }
        return product(shared.near, Self.nearRatio).map { min($0, Self.nearForms) } ?? .nothing
    }
}

extension LikelihoodRatio {
    /// Evidence that nothing here knows to weigh.
    static let nothing = LikelihoodRatio(logarithm: -6)
}
