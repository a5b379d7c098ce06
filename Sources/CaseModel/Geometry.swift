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
}

/// A stretch of a recording, in seconds.
public struct Segment: Hashable, Sendable {
    /// First moment.
    public var start: Double
    /// Last moment.
    public var end: Double

    /// Makes a stretch.
    public init(start: Double, end: Double) {
        self.start = start
        self.end = end
    }
}
