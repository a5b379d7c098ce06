import CaseModel
import Matching

extension CorrespondenceIllustration {
    /// Describes the part that two files share by their local features; nil if they share none.
    ///
    /// - Parameters:
    ///   - first: The first file, examined with local features.
    ///   - second: The second file.
    public init?(sharedPartOf first: ExaminedFile, _ second: ExaminedFile) {
        guard let part = SharedPicture.best(first.analysis, second.analysis) else { return nil }
        self.init(part)
    }

    /// Describes the part that two pictures share.
    init(_ part: SharedPicture) {
        let geometry = part.relation.geometry
        let isMirrored = part.relation.isMirrored
        let right = Double(part.query.width - 1)
        func upright(_ point: Point) -> Point { isMirrored ? Point(x: right - point.x, y: point.y) : point }
        // The map was found on the mirrored picture, which the first one becomes when x is counted from the right.
        let mirroring = ProjectiveMap(scaleX: -1, scaleY: 1, moveX: right)
        let map = isMirrored ? geometry.transform.following(mirroring) : geometry.transform
        self.init(
            pairs: geometry.inliers.map { pair in
                Pair(
                    a: upright(Point(x: Double(pair.from.x), y: Double(pair.from.y))),
                    b: Point(x: Double(pair.to.x), y: Double(pair.to.y))
                )
            },
            hullA: geometry.queryHull.corners.map(upright),
            hullB: geometry.storedHull.corners,
            transform: map.rows,
            isMirrored: isMirrored
        )
    }
}
