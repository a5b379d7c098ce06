public import CaseModel

/// How orientations follow one another.
extension PictureOrientation {
    /// The transform that makes a stored picture upright, as its EXIF orientation 1…8 says; other values mean none.
    public init(exif: Int) {
        self =
            switch exif {
            case 2: .mirrored
            case 3: .rotated180
            case 4: .flipped
            case 5: .transposed
            case 6: .rotated270
            case 7: .antitransposed
            case 8: .rotated90
            default: .original
            }
    }

    /// Whether width and height are exchanged.
    public var isTurned: Bool {
        switch self {
        case .rotated90, .rotated270, .transposed, .antitransposed: true
        case .original, .rotated180, .flipped, .mirrored: false
        }
    }

    /// The transform that applies `earlier` first and then this one.
    public func following(_ earlier: PictureOrientation) -> PictureOrientation {
        let product = earlier.source.times(source)
        return Self.allCases.first { $0.source == product } ?? .original
    }

    /// The transform that undoes this one.
    public var inverse: PictureOrientation {
        switch self {
        case .rotated90: .rotated270
        case .rotated270: .rotated90
        default: self
        }
    }

    /// Where a pixel of the result comes from, in coordinates whose origin is the picture's centre.
    private var source: QuarterTurn {
        switch self {
        case .original: QuarterTurn(xx: 1, xy: 0, yx: 0, yy: 1)
        case .rotated90: QuarterTurn(xx: 0, xy: -1, yx: 1, yy: 0)
        case .rotated180: QuarterTurn(xx: -1, xy: 0, yx: 0, yy: -1)
        case .rotated270: QuarterTurn(xx: 0, xy: 1, yx: -1, yy: 0)
        case .flipped: QuarterTurn(xx: 1, xy: 0, yx: 0, yy: -1)
        case .mirrored: QuarterTurn(xx: -1, xy: 0, yx: 0, yy: 1)
        case .transposed: QuarterTurn(xx: 0, xy: 1, yx: 1, yy: 0)
        case .antitransposed: QuarterTurn(xx: 0, xy: -1, yx: -1, yy: 0)
        }
    }

    /// Whether rows of a stored picture run backwards in the result, whichever of its axes they become.
    var reversesRows: Bool { (isTurned ? source.yx : source.yy) < 0 }

    /// Whether columns of a stored picture run backwards in the result, whichever of its axes they become.
    var reversesColumns: Bool { (isTurned ? source.xy : source.xx) < 0 }

    /// The rectangle of a stored picture that becomes `region` of the result.
    ///
    /// - Parameters:
    ///   - region: A rectangle in pixels of the result.
    ///   - width: Width of the stored picture.
    ///   - height: Height of the stored picture.
    /// - Returns: The rectangle in pixels of the stored picture.
    public func storedRegion(of region: Region, width: Int, height: Int) -> Region {
        let right = region.x + region.width
        let bottom = region.y + region.height
        return switch self {
        case .original: region
        case .mirrored: Region(x: width - right, y: region.y, width: region.width, height: region.height)
        case .rotated180: Region(x: width - right, y: height - bottom, width: region.width, height: region.height)
        case .flipped: Region(x: region.x, y: height - bottom, width: region.width, height: region.height)
        case .transposed: Region(x: region.y, y: region.x, width: region.height, height: region.width)
        case .rotated90: Region(x: width - bottom, y: region.x, width: region.height, height: region.width)
        case .rotated270: Region(x: region.y, y: height - right, width: region.height, height: region.width)
        case .antitransposed:
            Region(x: width - bottom, y: height - right, width: region.height, height: region.width)
        }
    }
}

/// A two by two matrix of -1, 0 and 1.
private struct QuarterTurn: Hashable {
    let xx: Int
    let xy: Int
    let yx: Int
    let yy: Int

    func times(_ other: QuarterTurn) -> QuarterTurn {
        QuarterTurn(
            xx: xx * other.xx + xy * other.yx,
            xy: xx * other.xy + xy * other.yy,
            yx: yx * other.xx + yy * other.yx,
            yy: yx * other.xy + yy * other.yy
        )
    }
}
