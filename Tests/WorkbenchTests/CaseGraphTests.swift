import Testing

@testable import Workbench

@Suite("The drawing of the map")
struct CaseGraphTests {
    private static func graph(_ count: Int, _ edges: [(Int, Int, Int)]) -> CaseGraph {
        CaseGraph(
            nodes: (0..<count).map { CaseGraph.Node(name: "C-\($0)", weight: 10 * ($0 + 1)) },
            edges: edges.map { CaseGraph.Edge(first: $0.0, second: $0.1, weight: $0.2) }
        )
    }

    private static func distance(_ graph: CaseGraph, _ first: Int, _ second: Int) -> Double {
        let (a, b) = (graph.places[first], graph.places[second])
        return ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
    }

    @Test("The same cases are drawn in the same way")
    func isDeterministic() {
        let edges = [(0, 1, 5), (1, 2, 1), (3, 4, 200)]
        #expect(Self.graph(6, edges).places == Self.graph(6, edges).places)
    }

    @Test("Circles do not lie on one another, and what shares more is closer", arguments: [2, 3, 7, 40])
    func spacing(_ count: Int) {
        let chain = (1..<count).map { ($0 - 1, $0, 1) }
        let graph = Self.graph(count, chain)
        for first in 0..<count {
            for second in 0..<first {
                let room = Double(graph.radius(of: first) + graph.radius(of: second))
                #expect(Self.distance(graph, first, second) > room)
            }
        }
        if count > 2 { #expect(Self.distance(graph, 0, 1) < Self.distance(graph, 0, count - 1)) }
    }

    @Test("Everything lies inside the box; one case, or none, can be drawn too", arguments: [0, 1, 5])
    func box(_ count: Int) {
        let graph = Self.graph(count, [])
        let box = graph.box
        #expect(box.width > 0 && box.height > 0)
        for place in graph.places {
            #expect(place.x > Double(box.left) && place.x < Double(box.left + box.width))
            #expect(place.y > Double(box.top) && place.y < Double(box.top + box.height))
        }
    }
}
