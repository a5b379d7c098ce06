import Foundation

/// Cases and the overlaps between them, laid out for drawing: the same input gives the same drawing.
///
/// Stress majorisation by local steps (Kamada and Kawai 1989; Gansner, Koren and North 2004): cases that share more are
/// closer, all others as far apart as their path through the graph is long.
struct CaseGraph {
    struct Node: Hashable {
        let name: String
        /// What its area grows with.
        let weight: Int
    }

    struct Edge: Hashable {
        let first: Int
        let second: Int
        /// What its width grows with.
        let weight: Int
    }

    struct Place: Hashable {
        var x: Double
        var y: Double
    }

    /// Nodes beyond these are left to the table.
    static let mostNodes = 300
    private static let rounds = 200
    private static let unit = 120.0

    let nodes: [Node]
    let edges: [Edge]
    let places: [Place]

    /// Lays out a graph.
    ///
    /// - Complexity: Cubic in the number of nodes for the paths, then quadratic for each of the rounds.
    init(nodes: [Node], edges: [Edge]) {
        self.nodes = nodes
        self.edges = edges
        places = Self.layout(nodes.count, edges)
    }

    /// The box around all places with a margin: left, top, width, height.
    var box: (left: Int, top: Int, width: Int, height: Int) {
        let margin = 110.0
        let (xs, ys) = (places.map(\.x), places.map(\.y))
        let (left, right) = ((xs.min() ?? 0) - margin, (xs.max() ?? 0) + margin)
        let (top, bottom) = ((ys.min() ?? 0) - margin, (ys.max() ?? 0) + margin)
        return (Int(left), Int(top), max(1, Int(right - left)), max(1, Int(bottom - top)))
    }

    /// The radius of a node's circle.
    func radius(of node: Int) -> Int { 14 + Int(4 * log10(Double(max(nodes[node].weight, 1)))) }

    /// The width of an edge's line.
    func width(of edge: Edge) -> Int { 1 + Int(3 * log10(Double(max(edge.weight, 1))) + 1) }

    private static func layout(_ count: Int, _ edges: [Edge]) -> [Place] {
        let distances = pathLengths(count, edges)
        var places = (0..<count).map { number -> Place in
            let angle = 2 * Double.pi * Double(number) / Double(max(count, 1))
            return Place(x: cos(angle) * unit * Double(count) / 4, y: sin(angle) * unit * Double(count) / 4)
        }
        guard count > 1 else { return places }
        for _ in 0..<rounds {
            for node in 0..<count {
                var (x, y, sum) = (0.0, 0.0, 0.0)
                for other in 0..<count where other != node {
                    let wish = distances[node * count + other] * unit
                    let (dx, dy) = (places[node].x - places[other].x, places[node].y - places[other].y)
                    let distance = max((dx * dx + dy * dy).squareRoot(), 1e-6)
                    let weight = 1 / (wish * wish)
                    x += weight * (places[other].x + dx * wish / distance)
                    y += weight * (places[other].y + dy * wish / distance)
                    sum += weight
                }
                places[node] = Place(x: x / sum, y: y / sum)
            }
        }
        return places.map { Place(x: $0.x.rounded(), y: $0.y.rounded()) }
    }

    /// The lengths of the shortest paths between all nodes, row by row; what is not connected is some way apart.
    private static func pathLengths(_ count: Int, _ edges: [Edge]) -> [Double] {
        let apart = 2.5
        var lengths = [Double](repeating: .infinity, count: count * count)
        for node in 0..<count { lengths[node * count + node] = 0 }
        for edge in edges where edge.first != edge.second {
            let length = 1.6 - 0.2 * min(log10(Double(max(edge.weight, 1))), 3)
            lengths[edge.first * count + edge.second] = length
            lengths[edge.second * count + edge.first] = length
        }
        for middle in 0..<count {
            for first in 0..<count where lengths[first * count + middle] < .infinity {
                for second in 0..<count {
                    let length = lengths[first * count + middle] + lengths[middle * count + second]
                    if length < lengths[first * count + second] { lengths[first * count + second] = length }
                }
            }
        }
        return lengths.map { $0.isFinite ? $0 : apart }
    }
}
