import CaseModel
import Foundation

/// A part of the map of the world.
enum MapArea: String, CaseIterable {
    /// Whatever holds all places.
    case places
    case world
    case africa
    case asia
    case europe
    case northAmerica = "north_america"
    case southAmerica = "south_america"
    case oceania

    /// West, south, east and north in degrees; nil where the places decide.
    fileprivate var box: MapBox? {
        switch self {
        case .places: nil
        case .world: MapBox(west: -180, south: -60, east: 180, north: 84)
        case .africa: MapBox(west: -22, south: -37, east: 56, north: 39)
        case .asia: MapBox(west: 25, south: -12, east: 150, north: 60)
        case .europe: MapBox(west: -26, south: 33, east: 46, north: 72)
        case .northAmerica: MapBox(west: -170, south: 6, east: -50, north: 76)
        case .southAmerica: MapBox(west: -92, south: -57, east: -32, north: 14)
        case .oceania: MapBox(west: 95, south: -50, east: 180, north: 10)
        }
    }
}

/// A rectangle of degrees.
private struct MapBox {
    let west, south, east, north: Double

    /// All positions with room around, at least so many degrees wide and high.
    init(around positions: [GeographicPoint]) {
        func stretch(_ values: [Double], _ limit: Double) -> (Double, Double) {
            let (low, high) = (values.min() ?? -limit, values.max() ?? limit)
            let margin = max((high - low) * 0.15, 6)
            return (max(low - margin, -limit), min(high + margin, limit))
        }
        (west, east) = stretch(positions.map(\.longitude), 180)
        (south, north) = stretch(positions.map(\.latitude), 90)
    }

    init(west: Double, south: Double, east: Double, north: Double) {
        (self.west, self.south, self.east, self.north) = (west, south, east, north)
    }

    func contains(_ point: GeographicPoint) -> Bool {
        (west...east).contains(point.longitude) && (south...north).contains(point.latitude)
    }
}

/// Places on an equirectangular map, those that would lie on one another as one spot: the same input gives the same drawing.
struct SeenMap {
    struct Spot: Hashable {
        let x, y: Int
        let marks: [SeenMark]
        /// The name that is written beside it; nil where there is no room.
        var name: Name?
    }

    /// A name on the map.
    struct Name: Hashable {
        let text: String
        /// Where it begins or ends.
        let x: Int
        /// Which of these: `start` or `end`, as SVG anchors texts.
        let anchor: String
    }

    /// Units of the drawing for a degree, as in `outlines.svg`.
    static let unitsOfDegree = 20.0
    private static let mostLabels = 40
    private static let longestLabel = 24

    let viewBox: String
    let spots: [Spot]
    /// How many marks with a position lie outside.
    let outside: Int
    /// Sizes in units of the drawing, which grow with the part that is shown.
    let radius, fontSize, halo: Int

    /// Lays out marks; nil if the position of none is known.
    init?(_ marks: [SeenMark], _ area: MapArea) {
        let placed = marks.compactMap { mark in mark.position.map { (mark: mark, point: $0) } }
        guard !placed.isEmpty else { return nil }
        let box = area.box ?? MapBox(around: placed.map(\.point))
        func units(_ degrees: Double) -> Int { Int((degrees * Self.unitsOfDegree).rounded()) }
        let (width, height) = (units(box.east - box.west), units(box.north - box.south))
        viewBox = "\(units(box.west)) \(units(-box.north)) \(width) \(height)"
        let side = max(width, height)
        radius = max(side / 110, 1)
        fontSize = max(side / 60, 2)
        halo = max(fontSize / 4, 1)
        let inside = placed.filter { box.contains($0.point) }
        outside = placed.count - inside.count
        let cell = Double(2 * radius)
        let cells = Dictionary(grouping: inside) { one in
            Cell(
                x: Int((one.point.longitude * Self.unitsOfDegree / cell).rounded(.down)),
                y: Int((-one.point.latitude * Self.unitsOfDegree / cell).rounded(.down))
            )
        }
        let found = cells.sorted { ($0.key.y, $0.key.x) < ($1.key.y, $1.key.x) }.map { _, members in
            let first = members[0]
            return Spot(
                x: units(first.point.longitude),
                y: units(-first.point.latitude),
                marks: members.map(\.mark)
            )
        }
        spots = Self.labelled(
            found,
            fontSize: fontSize,
            radius: radius,
            within: units(box.west)...units(box.west) + width
        )
    }

    private struct Cell: Hashable {
        let x, y: Int
    }

    /// Writes names right or left of spots, the fullest first, unless they would leave the map or run over something.
    private static func labelled(_ spots: [Spot], fontSize: Int, radius: Int, within edges: ClosedRange<Int>) -> [Spot]
    {
        var spots = spots
        let circles = spots.map { Room(x: $0.x - radius...$0.x + radius, y: $0.y - radius...$0.y + radius) }
        var names: [Room] = []
        let order = spots.indices.sorted { (-spots[$0].marks.count, $0) < (-spots[$1].marks.count, $1) }
        for number in order where names.count < mostLabels {
            let spot = spots[number]
            guard let name = spot.marks.map(\.label).first(where: { !$0.isEmpty }) else { continue }
            var text = name.count > longestLabel ? name.prefix(longestLabel - 1) + "…" : name
            if spot.marks.count > 1 { text += " (\(spot.marks.count))" }
            // Letters are about six tenths as wide as high.
            let (gap, length) = (2 * radius, text.count * fontSize * 6 / 10)
            let height = spot.y - fontSize...spot.y + fontSize
            let sides = [
                Room(x: spot.x + gap...spot.x + gap + length, y: height),
                Room(x: spot.x - gap - length...spot.x - gap, y: height),
            ]
            let free = sides.first { room in
                room.x.clamped(to: edges) == room.x && !names.contains(where: room.overlaps)
                    && !circles.contains(where: room.overlaps)
            }
            guard let free else { continue }
            names.append(free)
            let isBefore = free.x.upperBound < spot.x
            spots[number].name = Name(
                text: text,
                x: isBefore ? free.x.upperBound : free.x.lowerBound,
                anchor: isBefore ? "end" : "start"
            )
        }
        return spots
    }

    /// A rectangle of the drawing.
    private struct Room {
        let x, y: ClosedRange<Int>

        func overlaps(_ other: Room) -> Bool { x.overlaps(other.x) && y.overlaps(other.y) }
    }
}
