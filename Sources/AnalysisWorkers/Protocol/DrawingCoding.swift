public import CaseModel
internal import FoundationEssentials
internal import Glibc
internal import SwiftProtobuf

/// Drawings as messages: what a worker reads when it is asked to draw.
extension Drawing {
    /// The largest message that is read, in bytes.
    static let longestMessage = 64 << 20

    /// The message that a worker reads.
    ///
    /// - Throws: `too_large` if the drawing holds more than a message can.
    public func serialized() throws(AnalysisFailure) -> [UInt8] {
        guard let bytes: [UInt8] = try? WireDrawing(self).serializedBytes(), bytes.count <= Self.longestMessage else {
            throw AnalysisFailure(.tooLarge, "The drawing holds more than can be sent to a worker.")
        }
        return bytes
    }

    /// Reads a message.
    ///
    /// - Throws: `too_large` or `corrupt`.
    public init(serialized bytes: [UInt8]) throws(AnalysisFailure) {
        guard bytes.count <= Self.longestMessage else {
            throw AnalysisFailure(.tooLarge, "The drawing holds more than a worker reads.")
        }
        guard let drawing = (try? WireDrawing(serializedBytes: bytes))?.drawing else {
            throw AnalysisFailure(.corrupt, "The drawing cannot be understood.")
        }
        self = drawing
    }

    /// Reads the message behind a descriptor.
    ///
    /// - Throws: `unreadable`, `too_large` or `corrupt`.
    public init(descriptor: Int32) throws(AnalysisFailure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size <= off_t(Self.longestMessage) else {
            throw AnalysisFailure(.tooLarge, "The drawing holds more than a worker reads.")
        }
        let size = Int(status.st_size)
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size, let base = buffer.baseAddress {
                let got = pread(descriptor, base + filled, size - filled, off_t(filled))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                filled += got
            }
        }
        guard bytes.count == size else { throw AnalysisFailure(.unreadable, "The drawing could not be read.") }
        try self.init(serialized: bytes)
    }
}

extension WireDrawing {
    fileprivate init(_ drawing: Drawing) {
        self.init()
        width = UInt32(clamping: drawing.width)
        height = UInt32(clamping: drawing.height)
        background = drawing.background
        shapes = drawing.shapes.map { shape in
            var wire = WireShape()
            switch shape {
            case .image(let image): wire.image = WireImage(image)
            case .outline(let outline): wire.outline = WireOutline(outline)
            case .label(let label): wire.label = WireLabel(label)
            }
            return wire
        }
    }

    /// The drawing; nil if a shape is none.
    fileprivate var drawing: Drawing? {
        var drawing = Drawing(width: Int(width), height: Int(height), background: background)
        drawing.shapes.reserveCapacity(shapes.count)
        for shape in shapes {
            switch shape.body {
            case .image(let wire):
                guard let image = wire.image else { return nil }
                drawing.shapes.append(.image(image))
            case .outline(let wire):
                guard let outline = wire.outline else { return nil }
                drawing.shapes.append(.outline(outline))
            case .label(let wire):
                let place = Point(x: wire.x, y: wire.y)
                drawing.shapes.append(
                    .label(Drawing.Label(wire.text, at: place, colour: wire.colour, size: wire.size))
                )
            case nil: return nil
            }
        }
        return drawing
    }
}

extension WireImage {
    fileprivate init(_ image: Drawing.Image) {
        self.init()
        width = UInt32(clamping: image.width)
        height = UInt32(clamping: image.height)
        rgb = Data(image.rgb)
        placement = image.placement.rows
        opacity = image.opacity
        part = image.part.flat
    }

    fileprivate var image: Drawing.Image? {
        guard let placement = ProjectiveMap(rows: placement), let part = [Point](flat: part) else { return nil }
        return Drawing.Image(
            width: Int(width),
            height: Int(height),
            rgb: Array(rgb),
            placement: placement,
            opacity: opacity,
            part: part
        )
    }
}

extension WireOutline {
    fileprivate init(_ outline: Drawing.Outline) {
        self.init()
        points = outline.points.flat
        colour = outline.colour
        thickness = UInt32(clamping: outline.thickness)
        isClosed = outline.isClosed
        isFilled = outline.isFilled
        opacity = outline.opacity
    }

    fileprivate var outline: Drawing.Outline? {
        guard let points = [Point](flat: points) else { return nil }
        return Drawing.Outline(
            points,
            colour: colour,
            thickness: Int(thickness),
            isClosed: isClosed,
            isFilled: isFilled,
            opacity: opacity
        )
    }
}

extension WireLabel {
    fileprivate init(_ label: Drawing.Label) {
        self.init()
        x = label.place.x
        y = label.place.y
        text = label.text
        colour = label.colour
        size = label.size
    }
}

extension [Point] {
    /// x and y in turn.
    fileprivate var flat: [Double] { flatMap { [$0.x, $0.y] } }

    /// Pairs up x and y; nil if one is left over.
    fileprivate init?(flat numbers: [Double]) {
        guard numbers.count.isMultiple(of: 2) else { return nil }
        self = stride(from: 0, to: numbers.count, by: 2).map { Point(x: numbers[$0], y: numbers[$0 + 1]) }
    }
}
