import CaseModel
import Testing

@Suite("Projective maps")
struct ProjectiveMapTests {
    private static let askew = ProjectiveMap(rows: [1.2, 0.1, 30, -0.05, 0.9, 12, 0.0004, -0.0002, 1])

    @Test("A map and its inverse bring every place back")
    func inverse() throws {
        let map = try #require(Self.askew)
        let back = try #require(map.inverse)
        for point in [Point(x: 0, y: 0), Point(x: 640, y: 10), Point(x: 33.5, y: 479)] {
            let there = try #require(map.applied(to: point))
            let again = try #require(back.applied(to: there))
            #expect(abs(again.x - point.x) < 1e-9 && abs(again.y - point.y) < 1e-9)
        }
    }

    @Test("A map that follows another does what both do in turn")
    func following() throws {
        let first = try #require(Self.askew)
        let second = ProjectiveMap(scaleX: 2, scaleY: 3, moveX: 5, moveY: -7)
        let point = Point(x: 100, y: 50)
        let between = try #require(first.applied(to: point))
        #expect(second.applied(to: between) == Point(x: 2 * between.x + 5, y: 3 * between.y - 7))
        let joined = try #require(second.following(first).applied(to: point))
        #expect(abs(joined.x - (2 * between.x + 5)) < 1e-9 && abs(joined.y - (3 * between.y - 7)) < 1e-9)
    }

    @Test("What makes no sense is refused: a wrong count, no number, a place behind the horizon, a flattened plane")
    func nonsense() {
        #expect(ProjectiveMap(rows: [1, 2, 3]) == nil)
        #expect(ProjectiveMap(rows: [1, 0, 0, 0, .nan, 0, 0, 0, 1]) == nil)
        #expect(ProjectiveMap(rows: [1, 0, 0, 0, 1, 0, -1, 0, 1])?.applied(to: Point(x: 2, y: 0)) == nil)
        #expect(ProjectiveMap(scaleX: 0, scaleY: 1).inverse == nil)
    }
}
