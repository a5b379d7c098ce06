import CaseModel
import TestSupport
import Testing

struct LocalFeaturesTests {
    private func features(_ count: Int, seed: UInt64) throws -> LocalFeatures {
        var random = SeededGenerator(seed: seed)
        return try #require(LocalFeatures.random(count, width: 640, height: 480, using: &random))
    }

    @Test("Stored keypoints come back to a hundredth of a pixel")
    func roundTrip() throws {
        let features = try features(200, seed: 1)
        let again = try #require(
            LocalFeatures(
                frame: 0,
                at: nil,
                width: 640,
                height: 480,
                stored: features.storedKeypoints,
                descriptors: features.descriptors
            )
        )
        #expect(again.descriptors == features.descriptors)
        for (first, second) in zip(features.keypoints, again.keypoints) {
            #expect(abs(first.x - second.x) < 0.01 && abs(first.y - second.y) < 0.01)
            #expect(abs(first.size - second.size) < 0.02)
            #expect(abs(first.angle - second.angle) < 0.001)
        }
        #expect(again.storedKeypoints == features.storedKeypoints)
    }

    @Test("Mirrored twice is as it was")
    func mirroredTwice() throws {
        let features = try features(50, seed: 2)
        let again = features.mirrored.mirrored
        #expect(features.mirrored.descriptors != features.descriptors)
        #expect(again.descriptors == features.descriptors)
        for (first, second) in zip(features.keypoints, again.keypoints) { #expect(abs(first.x - second.x) < 0.001) }
    }

    @Test("Bytes that do not fit together are refused")
    func refused() {
        #expect(LocalFeatures(frame: 0, at: nil, width: 9, height: 9, stored: [1, 2, 3], descriptors: []) == nil)
        #expect(
            LocalFeatures(
                frame: 0,
                at: nil,
                width: 9,
                height: 9,
                stored: [UInt8](repeating: 0, count: 8),
                descriptors: [UInt8](repeating: 0, count: 127)
            ) == nil
        )
        #expect(LocalFeatures(frame: 0, at: nil, width: 0, height: 9, stored: [], descriptors: []) == nil)
    }

    @Test("A prefix keeps the first features", arguments: [0, 1, 7, 50, 90])
    func prefixes(count: Int) throws {
        let features = try features(50, seed: 3)
        let shorter = features.prefix(count)
        #expect(shorter.count == min(50, count))
        #expect(shorter.keypoints == Array(features.keypoints.prefix(count)))
        #expect(shorter.descriptors == Array(features.descriptors.prefix(count * LocalFeatures.descriptorLength)))
    }
}
