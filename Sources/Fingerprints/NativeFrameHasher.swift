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
        let (hash, quality) = extractor.hash(of: picture)
        return FrameFingerprint(at: at, quality: quality, isKey: isKey, full: hash)
    }
}
