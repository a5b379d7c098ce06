internal import CaseModel

/// The limits on a drawing, checked before anything is drawn.
///
/// A drawing is of our own making, but it reaches the worker on the way of evidence and is trusted as little.
struct DrawingCheck {
    /// The longest side of the canvas and of a picture on it.
    private static let longestSide = 4096
    private static let mostShapes = 100_000
    private static let mostPoints = 1_000_000
    /// How far from the canvas's corner a point may lie, in pixels: the rasteriser works with fixed-point numbers.
    private static let farthest = 32_768.0
    private static let thickest = 64
    private static let longestText = 1_000
    private static let sizes = 4.0...256.0

    /// Checks a drawing.
    ///
    /// - Throws: `too_large` or `corrupt`.
    func check(_ drawing: Drawing) throws(AnalysisFailure) {
        guard (1...Self.longestSide).contains(drawing.width), (1...Self.longestSide).contains(drawing.height) else {
            throw AnalysisFailure(.tooLarge, "The drawing's canvas has no size, or too large a one.")
        }
        guard drawing.shapes.count <= Self.mostShapes else {
            throw AnalysisFailure(.tooLarge, "The drawing has too many shapes.")
        }
        var points = 0
        for shape in drawing.shapes {
            guard isSound(shape, &points) else {
                throw AnalysisFailure(.corrupt, "A shape of the drawing makes no sense.")
            }
            guard points <= Self.mostPoints else {
                throw AnalysisFailure(.tooLarge, "The drawing has too many points.")
            }
        }
    }

    private func isSound(_ shape: Drawing.Shape, _ points: inout Int) -> Bool {
        switch shape {
        case .image(let image):
            points += image.part.count
            return (1...Self.longestSide).contains(image.width) && (1...Self.longestSide).contains(image.height)
                && image.rgb.count == image.width * image.height * 3 && (0...1).contains(image.opacity)
                && (image.part.isEmpty || image.part.count > 2) && image.part.allSatisfy(isNear)
        case .outline(let outline):
            points += outline.points.count
            return outline.points.count >= (outline.isFilled ? 3 : 2) && outline.points.allSatisfy(isNear)
                && (outline.isFilled || (1...Self.thickest).contains(outline.thickness))
                && (0...1).contains(outline.opacity)
        case .label(let label):
            return !label.text.isEmpty && label.text.utf8.count <= Self.longestText && isNear(label.place)
                && Self.sizes.contains(label.size)
        }
    }

    /// False also for what is not a number.
    private func isNear(_ point: Point) -> Bool {
        abs(point.x) <= Self.farthest && abs(point.y) <= Self.farthest
    }
}
