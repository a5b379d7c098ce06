internal import CaseModel
internal import FeatureExtraction
internal import Fingerprints

/// The local features of about one frame of each shot of a video.
///
/// A frame is taken when it looks different from the one taken before, and like its predecessor, so that it does not lie
/// in a cross-fade. What a moving camera comes to see is taken too.
struct ShotFeatures {
    /// Frames are compared at this size.
    private static let thumbnailSide = 32
    /// Mean difference of luma, 0 to 255, from which frames are of different shots.
    private static let differentFrom = 22.0
    /// Mean difference of luma below which a frame has come to rest.
    private static let restingBelow = 16.0
    private static let mostFrames = 60
    private static let secondsBetween = 1.0

    private let extractor: LocalFeatureExtractor
    private let orientation: Int
    private let secondsBetween: Double
    private var taken: [UInt8] = []
    private var previous: [UInt8] = []
    private var lastAt = -Double.infinity
    private var count = 0

    /// Plans for a video.
    init(most: Int, duration: Double, rotation: Int32) {
        extractor = LocalFeatureExtractor(most: most)
        orientation = RenditionSeries.exifOrientation(rotation: rotation)
        secondsBetween = max(Self.secondsBetween, duration / Double(Self.mostFrames))
    }

    /// Looks at the next sampled frame, and extracts its features if it begins something new.
    mutating func take(_ luma: PixelBuffer, at: Double) -> LocalFeatures? {
        let thumbnail = ReducedPicture(luma, longestSide: Self.thumbnailSide).pixels
        defer { previous = thumbnail }
        guard at >= lastAt + secondsBetween, count < Self.mostFrames else { return nil }
        let isNew = taken.isEmpty || Self.difference(thumbnail, taken) >= Self.differentFrom
        let isResting = taken.isEmpty || Self.difference(thumbnail, previous) < Self.restingBelow
        guard isNew, isResting else { return nil }
        taken = thumbnail
        lastAt = at
        defer { count += 1 }
        return extractor.extract(from: luma, exifOrientation: orientation, frame: count, at: at)
    }

    private static func difference(_ first: [UInt8], _ second: [UInt8]) -> Double {
        guard first.count == second.count, !first.isEmpty else { return 255 }
        let sum = zip(first, second).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(first.count)
    }
}
