/// A rectangle in pixels of the upright picture, origin top left.
public struct Region: Hashable, Sendable {
    /// Left edge.
    public var x: Int
    /// Top edge.
    public var y: Int
    /// Width, at least 1.
    public var width: Int
    /// Height, at least 1.
    public var height: Int

    /// Makes a rectangle.
    public init(x: Int, y: Int, width: Int, height: Int) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The part that lies within another rectangle; a single pixel of it if none does.
    public func clipped(to bounds: Region) -> Region {
        let left = min(max(x, bounds.x), bounds.x + bounds.width - 1)
        let top = min(max(y, bounds.y), bounds.y + bounds.height - 1)
        let right = min(max(x + width, left + 1), bounds.x + bounds.width)
        let bottom = min(max(y + height, top + 1), bounds.y + bounds.height)
        return Region(x: left, y: top, width: right - left, height: bottom - top)
    }
}

/// A stretch of a recording, in seconds.
public struct Segment: Hashable, Sendable {
    /// First moment.
    public var start: Double
    /// Last moment.
    public var end: Double

    /// Seconds from start to end.
    public var length: Double { end - start }

    /// Makes a stretch.
    public init(start: Double, end: Double) {
        self.start = start
        self.end = end
    }
}

/// A place in a picture, in pixels; the middle of the first pixel is at 0, 0.
public struct Point: Hashable, Sendable {
    /// Distance to the right.
    public var x: Double
    /// Distance downwards.
    public var y: Double

    /// Makes a place.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
