import CaseModel

/// Corners of flat shapes.
enum Polygon {
    /// The part of a polygon within a whole picture; empty if there is none.
    ///
    /// Source: Sutherland and Hodgman, 1974.
    static func clipped(_ polygon: [Point], in picture: PicturePixels) -> [Point] {
        let (right, bottom) = (Double(picture.wholeWidth) - 0.5, Double(picture.wholeHeight) - 0.5)
        // How far inside each edge a point is.
        let edges: [(Point) -> Double] = [{ $0.x + 0.5 }, { right - $0.x }, { $0.y + 0.5 }, { bottom - $0.y }]
        var rest = polygon
        for depth in edges {
            let before = rest
            rest = []
            for (from, to) in zip([before.last].compactMap(\.self) + before, before) {
                let (start, end) = (depth(from), depth(to))
                if (start < 0) != (end < 0) {
                    let share = start / (start - end)
                    rest.append(Point(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y)))
                }
                if end >= 0 { rest.append(to) }
            }
        }
        return rest.count > 2 ? rest : []
    }
}
