public import CaseModel
internal import FeatureExtraction
internal import Fingerprints
internal import Renditions

/// Decodes and fingerprints still pictures and animations.
///
/// Works on the calling thread, reads nothing but the given descriptor, and needs no system call beyond reading and
/// memory once ``ImageLibraries/prepare()`` has run.
public struct PictureAnalyser {
    /// Frames of an animation nearer than this to one before are not told apart.
    private static let distinctBits = 10
    /// Frames of an animation that are looked at for each that may be kept.
    private static let lookedAtPerKept = 16

    /// Frames of an animation whose local features are extracted.
    private static let featuredFrames = 4

    private let limits: AnalysisLimits
    private let wishes: AnalysisWishes
    private let extractor: LocalFeatureExtractor

    /// Sets what is wanted.
    ///
    /// - Parameters:
    ///   - limits: Bounds on pixels, and on the distinct frames of an animation that are kept.
    ///   - wishes: What is to be given beyond hashes.
    public init(limits: AnalysisLimits, wishes: AnalysisWishes = AnalysisWishes()) {
        self.limits = limits
        self.wishes = wishes
        extractor = LocalFeatureExtractor(most: wishes.features)
    }

    /// Analyses one picture and passes on what is found.
    ///
    /// Transparent pixels are laid on middle grey; colour profiles are ignored; 16 bits are reduced to 8. A picture of
    /// which only a part could be decoded gives a `picture` and a `failure`.
    ///
    /// - Parameters:
    ///   - descriptor: The content, open for reading; its position is not used.
    ///   - known: All its bytes, if they were read before.
    ///   - type: The media type by content.
    ///   - orientation: The EXIF orientation, 1…8.
    ///   - region: Only this rectangle, in pixels of the upright picture.
    ///   - emit: Gets each finding at once.
    /// - Throws: Only what `emit` throws.
    public func analyse(
        descriptor: Int32,
        known: [UInt8]? = nil,
        type: String,
        orientation: Int,
        region: Region?,
        emit: (Finding) throws -> Void
    ) throws {
        do {
            let bytes = try known ?? EvidenceBytes.read(descriptor, count: limits.memoryBytes)
            if Animation.reads(type, bytes) {
                try analyseFrames(bytes, type: type, orientation: orientation, region: region, emit: emit)
                return
            }
            let picture = try DecodedPicture(
                bytes,
                type: type,
                mostPixels: limits.pixels,
                reducedSide: max(wishes.withoutRenditions ? 0 : RenditionEncoder.longestSide, wishes.pixelsSide)
            )
            let fingerprint = PDQExtractor().fingerprint(
                of: picture.pixels,
                in: region,
                exifOrientation: orientation
            )
            try report(fingerprint, picture.pixels, orientation, emit)
            if !wishes.withoutRenditions,
                let rendition = RenditionEncoder().encode(
                    picture.reduced ?? picture.pixels,
                    at: 0,
                    exifOrientation: orientation
                )
            {
                try emit(.rendition(rendition))
            }
            try give(picture.reduced ?? picture.pixels, of: picture.pixels, orientation: orientation, emit)
            if let features = extractor.extract(
                from: picture.pixels,
                region: region,
                exifOrientation: orientation
            ) {
                try emit(.localFeatures(features))
            }
            if wishes.sensorNoise, picture.fault == nil, let noise = SensorNoiseExtractor().noise(of: picture.pixels) {
                try emit(.sensorNoise(noise))
            }
            if let fault = picture.fault { try emit(.failure(fault)) }
        } catch let failure as AnalysisFailure {
            try emit(.failure(failure))
        }
    }

    /// Passes the picture itself on, if that is wanted.
    private func give(
        _ shown: PixelBuffer,
        of whole: PixelBuffer,
        orientation: Int,
        _ emit: (Finding) throws -> Void
    ) throws {
        guard wishes.pixelsSide > 0 else { return }
        let pixels = RenditionEncoder().pixels(
            of: shown,
            whole: whole,
            longestSide: wishes.pixelsSide,
            exifOrientation: orientation
        )
        if let pixels { try emit(.pixels(pixels)) }
    }

    private func report(
        _ fingerprint: PictureFingerprint,
        _ pixels: PixelBuffer,
        _ orientation: Int,
        _ emit: (Finding) throws -> Void
    ) throws {
        let isTurned = PictureOrientation(exif: orientation).isTurned
        try emit(
            .picture(
                fingerprint,
                width: isTurned ? pixels.height : pixels.width,
                height: isTurned ? pixels.width : pixels.height
            )
        )
    }

    /// Keeps the first frame and each that looks different from all kept before.
    private func analyseFrames(
        _ bytes: [UInt8],
        type: String,
        orientation: Int,
        region: Region?,
        emit: (Finding) throws -> Void
    ) throws {
        let animation = try Animation(bytes, type: type, mostPixels: limits.pixels)
        let hasher = PDQExtractor()
        var kept: [PerceptualHash] = []
        var fault: AnalysisFailure?
        var number = 0
        do {
            while let frame = try animation.next() {
                fault = fault ?? frame.fault
                let fingerprint = hasher.fingerprint(
                    of: frame.pixels,
                    in: region,
                    exifOrientation: orientation,
                    frame: number
                )
                number += 1
                if !kept.isEmpty, kept.contains(where: { $0.distance(to: fingerprint.hash) <= Self.distinctBits }) {
                    if number >= limits.frames * Self.lookedAtPerKept { break }
                    continue
                }
                try report(fingerprint, frame.pixels, orientation, emit)
                if kept.isEmpty, !wishes.withoutRenditions,
                    let rendition = RenditionEncoder().encode(frame.pixels, at: 0, exifOrientation: orientation)
                {
                    try emit(.rendition(rendition))
                }
                if kept.isEmpty { try give(frame.pixels, of: frame.pixels, orientation: orientation, emit) }
                if kept.count < Self.featuredFrames,
                    let features = extractor.extract(
                        from: frame.pixels,
                        region: region,
                        exifOrientation: orientation,
                        frame: fingerprint.frame
                    )
                {
                    try emit(.localFeatures(features))
                }
                kept.append(fingerprint.hash)
                if kept.count >= limits.frames || number >= limits.frames * Self.lookedAtPerKept { break }
            }
        } catch let failure as AnalysisFailure {
            fault = failure
        }
        if kept.count >= limits.frames || number >= limits.frames * Self.lookedAtPerKept {
            try emit(.warning("Only the first \(number) frames of the animation were looked at."))
        }
        if kept.isEmpty, fault == nil {
            fault = AnalysisFailure(.corrupt, "The animation holds no frame.")
        }
        if let fault { try emit(.failure(fault)) }
    }
}
