import CaseModel

/// Corners of flat shapes.
enum Polygon {
    /// The convex hull of points; empty if they do not span an area.
    ///
    /// Source: Andrew's monotone chain, 1979. Cost: O(n log n).
    static func hull(of points: [Point]) -> [Point] {
        let sorted = Set(points).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        guard sorted.count > 2 else { return [] }
        func half(_ points: some Sequence<Point>) -> [Point] {
            var chain: [Point] = []
            for point in points {
                while chain.count > 1, turn(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 {
                    chain.removeLast()
                }
                chain.append(point)
            }
            return chain.dropLast()
        }
        let hull = half(sorted) + half(sorted.reversed())
        return hull.count > 2 ? hull : []
    }

    /// The part of a polygon within a whole picture; empty if there is none.
    ///
    /// Source: Sutherland and Hodgman, 1974.
    static func clipped(_ polygon: [Point], in picture: PicturePixels) -> [Point] {
        let (right, bottom) = (Double(picture.wholeWidth) - 0.5, Double(picture.wholeHeight) - 0.5)
        // How far inside each edge a point is.
        let edges: [(Point) -> Double] = [{ $0.x + 0.5 }, { right - $0.x }, { $0.y + 0.5 }, { bottom - $0.y }]
        var rest = polygon
        for depth in edges {
            let before = rest
            rest = []
            for (from, to) in zip([before.last].compactMap(\.self) + before, before) {
                let (start, end) = (depth(from), depth(to))
                if (start < 0) != (end < 0) {
                    let share = start / (start - end)
                    rest.append(Point(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y)))
                }
                if end >= 0 { rest.append(to) }
            }
        }
        return rest.count > 2 ? rest : []
    }

    /// Above 0 if the way from `a` over `b` to `c` bends towards the y axis.
    private static func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
}
