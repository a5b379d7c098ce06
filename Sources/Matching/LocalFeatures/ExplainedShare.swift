internal import CaseModel
internal import Glibc

/// How much of what a query shows in the shared part is there in the stored picture too.
///
/// Copies of one capture agree in nearly all details that survived; two captures of one thing only in some.
struct ExplainedShare {
    /// How far a feature may be from its place, in units of which the longer side of the stored picture has 1,024.
    private static let near = 8.0
    private static let octaveTolerance = 0.6
    /// Squared distance of descriptors above which they show different things; unrelated ones are near 260,000.
    private static let differentFrom = 110_000
    /// Features that would be smaller than this in the stored picture could not have been found there, in units.
    private static let smallest = 2.6
    private static let cellSize = 16.0

    private let stored: LocalFeatures
    private let units: Double
    private var cells: [Cell: [Int]] = [:]

    private struct Cell: Hashable {
        let x, y: Int
    }

    init(_ stored: LocalFeatures) {
        self.stored = stored
        units = PictureFrame(width: stored.width, height: stored.height).unitsPerPixel
        for (number, keypoint) in stored.keypoints.enumerated() {
            cells[cell(Double(keypoint.x) * units, Double(keypoint.y) * units), default: []].append(number)
        }
    }

    /// What the shared part and what lies around it tell.
    struct Shares {
        /// Share, 0…1, of the query's features inside the hull that the stored picture has at their places.
        let explained: Double
        /// Share, 0…1, of the query's features that lie inside the hull, of all those that the map puts inside the stored
        /// picture: low where the pictures agree in one thing and differ around it.
        let ofOverlap: Double
    }

    /// The shares of a query whose features agree with the stored picture's.
    func shares(of query: LocalFeatures, _ geometry: SharedGeometry) -> Shares {
        var (inOverlap, inHull, found) = (0, 0, 0)
        for (number, keypoint) in query.keypoints.enumerated() {
            let (x, y) = (Double(keypoint.x), Double(keypoint.y))
            guard let place = geometry.transform.applied(to: Point(x: x, y: y)),
                place.x >= 0, place.y >= 0, place.x < Double(stored.width), place.y < Double(stored.height),
                let stretch = geometry.transform.stretch(at: x, y), !stretch.isMirroring
            else { continue }
            let size = Double(keypoint.size) * stretch.mean * units
            guard size >= Self.smallest else { continue }
            inOverlap += 1
            guard geometry.queryHull.contains(Point(x: x, y: y)) else { continue }
            inHull += 1
            if isThere(query, number, place, size: size) { found += 1 }
        }
        return Shares(
            explained: Double(found) / Double(max(1, inHull)),
            ofOverlap: Double(inHull) / Double(max(1, inOverlap))
        )
    }

    private func isThere(
        _ query: LocalFeatures,
        _ number: Int,
        _ place: Point,
        size: Double
    ) -> Bool {
        let (x, y) = (place.x * units, place.y * units)
        let centre = cell(x, y)
        for row in -1...1 {
            for column in -1...1 {
                for candidate in cells[Cell(x: centre.x + column, y: centre.y + row)] ?? [] {
                    let keypoint = stored.keypoints[candidate]
                    guard hypot(Double(keypoint.x) * units - x, Double(keypoint.y) * units - y) <= Self.near,
                        abs(log2(Double(keypoint.size) * units / size)) <= Self.octaveTolerance,
                        Self.distance(query, number, stored, candidate) < Self.differentFrom
                    else { continue }
                    return true
                }
            }
        }
        return false
    }

    private func cell(_ x: Double, _ y: Double) -> Cell {
        Cell(x: Int((x / Self.cellSize).rounded(.down)), y: Int((y / Self.cellSize).rounded(.down)))
    }

    private static func distance(_ first: LocalFeatures, _ one: Int, _ second: LocalFeatures, _ other: Int) -> Int {
        let length = LocalFeatures.descriptorLength
        return first.descriptors.withUnsafeBufferPointer { left in
            second.descriptors.withUnsafeBufferPointer { right in
                var sum = 0
                for index in 0..<length {
                    let difference = Int(left[one * length + index]) - Int(right[other * length + index])
                    sum += difference * difference
                }
                return sum
            }
        }
    }
}
