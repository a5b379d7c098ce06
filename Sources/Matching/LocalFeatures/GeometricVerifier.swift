internal import CaseModel
internal import Glibc

/// Finds the map from one picture to another on which most pairs of features agree.
///
/// Every pair alone suggests a similarity, by its places, sizes and angles. The suggestions on which most pairs agree
/// roughly are refined to an affine map and, with pairs enough, a projective one, and pairs are counted anew each time
/// (locally optimised consensus: Chum, Matas and Kittler 2003). Maps that mirror, squeeze or fold are refused. All is
/// computed in units of which the longer side of each picture has 1,024, and without randomness.
public struct GeometricVerifier: Sendable {
    /// What pairs are counted that agree with a map, and how it is found.
    public struct Tolerance: Sendable {
        /// How far a feature may be from where the map puts it, in units of the coarser picture.
        var near = 5.0
        /// Pairs fewer than these are chance.
        var fewest = 4

        /// The usual tolerance.
        public init() {}
    }

    private static let mostSuggestions = 400
    private static let refinedSuggestions = 6
    private static let rounds = 6
    private static let mostSqueeze = 4.0
    private static let mostScale = 12.0
    private static let angleTolerance = 0.5
    private static let octaveTolerance = 0.9
    private static let fewestForAffine = 5
    private static let fewestForProjective = 9

    private let from: PictureFrame
    private let to: PictureFrame
    private let tolerance: Tolerance

    /// Prepares for two pictures.
    ///
    /// - Parameters:
    ///   - from: The query's size.
    ///   - to: The stored picture's size.
    ///   - tolerance: What counts as agreement.
    public init(from: PictureFrame, to: PictureFrame, tolerance: Tolerance = Tolerance()) {
        self.from = from
        self.to = to
        self.tolerance = tolerance
    }

    /// A pair in units.
    private struct UnitPair {
        let x, y, u, v: Double
        let octaves, turn: Double
        let clarity: Float
    }

    /// The map on which most pairs agree.
    ///
    /// - Returns: nil if fewer than four patches agree on any.
    ///
    /// Cost: up to 400 suggestions, each compared with all pairs; about 1 ms for 300 pairs.
    public func verify(_ pairs: [FeaturePair]) -> SharedGeometry? {
        guard pairs.count >= tolerance.fewest else { return nil }
        let (a, b) = (from.unitsPerPixel, to.unitsPerPixel)
        let units = pairs.map { pair in
            UnitPair(
                x: Double(pair.from.x) * a,
                y: Double(pair.from.y) * a,
                u: Double(pair.to.x) * b,
                v: Double(pair.to.y) * b,
                octaves: log2(Double(pair.to.size) * b / (Double(pair.from.size) * a)),
                turn: Double(pair.to.angle - pair.from.angle),
                clarity: pair.clarity
            )
        }
        var best: (map: ProjectiveMap, inliers: [Int])?
        for suggestion in suggestions(units) {
            guard let refined = refine(suggestion, units, pairs) else { continue }
            if refined.inliers.count > best?.inliers.count ?? 0 { best = refined }
        }
        guard let best, best.inliers.count >= tolerance.fewest else { return nil }
        return geometry(best.map, best.inliers, units, pairs)
    }

    /// The similarities that single pairs suggest, those with most rough agreement first.
    private func suggestions(_ units: [UnitPair]) -> [ProjectiveMap] {
        let clearest = units.indices.sorted { (units[$1].clarity, $0) < (units[$0].clarity, $1) }
        var rated: [(count: Int, index: Int, map: ProjectiveMap)] = []
        for index in clearest.prefix(Self.mostSuggestions) {
            let pair = units[index]
            let scale = exp2(pair.octaves)
            guard scale < Self.mostScale, scale > 1 / Self.mostScale else { continue }
            let (cosine, sine) = (scale * cos(pair.turn), scale * sin(pair.turn))
            var count = 0
            for other in units {
                guard abs(other.octaves - pair.octaves) < Self.octaveTolerance,
                    Self.angle(other.turn - pair.turn) < Self.angleTolerance
                else { continue }
                let (dx, dy) = (other.x - pair.x, other.y - pair.y)
                let (u, v) = (pair.u + cosine * dx - sine * dy, pair.v + sine * dx + cosine * dy)
                let distance = hypot(other.u - pair.u, other.v - pair.v)
                // Size and angle of one feature are rough, so the tolerance grows with the distance from it.
                let allowed = 3 * tolerance.near * max(1, scale) + 0.15 * distance
                if hypot(u - other.u, v - other.v) <= allowed { count += 1 }
            }
            guard count >= tolerance.fewest else { continue }
            let map = ProjectiveMap(
                cosine: cosine,
                sine: sine,
                moveX: pair.u - cosine * pair.x + sine * pair.y,
                moveY: pair.v - sine * pair.x - cosine * pair.y
            )
            if let map { rated.append((count, index, map)) }
        }
        rated.sort { ($1.count, $0.index) < ($0.count, $1.index) }
        return rated.prefix(Self.refinedSuggestions).map(\.map)
    }

    private func refine(
        _ suggestion: ProjectiveMap,
        _ units: [UnitPair],
        _ pairs: [FeaturePair]
    ) -> (map: ProjectiveMap, inliers: [Int])? {
        var map = suggestion
        // The first count is generous, the last is strict.
        var inliers = agreeing(map, units, near: 6 * tolerance.near)
        var best: (map: ProjectiveMap, inliers: [Int])?
        for round in 0..<Self.rounds {
            guard inliers.count >= 3 else { break }
            var points = PointPairs()
            for index in inliers {
                points.append((units[index].x, units[index].y), (units[index].u, units[index].v))
            }
            guard let fitted = fit(points) else { break }
            map = fitted
            let near = tolerance.near * [3, 2, 1.5, 1, 1, 1][round]
            inliers = distinct(agreeing(map, units, near: near), units)
            if near == tolerance.near, inliers.count > best?.inliers.count ?? 0 { best = (map, inliers) }
        }
        return best
    }

    private func fit(_ points: PointPairs) -> ProjectiveMap? {
        if points.count >= Self.fewestForProjective, let map = points.projective(), isPlausible(map, points) {
            return map
        }
        if points.count >= Self.fewestForAffine, let map = points.affine(), isPlausible(map, points) { return map }
        if let map = points.similarity(), isPlausible(map, points) { return map }
        return nil
    }

    /// Whether a map keeps the sense of rotation, and neither squeezes, folds nor scales beyond measure where it is used.
    private func isPlausible(_ map: ProjectiveMap, _ points: PointPairs) -> Bool {
        guard let left = points.fromX.min(), let right = points.fromX.max(), let top = points.fromY.min(),
            let bottom = points.fromY.max()
        else { return false }
        var scales: [Double] = []
        for (x, y) in [(left, top), (right, top), (left, bottom), (right, bottom)] {
            guard let stretch = map.stretch(at: x, y), !stretch.isMirroring, stretch.smaller > 1 / Self.mostScale,
                stretch.larger < Self.mostScale, stretch.larger <= Self.mostSqueeze * stretch.smaller
            else { return false }
            scales.append(stretch.larger)
        }
        return (scales.max() ?? 1) <= Self.mostSqueeze * (scales.min() ?? 1)
    }

    private func agreeing(_ map: ProjectiveMap, _ units: [UnitPair], near: Double) -> [Int] {
        units.indices.filter { index in
            guard let error = error(map, units[index]) else { return false }
            guard error <= near else { return false }
            return isTurnedAlike(map, units[index])
        }
    }

    /// The distance in units of the coarser picture.
    private func error(_ map: ProjectiveMap, _ pair: UnitPair) -> Double? {
        guard let place = map.applied(to: Point(x: pair.x, y: pair.y)), let stretch = map.stretch(at: pair.x, pair.y)
        else { return nil }
        return hypot(place.x - pair.u, place.y - pair.v) / max(1, stretch.mean)
    }

    /// Whether a pair's own change of angle and size fits the map.
    private func isTurnedAlike(_ map: ProjectiveMap, _ pair: UnitPair) -> Bool {
        guard let place = map.applied(to: Point(x: pair.x, y: pair.y)),
            let right = map.applied(to: Point(x: pair.x + 1, y: pair.y)),
            let below = map.applied(to: Point(x: pair.x, y: pair.y + 1))
        else { return false }
        let (ax, ay) = (right.x - place.x, right.y - place.y)
        let (bx, by) = (below.x - place.x, below.y - place.y)
        let turn = atan2(ay - bx, ax + by)
        let scale = abs(ax * by - ay * bx).squareRoot()
        return Self.angle(pair.turn - turn) < Self.angleTolerance * 1.3
            && abs(pair.octaves - log2(max(scale, 1e-6))) < Self.octaveTolerance
    }

    /// One pair for each patch on either side: keypoints at one place with several angles count once.
    private func distinct(_ inliers: [Int], _ units: [UnitPair]) -> [Int] {
        struct Cell: Hashable {
            let x, y: Int
        }
        var fromCells: Set<Cell> = []
        var toCells: Set<Cell> = []
        return inliers.filter { index in
            let pair = units[index]
            let from = Cell(x: Int(pair.x / 3), y: Int(pair.y / 3))
            let to = Cell(x: Int(pair.u / 3), y: Int(pair.v / 3))
            guard !fromCells.contains(from), !toCells.contains(to) else { return false }
            fromCells.insert(from)
            toCells.insert(to)
            return true
        }
    }

    private func geometry(
        _ map: ProjectiveMap,
        _ inliers: [Int],
        _ units: [UnitPair],
        _ pairs: [FeaturePair]
    ) -> SharedGeometry? {
        let (a, b) = (from.unitsPerPixel, to.unitsPerPixel)
        let errors = inliers.compactMap { error(map, units[$0]) }
        let centreX = inliers.reduce(0) { $0 + units[$1].x } / Double(inliers.count)
        let centreY = inliers.reduce(0) { $0 + units[$1].y } / Double(inliers.count)
        guard let stretch = map.stretch(at: centreX, centreY) else { return nil }
        let toUnits = ProjectiveMap(scaleX: a, scaleY: a)
        let toPixels = ProjectiveMap(scaleX: 1 / b, scaleY: 1 / b)
        return SharedGeometry(
            transform: toPixels.following(map).following(toUnits),
            inliers: inliers.map { pairs[$0] },
            residual: (errors.reduce(0) { $0 + $1 * $1 } / Double(max(1, errors.count))).squareRoot(),
            significance: ChanceAgreement(pairs: pairs.count, frame: to).significance(of: errors),
            queryHull: ConvexHull(of: inliers.map { Point(x: units[$0].x / a, y: units[$0].y / a) }),
            storedHull: ConvexHull(of: inliers.map { Point(x: units[$0].u / b, y: units[$0].v / b) }),
            scale: stretch.mean
        )
    }

    /// The size of an angle, 0…π.
    private static func angle(_ turn: Double) -> Double {
        abs(remainder(turn, 2 * .pi))
    }
}
