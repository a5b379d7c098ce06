import AnalysisWorkers
import CaseModel
import Foundation
import Glibc
import Sandbox
import TestSupport
import Testing

/// Drawings on their way to a worker, and what the locked worker makes of them.
@Suite("Drawings and workers")
struct DrawingTests {
    private func run(_ task: WorkerTask, on bytes: [UInt8]) throws -> (findings: [Finding], report: WorkerReport) {
        let pool = try WorkerPool(programs: Program.folder.path, allowsWeakSandbox: false)
        let file = try ControlSocket.memoryFile(bytes)
        defer { close(file) }
        var request = WorkerRequest(task: task)
        request.type = "image/png"
        request.kind = .image
        request.wishes.pixelsSide = 4_096
        var findings: [Finding] = []
        let report = try pool.run(.image, request, descriptor: file) { findings.append($0) }
        return (findings, report)
    }

    private func png(of drawing: Drawing) throws -> [UInt8] {
        let (findings, report) = try run(.draw, on: try drawing.serialized())
        #expect(report.failure == nil)
        guard case .rendition(let rendition) = findings.first else { return [] }
        #expect(rendition.width == drawing.width && rendition.height == drawing.height)
        return rendition.bytes
    }

    /// The colours of a drawing at some places, by way of the decoder.
    private func colours(of drawing: Drawing, at places: [(Int, Int)]) throws -> [UInt32] {
        let found = try run(.analyse, on: try png(of: drawing)).findings.compactMap { finding in
            if case .pixels(let pixels) = finding { pixels } else { nil }
        }
        let pixels = try #require(found.first)
        return places.map { x, y in
            let start = (y * pixels.width + x) * 3
            return pixels.bytes[start..<(start + 3)].reduce(0) { $0 << 8 | UInt32($1) }
        }
    }

    private static let red = [UInt8](repeating: 0, count: 20 * 10 * 3).indices.map { $0 % 3 == 0 ? UInt8(200) : 0 }

    /// A drawing with a shape of each kind.
    private static var sample: Drawing {
        var drawing = Drawing(width: 200, height: 100, background: 0x00_0040)
        let turned = ProjectiveMap(rows: [0, -2, 60, 2, 0, 10, 0, 0, 1]) ?? .identity
        let corners = [Point(x: 100, y: 10), Point(x: 140, y: 10), Point(x: 140, y: 50)]
        drawing.shapes = [
            .image(Drawing.Image(width: 20, height: 10, rgb: red, placement: turned, opacity: 0.5, part: [])),
            .outline(Drawing.Outline(corners, colour: 0x00_FF00, thickness: 3, isClosed: true, opacity: 0.25)),
            .outline(Drawing.Outline(corners, colour: 0x00_FF00, isFilled: true)),
            .label(Drawing.Label("name", at: Point(x: 20, y: 90.5), colour: 0xFF_FFFF, size: 11.5)),
        ]
        return drawing
    }

    @Test("A drawing is read back as it was written")
    func coding() throws {
        var drawing = Self.sample
        #expect(try Drawing(serialized: drawing.serialized()) == drawing)
        if case .image(var image) = drawing.shapes[0] {
            image.part = [Point(x: 0, y: 0), Point(x: 9, y: 0), Point(x: 9, y: 9)]
            drawing.shapes[0] = .image(image)
        }
        #expect(try Drawing(serialized: drawing.serialized()) == drawing)
    }

    @Test("The locked worker draws the same bytes each time")
    func determinism() throws {
        let first = try png(of: Self.sample)
        #expect(!first.isEmpty)
        #expect(try png(of: Self.sample) == first)
    }

    @Test("Pictures come to lie where their placement says, mixed by their opacity, and nothing outside is touched")
    func placement() throws {
        let places = [(50, 20), (44, 45), (59, 11), (39, 30), (62, 30), (50, 8), (130, 20), (105, 45)]
        // Turned clockwise and doubled: 20 wide and 40 high, its right edge at 61.
        let found = try colours(of: Self.sample, at: places)
        #expect(found[0..<3] == [0x64_0020, 0x64_0020, 0x64_0020])
        #expect(found[3..<6] == [0x00_0040, 0x00_0040, 0x00_0040])
        #expect(found[6..<8] == [0x00_FF00, 0x00_0040])
    }

    @Test("Of a picture with a part, only that part is drawn")
    func part() throws {
        var drawing = Drawing(width: 60, height: 30, background: 0)
        let left = [Point(x: 0, y: 0), Point(x: 9, y: 0), Point(x: 9, y: 9), Point(x: 0, y: 9)]
        let placement = ProjectiveMap(scaleX: 3, scaleY: 3)
        drawing.shapes = [
            .image(Drawing.Image(width: 20, height: 10, rgb: Self.red, placement: placement, part: left))
        ]
        #expect(try colours(of: drawing, at: [(10, 10), (40, 10)]) == [0xC8_0000, 0])
    }

    @Test("A label is as wide as the layout holds it to be")
    func labelWidth() throws {
        for text in ["HIHI", "mmmmIIII", "fit, (W) 0123 gjy"] {
            let end = 10 + Drawing.Label.width(of: text, size: 30)
            var drawing = Drawing(width: Int(end) + 40, height: 60, background: 0)
            // A stem at either end, so that the ink begins and ends with the text.
            let label = Drawing.Label("|" + text + "|", at: Point(x: 10, y: 40), colour: 0xFF_FFFF, size: 30)
            drawing.shapes = [.label(label)]
            let row = try colours(of: drawing, at: (0..<drawing.width).map { ($0, 30) })
            let ink = row.indices.filter { row[$0] != 0 }
            let stem = Drawing.Label.width(of: "|", size: 30)
            let last = try #require(ink.last)
            #expect(abs(Double(last) - (end + stem * 1.5)) < 4, "\(text): \(last)")
        }
    }

    @Test(
        "What is no drawing gives a failure, and the worker lives on",
        arguments: [
            ([0xFF, 0xFF, 0xFF], FailureCode.corrupt),
            // A shape of no kind; an empty message, which has no canvas; an image whose length runs past the end.
            ([0x08, 0x0A, 0x10, 0x0A, 0x22, 0x00], .corrupt), ([], .tooLarge),
            ([0x08, 0x0A, 0x10, 0x0A, 0x22, 0x7F, 0x0A], .corrupt),
            // A canvas of 2^32 - 1 by 10.
            ([0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x10, 0x0A], .tooLarge),
            // An outline with half a point, and one whose only point is there.
            ([0x08, 0x0A, 0x10, 0x0A, 0x22, 0x0C, 0x12, 0x0A, 0x0A, 0x08, 0, 0, 0, 0, 0, 0, 0, 0], .corrupt),
            (
                [0x08, 0x0A, 0x10, 0x0A, 0x22, 0x14, 0x12, 0x12, 0x0A, 0x10] + [UInt8](repeating: 0, count: 16),
                .corrupt
            ),
        ]
    )
    func hostile(bytes: [UInt8], code: FailureCode) throws {
        let (findings, report) = try run(.draw, on: bytes)
        #expect(report.failure == nil)
        let codes = findings.map { finding -> FailureCode? in
            if case .failure(let failure) = finding { failure.code } else { nil }
        }
        #expect(codes == [code])
    }

    @Test("A drawing with numbers that are none, or counts that do not fit, gives a failure")
    func hostileValues() throws {
        var nan = Self.sample
        nan.shapes[1] = .outline(Drawing.Outline([Point(x: .nan, y: 0), Point(x: 1, y: 1)], colour: 0))
        var short = Self.sample
        short.shapes = [.image(Drawing.Image(width: 20, height: 10, rgb: [1, 2, 3], placement: .identity))]
        for drawing in [nan, short, Drawing(width: 5_000, height: 5_000, background: 0)] {
            let (findings, report) = try run(.draw, on: try drawing.serialized())
            #expect(report.failure == nil)
            #expect(findings.count == 1)
            #expect(findings.contains { if case .failure = $0 { true } else { false } })
        }
    }
}
