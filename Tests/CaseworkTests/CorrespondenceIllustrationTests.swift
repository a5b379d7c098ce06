import CaseModel
import Fingerprints
import TestSupport
import Testing

@testable import Casework

@Suite("Correspondences to draw")
struct CorrespondenceIllustrationTests {
    @Test(
        "The map of a near duplicate brings each pixel to the same pixel of the other",
        arguments: PictureOrientation.allCases
    )
    func orientations(transform: PictureOrientation) throws {
        let (width, height) = (7, 5)
        let bytes = (0..<(width * height * 3)).map { UInt8($0) }
        let stored = ReducedPicture(width: width, height: height, channels: 3, pixels: bytes)
        let second = try Self.pixels(of: stored)
        let first = try Self.pixels(of: stored.turned(by: transform))
        let shown = CorrespondenceIllustration(transform: transform, first: first, second: second)
        let map = try #require(shown.map)
        for y in 0..<first.height {
            for x in 0..<first.width {
                let place = try #require(map.applied(to: Point(x: Double(x), y: Double(y))))
                let (column, row) = (place.x.rounded(), place.y.rounded())
                #expect(abs(place.x - column) < 1e-9 && abs(place.y - row) < 1e-9)
                let there = (Int(row) * second.width + Int(column)) * 3
                #expect(first.bytes[(y * first.width + x) * 3] == second.bytes[there])
            }
        }
        #expect(shown.pairs.count == 4)
    }

    private static func pixels(of picture: ReducedPicture) throws -> PicturePixels {
        try #require(
            PicturePixels(
                width: picture.width,
                height: picture.height,
                bytes: picture.pixels,
                wholeWidth: picture.width,
                wholeHeight: picture.height
            )
        )
    }

    @Test("A homography of any factor is taken, and what is none gives no map")
    func factors() {
        let pairs = [CorrespondenceIllustration.Pair(a: Point(x: 10, y: 20), b: Point(x: 11, y: 19))]
        func map(_ transform: [Double]) -> ProjectiveMap? {
            CorrespondenceIllustration(pairs: pairs, transform: transform, isMirrored: false).map
        }
        let plain: [Double] = [1, 0, 1, 0, 1, -1, 0, 0, 1]
        let place = Point(x: 10, y: 20)
        #expect(map(plain)?.applied(to: place) == Point(x: 11, y: 19))
        #expect(map(plain.map { $0 * -4 })?.applied(to: place) == Point(x: 11, y: 19))
        #expect(map([1, 2]) == nil)
        #expect(map([Double](repeating: 0, count: 9)) == nil)
        #expect(map([Double](repeating: .nan, count: 9)) == nil)
    }

    @Test("A polygon is cut off at the picture's edges")
    func clipping() throws {
        let picture = try #require(
            PicturePixels(width: 1, height: 1, bytes: [0, 0, 0], wholeWidth: 100, wholeHeight: 50)
        )
        let wide = [Point(x: -20, y: 10), Point(x: 200, y: 10), Point(x: 200, y: 30), Point(x: -20, y: 30)]
        let cut = Polygon.clipped(wide, in: picture)
        #expect(Set(cut.map(\.x)) == [-0.5, 99.5])
        #expect(Set(cut.map(\.y)) == [10, 30])
        #expect(Polygon.clipped(wide.map { Point(x: $0.x, y: $0.y + 100) }, in: picture).isEmpty)
    }
}
