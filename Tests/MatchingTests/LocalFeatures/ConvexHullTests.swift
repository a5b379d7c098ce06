import CaseModel
import Matching
import Testing

struct ConvexHullTests {
    @Test("The convex hull goes around all points, and points on a line have none")
    func hull() {
        let corners = [Point(x: 0, y: 0), Point(x: 8, y: 0), Point(x: 8, y: 6), Point(x: 0, y: 6)]
        let inside = [Point(x: 3, y: 3), Point(x: 4, y: 0), Point(x: 8, y: 6)]
        #expect(Set(ConvexHull(of: inside + corners).corners) == Set(corners))
        #expect(ConvexHull(of: (0..<5).map { Point(x: Double($0), y: Double($0)) }).area == 0)
        #expect(ConvexHull(of: [Point(x: 1, y: 1)]).area == 0)
    }

    @Test("The area and the rectangle around are those of the polygon, cut to the picture")
    func areaAndBounds() {
        let hull = ConvexHull(of: [Point(x: -2, y: 1), Point(x: 8, y: 1), Point(x: 8, y: 7), Point(x: -2, y: 7)])
        #expect(hull.area == 60)
        #expect(hull.bounds(width: 6, height: 20) == Region(x: 0, y: 1, width: 6, height: 6))
    }

    @Test("Breadth and elongation do not depend on how a strip is turned")
    func breadth() {
        for (cosine, sine) in [(1.0, 0.0), (0.8, 0.6), (0.0, 1.0)] {
            let strip = [(0.0, 0.0), (60, 0), (60, 10), (0, 10), (30, 5)]
            let hull = ConvexHull(of: strip.map { Point(x: cosine * $0 - sine * $1, y: sine * $0 + cosine * $1) })
            #expect(abs(hull.breadth - 10) < 1e-9)
            #expect(abs(hull.elongation - 6) < 1e-9)
        }
        #expect(ConvexHull(of: (0..<5).map { Point(x: Double($0), y: Double($0)) }).breadth == 0)
    }
}
