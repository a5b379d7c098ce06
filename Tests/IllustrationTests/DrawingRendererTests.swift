import CaseModel
import Illustration
import Testing

@Suite("Drawings")
struct DrawingRendererTests {
    private static let grey = [UInt8](repeating: 128, count: 8 * 8 * 3)

    private func drawing(_ shapes: Drawing.Shape...) -> Drawing {
        var drawing = Drawing(width: 64, height: 48, background: 0x10_2030)
        drawing.shapes = shapes
        return drawing
    }

    private static func image(
        width: Int = 8,
        placement: ProjectiveMap = .identity,
        opacity: Double = 1,
        part: [Point] = []
    ) -> Drawing.Shape {
        .image(
            Drawing.Image(width: width, height: 8, rgb: grey, placement: placement, opacity: opacity, part: part)
        )
    }

    private static func outline(_ points: [(Double, Double)], thickness: Int = 1, opacity: Double = 1) -> Drawing.Shape
    {
        .outline(
            Drawing.Outline(
                points.map { Point(x: $0.0, y: $0.1) },
                colour: 0xFF_FFFF,
                thickness: thickness,
                opacity: opacity
            )
        )
    }

    private static func label(_ text: String, size: Double = 12, x: Double = 4) -> Drawing.Shape {
        .label(Drawing.Label(text, at: Point(x: x, y: 20), colour: 0xFF_FFFF, size: size))
    }

    @Test("The same drawing gives the same PNG of the size asked for")
    func determinism() throws {
        let first = try DrawingRenderer().render(DrawingRenderer.sample)
        let second = try DrawingRenderer().render(DrawingRenderer.sample)
        #expect(first == second)
        #expect(first.type == "image/png")
        #expect(first.bytes.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        // Width and height of the head, whose first chunk follows the signature at once.
        #expect(first.bytes[16..<24] == [0, 0, 0, 64, 0, 0, 0, 64])
    }

    @Test(
        "A shape that makes no sense is refused",
        arguments: [
            outline([(1, 1)]), outline([(1, 1), (.nan, 2)]), outline([(1, 1), (1e9, 2)]),
            outline([(1, 1), (9, 9)], thickness: 0), outline([(1, 1), (9, 9)], opacity: 2),
            .outline(Drawing.Outline([Point(x: 1, y: 1), Point(x: 2, y: 2)], colour: 0, isFilled: true)),
            label(""), label("far", x: -.infinity), label("huge", size: 1e6), label("none", size: .nan),
            label(String(repeating: "x", count: 1_001)),
            image(width: 7), image(width: 0), image(opacity: .nan),
            image(part: [Point(x: 0, y: 0), Point(x: 1, y: 1)]),
            // Flat, and with a corner behind the horizon.
            image(placement: ProjectiveMap(scaleX: 0, scaleY: 1)),
            image(placement: ProjectiveMap(rows: [1, 0, 0, 0, 1, 0, -1, 0, 1]) ?? .identity),
        ]
    )
    func nonsense(shape: Drawing.Shape) {
        let error = #expect(throws: AnalysisFailure.self) { try DrawingRenderer().render(drawing(shape)) }
        #expect(error?.code == .corrupt)
    }

    @Test("A canvas without size, or too large, or with too much on it is refused")
    func limits() {
        for (width, height) in [(0, 10), (10, 0), (4_097, 10), (10, 1 << 40)] {
            let empty = Drawing(width: width, height: height, background: 0)
            let error = #expect(throws: AnalysisFailure.self) { try DrawingRenderer().render(empty) }
            #expect(error?.code == .tooLarge)
        }
        var crowded = drawing()
        crowded.shapes = Array(repeating: Self.label("x"), count: 100_001)
        #expect(throws: AnalysisFailure.self) { try DrawingRenderer().render(crowded) }
    }

    @Test("Shapes outside the canvas, and characters that cannot be drawn, do no harm")
    func outside() throws {
        let far = ProjectiveMap(scaleX: 3, scaleY: 3, moveX: -5_000, moveY: 9_000)
        let drawing = drawing(
            Self.image(placement: far),
            Self.image(placement: ProjectiveMap(scaleX: 1e7, scaleY: 1e7)),
            Self.outline([(-30_000, -30_000), (30_000, 30_000)], thickness: 64),
            Self.outline([(-500, -20), (-400, -10)], opacity: 0.5),
            Self.label("Börse\u{0}\u{1B}[31m\n\u{202E}\u{1F600}", x: -300)
        )
        #expect(try !DrawingRenderer().render(drawing).bytes.isEmpty)
    }
}
