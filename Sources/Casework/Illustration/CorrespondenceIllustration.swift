public import CaseModel
import Fingerprints
import Matching

/// Which places of two pictures belong together, to be drawn.
///
/// All places are in pixels of the whole upright pictures.
public struct CorrespondenceIllustration: Hashable, Sendable {
    /// A place of either picture that shows the same.
    public struct Pair: Hashable, Sendable {
        /// The place in the first picture.
        public var a: Point
        /// The place in the second picture.
        public var b: Point

        /// Pairs two places up.
        public init(a: Point, b: Point) {
            self.a = a
            self.b = b
        }
    }

    /// Places that belong together, in an order of the caller's; if there are many, evenly chosen ones are drawn.
    public var pairs: [Pair]
    /// Corners of the part of the first picture that is in the second; not drawn if empty.
    public var hullA: [Point]
    /// Corners of the same part in the second picture; not drawn if empty.
    public var hullB: [Point]
    /// Where places of the first picture are in the second; nil if not known.
    public var map: ProjectiveMap?
    /// Whether one of the pictures is mirrored.
    public var isMirrored: Bool
    /// Sentences to add to what the links say.
    public var remarks: [String]

    /// Describes a correspondence.
    ///
    /// - Parameters:
    ///   - pairs: Places that belong together.
    ///   - hullA: Corners of the shared part in the first picture; the convex hull of the pairs if nil.
    ///   - hullB: Corners of the shared part in the second picture; the convex hull of the pairs if nil.
    ///   - transform: The homography from the first picture to the second, row by row, to any scale; nine finite numbers,
    ///     else there will be no overlay.
    ///   - isMirrored: Whether one of the pictures is mirrored.
    ///   - remarks: Sentences to add to what the links say.
    public init(
        pairs: [Pair],
        hullA: [Point]? = nil,
        hullB: [Point]? = nil,
        transform: [Double]?,
        isMirrored: Bool,
        remarks: [String] = []
    ) {
        self.pairs = pairs
        self.hullA = hullA ?? ConvexHull(of: pairs.map(\.a)).corners
        self.hullB = hullB ?? ConvexHull(of: pairs.map(\.b)).corners
        map = transform.flatMap { Self.scaled($0, at: pairs.map(\.a)) }
        self.isMirrored = isMirrored
        self.remarks = remarks
    }

    /// Describes how a picture lies on a near duplicate of it.
    ///
    /// - Parameters:
    ///   - transform: How the second picture becomes the first.
    ///   - first: The first picture.
    ///   - second: The second picture.
    public init(transform: PictureOrientation, first: PicturePixels, second: PicturePixels) {
        self.init(
            transform: transform,
            first: (first.wholeWidth, first.wholeHeight),
            second: (second.wholeWidth, second.wholeHeight)
        )
    }

    /// Describes how a picture lies on a near duplicate of it, by their widths and heights.
    init(transform: PictureOrientation, first: (width: Int, height: Int), second: (width: Int, height: Int)) {
        // Places of a unit square, which stands for either picture.
        func counterpart(_ x: Int, _ y: Int) -> Point {
            let place = transform.storedRegion(of: Region(x: x, y: y, width: 1, height: 1), width: 2, height: 2)
            return Point(x: (Double(place.x) + 0.5) / 2, y: (Double(place.y) + 0.5) / 2)
        }
        let (origin, right, below) = (counterpart(0, 0), counterpart(1, 0), counterpart(0, 1))
        let (rightX, rightY) = (2 * (right.x - origin.x), 2 * (right.y - origin.y))
        let (belowX, belowY) = (2 * (below.x - origin.x), 2 * (below.y - origin.y))
        let turn = ProjectiveMap(rows: [
            rightX, belowX, origin.x - (rightX + belowX) / 4, rightY, belowY, origin.y - (rightY + belowY) / 4, 0, 0, 1,
        ])
        let (widthA, heightA) = (Double(first.width), Double(first.height))
        let (widthB, heightB) = (Double(second.width), Double(second.height))
        let toUnit = ProjectiveMap(scaleX: 1 / widthA, scaleY: 1 / heightA, moveX: 0.5 / widthA, moveY: 0.5 / heightA)
        let fromUnit = ProjectiveMap(scaleX: widthB, scaleY: heightB, moveX: -0.5, moveY: -0.5)
        let map = turn.map { fromUnit.following($0.following(toUnit)) }
        // Off the corners of a rectangle, so that no two lines between mirrored pictures lie on one another.
        let marks = [(0.12, 0.18), (0.76, 0.09), (0.88, 0.72), (0.25, 0.9)]
            .map { Point(x: $0 * widthA - 0.5, y: $1 * heightA - 0.5) }
        pairs = marks.compactMap { mark in map?.applied(to: mark).map { Pair(a: mark, b: $0) } }
        hullA = []
        hullB = []
        self.map = map
        switch transform {
        case .original, .rotated90, .rotated180, .rotated270: isMirrored = false
        case .flipped, .mirrored, .transposed, .antitransposed: isMirrored = true
        }
        remarks = []
    }

    /// A homography is the same to any factor; here the paired places are before the horizon.
    private static func scaled(_ rows: [Double], at places: [Point]) -> ProjectiveMap? {
        guard rows.count == 9, !places.isEmpty else { return ProjectiveMap(rows: rows) }
        let x = places.reduce(0) { $0 + $1.x } / Double(places.count)
        let y = places.reduce(0) { $0 + $1.y } / Double(places.count)
        let depth = rows[6] * x + rows[7] * y + rows[8]
        return ProjectiveMap(rows: rows.map { $0 / depth })
    }
}
