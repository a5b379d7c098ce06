internal import Glibc

/// How often chance alone would let so many pairs agree on a map so well.
///
/// For each number of best agreeing pairs: the number of maps that could be tried times the probability that the others
/// of them fall as near to their places by chance, and are turned and scaled alike (the number of false alarms of an
/// a-contrario test: Moisan and Stival 2004). The least counts.
struct ChanceAgreement {
    /// Pairs that determine a map.
    private static let sample = 2
    /// The probability that the angle and the size of a wrong pair fit.
    private static let alikeByChance = 0.2 * 0.6

    let pairs: Int
    let frame: PictureFrame

    /// The negative decimal logarithm of the least number of false alarms.
    ///
    /// - Parameter errors: How far each agreeing pair is from its place, in units.
    /// - Returns: The logarithm; 0 where too few pairs agree to say anything.
    func significance(of errors: [Double]) -> Double {
        let units = frame.unitsPerPixel
        let area = max(1, frame.area * units * units)
        var best = -Double.infinity
        let all = Double(pairs)
        for (index, error) in errors.sorted().enumerated() where index >= Self.sample {
            let count = Double(index + 1)
            let near = .pi * max(error, 0.5) * max(error, 0.5) / area * Self.alikeByChance
            let choices = Self.logChoose(all, count) + Self.logChoose(count, Double(Self.sample)) + log10(all)
            best = max(best, -(count - Double(Self.sample)) * log10(min(1, near)) - choices)
        }
        return best.isFinite ? best : 0
    }

    /// The decimal logarithm of the number of ways to choose some of all.
    private static func logChoose(_ all: Double, _ some: Double) -> Double {
        guard all >= some else { return 0 }
        return (lgamma(all + 1) - lgamma(some + 1) - lgamma(all - some + 1)) / 2.302_585_092_994
    }
}
