internal import CaseModel

/// Points on one plane with the points on another to which they go.
struct PointPairs {
    var fromX: [Double] = []
    var fromY: [Double] = []
    var toX: [Double] = []
    var toY: [Double] = []

    var count: Int { fromX.count }

    mutating func append(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double)) {
        fromX.append(from.x)
        fromY.append(from.y)
        toX.append(to.x)
        toY.append(to.y)
    }

    /// The similarity with the least squares of errors; nil for fewer than two places.
    func similarity() -> ProjectiveMap? {
        guard count >= 2 else { return nil }
        let number = Double(count)
        let (meanX, meanY) = (fromX.reduce(0, +) / number, fromY.reduce(0, +) / number)
        let (aimX, aimY) = (toX.reduce(0, +) / number, toY.reduce(0, +) / number)
        var (along, across, spread) = (0.0, 0.0, 0.0)
        for index in 0..<count {
            let (x, y) = (fromX[index] - meanX, fromY[index] - meanY)
            let (u, v) = (toX[index] - aimX, toY[index] - aimY)
            along += x * u + y * v
            across += x * v - y * u
            spread += x * x + y * y
        }
        guard spread > 1e-9 else { return nil }
        let (cosine, sine) = (along / spread, across / spread)
        return ProjectiveMap(
            cosine: cosine,
            sine: sine,
            moveX: aimX - cosine * meanX + sine * meanY,
            moveY: aimY - sine * meanX - cosine * meanY
        )
    }

    /// The affine map with the least squares of errors; nil if the points lie on a line.
    func affine() -> ProjectiveMap? {
        guard count >= 3 else { return nil }
        let number = Double(count)
        let (meanX, meanY) = (fromX.reduce(0, +) / number, fromY.reduce(0, +) / number)
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        var (ux, uy, vx, vy) = (0.0, 0.0, 0.0, 0.0)
        let (aimX, aimY) = (toX.reduce(0, +) / number, toY.reduce(0, +) / number)
        for index in 0..<count {
            let (x, y) = (fromX[index] - meanX, fromY[index] - meanY)
            let (u, v) = (toX[index] - aimX, toY[index] - aimY)
            xx += x * x
            xy += x * y
            yy += y * y
            ux += u * x
            uy += u * y
            vx += v * x
            vy += v * y
        }
        let determinant = xx * yy - xy * xy
        guard determinant > 1e-4 * (xx + yy) * (xx + yy) * 1e-2, determinant > 1e-9 else { return nil }
        let a = (ux * yy - uy * xy) / determinant
        let b = (uy * xx - ux * xy) / determinant
        let c = (vx * yy - vy * xy) / determinant
        let d = (vy * xx - vx * xy) / determinant
        return ProjectiveMap(rows: [
            a, b, aimX - a * meanX - b * meanY, c, d, aimY - c * meanX - d * meanY, 0, 0, 1,
        ])
    }

    /// The projective map with the least squares of algebraic errors (Hartley's normalised direct linear transform);
    /// nil if the points do not determine one.
    func projective() -> ProjectiveMap? {
        guard count >= 4, let from = Normalisation(fromX, fromY), let to = Normalisation(toX, toY) else { return nil }
        var normal = [Double](repeating: 0, count: 64)
        var right = [Double](repeating: 0, count: 8)
        for index in 0..<count {
            let (x, y) = from.apply(fromX[index], fromY[index])
            let (u, v) = to.apply(toX[index], toY[index])
            Self.add([x, y, 1, 0, 0, 0, -u * x, -u * y], u, &normal, &right)
            Self.add([0, 0, 0, x, y, 1, -v * x, -v * y], v, &normal, &right)
        }
        guard let solved = Self.solve(normal, right),
            let inner = ProjectiveMap(rows: solved + [1]),
            let back = to.transform.inverse
        else { return nil }
        let whole = back.following(inner).following(from.transform)
        let scale = whole.rows[8]
        guard abs(scale) > 1e-12 else { return nil }
        return ProjectiveMap(rows: whole.rows.map { $0 / scale })
    }

    private static func add(_ row: [Double], _ value: Double, _ normal: inout [Double], _ right: inout [Double]) {
        for first in 0..<8 where row[first] != 0 {
            for second in 0..<8 { normal[first * 8 + second] += row[first] * row[second] }
            right[first] += row[first] * value
        }
    }

    /// Solves eight linear equations by elimination with pivots; nil if they are nearly dependent.
    private static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
        var (matrix, right) = (matrix, right)
        for column in 0..<8 {
            let pivot = (column..<8).max { abs(matrix[$0 * 8 + column]) < abs(matrix[$1 * 8 + column]) } ?? column
            guard abs(matrix[pivot * 8 + column]) > 1e-9 else { return nil }
            if pivot != column {
                for index in 0..<8 { matrix.swapAt(pivot * 8 + index, column * 8 + index) }
                right.swapAt(pivot, column)
            }
            for row in 0..<8 where row != column {
                let factor = matrix[row * 8 + column] / matrix[column * 8 + column]
                guard factor != 0 else { continue }
                for index in column..<8 { matrix[row * 8 + index] -= factor * matrix[column * 8 + index] }
                right[row] -= factor * right[column]
            }
        }
        return (0..<8).map { right[$0] / matrix[$0 * 8 + $0] }
    }
}

/// Shifts and scales points to mean 0 and mean distance √2.
private struct Normalisation {
    let scale: Double
    let meanX: Double
    let meanY: Double

    init?(_ x: [Double], _ y: [Double]) {
        let number = Double(x.count)
        meanX = x.reduce(0, +) / number
        meanY = y.reduce(0, +) / number
        var spread = 0.0
        for index in x.indices {
            spread += ((x[index] - meanX) * (x[index] - meanX) + (y[index] - meanY) * (y[index] - meanY)).squareRoot()
        }
        guard spread > 1e-9 else { return nil }
        scale = 2.0.squareRoot() * number / spread
    }

    func apply(_ x: Double, _ y: Double) -> (Double, Double) { ((x - meanX) * scale, (y - meanY) * scale) }

    var transform: ProjectiveMap {
        ProjectiveMap(scaleX: scale, scaleY: scale, moveX: -scale * meanX, moveY: -scale * meanY)
    }
}
