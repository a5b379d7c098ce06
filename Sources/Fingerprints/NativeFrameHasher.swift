public import CaseModel

/// Hashes video frames at native size, untrimmed and unrotated, as vPDQ does.
public struct NativeFrameHasher {
    private let extractor = PDQExtractor()

    /// Makes a hasher for one video.
    public init() {}

    /// Hashes one frame.
    ///
    /// - Parameters:
    ///   - picture: The frame in red, green and blue.
    ///   - at: Seconds from the start.
    ///   - isKey: Whether it is a key frame.
    /// - Returns: Its hash and quality.
    public func hash(_ picture: PixelBuffer, at: Double, isKey: Bool) -> FrameFingerprint {
        let whole = Region(x: 0, y: 0, width: picture.width, height: picture.height)
        let (hashes, quality) = extractor.hashes(of: picture, in: whole, upright: .original)
        return FrameFingerprint(at: at, quality: quality, isKey: isKey, full: hashes[0])
    }
}
