internal import CTurboJPEG
public import CaseModel
public import Fingerprints

/// Makes small pictures for display: upright, at most 512 pixels on the longer side, as JPEG.
public struct RenditionEncoder {
    /// The longer side in pixels.
    public static let longestSide = 512
    private static let quality: Int32 = 80

    /// Makes an encoder.
    public init() {}

    /// Reduces and encodes a picture.
    ///
    /// - Parameters:
    ///   - pixels: The picture as stored.
    ///   - at: Seconds into a video; 0 for a picture.
    ///   - exifOrientation: How the stored picture becomes upright, 1…8.
    /// - Returns: nil if memory does not suffice.
    ///
    /// Cost: one pass over the pixels, and about 1 ms.
    public func encode(_ pixels: PixelBuffer, at: Double, exifOrientation: Int = 1) -> Rendition? {
        let reduced = ReducedPicture(pixels, longestSide: Self.longestSide)
        let upright = reduced.turned(by: PictureOrientation(exif: exifOrientation))
        guard let compressor = tjInitCompress() else { return nil }
        defer { tjDestroy(compressor) }
        var memory: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        defer { tjFree(memory) }
        let isGrey = upright.channels == 1
        let code = tjCompress2(
            compressor,
            upright.pixels,
            Int32(upright.width),
            0,
            Int32(upright.height),
            Int32(isGrey ? TJPF_GRAY.rawValue : TJPF_RGB.rawValue),
            &memory,
            &size,
            Int32(isGrey ? TJSAMP_GRAY.rawValue : TJSAMP_420.rawValue),
            Self.quality,
            0
        )
        guard code == 0, let memory else { return nil }
        return Rendition(
            at: at,
            type: "image/jpeg",
            width: upright.width,
            height: upright.height,
            bytes: Array(UnsafeBufferPointer(start: memory, count: Int(size)))
        )
    }

    /// Reduces a picture to pixels to draw with.
    ///
    /// - Parameters:
    ///   - shown: The picture as stored, in colour if there are colours; may be reduced already.
    ///   - whole: The picture as stored, at its own size.
    ///   - longestSide: The longer side of the result.
    ///   - exifOrientation: How the stored picture becomes upright, 1…8.
    /// - Returns: The upright pixels; nil if the picture has none.
    public func pixels(
        of shown: PixelBuffer,
        whole: PixelBuffer,
        longestSide: Int,
        exifOrientation: Int
    ) -> PicturePixels? {
        let upright = PictureOrientation(exif: exifOrientation)
        let reduced = ReducedPicture(shown, longestSide: longestSide).coloured.turned(by: upright)
        return PicturePixels(
            width: reduced.width,
            height: reduced.height,
            bytes: reduced.pixels,
            wholeWidth: upright.isTurned ? whole.height : whole.width,
            wholeHeight: upright.isTurned ? whole.width : whole.height
        )
    }
}
