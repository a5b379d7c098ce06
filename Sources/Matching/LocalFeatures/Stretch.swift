internal import CaseModel

extension ProjectiveMap {
    /// Turns clockwise and scales, by the cosine and sine of the angle times the scale, then moves.
    init?(cosine: Double, sine: Double, moveX: Double, moveY: Double) {
        self.init(rows: [cosine, -sine, moveX, sine, cosine, moveY, 0, 0, 1])
    }

    /// How the map stretches at a point: the larger and the smaller factor, and whether it mirrors; nil at the horizon.
    func stretch(at x: Double, _ y: Double) -> Stretch? {
        let depth = rows[6] * x + rows[7] * y + rows[8]
        guard let place = applied(to: Point(x: x, y: y)) else { return nil }
        let a = (rows[0] - place.x * rows[6]) / depth
        let b = (rows[1] - place.x * rows[7]) / depth
        let c = (rows[3] - place.y * rows[6]) / depth
        let d = (rows[4] - place.y * rows[7]) / depth
        let determinant = a * d - b * c
        let sum = a * a + b * b + c * c + d * d
        let root = max(0, sum * sum / 4 - determinant * determinant).squareRoot()
        return Stretch(
            larger: (sum / 2 + root).squareRoot(),
            smaller: max(0, sum / 2 - root).squareRoot(),
            isMirroring: determinant < 0
        )
    }
}

/// How a map stretches around a point.
struct Stretch {
    /// The factor along the direction that is stretched most.
    let larger: Double
    /// The factor across it.
    let smaller: Double
    /// Whether left and right are exchanged.
    let isMirroring: Bool

    /// The factor by which lengths grow on average.
    var mean: Double { (larger * smaller).squareRoot() }
}
