internal import CaseModel
internal import Glibc

/// The band in which most of some points lie, whatever a few others do.
struct Band {
    /// The share of points that may lie outside.
    private static let outside = 0.1

    /// How broad it is.
    let breadth: Double
    /// How long it is.
    let length: Double

    /// Measures along and across the direction in which the points spread most.
    ///
    /// The direction is found twice, the second time without the points that lie farthest from the first.
    ///
    /// Cost: sorting the points.
    init(of points: [Point]) {
        let inner = Self.measure(points).inner
        let band = Self.measure(inner)
        breadth = band.breadth
        length = band.length
    }

    private static func measure(_ points: [Point]) -> (breadth: Double, length: Double, inner: [Point]) {
        guard points.count >= 3 else { return (0, 0, points) }
        let count = Double(points.count)
        let centre = Point(
            x: points.map(\.x).sorted()[points.count / 2],
            y: points.map(\.y).sorted()[points.count / 2]
        )
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for point in points {
            let (dx, dy) = (point.x - centre.x, point.y - centre.y)
            xx += dx * dx / count
            xy += dx * dy / count
            yy += dy * dy / count
        }
        let angle = 0.5 * atan2(2 * xy, xx - yy)
        let (cosine, sine) = (cos(angle), sin(angle))
        let along = points.map { cosine * ($0.x - centre.x) + sine * ($0.y - centre.y) }
        let across = points.map { abs(cosine * ($0.y - centre.y) - sine * ($0.x - centre.x)) }
        let kept = max(2, Int((count * (1 - outside)).rounded(.down)))
        let limit = across.sorted()[kept - 1]
        let sorted = along.sorted()
        let cut = (points.count - kept) / 2
        return (
            2 * limit, sorted[points.count - 1 - cut] - sorted[cut],
            zip(points, across).filter { $0.1 <= limit }.map(\.0)
        )
    }
}
