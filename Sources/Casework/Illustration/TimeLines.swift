import CaseModel

/// Videos and recordings as bars along time, with the stretches that they share joined; a picture that is a frame of a
/// video hangs below its moment.
struct TimeLines {
    private static let barHeight = 30.0
    private static let joinHeight = 64.0
    private static let pictureHeight = 220.0
    private static let tickLength = 6.0
    /// Room for ticks and their labels.
    private static let tickHeight = 22.0
    /// The least room between two ticks, for their labels.
    private static let tickRoom = 70.0

    private(set) var shapes: [Drawing.Shape] = []
    /// The lower edge of all bars.
    private(set) var foot = ComparisonPicture.margin
    private let left = ComparisonPicture.margin
    private let width: Double

    /// Draws a pair of bars for each link that has segments; one without any if there is none.
    ///
    /// - Parameters:
    ///   - first: The first file.
    ///   - second: The second file.
    ///   - links: How they relate.
    ///   - width: Width of the canvas.
    init(_ first: ExaminedFile, _ second: ExaminedFile, links: [Link], width: Double) {
        self.width = width - 2 * ComparisonPicture.margin
        let timed = links.filter { $0.evidence.segmentA != nil || $0.evidence.segmentB != nil }
        for link in timed {
            let evidence = link.evidence
            add(
                link.kind == .audioSegment ? "sound" : "moving pictures",
                Side(first, "A", Palette.first, evidence.segmentA),
                Side(second, "B", Palette.second, evidence.segmentB)
            )
        }
        if timed.isEmpty {
            add("", Side(first, "A", Palette.first, nil), Side(second, "B", Palette.second, nil))
        }
    }

    private mutating func add(_ heading: String, _ a: Side, _ b: Side) {
        let seconds = max(a.duration ?? 0, b.duration ?? 0)
        let scale = seconds > 0 ? width / seconds : 0
        if !heading.isEmpty { write(heading, .title, Palette.shared) }
        write(a)
        let above = drawn(a, scale, beside: b.segment, isAbove: true)
        foot += a.duration != nil || b.duration != nil ? Self.joinHeight : 0
        let below = drawn(b, scale, beside: a.segment, isAbove: false)
        if let above, let below {
            let corners = [above.foot.0, above.foot.1, below.head.1, below.head.0]
            let join = Drawing.Outline(corners, colour: Palette.shared, isClosed: true, isFilled: true, opacity: 0.22)
            let edges = [[above.foot.0, below.head.0], [above.foot.1, below.head.1]]
            shapes.append(.outline(join))
            shapes += edges.map { .outline(Drawing.Outline($0, colour: Palette.shared)) }
        }
        write(b)
        foot += ComparisonPicture.gap / 2
    }

    /// Where the shared stretch of a side is on the canvas: the ends of its upper and lower edges.
    private struct Place {
        let head: (Point, Point)
        let foot: (Point, Point)

        init(left: Double, right: Double, top: Double, bottom: Double) {
            head = (Point(x: left, y: top), Point(x: right, y: top))
            foot = (Point(x: left, y: bottom), Point(x: right, y: bottom))
        }
    }

    private mutating func drawn(
        _ side: Side,
        _ scale: Double,
        beside other: Segment?,
        isAbove: Bool
    ) -> Place? {
        guard let duration = side.duration else { return picture(of: side, scale, at: other, isAbove: isAbove) }
        if isAbove { foot += Self.tickHeight }
        let (top, bottom) = (foot, foot + Self.barHeight)
        rectangle(left, top, max(2, duration * scale), Palette.bar)
        addTicks(duration, scale, from: isAbove ? top : bottom, direction: isAbove ? -1 : 1)
        foot = isAbove ? bottom : bottom + Self.tickHeight
        guard let segment = side.segment else { return nil }
        // A moment is drawn two pixels wide.
        let from = left + max(0, min(segment.start, duration)) * scale - (segment.start < segment.end ? 0 : 1)
        let to = max(from + 2, left + max(0, min(segment.end, duration)) * scale)
        rectangle(from, top, to - from, side.colour)
        return Place(left: from, right: to, top: top, bottom: bottom)
    }

    private mutating func picture(of side: Side, _ scale: Double, at other: Segment?, isAbove: Bool) -> Place? {
        guard let pixels = side.pixels else { return nil }
        if isAbove { foot += 8 }
        var panel = Panel(pixels, left: left, top: foot, height: Self.pictureHeight)
        let middle = left + ((other?.start ?? 0) + (other?.end ?? 0)) / 2 * scale - panel.width / 2
        let place = max(left, min(middle, left + width - panel.width)).rounded()
        panel = Panel(pixels, left: place, top: foot.rounded(), height: Self.pictureHeight)
        shapes += [panel.image(), panel.frame(side.colour)]
        foot += Self.pictureHeight + (isAbove ? 0 : 6)
        return Place(left: place, right: place + panel.width, top: panel.top, bottom: panel.top + panel.height)
    }

    private mutating func rectangle(_ left: Double, _ top: Double, _ width: Double, _ colour: Drawing.Colour) {
        let (right, bottom) = (left + width, top + Self.barHeight)
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)].map { Point(x: $0.0, y: $0.1) }
        shapes.append(.outline(Drawing.Outline(corners, colour: colour, isClosed: true, isFilled: true)))
    }

    private mutating func addTicks(_ duration: Double, _ scale: Double, from base: Double, direction: Double) {
        let size = TextColumn.Style.small.size
        let steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200]
        let step = steps.first { Double($0) * scale >= Self.tickRoom } ?? Int(min(1e9, Self.tickRoom / scale)) + 1
        for moment in stride(from: 0, through: Int(min(duration, 1e9)), by: step) {
            let x = left + Double(moment) * scale
            let tip = base + direction * Self.tickLength
            let line = [Point(x: x, y: base), Point(x: x, y: tip)]
            shapes.append(.outline(Drawing.Outline(line, colour: Palette.muted)))
            let text = Seconds.clock(moment)
            let half = Drawing.Label.width(of: text, size: size) / 2
            let place = Point(
                x: max(left, min(x - half, left + width - 2 * half)),
                y: direction < 0 ? tip - 4 : tip + size + 4
            )
            shapes.append(.label(Drawing.Label(text, at: place, colour: Palette.muted, size: size)))
        }
    }

    private mutating func write(_ text: String, _ style: TextColumn.Style, _ colour: Drawing.Colour) {
        var column = TextColumn(left: left, top: foot, width: width)
        column.add(text, style, colour: colour)
        shapes += column.labels.map { .label($0) }
        foot = column.top
    }

    /// The side's letter, name and length.
    private mutating func write(_ side: Side) {
        let style = TextColumn.Style.plain
        let length = side.duration.map { ", \(Seconds.tenths($0)) s" } ?? ""
        let indent = Drawing.Label.width(of: "A  ", size: style.size)
        let room = width - indent - Drawing.Label.width(of: length, size: style.size)
        let baseline = foot + style.advance - (style.advance - style.size) / 2
        let name = TextColumn.fitted(side.name, width: room, size: style.size) + length
        for (text, x, colour) in [(side.letter, left, side.colour), (name, left + indent, Palette.text)] {
            let label = Drawing.Label(text, at: Point(x: x, y: baseline), colour: colour, size: style.size)
            shapes.append(.label(label))
        }
        foot += style.advance
    }
}

/// One file of a time line.
private struct Side {
    let letter: String
    let colour: Drawing.Colour
    let name: String
    let duration: Double?
    let pixels: PicturePixels?
    let segment: Segment?

    init(_ file: ExaminedFile, _ letter: String, _ colour: Drawing.Colour, _ segment: Segment?) {
        self.letter = letter
        self.colour = colour
        self.segment = segment
        name = file.path.split(separator: "/").last.map(String.init) ?? file.path
        duration = [file.analysis.duration, file.analysis.sound?.duration].compactMap(\.self).first { $0 > 0.01 }
        pixels = file.analysis.pixels
    }
}
