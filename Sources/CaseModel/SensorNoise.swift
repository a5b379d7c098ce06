/// Of which pictures the noise of the sensor is kept.
public enum SensorNoiseDepth: String, CaseIterable, Sendable, Hashable {
    /// Of none.
    case none
    /// Of pictures that name their camera, up to 50 of each camera, size and exhibit.
    case groups
    /// Of all pictures that are large enough.
    case all
}

/// The noise that a sensor left in one picture: what a filter took away, evened out and rounded.
///
/// Shape: the central square of the picture as stored, before it is made upright, since the sensor's pattern lies as the
/// pixels were read out. Units: two fifths of a standard deviation. Range: -7…7.
public struct SensorNoise: Hashable, Sendable {
    /// The sides that a square may have: the largest that fits.
    public static let sides = [1024, 512]

    /// Side of the square in pixels.
    public let side: Int
    /// Width of the picture as stored, in pixels.
    public let width: Int
    /// Height of the picture as stored, in pixels.
    public let height: Int
    /// Two values a byte, the left one in the lower half, each 8 more than it is; rows without gaps.
    public let packed: [UInt8]

    /// Collects noise; nil unless the square has one of the sides, fits the picture, and its values are in range.
    public init?(side: Int, width: Int, height: Int, packed: [UInt8]) {
        guard Self.sides.contains(side), width >= side, height >= side, packed.count == side * side / 2,
            packed.allSatisfy({ $0 & 15 != 0 && $0 >> 4 != 0 })
        else { return nil }
        self.side = side
        self.width = width
        self.height = height
        self.packed = packed
    }

    /// Rounds values of unit variance.
    public init?(side: Int, width: Int, height: Int, values: [Float]) {
        guard values.count == side * side else { return nil }
        func rounded(_ value: Float) -> UInt8 { UInt8(min(max((value * 2.5).rounded(), -7), 7) + 8) }
        let packed = stride(from: 0, to: values.count, by: 2).map { rounded(values[$0]) | rounded(values[$0 + 1]) << 4 }
        self.init(side: side, width: width, height: height, packed: packed)
    }

    /// One value a byte.
    public var values: [Int8] {
        [Int8](unsafeUninitializedCapacity: packed.count * 2) { buffer, count in
            for (position, byte) in packed.enumerated() {
                buffer[2 * position] = Int8(byte & 15) - 8
                buffer[2 * position + 1] = Int8(byte >> 4) - 8
            }
            count = packed.count * 2
        }
    }
}

/// What the noise of several pictures of one sensor has in common.
///
/// Shape: as of ``SensorNoise``. Units: a 24th of a standard deviation. Range: -127…127.
public struct SensorFingerprint: Hashable, Sendable {
    /// Side of the square in pixels.
    public let side: Int
    /// Width of the pictures as stored, in pixels.
    public let width: Int
    /// Height of the pictures as stored, in pixels.
    public let height: Int
    /// How many pictures it was made of.
    public let pictures: Int
    /// The values, row by row.
    public let values: [Int8]
    /// The same for pictures of half the size, half the side.
    public let halved: [Int8]

    /// Collects a fingerprint; nil unless the numbers of values fit the side.
    public init?(side: Int, width: Int, height: Int, pictures: Int, values: [Int8], halved: [Int8]) {
        guard SensorNoise.sides.contains(side), values.count == side * side, halved.count == side * side / 4,
            pictures > 0, width >= side, height >= side
        else { return nil }
        self.side = side
        self.width = width
        self.height = height
        self.pictures = pictures
        self.values = values
        self.halved = halved
    }
}

/// How far two sensors' noise agrees.
public struct SensorAgreement: Hashable, Sendable {
    /// Peak to correlation energy where both lie as stored; negative where they disagree.
    public var energyAtZero: Double
    /// Peak to correlation energy at the best shift.
    public var energy: Double
    /// How many pictures stand behind each side: 1 for a picture alone.
    public var picturesA: Int
    /// The same of the second side.
    public var picturesB: Int
    /// Width and height in pixels, as stored, of the pictures behind the fingerprint.
    public var resolution: [Int]
    /// Size of the compared picture against these: 1, or 0.5.
    public var scale: Double
    /// Whether bodies of this model are known to share noise.
    public var modelLeaks: Bool

    /// States an agreement.
    public init(
        energyAtZero: Double,
        energy: Double,
        picturesA: Int,
        picturesB: Int,
        resolution: [Int],
        scale: Double,
        modelLeaks: Bool
    ) {
        self.energyAtZero = energyAtZero
        self.energy = energy
        self.picturesA = picturesA
        self.picturesB = picturesB
        self.resolution = resolution
        self.scale = scale
        self.modelLeaks = modelLeaks
    }

    /// What it means, in words.
    public var statement: String {
        modelLeaks
            ? "supports the same sensor or another of the same model, never proves it"
            : "supports the same sensor, never proves it"
    }

    /// The same with the two sides exchanged.
    public var swapped: SensorAgreement {
        var other = self
        other.picturesA = picturesB
        other.picturesB = picturesA
        return other
    }
}
