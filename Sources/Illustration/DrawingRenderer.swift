internal import CDrawing
public import CaseModel
internal import Glibc

/// Turns drawings into pictures: the same drawing gives the same bytes.
///
/// Works on the calling thread and needs nothing but memory.
public struct DrawingRenderer {
    /// Makes a renderer.
    public init() {}

    /// Readies the library; to be called once, before the walls stand.
    public static func prepare() {
        cairn_drawing_prepare()
    }

    /// Draws and encodes as PNG.
    ///
    /// - Parameter drawing: The drawing; need not make sense.
    /// - Returns: The picture.
    /// - Throws: `too_large` or `corrupt` for a drawing outside the limits, `memory`.
    public func render(_ drawing: Drawing) throws(AnalysisFailure) -> Rendition {
        try DrawingCheck().check(drawing)
        var pixels = try Self.room(for: drawing.width * drawing.height * 3)
        let background = [drawing.background >> 16, drawing.background >> 8, drawing.background]
            .map { UInt8(truncatingIfNeeded: $0) }
        for index in pixels.indices { pixels[index] = background[index % 3] }
        var failure: AnalysisFailure?
        let bytes = pixels.withUnsafeMutableBufferPointer { buffer -> [UInt8] in
            var canvas = cairn_canvas(
                pixels: buffer.baseAddress,
                width: Int32(drawing.width),
                height: Int32(drawing.height)
            )
            do throws(AnalysisFailure) {
                for shape in drawing.shapes { try Self.draw(shape, on: &canvas) }
                return try Self.png(of: &canvas)
            } catch {
                failure = error
                return []
            }
        }
        if let failure { throw failure }
        return Rendition(at: 0, type: "image/png", width: drawing.width, height: drawing.height, bytes: bytes)
    }

    private static func draw(_ shape: Drawing.Shape, on canvas: inout cairn_canvas) throws(AnalysisFailure) {
        let status =
            switch shape {
            case .image(let image): place(image, on: &canvas)
            case .outline(let outline): draw(outline, on: &canvas)
            case .label(let label):
                cairn_drawing_text(
                    &canvas,
                    label.place.x,
                    label.place.y,
                    Drawing.Label.printable(label.text),
                    label.colour,
                    label.size
                )
            }
        guard status == 0 else { throw AnalysisFailure(.corrupt, "A shape of the drawing cannot be drawn.") }
    }

    private static func place(_ image: Drawing.Image, on canvas: inout cairn_canvas) -> Int32 {
        let (right, bottom) = (Double(image.width) - 0.5, Double(image.height) - 0.5)
        let whole = [-0.5, -0.5, right, -0.5, right, bottom, -0.5, bottom]
        let part = image.part.isEmpty ? whole : image.part.flatMap { [$0.x, $0.y] }
        return cairn_drawing_place(
            &canvas,
            image.rgb,
            Int32(image.width),
            Int32(image.height),
            image.placement.rows,
            part,
            part.count / 2,
            image.opacity
        )
    }

    private static func draw(_ outline: Drawing.Outline, on canvas: inout cairn_canvas) -> Int32 {
        let points = outline.points.flatMap { [$0.x, $0.y] }
        let ink = cairn_ink(colour: outline.colour, opacity: outline.opacity)
        guard !outline.isFilled else { return cairn_drawing_fill(&canvas, points, outline.points.count, ink) }
        return cairn_drawing_line(
            &canvas,
            points,
            outline.points.count,
            ink,
            Int32(outline.thickness),
            outline.isClosed ? 1 : 0
        )
    }

    private static func png(of canvas: inout cairn_canvas) throws(AnalysisFailure) -> [UInt8] {
        var bytes = try room(for: cairn_png_bound(canvas.width, canvas.height))
        var count = 0
        guard cairn_png_encode(&canvas, &bytes, bytes.count, &count) == 0 else { throw shortOfMemory }
        return Array(bytes.prefix(count))
    }

    /// Zeros; asked for first, since Swift ends the process when memory is short.
    private static func room(for count: Int) throws(AnalysisFailure) -> [UInt8] {
        guard let trial = malloc(count) else { throw shortOfMemory }
        free(trial)
        return [UInt8](repeating: 0, count: count)
    }

    private static var shortOfMemory: AnalysisFailure {
        AnalysisFailure(.memory, "The drawing needs more memory than the limit allows.")
    }
}

extension DrawingRenderer {
    /// A small drawing with a shape of each kind, to rehearse on.
    public static var sample: Drawing {
        var drawing = Drawing(width: 64, height: 64, background: 0)
        let grey = [UInt8](repeating: 128, count: 32 * 32 * 3)
        let half = ProjectiveMap(scaleX: 0.5, scaleY: 0.5)
        let corners = [Point(x: 2, y: 2), Point(x: 60, y: 9), Point(x: 30, y: 60)]
        drawing.shapes = [
            .image(Drawing.Image(width: 32, height: 32, rgb: grey, placement: half, opacity: 0.5)),
            .outline(Drawing.Outline(corners, colour: 0xFF_FFFF, isClosed: true, opacity: 0.5)),
            .outline(Drawing.Outline(corners, colour: 0xFF_FFFF, isFilled: true)),
            .label(Drawing.Label("sample", at: corners[0], colour: 0xFF_FFFF, size: 10)),
        ]
        return drawing
    }
}
