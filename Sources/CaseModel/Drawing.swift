/// What to draw: shapes in pixels of a canvas, later ones over earlier ones.
///
/// Made where conclusions are drawn, and turned into a picture by a worker, since only workers touch pixels of evidence.
public struct Drawing: Hashable, Sendable {
    /// Red, green and blue as 0xRRGGBB.
    public typealias Colour = UInt32

    /// A picture that is laid on the canvas.
    public struct Image: Hashable, Sendable {
        /// Width in pixels.
        public var width: Int
        /// Height in pixels.
        public var height: Int
        /// Red, green and blue of each pixel, rows without gaps.
        public var rgb: [UInt8]
        /// Where the picture's pixels come to lie on the canvas.
        public var placement: ProjectiveMap
        /// 0…1.
        public var opacity: Double
        /// The corners of the part that is shown, in the picture's pixels; all of it if empty.
        public var part: [Point]

        /// Describes a picture by its parts.
        public init(
            width: Int,
            height: Int,
            rgb: [UInt8],
            placement: ProjectiveMap,
            opacity: Double = 1,
            part: [Point] = []
        ) {
            self.width = width
            self.height = height
            self.rgb = rgb
            self.placement = placement
            self.opacity = opacity
            self.part = part
        }
    }

    /// A line through points, or the polygon between them.
    public struct Outline: Hashable, Sendable {
        /// The points, at least two; three of a polygon.
        public var points: [Point]
        /// The colour.
        public var colour: Colour
        /// Width of the line in pixels, at least 1; does not count for a filled polygon.
        public var thickness: Int
        /// Whether the last point is joined to the first.
        public var isClosed: Bool
        /// Whether the polygon is filled instead.
        public var isFilled: Bool
        /// 0…1.
        public var opacity: Double

        /// Describes a line or polygon.
        public init(
            _ points: [Point],
            colour: Colour,
            thickness: Int = 1,
            isClosed: Bool = false,
            isFilled: Bool = false,
            opacity: Double = 1
        ) {
            self.points = points
            self.colour = colour
            self.thickness = thickness
            self.isClosed = isClosed
            self.isFilled = isFilled
            self.opacity = opacity
        }
    }

    /// A line of text.
    public struct Label: Hashable, Sendable {
        /// The left end of the line that the letters stand on.
        public var place: Point
        /// The text; characters that are not printable ASCII are shown as question marks.
        public var text: String
        /// The colour.
        public var colour: Colour
        /// Height of capitals in pixels.
        public var size: Double

        /// Describes a line of text.
        public init(_ text: String, at place: Point, colour: Colour, size: Double) {
            self.place = place
            self.text = text
            self.colour = colour
            self.size = size
        }
    }

    /// One thing on the canvas.
    public enum Shape: Hashable, Sendable {
        /// A picture.
        case image(Image)
        /// A line or polygon.
        case outline(Outline)
        /// A line of text.
        case label(Label)
    }

    /// Width of the canvas in pixels.
    public var width: Int
    /// Height of the canvas in pixels.
    public var height: Int
    /// The colour of the empty canvas.
    public var background: Colour
    /// What is on it.
    public var shapes: [Shape] = []

    /// Starts with an empty canvas.
    public init(width: Int, height: Int, background: Colour) {
        self.width = width
        self.height = height
        self.background = background
    }
}
