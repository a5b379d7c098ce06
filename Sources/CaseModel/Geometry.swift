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

    /// The most that an edge or a size may be where it is stated as text.
    private static let limit = 1 << 20

    /// Reads a rectangle as it is stated: `x,y,width,height` in pixels of the whole picture; nil results from anything else.
    public init?(_ text: String) {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 4, let x = numbers[0], let y = numbers[1], let width = numbers[2],
            let height = numbers[3], x >= 0, y >= 0, width > 0, height > 0,
            [x, y, width, height].allSatisfy({ $0 < Self.limit })
        else { return nil }
        self.init(x: x, y: y, width: width, height: height)
    }

    /// The rectangle as it is stated: `x,y,width,height`.
    public var text: String { "\(x),\(y),\(width),\(height)" }

    /// Whether the two share a pixel.
    public func overlaps(_ other: Region) -> Bool {
        x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
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
