import Foundation

/// A weighted logistic regression with a small ridge, by Newton's method.
struct LogisticRegression {
    /// One thing seen: what was measured, what it was, and how often.
    struct Observation {
        let values: [Double]
        let isRight: Bool
        var weight = 1.0
    }

    let intercept: Double
    let weights: [Double]

    /// Fits a model.
    ///
    /// - Parameters:
    ///   - observations: What was seen; all have as many values.
    ///   - ridge: How strongly weights of values scaled to unit deviation are drawn to 0; it keeps a fit finite whose
    ///     classes do not overlap.
    ///   - signs: For each value the sign that its weight must have, or 0 where either will do; a weight of the other
    ///     sign is left out.
    init(_ observations: [Observation], ridge: Double = 1, signs: [Int]) {
        let count = signs.count
        let total = observations.reduce(0) { $0 + $1.weight }
        let means = (0..<count).map { index in
            observations.reduce(0) { $0 + $1.weight * $1.values[index] } / max(total, 1)
        }
        let deviations = (0..<count).map { index in
            let variance = observations.reduce(0) { sum, seen in
                let difference = seen.values[index] - means[index]
                return sum + seen.weight * difference * difference
            }
            return max((variance / max(total, 1)).squareRoot(), 1e-6)
        }
        let scaled = observations.map { seen in
            [1.0] + (0..<count).map { (seen.values[$0] - means[$0]) / deviations[$0] }
        }
        var used = Set(0..<count)
        var found = [Double](repeating: 0, count: count + 1)
        while true {
            found = Self.fit(scaled, observations, used: used, ridge: ridge)
            let wrong = used.filter { signs[$0] != 0 && found[$0 + 1] * Double(signs[$0]) < 0 }
            if wrong.isEmpty { break }
            used.subtract(wrong)
        }
        weights = (0..<count).map { found[$0 + 1] / deviations[$0] }
        intercept = found[0] - zip(weights, means).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private static func fit(
        _ rows: [[Double]],
        _ observations: [Observation],
        used: Set<Int>,
        ridge: Double
    ) -> [Double] {
        let columns = [0] + used.sorted().map { $0 + 1 }
        var found = [Double](repeating: 0, count: rows.first?.count ?? 1)
        for _ in 0..<60 {
            var gradient = [Double](repeating: 0, count: columns.count)
            var curvature = [[Double]](repeating: gradient, count: columns.count)
            for (row, seen) in zip(rows, observations) {
                let logit = columns.reduce(0) { $0 + found[$1] * row[$1] }
                let probability = 1 / (1 + exp(-logit))
                let slope = seen.weight * ((seen.isRight ? 1 : 0) - probability)
                let bend = max(seen.weight * probability * (1 - probability), 1e-12)
                for (i, column) in columns.enumerated() {
                    gradient[i] += slope * row[column]
                    for j in 0...i { curvature[i][j] += bend * row[column] * row[columns[j]] }
                }
            }
            for (i, column) in columns.enumerated() where column > 0 {
                gradient[i] -= ridge * found[column]
                curvature[i][i] += ridge
            }
            let step = solved(curvature, gradient)
            for (i, column) in columns.enumerated() { found[column] += min(max(step[i], -5), 5) }
            if step.allSatisfy({ abs($0) < 1e-8 }) { break }
        }
        return found
    }

    /// Solves a symmetric positive system of which the lower half is given, by Cholesky's method.
    private static func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        let size = right.count
        var lower = matrix
        for i in 0..<size {
            for j in 0...i {
                let sum = (0..<j).reduce(lower[i][j]) { $0 - lower[i][$1] * lower[j][$1] }
                lower[i][j] = i == j ? max(sum, 1e-12).squareRoot() : sum / lower[j][j]
            }
        }
        var solution = right
        for i in 0..<size {
            solution[i] = (0..<i).reduce(solution[i]) { $0 - lower[i][$1] * solution[$1] } / lower[i][i]
        }
        for i in (0..<size).reversed() {
            solution[i] = ((i + 1)..<size).reduce(solution[i]) { $0 - lower[$1][i] * solution[$1] } / lower[i][i]
        }
        return solution
    }
}
