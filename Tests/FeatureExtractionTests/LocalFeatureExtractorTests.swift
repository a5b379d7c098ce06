import CaseModel
import FeatureExtraction
import Fingerprints
import Foundation
import Glibc
import ImageDecoding
import Matching
import TestSupport
import Testing

struct LocalFeatureExtractorTests {
    private func features(_ path: String, most: Int = 1000, region: Region? = nil) throws -> LocalFeatures {
        try ImageLibraries.prepare()
        let descriptor = open(try TestData.url(path).path, O_RDONLY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var type = ""
        var orientation = 1
        try ContentDescriber().describe(descriptor: descriptor) { finding in
            switch finding {
            case .identified(let found, _): type = found
            case .metadata(let capture, _): orientation = capture.orientation
            default: break
            }
        }
        var wishes = AnalysisWishes()
        wishes.features = most
        var found: LocalFeatures?
        try PictureAnalyser(limits: AnalysisLimits(), wishes: wishes).analyse(
            descriptor: descriptor,
            type: type,
            orientation: orientation,
            region: region
        ) { finding in
            if case .localFeatures(let features) = finding, found == nil { found = features }
        }
        return try #require(found)
    }

    @Test("The map between two views of a wall is that which was measured")
    func measuredMap() throws {
        let truth = try #require(
            ProjectiveMap(rows: [
                0.762_858_98, -0.299_229_29, 225.671_23, 0.334_434_73, 1.014_390_1, -76.999_973, 0.000_346_630_91,
                -0.000_014_364_524, 1,
            ])
        )
        let relation = try #require(
            PartRelation.best(try features("dev/pairs/graf1.jpg"), try features("dev/pairs/graf3.jpg"))
        )
        #expect(!relation.isMirrored)
        #expect(relation.figures.inliers > 60)
        #expect(relation.kind == .sameScene)
        for (x, y) in [(200.0, 200.0), (400, 300), (600, 400), (300, 500)] {
            let expected = try #require(truth.applied(to: Point(x: x, y: y)))
            let found = try #require(relation.geometry.transform.applied(to: Point(x: x, y: y)))
            #expect(abs(found.x - expected.x) < 8 && abs(found.y - expected.y) < 8, "at \(x), \(y)")
        }
    }

    @Test("Mirroring descriptors gives what extraction from the mirrored picture gives")
    func mirrored() throws {
        let (width, height) = (320, 240)
        var random = SeededGenerator(seed: 4)
        let plain = try #require(PixelBuffer(width: width, height: height, channels: 1))
        let turned = try #require(PixelBuffer(width: width, height: height, channels: 1))
        var blobs: [(x: Int, y: Int, radius: Int, level: UInt8)] = []
        for _ in 0..<80 {
            blobs.append(
                (
                    .random(in: 0..<width, using: &random), .random(in: 0..<height, using: &random),
                    .random(in: 3...25, using: &random), .random(in: 0...255, using: &random)
                )
            )
        }
        func level(_ x: Int, _ y: Int) -> UInt8 {
            let last = blobs.last { ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y) < $0.radius * $0.radius }
            return last?.level ?? 90
        }
        for (picture, isMirrored) in [(plain, false), (turned, true)] {
            picture.withMutableBytes { bytes in
                for y in 0..<height {
                    for x in 0..<width { bytes[y * width + x] = level(isMirrored ? width - 1 - x : x, y) }
                }
            }
        }
        let extractor = LocalFeatureExtractor(most: 400)
        let mirrored = try #require(extractor.extract(from: plain)).mirrored
        let extracted = try #require(extractor.extract(from: turned))
        let pairs = FeaturePair.nearest(mirrored, extracted)
        #expect(pairs.count > mirrored.count * 6 / 10, "\(pairs.count) of \(mirrored.count)")
        let near = pairs.count { abs($0.from.x - $0.to.x) < 1 && abs($0.from.y - $0.to.y) < 1 }
        #expect(near > pairs.count * 9 / 10, "\(near) of \(pairs.count)")
        #expect(mirrored.mirrored.keypoints.count == mirrored.count)
    }

    @Test("Stored in whatever orientation, the upright picture has the same features", arguments: 2...8)
    func orientations(number: Int) throws {
        let upright = try features("dev/formats/orientation/Landscape_1.jpg")
        let stored = try features("dev/formats/orientation/Landscape_\(number).jpg")
        #expect((stored.width, stored.height) == (upright.width, upright.height))
        let relation = try #require(
            PartRelation(
                query: stored,
                stored: upright,
                isMirrored: false
            )
        )
        #expect(relation.figures.inliers > upright.count / 4)
        #expect(relation.figures.residual < 1.5)
        let place = try #require(relation.geometry.transform.applied(to: Point(x: 100, y: 100)))
        #expect(abs(place.x - 100) < 3 && abs(place.y - 100) < 3)
    }

    @Test("Features of a rectangle lie in it, at their places in the whole picture")
    func region() throws {
        let whole = try features("dev/pairs/graf1.jpg")
        let region = Region(x: 300, y: 200, width: 150, height: 120)
        let part = try features("dev/pairs/graf1.jpg", region: region)
        #expect(part.width == whole.width && part.height == whole.height)
        for keypoint in part.keypoints {
            #expect((299...451).contains(keypoint.x) && (199...321).contains(keypoint.y))
        }
        let relation = try #require(
            PartRelation(query: part, stored: whole, isMirrored: false, region: region)
        )
        let place = try #require(relation.geometry.transform.applied(to: Point(x: 375, y: 260)))
        #expect(abs(place.x - 375) < 2 && abs(place.y - 260) < 2)
    }

    @Test("Each prefix is a choice of its own: copies first, from keypoints that survive reduction")
    func prefixes() throws {
        let found = try features("dev/pairs/motorcycle_left.jpg", most: 2500)
        let longer = Float(max(found.width, found.height))
        let unit = max(1, longer / Float(LocalFeatureExtractor.longestSide))
        let seen = longer / unit
        let coarse = 2 * max(1, seen / 640) * unit * 0.99
        let copies = found.prefix(FeatureDepth.copies.featureCount)
        #expect(copies.keypoints.allSatisfy { $0.size >= coarse })
        #expect(found.count > FeatureDepth.objects.featureCount)
        // No quarter of the picture goes without.
        for right in [false, true] {
            for below in [false, true] {
                let inside = copies.keypoints.count {
                    ($0.x > Float(found.width) / 2) == right && ($0.y > Float(found.height) / 2) == below
                }
                #expect(inside >= 15)
            }
        }
    }

    @Test("A picture of one colour has no features, and asking for none gives none")
    func nothing() throws {
        let flat = try #require(PixelBuffer(width: 300, height: 200, channels: 3))
        #expect(LocalFeatureExtractor(most: 100).extract(from: flat) == nil)
        #expect(LocalFeatureExtractor(most: 0).extract(from: flat) == nil)
        let tiny = try #require(PixelBuffer(width: 1, height: 1, channels: 1))
        #expect(LocalFeatureExtractor(most: 100).extract(from: tiny) == nil)
    }
}
