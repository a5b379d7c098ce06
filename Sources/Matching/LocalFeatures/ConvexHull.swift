public import CaseModel
internal import Glibc

/// The smallest convex polygon around some points.
public struct ConvexHull: Hashable, Sendable {
    /// The corners in turn; fewer than three if the points lie on a line.
    public let corners: [Point]

    /// Finds the hull of some points (Andrew's monotone chain).
    ///
    /// Cost: sorting the points.
    public init(of points: [Point]) {
        let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        func chain(_ points: some Sequence<Point>) -> [Point] {
            var chain: [Point] = []
            for point in points {
                while chain.count >= 2, Self.turn(chain[chain.count - 2], chain[chain.count - 1], point) <= 0 {
                    chain.removeLast()
                }
                chain.append(point)
            }
            return chain
        }
        corners = chain(sorted).dropLast() + chain(sorted.reversed()).dropLast()
    }

    /// The area in square pixels.
    public var area: Double {
        guard corners.count >= 3 else { return 0 }
        let next = corners.dropFirst() + corners.prefix(1)
        return abs(zip(corners, next).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }) / 2
    }

    /// The distance between the two nearest parallel lines that enclose it, in pixels; 0 if the points lie on a line.
    public var breadth: Double {
        guard corners.count >= 3 else { return 0 }
        let next = corners.dropFirst() + corners.prefix(1)
        return zip(corners, next).map { edge in
            let length = hypot(edge.1.x - edge.0.x, edge.1.y - edge.0.y)
            return (corners.map { Self.turn(edge.0, edge.1, $0) }.max() ?? 0) / max(length, 1e-9)
        }.min() ?? 0
    }

    /// How many times as long as broad it is, by its area; infinite if the points lie on a line.
    public var elongation: Double { area / (breadth * breadth) }

    /// The rectangle around it, within a picture of the given size.
    public func bounds(width: Int, height: Int) -> Region {
        let (left, right) = (corners.map(\.x).min() ?? 0, corners.map(\.x).max() ?? 0)
        let (top, bottom) = (corners.map(\.y).min() ?? 0, corners.map(\.y).max() ?? 0)
        let rectangle = Region(
            x: Int(left.rounded(.down)),
            y: Int(top.rounded(.down)),
            width: max(1, Int((right - left).rounded(.up))),
            height: max(1, Int((bottom - top).rounded(.up)))
        )
        return rectangle.clipped(to: Region(x: 0, y: 0, width: width, height: height))
    }

    /// Whether a point lies inside or on the edge.
    func contains(_ point: Point) -> Bool {
        guard corners.count >= 3 else { return false }
        return corners.indices.allSatisfy { index in
            Self.turn(corners[index], corners[(index + 1) % corners.count], point) >= 0
        }
    }

    private static func turn(_ a: Point, _ b: Point, _ c: Point) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
}
