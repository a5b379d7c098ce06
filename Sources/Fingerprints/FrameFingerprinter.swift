public import CaseModel

/// Hashes the sampled frames of a video: without uniform bars, upright, whole and in two centre views, and turned.
///
/// Bars are what most of five successive frames agree on, so a frame's hashes are ready two frames later.
public struct FrameFingerprinter {
    /// How many frames decide on the bars.
    private static let frames = 5
    /// The shares of width and height that the centre views keep.
    private static let centres = [0.9, 0.8]

    private struct Sample {
        let luma: PixelBuffer
        let at: Double
        let isKey: Bool
        let border: FrameBorder
    }

    private let extractor = PDQExtractor()
    private let upright: PictureOrientation
    private var samples: [Sample] = []
    private var waiting = 0

    /// Makes a fingerprinter for one video.
    ///
    /// - Parameter rotation: Degrees clockwise that make its frames upright: 0, 90, 180 or 270.
    public init(rotation: Int) {
        upright =
            switch rotation {
            case 90: .rotated270
            case 180: .rotated180
            case 270: .rotated90
            default: .original
            }
    }

    /// Takes the next frame.
    ///
    /// - Parameters:
    ///   - luma: The frame's luma at its own size, not yet upright.
    ///   - at: Seconds from the start.
    ///   - isKey: Whether it is a key frame.
    /// - Returns: The hashes that became ready.
    public mutating func add(_ luma: PixelBuffer, at: Double, isKey: Bool) -> [FrameFingerprint] {
        samples.append(Sample(luma: luma, at: at, isKey: isKey, border: FrameBorder(of: luma)))
        waiting += 1
        guard waiting > Self.frames / 2 else { return [] }
        let ready = hash(samples.count - waiting)
        waiting -= 1
        if samples.count >= Self.frames { samples.removeFirst() }
        return [ready]
    }

    /// Ends the video and gives the hashes of the last frames.
    public mutating func finish() -> [FrameFingerprint] {
        defer {
            samples = []
            waiting = 0
        }
        return ((samples.count - waiting)..<samples.count).map { hash($0) }
    }

    private func hash(_ index: Int) -> FrameFingerprint {
        let sample = samples[index]
        let border = FrameBorder(medianOf: samples.map(\.border))
        let picture = border.picture(width: sample.luma.width, height: sample.luma.height)
        let (hashes, quality) = extractor.hashes(of: sample.luma, in: picture, upright: upright)
        return FrameFingerprint(
            at: sample.at,
            quality: quality,
            isKey: sample.isKey,
            full: hashes[PictureOrientation.original.rawValue],
            centres: Self.centres.map { share in
                let centre = extractor.hashes(of: sample.luma, in: picture.centre(share: share), upright: upright)
                return centre.hashes[PictureOrientation.original.rawValue]
            },
            turned: FrameFingerprint.orientations.dropFirst().map { hashes[$0.rawValue] }
        )
    }
}

extension Region {
    /// The middle part that keeps a share of width and height.
    fileprivate func centre(share: Double) -> Region {
        let kept = (
            width: max(1, Int((Double(width) * share).rounded())),
            height: max(1, Int((Double(height) * share).rounded()))
        )
        return Region(
            x: x + (width - kept.width) / 2,
            y: y + (height - kept.height) / 2,
            width: kept.width,
            height: kept.height
        )
    }
}
