internal import CairnKernels
internal import Glibc

/// The 64 by 64 values to which PDQ reduces a picture, row after row.
struct Grid {
    /// 64.
    static let side = 64

    /// 4,096 values.
    let values: [Float]

    /// How much detail there is, 0…100: the sum of steps between neighbours.
    var quality: Int {
        var sum = 0
        values.withUnsafeBufferPointer { values in
            for y in 0..<Self.side {
                for x in 0..<Self.side {
                    let here = values[y * Self.side + x]
                    if x + 1 < Self.side { sum += Self.step(here, values[y * Self.side + x + 1]) }
                    if y + 1 < Self.side { sum += Self.step(here, values[(y + 1) * Self.side + x]) }
                }
            }
        }
        return min(100, sum / 90)
    }

    /// The same values with rows and columns exchanged.
    var transposed: Grid {
        Grid(
            values: (0..<Self.side).flatMap { y in
                (0..<Self.side).map { x in values[x * Self.side + y] }
            }
        )
    }

    private static func step(_ here: Float, _ there: Float) -> Int {
        abs(Int(((here - there) * 100) / 255))
    }

    /// The lowest 16 by 16 frequencies of the discrete cosine transform, without the constant one.
    func frequencies() -> Frequencies {
        var result = [Float](repeating: 0, count: Frequencies.side * Frequencies.side)
        cairn_pdq_transform(values, Self.cosines, &result)
        return Frequencies(values: result)
    }

    /// 16 rows of 64 cosines, rounded as the reference rounds them: the scale first, then each product.
    static let cosines: [Float] = {
        let scale = Double(Float((2.0 / Double(side)).squareRoot()))
        return (0..<Frequencies.side).flatMap { i in
            (0..<side).map { j in
                Float(scale * cos(Double.pi / Double(2 * side) * Double(i + 1) * Double(2 * j + 1)))
            }
        }
    }()
}
