internal import CaseModel

/// PDQ in the order of arithmetic of the reference implementation: slow, and exact to the bit.
///
/// Serves pictures with a side below 128 pixels, and as the measure of ``PDQExtractor`` in tests. Source: the PDQ hashing
/// code of facebook/ThreatExchange (BSD licence), described in "The TMK+PDQF Video-Hashing Algorithm and the PDQ
/// Image-Hashing Algorithm".
enum PDQReference {
    /// Reduces luma to 64 by 64 values.
    ///
    /// - Parameters:
    ///   - luma: Rows of `width` values.
    ///   - width: Width in pixels.
    ///   - height: Height in pixels.
    ///   - skipsSmoothing: Whether a picture of 64 by 64 pixels is taken as it is, as the plain hash of the reference
    ///     does and its hash of all orientations does not.
    /// - Returns: 4,096 values.
    static func grid(of luma: [Float], width: Int, height: Int, skipsSmoothing: Bool) -> Grid {
        if skipsSmoothing, width == Grid.side, height == Grid.side { return Grid(values: luma) }
        let smooth = smoothed(luma, width: width, height: height)
        var values: [Float] = []
        values.reserveCapacity(Grid.side * Grid.side)
        for i in 0..<Grid.side {
            let row = Int((Double(i) + 0.5) * Double(height) / Double(Grid.side))
            for j in 0..<Grid.side {
                let column = Int((Double(j) + 0.5) * Double(width) / Double(Grid.side))
                values.append(smooth[row * width + column])
            }
        }
        return Grid(values: values)
    }

    /// Luma of a rectangle of a stored picture, made upright.
    static func luma(of pixels: PixelBuffer, in region: Region, upright: PictureOrientation = .original) -> [Float] {
        let width = upright.isTurned ? region.height : region.width
        let height = upright.isTurned ? region.width : region.height
        return pixels.withBytes { bytes in
            var luma: [Float] = []
            luma.reserveCapacity(width * height)
            for y in 0..<height {
                for x in 0..<width {
                    let (along, down) = upright.isTurned ? (y, x) : (x, y)
                    let column = region.x + (upright.reversesColumns ? region.width - 1 - along : along)
                    let row = region.y + (upright.reversesRows ? region.height - 1 - down : down)
                    luma.append(value(bytes, at: row * pixels.rowBytes + column * pixels.channels, pixels.channels))
                }
            }
            return luma
        }
    }

    private static func value(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, _ channels: Int) -> Float {
        guard channels == 3 else { return Float(bytes[start]) }
        let red = 0.299 * Float(bytes[start])
        let green = 0.587 * Float(bytes[start + 1])
        let blue = 0.114 * Float(bytes[start + 2])
        return red + green + blue
    }

    private static func smoothed(_ luma: [Float], width: Int, height: Int) -> [Float] {
        let rowWindow = (width + 127) / 128
        let columnWindow = (height + 127) / 128
        var first = luma
        var second = luma
        for _ in 0..<2 {
            first.withUnsafeBufferPointer { source in
                second.withUnsafeMutableBufferPointer { target in
                    for y in 0..<height {
                        box(source, target, start: y * width, stride: 1, length: width, window: rowWindow)
                    }
                }
            }
            second.withUnsafeBufferPointer { source in
                first.withUnsafeMutableBufferPointer { target in
                    for x in 0..<width {
                        box(source, target, start: x, stride: width, length: height, window: columnWindow)
                    }
                }
            }
        }
        return first
    }

    /// One pass of a running mean: the window grows at the start, moves, and shrinks at the end.
    private static func box(
        _ source: UnsafeBufferPointer<Float>,
        _ target: UnsafeMutableBufferPointer<Float>,
        start: Int,
        stride: Int,
        length: Int,
        window: Int
    ) {
        let half = (window + 2) / 2
        let grows = half - 1
        let fills = window - half + 1
        let moves = length - window
        var sum: Float = 0
        var count: Float = 0
        var entering = start
        var leaving = start
        var output = start
        for _ in 0..<grows {
            sum += source[entering]
            count += 1
            entering += stride
        }
        for _ in 0..<fills {
            sum += source[entering]
            count += 1
            target[output] = sum / count
            entering += stride
            output += stride
        }
        for _ in 0..<max(0, moves) {
            sum += source[entering]
            sum -= source[leaving]
            target[output] = sum / count
            entering += stride
            leaving += stride
            output += stride
        }
        for _ in 0..<grows {
            sum -= source[leaving]
            count -= 1
            target[output] = sum / count
            leaving += stride
            output += stride
        }
    }
}
