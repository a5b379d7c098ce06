import CaseModel
import Foundation
import TestSupport
import Testing

@testable import Casework

@Suite("Pictures that explain")
struct ComparisonPictureTests {
    private let examiner: FileExaminer

    init() throws {
        examiner = try FileExaminer(workers: Program.folder.path, allowsWeakSandbox: false)
    }

    private func examine(_ path: String, side: Int = ComparisonPicture.pixelsSide) throws -> ExaminedFile {
        var options = AnalysisOptions()
        options.wishes.pixelsSide = side
        return try examiner.examine(path, options: options)
    }

    private static func file(_ path: String, _ pixels: PicturePixels?, duration: Double? = nil) -> ExaminedFile {
        var analysis = Analysis(type: "", kind: .image)
        analysis.pixels = pixels
        analysis.duration = duration
        return ExaminedFile(path: path, digests: nil, analysis: analysis, region: nil)
    }

    private static func link(_ kind: LinkKind, _ adjust: (inout LinkEvidence) -> Void) throws -> Link {
        let digest = try #require(ContentDigest(bytes: [UInt8](repeating: 0, count: 32)))
        let item = ItemReference(id: 0, caseReference: "", exhibit: "", path: "", sha256: digest)
        var evidence = LinkEvidence()
        adjust(&evidence)
        return Link(kind: kind, strength: 0.5, itemA: item, itemB: item, evidence: SharedEvidence(evidence))
    }

    /// What a picture shows when it is seen askew, as if it were 2,000 pixels wide.
    private static func seen(_ picture: PicturePixels, by map: ProjectiveMap) throws -> PicturePixels {
        let back = try #require(map.inverse)
        let (width, height) = (600, 500)
        let (wholeWidth, wholeHeight) = (2_400, 2_000)
        var bytes = [UInt8](repeating: 60, count: width * height * 3)
        for y in 0..<height {
            for x in 0..<width {
                let place = Point(x: Double(x) * 4 + 1.5, y: Double(y) * 4 + 1.5)
                guard let from = back.applied(to: place) else { continue }
                let column = Int((from.x + 0.5) * Double(picture.width) / Double(picture.wholeWidth))
                let row = Int((from.y + 0.5) * Double(picture.height) / Double(picture.wholeHeight))
                guard (0..<picture.width).contains(column), (0..<picture.height).contains(row) else { continue }
                let (source, target) = ((row * picture.width + column) * 3, (y * width + x) * 3)
                for channel in 0..<3 { bytes[target + channel] = picture.bytes[source + channel] }
            }
        }
        return try #require(
            PicturePixels(width: width, height: height, bytes: bytes, wholeWidth: wholeWidth, wholeHeight: wholeHeight)
        )
    }

    /// The pictures of a drawing, in order.
    private static func images(_ picture: ComparisonPicture) -> [Drawing.Image] {
        picture.drawing.shapes.compactMap { if case .image(let image) = $0 { image } else { nil } }
    }

    @Test("Laid over the second picture by their geometry, the first falls on what it shows there")
    func overlay() throws {
        let path = TestData.repository.appendingPathComponent("demo/HARBOUR-21_phone/Pictures/Edited/ad_final.jpg")
        let pixels = try #require(try examine(path.path).analysis.pixels)
        let rows = [2.6, -0.5, 420, 0.6, 2.4, 130, 0.0001, -0.00015, 1]
        let map = try #require(ProjectiveMap(rows: rows))
        let other = try Self.seen(pixels, by: map)
        var generator = SeededGenerator(seed: 5)
        let pairs = (0..<400).compactMap { _ -> CorrespondenceIllustration.Pair? in
            let x = Double.random(in: 0.2...0.8, using: &generator) * Double(pixels.wholeWidth)
            let y = Double.random(in: 0.2...0.8, using: &generator) * Double(pixels.wholeHeight)
            let place = Point(x: x, y: y)
            return map.applied(to: place).map { CorrespondenceIllustration.Pair(a: place, b: $0) }
        }
        let shown = CorrespondenceIllustration(
            pairs: pairs,
            transform: rows.map { $0 * -2 },
            isMirrored: false,
            remarks: ["1.2 pixels apart"]
        )
        let link = try Self.link(.partialCopy) { $0.inliers = 400 }
        let picture = ComparisonPicture(
            Self.file("a/ad_final.jpg", pixels),
            Self.file("b/other.jpg", other),
            links: [link],
            correspondence: shown
        )
        let images = Self.images(picture)
        try #require(images.count == 4)
        #expect(picture.drawing.shapes.count { if case .outline = $0 { true } else { false } } >= 150 + 2 * 150 + 3)

        let scratch = try TemporaryFolder()
        let file = scratch.url.appendingPathComponent("picture.png")
        let bytes = try examiner.draw(picture)
        #expect(try examiner.draw(picture) == bytes)
        try Data(bytes).write(to: file)
        let drawn = try #require(try examine(file.path, side: 4_096).analysis.pixels)
        func colour(_ place: Point) -> [Int] {
            let start = (Int(place.y.rounded()) * drawn.width + Int(place.x.rounded())) * 3
            return drawn.bytes[start..<(start + 3)].map { Int($0) }
        }
        // Under the first picture lies the second: if both show the same, their mixture looks like either. With a map
        // that is 50 pixels off, this holds for 240 of the 400.
        let near = try pairs.count { pair in
            let place = Point(x: ((pair.b.x - 1.5) / 4).rounded(), y: ((pair.b.y - 1.5) / 4).rounded())
            let mixed = colour(try #require(images[2].placement.applied(to: place)))
            let start = (Int(place.y) * other.width + Int(place.x)) * 3
            return zip(mixed, other.bytes[start..<(start + 3)]).allSatisfy { abs($0 - Int($1)) < 32 }
        }
        #expect(near > 340, "\(near)")
    }

    @Test(
        "Whatever the pictures' shapes, the drawing can be drawn",
        arguments: [(1, 3_000), (3_000, 1), (1, 1), (4_000, 3_000), (65_535, 20)]
    )
    func shapes(width: Int, height: Int) throws {
        let grey = [UInt8](repeating: 128, count: 12)
        let odd = try #require(
            PicturePixels(width: 2, height: 2, bytes: grey, wholeWidth: width, wholeHeight: height)
        )
        let plain = try #require(PicturePixels(width: 2, height: 2, bytes: grey, wholeWidth: 640, wholeHeight: 480))
        let link = try Self.link(.nearDuplicate) { $0.transform = .rotated90 }
        let names = (String(repeating: "Ж", count: 300), "\u{1B}[2J\n")
        for (first, second) in [(odd, plain), (plain, odd), (odd, odd)] {
            let picture = ComparisonPicture(
                Self.file(names.0, first),
                Self.file(names.1, second),
                links: [link]
            )
            #expect(try !examiner.draw(picture).isEmpty)
        }
    }

    @Test(
        "Time lines of any length can be drawn, and words of any length are cut",
        arguments: [(20.0, 11.0), (1e12, 0.5), (0, 5), (0.001, 1e-300), (5_000, 86_400)]
    )
    func timeLines(first: Double, second: Double) throws {
        let sound = try Self.link(.audioSegment) {
            $0.bitErrorRate = 0.05
            $0.segmentA = Segment(start: 1, end: 4)
            $0.segmentB = Segment(start: -3, end: 1e30)
        }
        let names = try Self.link(.identifier) { evidence in
            evidence.identifiers = SharedIdentifiers(
                (0..<200).map {
                    let page = "https://a.example/\($0)/" + String(repeating: "x", count: 9_000)
                    return SharedIdentifier(Identifier(type: .url, value: page))
                }
            )
        }
        let picture = ComparisonPicture(
            Self.file("a.mp4", nil, duration: first),
            Self.file("b.mp4", nil, duration: second),
            links: [sound, names, names]
        )
        #expect(try !examiner.draw(picture).isEmpty)
    }

    @Test("A picture that is a frame of a video hangs at its moment")
    func frameOfVideo() throws {
        let grey = [UInt8](repeating: 128, count: 12)
        let pixels = try #require(PicturePixels(width: 2, height: 2, bytes: grey, wholeWidth: 640, wholeHeight: 480))
        let link = try Self.link(.videoSegment) { $0.segmentB = Segment(start: 7.5, end: 7.5) }
        let picture = ComparisonPicture(
            Self.file("frame.jpg", pixels),
            Self.file("video.mp4", nil, duration: 20),
            links: [link]
        )
        let image = try #require(Self.images(picture).first)
        let middle = try #require(image.placement.applied(to: Point(x: 0.5, y: 0.5)))
        #expect(abs(middle.x - (28 + 944 * 7.5 / 20)) < 2)
        #expect(try !examiner.draw(picture).isEmpty)
    }
}
