public import CaseModel

/// Adds up the noise of pictures of one sensor: what they share stays, what is of each picture fades.
public struct SensorFingerprintBuilder {
    private let side: Int
    private let width: Int
    private let height: Int
    private var sums: [Int32]
    private var pictures = 0

    /// Starts a fingerprint of pictures like one.
    public init(like noise: SensorNoise) {
        side = noise.side
        width = noise.width
        height = noise.height
        sums = [Int32](repeating: 0, count: noise.side * noise.side)
    }

    /// Adds a picture.
    ///
    /// - Returns: Whether it has the size of the first; others are left out.
    @discardableResult
    public mutating func add(_ noise: SensorNoise) -> Bool {
        guard noise.side == side, noise.width == width, noise.height == height else { return false }
        for (position, byte) in noise.packed.enumerated() {
            sums[2 * position] += Int32(byte & 15) - 8
            sums[2 * position + 1] += Int32(byte >> 4) - 8
        }
        pictures += 1
        return true
    }

    /// The fingerprint of all that was added; nil if nothing was, or all of it cancels out.
    public var fingerprint: SensorFingerprint? {
        let sum = NoisePlane(side: side, values: sums.map(Float.init))
        guard pictures > 0, sum.values.contains(where: { $0 != 0 }) else { return nil }
        return SensorFingerprint(
            side: side,
            width: width,
            height: height,
            pictures: pictures,
            values: Self.rounded(sum),
            halved: Self.rounded(sum.halved)
        )
    }

    private static func rounded(_ plane: NoisePlane) -> [Int8] {
        var plane = plane
        plane.removeLines()
        plane.whiten()
        plane.normalise()
        return plane.values.map { Int8(min(max(($0 * 24).rounded(), -127), 127)) }
    }
}
