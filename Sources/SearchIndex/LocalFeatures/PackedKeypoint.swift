internal import CaseModel
internal import Glibc

/// A keypoint in 32 bits: 10 for each coordinate, 6 for the angle and 6 for the size.
///
/// Enough to see whether several keypoints moved together: coordinates are kept to a thousandth of the picture's sides,
/// the angle to 6 degrees, and the size to an eighth of an octave.
struct PackedKeypoint {
    /// How many angles make a turn.
    static let angles = 64
    /// Steps of size in an octave.
    static let perOctave: Float = 8
    private static let smallestShare: Float = 1 / 1024

    let bits: UInt32

    init(bits: UInt32) {
        self.bits = bits
    }

    init(_ keypoint: Keypoint, width: Int, height: Int) {
        let longer = Float(max(width, height))
        let x = Self.number(keypoint.x / Float(width) * 1023, below: 1024)
        let y = Self.number(keypoint.y / Float(height) * 1023, below: 1024)
        let angle = Self.number(keypoint.angle / (2 * .pi) * Float(Self.angles), below: 65) % UInt32(Self.angles)
        let octaves = log2f(max(1, keypoint.size / longer / Self.smallestShare))
        bits = x << 22 | y << 12 | angle << 6 | Self.number(octaves * Self.perOctave, below: 64)
    }

    /// The angle in 64ths of a turn.
    var angleStep: Int { Int(bits >> 6 & 63) }
    /// The size in eighths of an octave.
    var sizeStep: Int { Int(bits & 63) }

    func keypoint(width: Int, height: Int) -> Keypoint {
        Keypoint(
            x: Float(bits >> 22) / 1023 * Float(width),
            y: Float(bits >> 12 & 1023) / 1023 * Float(height),
            size: exp2f(Float(sizeStep) / Self.perOctave) * Self.smallestShare * Float(max(width, height)),
            angle: Float(angleStep) / Float(Self.angles) * 2 * .pi
        )
    }

    private static func number(_ value: Float, below limit: UInt32) -> UInt32 {
        value.isFinite ? UInt32(max(0, min(Float(limit - 1), value.rounded()))) : 0
    }
}
