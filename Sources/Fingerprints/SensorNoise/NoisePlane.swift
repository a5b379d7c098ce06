internal import CairnKernels
internal import Glibc

/// A square of noise in floating point, and what is done to it before it is compared.
///
/// Shape: `side` × `side`, rows without gaps; `side` is a power of two, 32 at least.
public struct NoisePlane: Sendable {
    /// Side of the square in pixels.
    public let side: Int
    /// The values, row by row.
    public var values: [Float]

    /// Makes a square of zeros.
    public init(side: Int) {
        precondition(side >= 32 && side & (side - 1) == 0)
        self.side = side
        values = [Float](repeating: 0, count: side * side)
    }

    /// Takes over the values of a square.
    public init(side: Int, values: [Float]) {
        precondition(side >= 32 && side & (side - 1) == 0 && values.count == side * side)
        self.side = side
        self.values = values
    }

    private func scratch() -> [Float] { [Float](repeating: 0, count: side * side + 48 * side + 16) }

    /// Leaves only the noise of a picture.
    ///
    /// Source: Mihcak, Kozintsev, Ramchandran 1999; Goljan, Fridrich, Filler 2009.
    public mutating func keepNoise(deviation: Float) {
        var scratch = scratch()
        cairn_wavelet_noise(&values, Int32(side), deviation * deviation, &scratch)
    }

    /// Divides by the local deviation, so that textured parts weigh no more than smooth ones.
    public mutating func level() {
        var scratch = scratch()
        cairn_level_noise(&values, Int32(side), Self.smallestVariance, &scratch)
    }

    /// Below this mean square nothing is enlarged: clipped parts have no noise.
    private static let smallestVariance: Float = 0.1

    /// Takes out what columns and rows have in common, apart for each of the four places of a colour filter: that is the
    /// camera's model, not the sensor.
    public mutating func removeLines() {
        for top in 0..<2 {
            for left in 0..<2 {
                removeLines(along: 1, across: side, top: top, left: left)
                removeLines(along: side, across: 1, top: top, left: left)
            }
        }
    }

    private mutating func removeLines(along: Int, across: Int, top: Int, left: Int) {
        let half = side / 2
        for line in 0..<half {
            let start = top * side + left + 2 * line * across
            var sum = 0.0
            for index in 0..<half { sum += Double(values[start + 2 * index * along]) }
            let mean = Float(sum / Double(half))
            for index in 0..<half { values[start + 2 * index * along] -= mean }
        }
    }

    /// Evens the spectrum out: what stands out of it is the grid of a codec or a pattern of the model.
    public mutating func whiten() {
        let scale = 1 / Float(side)
        var sum = 0.0
        var squares = 0.0
        for value in values {
            sum += Double(value)
            squares += Double(value) * Double(value)
        }
        let count = Double(values.count)
        let variance = Float(squares / count - (sum / count) * (sum / count))
        guard variance > 0 else { return }
        var spectrum = ComplexPlane(real: self)
        spectrum.scale(by: scale)
        let transform = PlaneTransform(side: side)
        transform.forwards(&spectrum)
        var scratch = scratch()
        let length = Int32(side)
        cairn_keep_noise(&spectrum.real, &spectrum.imaginary, length, length, length, variance, &scratch)
        transform.backwards(&spectrum)
        spectrum.scale(by: scale)
        values = spectrum.real
    }

    /// The mean of the squared values.
    public var meanSquare: Double {
        values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(values.count)
    }

    /// Brings the values to unit variance; all stays zero where there is none.
    public mutating func normalise() {
        let square = meanSquare
        guard square > 0 else { return }
        let factor = Float(1 / square.squareRoot())
        for index in values.indices { values[index] *= factor }
    }

    /// The means of two by two values.
    public var halved: NoisePlane {
        var small = NoisePlane(side: side / 2)
        for y in 0..<small.side {
            for x in 0..<small.side {
                let at = 2 * y * side + 2 * x
                small.values[y * small.side + x] =
                    (values[at] + values[at + 1] + values[at + side] + values[at + side + 1]) / 4
            }
        }
        return small
    }
}

/// A square of complex numbers.
public struct ComplexPlane: Sendable {
    /// The real parts, row by row.
    public var real: [Float]
    /// The imaginary parts, row by row.
    public var imaginary: [Float]

    /// A square without imaginary parts.
    public init(real plane: NoisePlane) {
        real = plane.values
        imaginary = [Float](repeating: 0, count: plane.values.count)
    }

    /// Multiplies all values.
    public mutating func scale(by factor: Float) {
        for index in real.indices { real[index] *= factor }
        for index in imaginary.indices { imaginary[index] *= factor }
    }
}

/// Fourier transforms of squares of one size; neither direction is scaled, and each exchanges rows and columns.
public struct PlaneTransform: Sendable {
    private let side: Int
    private let cosines: [Float]
    private let sines: [Float]

    /// Prepares for squares of a side, a power of two.
    public init(side: Int) {
        self.side = side
        let angles = (0..<(side / 2)).map { 2 * Double.pi * Double($0) / Double(side) }
        cosines = angles.map { Float(cos($0)) }
        sines = angles.map { Float(sin($0)) }
    }

    /// From values to their spectrum.
    public func forwards(_ plane: inout ComplexPlane) { transform(&plane, sign: -1) }

    /// From a spectrum to values, times their number.
    public func backwards(_ plane: inout ComplexPlane) { transform(&plane, sign: 1) }

    private func transform(_ plane: inout ComplexPlane, sign: Float) {
        var scratch = [Float](repeating: 0, count: 32 * side)
        cairn_fourier_plane(&plane.real, &plane.imaginary, Int32(side), cosines, sines, sign, &scratch)
    }
}
