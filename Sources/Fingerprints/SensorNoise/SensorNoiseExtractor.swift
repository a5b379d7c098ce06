public import CaseModel

/// Takes the noise of the sensor out of a picture's pixels.
///
/// Cost: about 60 ms of processor time for a square of 1,024.
public struct SensorNoiseExtractor: Sendable {
    /// The deviation of noise in steps of the 8-bit scale.
    private static let deviation: Float = 3
    /// Means outside of this range, in steps of the 8-bit scale, are of pictures too dark or too bright to show noise.
    private static let usableMean = 20.0...240.0
    /// Less noise than this, in squared steps of the 8-bit scale, is of drawings and rounding.
    private static let leastMeanSquare = 0.01
    /// The share of pixels that may be clipped.
    private static let mostClipped = 0.2

    /// Prepares for pictures of any size.
    public init() {}

    /// The noise in the central square of a picture.
    ///
    /// - Parameter pixels: The picture as stored, not turned, at full size.
    /// - Returns: Nil if the picture is smaller than 512 pixels on a side, too dark, too bright or clipped, or flat.
    public func noise(of pixels: PixelBuffer) -> SensorNoise? {
        let shorter = min(pixels.width, pixels.height)
        guard let side = SensorNoise.sides.first(where: { $0 <= shorter }),
            var plane = Self.centre(of: pixels, side: side)
        else { return nil }
        plane.keepNoise(deviation: Self.deviation)
        guard plane.meanSquare > Self.leastMeanSquare else { return nil }
        plane.level()
        plane.removeLines()
        plane.whiten()
        plane.normalise()
        return SensorNoise(side: side, width: pixels.width, height: pixels.height, values: plane.values)
    }

    /// The luma of the central square; nil if it shows no noise.
    private static func centre(of pixels: PixelBuffer, side: Int) -> NoisePlane? {
        var plane = NoisePlane(side: side)
        let (left, top) = ((pixels.width - side) / 2, (pixels.height - side) / 2)
        let channels = pixels.channels
        var sum = 0.0
        var clipped = 0
        pixels.withBytes { bytes in
            for y in 0..<side {
                let row = (top + y) * pixels.rowBytes + left * channels
                for x in 0..<side {
                    let at = row + x * channels
                    let luma: Float
                    if channels == 1 {
                        luma = Float(bytes[at])
                    } else {
                        luma =
                            0.299 * Float(bytes[at]) + 0.587 * Float(bytes[at + 1]) + 0.114 * Float(bytes[at + 2])
                    }
                    plane.values[y * side + x] = luma
                    sum += Double(luma)
                    if luma < 2 || luma > 253 { clipped += 1 }
                }
            }
        }
        let count = Double(side * side)
        guard usableMean.contains(sum / count), Double(clipped) <= mostClipped * count else { return nil }
        return plane
    }
}
