import CaseModel
import Matching
import TestSupport
import Testing

@testable import Casework

@Suite("What two videos share by the features of their shots")
struct MediaPartsTests {
    private struct Shot {
        let query: LocalFeatures
        let relation: PartRelation
    }

    /// A frame of the query and a stored one of the same picture.
    private func shot(_ seed: UInt64, at moment: Double?) throws -> Shot {
        var random = SeededGenerator(seed: seed)
        let stored = try #require(LocalFeatures.random(200, width: 640, height: 360, using: &random))
        let moved = try #require(
            stored.moved(
                scale: 1.3,
                turn: (1, 0, 0),
                shift: (-60, -40),
                keeping: 0.9,
                width: 640,
                height: 360,
                using: &random
            )
        )
        let query = try #require(
            LocalFeatures(
                frame: Int(seed),
                at: moment,
                width: moved.width,
                height: moved.height,
                keypoints: moved.keypoints,
                descriptors: moved.descriptors
            )
        )
        return Shot(query: query, relation: try #require(PartRelation.best(query, stored)))
    }

    private func parts(_ pairs: [(query: Double?, stored: Double?)]) throws -> MediaParts {
        var parts = MediaParts()
        for (number, pair) in pairs.enumerated() {
            let shot = try shot(UInt64(number + 1), at: pair.query)
            parts.add(
                shot.relation,
                query: shot.query,
                storedAt: pair.stored,
                storedWidth: 640,
                storedHeight: 360
            )
        }
        return parts
    }

    @Test("Shots that run together are one stretch, and a picture that comes again elsewhere does not lengthen it")
    func stretch() throws {
        let parts = try parts([(10, 110), (15, 115.5), (21, 120), (15, 20)])
        let best = try #require(parts.best(moments: [2, 10, 15, 21, 26, 40]))
        #expect(best.kind == .videoSegment)
        #expect(best.evidence.framesMatched == 3)
        #expect(best.evidence.segmentB == Segment(start: 9.5, end: 25.5))
        #expect(best.evidence.segmentA == Segment(start: 109.5, end: 125.5))
    }

    @Test("A still picture that is part of a frame has the frame's moment and no stretch of its own")
    func still() throws {
        let best = try #require(try parts([(nil, 42)]).best(moments: []))
        #expect(best.kind == .videoSegment)
        #expect(best.evidence.segmentA == Segment(start: 42, end: 42))
        #expect(best.evidence.segmentB == nil)
    }

    @Test("Two pictures that share a part are no stretch")
    func pictures() throws {
        let best = try #require(try parts([(nil, nil)]).best(moments: []))
        #expect(best.kind == .partialCopy)
        #expect(best.evidence.segmentA == nil && best.evidence.segmentB == nil)
        #expect(MediaParts().best(moments: []) == nil)
    }
}
