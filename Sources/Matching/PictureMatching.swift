public import CaseModel

/// When two hashes say that two pictures show the same capture.
public enum PictureMatching {
    /// The largest Hamming distance, as the authors of PDQ advise.
    public static let radius = 31
    /// The lowest quality of either picture, as the authors of PDQ advise.
    public static let lowestQuality = 50
    /// The method's name and version.
    public static let method = "pdq-range-31/1"

    /// Whether a picture has enough detail to be compared.
    public static func isComparable(_ fingerprint: PictureFingerprint) -> Bool {
        fingerprint.quality >= lowestQuality && fingerprint.profile == .full
    }

    /// Whether a frame has enough detail to be compared.
    public static func isComparable(_ frame: FrameFingerprint) -> Bool {
        frame.quality >= lowestQuality
    }

    /// How two pictures relate: the orientation of the second that comes nearest to the first, if within the radius.
    ///
    /// - Returns: The distance, and the transform by which the second becomes the first; nil if none is near.
    public static func nearest(
        _ first: PictureFingerprint,
        _ second: PictureFingerprint
    ) -> (distance: Int, transform: PictureOrientation)? {
        guard isComparable(first), isComparable(second) else { return nil }
        let distances = zip(PictureOrientation.allCases, second.orientations).map { orientation, hash in
            (distance: first.hash.distance(to: hash), transform: orientation)
        }
        guard let best = distances.min(by: { $0.distance < $1.distance }), best.distance <= radius else { return nil }
        return best
    }
}
