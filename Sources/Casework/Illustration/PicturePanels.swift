import CaseModel

/// Two pictures side by side with what agrees between them, and below the first laid over the second.
struct PicturePanels {
    /// The most lines between the pictures: more hide what they show.
    private static let mostLines = 150
    private static let tallest = 560.0
    private static let lowest = 24.0
    /// Room above a panel for its name and size.
    private static let headRoom = 48.0
    /// The least room for words beside the overlay.
    private static let wordsWidth = 460.0

    private(set) var shapes: [Drawing.Shape] = []
    /// Width of the canvas.
    let width: Double
    /// Where words may be written.
    private(set) var words: TextColumn
    /// The lower edge of all panels.
    private(set) var foot: Double

    init(
        _ first: (name: String, pixels: PicturePixels),
        _ second: (name: String, pixels: PicturePixels),
        _ correspondence: CorrespondenceIllustration?,
        narrowest: Double
    ) {
        let margin = ComparisonPicture.margin
        let fitting = min(Panel.widest / first.pixels.aspect, Panel.widest / second.pixels.aspect)
        let height = max(Self.lowest, min(Self.tallest, fitting)).rounded()
        let top = margin + Self.headRoom
        let a = Panel(first.pixels, left: margin, top: top, height: height)
        // The overlay stands below the first picture, so the wider of the two sets the second column.
        let overlayWidth = correspondence?.map == nil ? 0 : Panel.width(of: second.pixels, height: height)
        let column = (margin + max(a.width, overlayWidth) + ComparisonPicture.gap).rounded()
        let b = Panel(second.pixels, left: column, top: top, height: height)
        width = max(narrowest, column + max(b.width, Self.wordsWidth) + margin).rounded(.up)
        foot = top + height
        words = TextColumn(left: margin, top: foot + ComparisonPicture.gap, width: width - 2 * margin)

        for (panel, name, side, colour) in [(a, first.name, "A", Palette.first), (b, second.name, "B", Palette.second)]
        {
            let room = (panel.left == column ? width - margin : column - ComparisonPicture.gap) - panel.left
            shapes += Self.head(of: panel, side: side, name: name, colour: colour, room: room)
            shapes += [panel.image(), panel.frame(colour)]
        }
        guard let correspondence else { return }
        draw(correspondence, a, b)
        guard let map = correspondence.map else { return }
        let below = foot + ComparisonPicture.gap
        var heading = TextColumn(left: margin, top: below, width: column - margin)
        heading.add(correspondence.isMirrored ? "A, mirrored, laid over B" : "A laid over B", .title)
        shapes += heading.labels.map { .label($0) }
        let under = Panel(second.pixels, left: margin, top: heading.top + 8, height: height)
        shapes.append(under.image())
        shapes += Self.overlay(of: first.pixels, on: under, map, part: correspondence.hullA)
        shapes.append(under.frame(Palette.second))
        foot = under.top + height
        words = TextColumn(left: column, top: below, width: width - column - margin)
    }

    private static func head(
        of panel: Panel,
        side: String,
        name: String,
        colour: Drawing.Colour,
        room: Double
    ) -> [Drawing.Shape] {
        let (title, small) = (TextColumn.Style.title.size, TextColumn.Style.small.size)
        let indent = Drawing.Label.width(of: "A  ", size: title)
        let path = name.split(separator: "/").last.map(String.init) ?? name
        let size = "\(panel.pixels.wholeWidth) x \(panel.pixels.wholeHeight) pixels"
        let (first, second) = (panel.top - 28, panel.top - 10)
        func label(_ text: String, _ x: Double, _ y: Double, _ colour: Drawing.Colour, _ size: Double) -> Drawing.Shape
        {
            .label(Drawing.Label(text, at: Point(x: x, y: y), colour: colour, size: size))
        }
        return [
            label(side, panel.left, first, colour, title),
            label(
                TextColumn.fitted(path, width: room - indent, size: title),
                panel.left + indent,
                first,
                Palette.text,
                title
            ),
            label(size, panel.left + indent, second, Palette.muted, small),
        ]
    }

    private mutating func draw(_ correspondence: CorrespondenceIllustration, _ a: Panel, _ b: Panel) {
        let count = correspondence.pairs.count
        let drawn = min(count, Self.mostLines)
        let lines = (0..<drawn).compactMap { number -> (Point, Point, Drawing.Colour)? in
            let pair = correspondence.pairs[number * count / drawn]
            guard let from = a.place(of: pair.a), let to = b.place(of: pair.b) else { return nil }
            return (from, to, Palette.distinct(number))
        }
        // A few lines may be seen clearly, many must not hide the pictures.
        let opacity = drawn > 80 ? 0.4 : drawn > 20 ? 0.6 : 0.85
        shapes += lines.map { .outline(Drawing.Outline([$0.0, $0.1], colour: $0.2, opacity: opacity)) }
        for (from, to, colour) in lines {
            for place in [from, to] {
                // A dark rim keeps the dot apart from a ground of its own colour.
                shapes += [Self.dot(place, Palette.background, radius: 3.5), Self.dot(place, colour, radius: 2.5)]
            }
        }
        for (panel, hull, colour) in [
            (a, correspondence.hullA, Palette.first), (b, correspondence.hullB, Palette.second),
        ] {
            let corners = Polygon.clipped(hull, in: panel.pixels).compactMap(panel.place)
            guard corners.count > 2 else { continue }
            shapes.append(.outline(Drawing.Outline(corners, colour: colour, thickness: 2, isClosed: true)))
        }
    }

    /// The first picture, as far as it is shared and within the panel, half transparent over the second.
    private static func overlay(
        of pixels: PicturePixels,
        on panel: Panel,
        _ map: ProjectiveMap,
        part hull: [Point]
    ) -> [Drawing.Shape] {
        let shared = (hull.isEmpty ? Polygon.whole(pixels) : hull).compactMap { map.applied(to: $0) }
        guard shared.count == max(hull.count, hull.isEmpty ? 4 : 0), let back = map.inverse else { return [] }
        let seen = Polygon.clipped(shared, in: panel.pixels)
        let corners = seen.compactMap { back.applied(to: $0) }.map(pixels.reducedPlace)
        guard corners.count > 2, corners.count == seen.count else { return [] }
        let image = Drawing.Image(
            width: pixels.width,
            height: pixels.height,
            rgb: pixels.bytes,
            placement: panel.map.following(map).following(pixels.fromReduced),
            opacity: 0.5,
            part: corners
        )
        let edge = Drawing.Outline(seen.compactMap(panel.place), colour: Palette.first, thickness: 2, isClosed: true)
        return [.image(image), .outline(edge)]
    }

    private static func dot(_ centre: Point, _ colour: Drawing.Colour, radius: Double) -> Drawing.Shape {
        // Corners of a regular dodecagon.
        let steps = [(1.0, 0.0), (0.866, 0.5), (0.5, 0.866), (0, 1), (-0.5, 0.866), (-0.866, 0.5)]
        let half = steps.map { Point(x: centre.x + radius * $0.0, y: centre.y + radius * $0.1) }
        let rest = steps.map { Point(x: centre.x - radius * $0.0, y: centre.y - radius * $0.1) }
        return .outline(Drawing.Outline(half + rest, colour: colour, isClosed: true, isFilled: true))
    }
}

/// A picture's place on the canvas.
struct Panel {
    /// Beyond this, pictures are squeezed: strips of hardly any height are all that reaches it.
    static let widest = 700.0

    let pixels: PicturePixels
    let left: Double
    let top: Double
    let width: Double
    let height: Double

    init(_ pixels: PicturePixels, left: Double, top: Double, height: Double) {
        self.pixels = pixels
        self.left = left
        self.top = top
        self.height = height
        width = Self.width(of: pixels, height: height)
    }

    static func width(of pixels: PicturePixels, height: Double) -> Double {
        max(1, min(height * pixels.aspect, widest)).rounded()
    }

    /// Where places of the whole picture are on the canvas.
    var map: ProjectiveMap { placement(width: pixels.wholeWidth, height: pixels.wholeHeight) }

    func place(of point: Point) -> Point? { map.applied(to: point) }

    func image() -> Drawing.Shape {
        .image(
            Drawing.Image(
                width: pixels.width,
                height: pixels.height,
                rgb: pixels.bytes,
                placement: placement(width: pixels.width, height: pixels.height)
            )
        )
    }

    func frame(_ colour: Drawing.Colour) -> Drawing.Shape {
        let (right, bottom) = (left + width, top + height)
        let corners = [(left - 1, top - 1), (right, top - 1), (right, bottom), (left - 1, bottom)]
        return .outline(
            Drawing.Outline(corners.map { Point(x: $0.0, y: $0.1) }, colour: colour, thickness: 1, isClosed: true)
        )
    }

    /// Stretches a picture of a size over the panel; pixels have their middles at whole numbers.
    private func placement(width pixelsAcross: Int, height pixelsDown: Int) -> ProjectiveMap {
        let (across, down) = (width / Double(pixelsAcross), height / Double(pixelsDown))
        return ProjectiveMap(
            scaleX: across,
            scaleY: down,
            moveX: left + across / 2 - 0.5,
            moveY: top + down / 2 - 0.5
        )
    }
}

extension PicturePixels {
    /// Width over height.
    fileprivate var aspect: Double { Double(wholeWidth) / Double(wholeHeight) }

    /// Where the pixels are in the whole picture.
    fileprivate var fromReduced: ProjectiveMap {
        let (across, down) = (Double(wholeWidth) / Double(width), Double(wholeHeight) / Double(height))
        return ProjectiveMap(scaleX: across, scaleY: down, moveX: across / 2 - 0.5, moveY: down / 2 - 0.5)
    }

    /// The same place in these pixels.
    fileprivate func reducedPlace(of point: Point) -> Point {
        Point(
            x: (point.x + 0.5) * Double(width) / Double(wholeWidth) - 0.5,
            y: (point.y + 0.5) * Double(height) / Double(wholeHeight) - 0.5
        )
    }
}

extension Polygon {
    /// The corners of a whole picture, at the outer edges of its pixels.
    fileprivate static func whole(_ pixels: PicturePixels) -> [Point] {
        let (right, bottom) = (Double(pixels.wholeWidth) - 0.5, Double(pixels.wholeHeight) - 0.5)
        return [(-0.5, -0.5), (right, -0.5), (right, bottom), (-0.5, bottom)].map { Point(x: $0.0, y: $0.1) }
    }
}
