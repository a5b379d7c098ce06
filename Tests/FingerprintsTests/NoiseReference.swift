/// The arithmetic of sensor noise, written as its definitions say.
enum NoiseReference {
    private static let low: [Float] = [
        0.23037781330885523, 0.7148465705525415, 0.6308807679295904, -0.02798376941698385, -0.18703481171888114,
        0.030841381835986965, 0.032883011666982945, -0.010597401784997278,
    ]
    private static let high: [Float] = (0..<8).map { $0 % 2 == 0 ? low[7 - $0] : -low[7 - $0] }

    /// A square of values.
    struct Square {
        var side: Int
        var values: [Float]

        subscript(y: Int, x: Int) -> Float {
            get { values[y * side + x] }
            set { values[y * side + x] = newValue }
        }

        init(side: Int, values: [Float]? = nil) {
            self.side = side
            self.values = values ?? [Float](repeating: 0, count: side * side)
        }

        var transposed: Square {
            var other = self
            for y in 0..<side { for x in 0..<side { other[x, y] = self[y, x] } }
            return other
        }
    }

    /// What four levels of wavelets take for noise.
    static func waveletNoise(_ square: Square, variance: Float, levels: Int = 4) -> Square {
        let half = square.side / 2
        var bands = columns(columns(square).transposed).transposed
        for (top, left) in [(0, half), (half, 0), (half, half)] {
            var band = Square(side: half)
            for y in 0..<half { for x in 0..<half { band[y, x] = bands[top + y, left + x] } }
            band = keepNoise(band, variance: variance)
            for y in 0..<half { for x in 0..<half { bands[top + y, left + x] = band[y, x] } }
        }
        var rest = Square(side: half)
        if levels > 1 {
            for y in 0..<half { for x in 0..<half { rest[y, x] = bands[y, x] } }
            rest = waveletNoise(rest, variance: variance, levels: levels - 1)
        }
        for y in 0..<half { for x in 0..<half { bands[y, x] = rest[y, x] } }
        return joined(joined(bands).transposed).transposed
    }

    private static func columns(_ square: Square) -> Square {
        let half = square.side / 2
        var result = Square(side: square.side)
        for n in 0..<half {
            for k in 0..<8 {
                for x in 0..<square.side {
                    let value = square[(2 * n + k) % square.side, x]
                    result[n, x] += low[k] * value
                    result[half + n, x] += high[k] * value
                }
            }
        }
        return result
    }

    private static func joined(_ square: Square) -> Square {
        let half = square.side / 2
        var result = Square(side: square.side)
        for n in 0..<half {
            for k in 0..<8 {
                for x in 0..<square.side {
                    result[(2 * n + k) % square.side, x] += low[k] * square[n, x] + high[k] * square[half + n, x]
                }
            }
        }
        return result
    }

    /// Each value times the share of noise in it.
    static func keepNoise(_ square: Square, variance: Float) -> Square {
        var result = square
        for y in 0..<square.side {
            for x in 0..<square.side {
                let least = [1, 2, 3, 4].map { meanSquare(square, y, x, reach: $0, isCounted: false) }.min() ?? 0
                result[y, x] = square[y, x] * variance / max(least, variance)
            }
        }
        return result
    }

    /// Each value over the root of the mean square around it.
    static func levelled(_ square: Square, floor: Float) -> Square {
        var result = square
        for y in 0..<square.side {
            for x in 0..<square.side {
                let mean = meanSquare(square, y, x, reach: 4, isCounted: true)
                result[y, x] = square[y, x] / (mean + floor).squareRoot()
            }
        }
        return result
    }

    private static func meanSquare(_ square: Square, _ y: Int, _ x: Int, reach: Int, isCounted: Bool) -> Float {
        var sum: Float = 0
        var count = 0
        for v in max(0, y - reach)...min(square.side - 1, y + reach) {
            for u in max(0, x - reach)...min(square.side - 1, x + reach) {
                sum += square[v, u] * square[v, u]
                count += 1
            }
        }
        return sum / Float(isCounted ? count : (2 * reach + 1) * (2 * reach + 1))
    }
}
