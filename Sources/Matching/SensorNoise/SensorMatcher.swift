internal import CairnKernels
internal import Fingerprints

/// Compares the noise of sensors.
///
/// Peak to correlation energy (PCE) is the squared correlation at one shift over the mean of all others, with its sign:
/// near zero for unrelated noise, large for one sensor (Goljan, Fridrich, Filler 2009). Asked at shift zero it finds far
/// more than at the best of a million shifts, whose largest by chance is 40 to 60.
public enum SensorMatcher {
    /// The method's name and version.
    public static let method = "sensor-noise/1"

    /// From this energy at shift zero on, two sides are said to agree.
    public static let leastEnergy = 50.0

    /// Energies of a pair.
    public struct Energies: Hashable, Sendable {
        /// At shift zero.
        public let atZero: Double
        /// At the best shift.
        public let best: Double
        /// The best shift, to the right and down, in pixels.
        public let shift: [Int]
    }

    /// The energy at shift zero, for white noise: a scalar product.
    ///
    /// - Parameters:
    ///   - first: Noise or a fingerprint.
    ///   - second: The same number of values.
    /// - Returns: 0 if one of them is flat or their sizes differ.
    public static func energyAtZero(_ first: [Int8], _ second: [Int8]) -> Double {
        guard first.count == second.count else { return 0 }
        let product = Double(cairn_noise_product(first, second, first.count))
        let squares =
            Double(cairn_noise_product(first, first, first.count))
            * Double(cairn_noise_product(second, second, second.count))
        guard squares > 0 else { return 0 }
        return product * abs(product) / squares * Double(first.count)
    }

    /// The energies at shift zero and at the best shift, of squares of one side.
    ///
    /// - Cost: About 50 ms of processor time for a side of 1,024.
    public static func energies(_ first: [Int8], _ second: [Int8], side: Int) -> Energies {
        guard first.count == side * side, second.count == side * side else {
            return Energies(atZero: 0, best: 0, shift: [0, 0])
        }
        // Two real squares are one complex one.
        var plane = ComplexPlane(real: NoisePlane(side: side, values: first.map(Float.init)))
        plane.imaginary = second.map(Float.init)
        let transform = PlaneTransform(side: side)
        transform.forwards(&plane)
        var product = ComplexPlane(real: NoisePlane(side: side))
        for y in 0..<side {
            let oppositeRow = (side - y) % side
            for x in 0..<side {
                let at = y * side + x
                let opposite = oppositeRow * side + (side - x) % side
                let (ar, ai) = (
                    plane.real[at] + plane.real[opposite], plane.imaginary[at] - plane.imaginary[opposite]
                )
                let (br, bi) = (
                    plane.imaginary[at] + plane.imaginary[opposite], plane.real[opposite] - plane.real[at]
                )
                product.real[at] = (ar * br + ai * bi) / 4
                product.imaginary[at] = (ai * br - ar * bi) / 4
            }
        }
        transform.backwards(&product)
        return energies(of: product.real, side: side)
    }

    /// Half the square around a peak that does not count as chance.
    private static let guarded = 5

    private static func energies(of correlation: [Float], side: Int) -> Energies {
        var total = 0.0
        var peak = 0
        for (position, value) in correlation.enumerated() {
            total += Double(value) * Double(value)
            if value > correlation[peak] { peak = position }
        }
        func energy(at position: Int) -> Double {
            var near = 0.0
            for dy in -guarded...guarded {
                for dx in -guarded...guarded {
                    let y = (position / side + dy + side) % side
                    let x = (position % side + dx + side) % side
                    near += Double(correlation[y * side + x]) * Double(correlation[y * side + x])
                }
            }
            let width = 2 * guarded + 1
            let mean = (total - near) / Double(side * side - width * width)
            let value = Double(correlation[position])
            return mean > 0 ? value * abs(value) / mean : 0
        }
        let (x, y) = (peak % side, peak / side)
        return Energies(
            atZero: energy(at: 0),
            best: energy(at: peak),
            shift: [x > side / 2 ? x - side : x, y > side / 2 ? y - side : y]
        )
    }

    /// The central square of a larger one, of half its side.
    public static func centre(of values: [Int8], side: Int) -> [Int8] {
        let half = side / 2
        let first = side / 4
        var centre: [Int8] = []
        centre.reserveCapacity(half * half)
        for y in first..<(first + half) {
            let start = y * side + first
            centre += values[start..<(start + half)]
        }
        return centre
    }
}
