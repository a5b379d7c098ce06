import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Matching

@Suite("Whether what two pictures share is a copy, a thing, an overlay or nothing")
struct PartRelationTests {
    private static let unturned: (cosine: Float, sine: Float, radians: Float) = (1, 0, 0)

    /// A picture of its own with features that both pictures have, in a rectangle of the given size.
    private func picture(_ seed: UInt64, sharing width: Int, _ height: Int, at x: Float, _ y: Float) throws
        -> LocalFeatures
    {
        var own = SeededGenerator(seed: seed)
        var common = SeededGenerator(seed: 99)
        let ground = try #require(LocalFeatures.random(300, width: 1024, height: 768, using: &own))
        let shared = try #require(LocalFeatures.random(50, width: width, height: height, using: &common))
        let placed = try #require(
            shared.moved(
                scale: 1,
                turn: Self.unturned,
                shift: (x, y),
                keeping: 1,
                width: 1024,
                height: 768,
                using: &own
            )
        )
        return try #require(
            LocalFeatures(
                frame: 0,
                at: nil,
                width: 1024,
                height: 768,
                keypoints: ground.keypoints + placed.keypoints,
                descriptors: ground.descriptors + placed.descriptors
            )
        )
    }

    @Test("A crop is a copy", arguments: [1.0, 0.4])
    func crop(keeping: Double) throws {
        var random = SeededGenerator(seed: 3)
        let whole = try #require(LocalFeatures.random(400, width: 1024, height: 768, using: &random))
        let part = try #require(
            whole.moved(
                scale: 1.5,
                turn: Self.unturned,
                shift: (-300, -200),
                keeping: keeping,
                width: 640,
                height: 480,
                using: &random
            )
        )
        #expect(PartRelation.best(part, whole)?.kind == .partialCopy)
        #expect(PartRelation.best(whole, part)?.kind == .partialCopy)
        #expect(PartRelation.best(part.mirrored, whole)?.isMirrored == true)
    }

    @Test("A thing in two pictures that differ around it is no copy of one capture")
    func thing() throws {
        let first = try picture(1, sharing: 200, 160, at: 100, 100)
        let second = try picture(2, sharing: 200, 160, at: 180, 150)
        let relation = try #require(PartRelation.best(first, second))
        #expect(relation.kind == .sameScene)
        #expect(relation.figures.inliers >= 40)
        #expect(relation.figures.overlapShare < 0.25)
    }

    @Test("A strip that two pictures share is an overlay, unless somebody asked for it")
    func strip() throws {
        let first = try picture(1, sharing: 400, 40, at: 100, 20)
        let second = try picture(2, sharing: 400, 40, at: 100, 20)
        let relation = try #require(PartRelation.best(first, second))
        #expect(relation.figures.inliers >= 40)
        #expect(relation.kind == nil)
        let asked = PartRelation(
            query: first,
            stored: second,
            isMirrored: false,
            region: Region(x: 90, y: 10, width: 420, height: 60)
        )
        #expect(asked?.kind != nil)
    }

    @Test("A band is measured along the points, whatever a few others do", arguments: [0.0, 0.7, 2.1])
    func band(turn: Double) {
        var random = SeededGenerator(seed: 5)
        let points = (0..<60).map { number in
            let far = number % 20 == 0
            let along = Double.random(in: -200...200, using: &random)
            let across = far ? 300 : Double.random(in: -10...10, using: &random)
            return Point(
                x: 500 + along * cos(turn) - across * sin(turn),
                y: 400 + along * sin(turn) + across * cos(turn)
            )
        }
        let band = Band(of: points)
        #expect((10...30).contains(band.breadth), "\(band.breadth)")
        #expect((280...410).contains(band.length), "\(band.length)")
    }

    @Test("What every case shows tells nothing")
    func rarity() throws {
        let first = try picture(1, sharing: 200, 160, at: 100, 100)
        let second = try picture(2, sharing: 200, 160, at: 180, 150)
        let common = PartRelation(query: first, stored: second, isMirrored: false, rarity: { _ in 0.05 })
        #expect(common?.figures.inliers == PartRelation.best(first, second)?.figures.inliers)
        #expect(common?.kind == nil)
    }

    @Test("Two pictures of nothing in common are not related")
    func unrelated() throws {
        for seed in UInt64(10)..<20 {
            var random = SeededGenerator(seed: seed)
            let first = try #require(LocalFeatures.random(500, width: 800, height: 600, using: &random))
            let second = try #require(LocalFeatures.random(500, width: 800, height: 600, using: &random))
            #expect(PartRelation.best(first, second)?.kind == nil)
        }
    }
}
