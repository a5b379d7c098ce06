internal import CairnKernels
internal import Glibc

/// The 64 by 64 values to which PDQ reduces a picture, row after row.
struct Grid {
    /// 64.
    static let side = 64

    /// 4,096 values.
    let values: [Float]

    /// How much detail there is, 0…100: the sum of steps between neighbours.
    var quality: Int { min(100, Int(cairn_pdq_steps(values)) / 90) }

    /// The same values with rows and columns exchanged.
    var transposed: Grid {
        Grid(
            values: (0..<Self.side).flatMap { y in
                (0..<Self.side).map { x in values[x * Self.side + y] }
            }
        )
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
