import CGeometryOracle
import CaseModel
import Matching
import TestSupport
import Testing

struct GeometricVerifierTests {
    private static let frame = PictureFrame(width: 1024, height: 768)

    /// Pairs that follow a projective map, with noise, among pairs that follow nothing.
    private func pairs(
        _ map: [Double],
        agreeing: Int,
        wrong: Int,
        seed: UInt64
    ) throws -> [FeaturePair] {
        let map = try #require(ProjectiveMap(rows: map))
        var random = SeededGenerator(seed: seed)
        var pairs: [FeaturePair] = []
        while pairs.count < agreeing + wrong {
            let x = Double.random(in: 50...970, using: &random)
            let y = Double.random(in: 50...700, using: &random)
            let from = Keypoint(x: Float(x), y: Float(y), size: .random(in: 3...30, using: &random), angle: 1)
            guard pairs.count < agreeing else {
                let to = Keypoint(
                    x: .random(in: 0...1023, using: &random),
                    y: .random(in: 0...767, using: &random),
                    size: .random(in: 3...30, using: &random),
                    angle: .random(in: 0...6, using: &random)
                )
                pairs.append(FeaturePair(query: pairs.count, from: from, to: to))
                continue
            }
            guard let place = map.applied(to: Point(x: x, y: y)), let right = map.applied(to: Point(x: x + 1, y: y))
            else { continue }
            let stretch = ((right.x - place.x) * (right.x - place.x) + (right.y - place.y) * (right.y - place.y))
                .squareRoot()
            let to = Keypoint(
                x: Float(place.x) + .random(in: -1...1, using: &random),
                y: Float(place.y) + .random(in: -1...1, using: &random),
                size: from.size * Float(stretch) * .random(in: 0.9...1.1, using: &random),
                angle: 1 + Float.random(in: -0.1...0.1, using: &random) + Self.turn(from: place, to: right)
            )
            pairs.append(FeaturePair(query: pairs.count, from: from, to: to))
        }
        return pairs
    }

    private static func turn(from: Point, to: Point) -> Float {
        // Enough for the small turns that these tests make.
        Float((to.y - from.y) / max(1e-9, to.x - from.x))
    }

    @Test(
        "A map is found among wrong pairs, and OpenCV finds the same",
        arguments: [
            [1, 0, 0, 0, 1, 0, 0, 0, 1],
            [0.5, 0, 100, 0, 0.5, 80, 0, 0, 1],
            [0.9, -0.2, 60, 0.2, 0.9, -30, 0, 0, 1],
            [0.8, 0.05, 30, -0.02, 1.0, 10, 0, 0, 1],
            [1.0, 0.05, 10, 0.03, 0.95, 20, 0.0001, 0.00005, 1],
        ]
    )
    func maps(rows: [Double]) throws {
        let pairs = try pairs(rows, agreeing: 60, wrong: 60, seed: 12)
        let verifier = GeometricVerifier(from: Self.frame, to: Self.frame)
        let found = try #require(verifier.verify(pairs))
        let planted = found.inliers.count { $0.query < 60 }
        #expect(planted >= 54, "\(planted) of 60")
        #expect(found.inliers.count - planted <= 2)
        #expect(found.residual < 1.5)
        #expect(found.significance > 50)

        let from = pairs.flatMap { [$0.from.x, $0.from.y] }
        let to = pairs.flatMap { [$0.to.x, $0.to.y] }
        var oracle = [Double](repeating: 0, count: 9)
        let agreeing = oracle_homography(from, to, Int32(pairs.count), 5, &oracle)
        #expect(agreeing >= 54)
        let other = try #require(ProjectiveMap(rows: oracle))
        for (x, y) in [(100.0, 100.0), (900, 100), (500, 400), (100, 650), (900, 650)] {
            let mine = try #require(found.transform.applied(to: Point(x: x, y: y)))
            let theirs = try #require(other.applied(to: Point(x: x, y: y)))
            #expect(abs(mine.x - theirs.x) < 4 && abs(mine.y - theirs.y) < 4, "at \(x), \(y)")
        }
    }

    @Test("Pairs that follow nothing give no map worth mentioning")
    func chance() throws {
        let verifier = GeometricVerifier(from: Self.frame, to: Self.frame)
        for seed in 1...40 {
            let wrong = try pairs([1, 0, 0, 0, 1, 0, 0, 0, 1], agreeing: 0, wrong: 80, seed: UInt64(seed))
            let found = verifier.verify(wrong)
            #expect((found?.inliers.count ?? 0) <= 6)
            #expect((found?.significance ?? 0) < 8)
        }
    }

    @Test(
        "Maps that mirror or squeeze are refused",
        arguments: [[-1, 0, 1000, 0, 1, 0, 0, 0, 1], [1, 0, 0, 0, 0.1, 300, 0, 0, 1]]
    )
    func degenerate(rows: [Double]) throws {
        let pairs = try pairs(rows, agreeing: 40, wrong: 0, seed: 5)
        let found = GeometricVerifier(from: Self.frame, to: Self.frame).verify(pairs)
        #expect((found?.inliers.count ?? 0) < 12)
    }

    @Test("Several keypoints at one place count once")
    func oneVoteForEachPlace() throws {
        let some = try pairs([1, 0, 0, 0, 1, 0, 0, 0, 1], agreeing: 6, wrong: 0, seed: 6)
        let many = (0..<10).flatMap { _ in some }
        let found = try #require(GeometricVerifier(from: Self.frame, to: Self.frame).verify(many))
        #expect(found.inliers.count == 6)
    }

    @Test("Few pairs, pairs at one place and pairs on a line are no map of a plane")
    func tooLittle() throws {
        let verifier = GeometricVerifier(from: Self.frame, to: Self.frame)
        #expect(verifier.verify([]) == nil)
        let some = try pairs([1, 0, 0, 0, 1, 0, 0, 0, 1], agreeing: 3, wrong: 0, seed: 6)
        #expect(verifier.verify(some) == nil)
        let first = try #require(some.first)
        #expect(verifier.verify([FeaturePair](repeating: first, count: 30)) == nil)
    }
}
