/// A map from one plane to another that keeps straight lines straight: moved, scaled, turned, sheared, or seen askew.
public struct ProjectiveMap: Hashable, Sendable {
    /// Nine numbers, row by row; a place (x, y, 1) times this, divided by its third number, is where it comes to lie.
    public let rows: [Double]

    /// The map that leaves all where it is.
    public static let identity = ProjectiveMap(unchecked: [1, 0, 0, 0, 1, 0, 0, 0, 1])

    /// Takes over nine finite numbers, row by row; nil for anything else.
    public init?(rows: [Double]) {
        guard rows.count == 9, rows.allSatisfy(\.isFinite) else { return nil }
        self.rows = rows
    }

    /// Scales along both axes, then moves.
    public init(scaleX: Double, scaleY: Double, moveX: Double = 0, moveY: Double = 0) {
        rows = [scaleX, 0, moveX, 0, scaleY, moveY, 0, 0, 1]
    }

    private init(unchecked rows: [Double]) {
        self.rows = rows
    }

    /// The map that applies `earlier` first and then this one.
    public func following(_ earlier: ProjectiveMap) -> ProjectiveMap {
        let (a, b) = (rows, earlier.rows)
        return ProjectiveMap(
            unchecked: (0..<9).map { index in
                let (row, column) = (index / 3 * 3, index % 3)
                return a[row] * b[column] + a[row + 1] * b[column + 3] + a[row + 2] * b[column + 6]
            }
        )
    }

    /// The map back; nil if this one flattens all into a line.
    ///
    /// What is before the horizon of one is before that of the other.
    public var inverse: ProjectiveMap? {
        let r = rows
        let adjugate = [
            r[4] * r[8] - r[5] * r[7], r[2] * r[7] - r[1] * r[8], r[1] * r[5] - r[2] * r[4],
            r[5] * r[6] - r[3] * r[8], r[0] * r[8] - r[2] * r[6], r[2] * r[3] - r[0] * r[5],
            r[3] * r[7] - r[4] * r[6], r[1] * r[6] - r[0] * r[7], r[0] * r[4] - r[1] * r[3],
        ]
        let determinant = r[0] * adjugate[0] + r[1] * adjugate[3] + r[2] * adjugate[6]
        guard abs(determinant) > .leastNormalMagnitude else { return nil }
        return ProjectiveMap(rows: adjugate.map { $0 / determinant })
    }

    /// Where a place comes to lie; nil if it has none, being on the horizon or behind it.
    public func applied(to point: Point) -> Point? {
        let depth = rows[6] * point.x + rows[7] * point.y + rows[8]
        guard depth > 1e-9 else { return nil }
        let x = (rows[0] * point.x + rows[1] * point.y + rows[2]) / depth
        let y = (rows[3] * point.x + rows[4] * point.y + rows[5]) / depth
        return x.isFinite && y.isFinite ? Point(x: x, y: y) : nil
    }
}
