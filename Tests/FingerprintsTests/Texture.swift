import CaseModel
import Fingerprints
import TestSupport
import Testing

/// Pictures of light, blobs and stripes for tests.
enum Texture {
    static func picture(
        width: Int,
        height: Int,
        channels: Int,
        using random: inout SeededGenerator
    ) throws -> PixelBuffer {
        let buffer = try #require(PixelBuffer(width: width, height: height, channels: channels))
        let blobs = (0..<40).map { _ in
            (
                x: Int.random(in: 0..<width, using: &random), y: Int.random(in: 0..<height, using: &random),
                radius: Int.random(in: 8...60, using: &random), light: Int.random(in: -90...90, using: &random)
            )
        }
        var state = random.next()
        buffer.withMutableBytes { bytes in
            for y in 0..<height {
                for x in 0..<width {
                    var light = 60 + 100 * x / width
                    for blob in blobs where abs(blob.x - x) + abs(blob.y - y) < blob.radius { light += blob.light }
                    state = state &* 6_364_136_223_846_793_005 &+ 1
                    light += Int(state >> 60)
                    for c in 0..<channels {
                        bytes[(y * width + x) * channels + c] = UInt8(min(255, max(0, light + 9 * c)))
                    }
                }
            }
        }
        return buffer
    }

    /// A picture of luma turned as the orientation says, pixel by pixel.
    static func turned(_ picture: PixelBuffer, by orientation: PictureOrientation) throws -> PixelBuffer {
        let width = picture.width
        let height = picture.height
        let isTurned = orientation.isTurned
        let result = try #require(
            PixelBuffer(width: isTurned ? height : width, height: isTurned ? width : height, channels: 1)
        )
        picture.withBytes { source in
            result.withMutableBytes { target in
                for y in 0..<result.height {
                    for x in 0..<result.width {
                        let (u, v) =
                            switch orientation {
                            case .original: (x, y)
                            case .mirrored: (width - 1 - x, y)
                            case .flipped: (x, height - 1 - y)
                            case .rotated180: (width - 1 - x, height - 1 - y)
                            case .transposed: (y, x)
                            case .rotated90: (width - 1 - y, x)
                            case .rotated270: (y, height - 1 - x)
                            case .antitransposed: (width - 1 - y, height - 1 - x)
                            }
                        target[y * result.rowBytes + x] = source[v * picture.rowBytes + u]
                    }
                }
            }
        }
        return result
    }
}
