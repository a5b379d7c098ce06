import Accounts
import CaseModel
import Casework
import Foundation
import Hummingbird

/// Where the cases that one may see overlap: as a drawing and as a table.
enum MapPages {
    static let all = [Route(.get, "/map", .system(.work), handle: map)]

    private static let strengths = [0.0, 0.5, 0.8, 0.9, 0.95]

    @Sendable private static func map(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let filter = CaseMap.Filter(
            kind: request.query["kind"].flatMap(LinkKind.init),
            strength: request.query["strength"].flatMap(Double.init) ?? 0,
            onlyConfirmed: request.query["confirmed"] == "yes"
        )
        let map = try await CaseMap(request, filter)
        let sorted = order(map.pairs, by: request.query["sort"] ?? "pairs")
        var values: PageValues = [
            "freshnessText": words.text(
                "freshness",
                words.moment(map.madeAt ?? ""),
                "\(request.state.ingests.runningCount)"
            ),
            "strengths": strengths.map {
                option("\($0)", words.text("strength_percent", words.percent($0)), isSelected: $0 == filter.strength)
            },
            "kinds": [option("", words.text("facet_any"), isSelected: filter.kind == nil)]
                + LinkKind.allCases.map { option($0.rawValue, words.kind($0), isSelected: $0 == filter.kind) },
            "onlyConfirmed": filter.onlyConfirmed, "columns": columns(words, sort: request.query["sort"] ?? "pairs"),
            "commonplacesText": words.text("commonplaces_left_out", words.number(map.commonplaces)),
        ]
        if !sorted.isEmpty {
            values["graph"] = graph(map.titles, map.items, sorted, words)
            values["table"] = ["rows": sorted.map { row($0.key, $0.value, words) }] as PageValues
        }
        return request.page("map", title: words.text("map"), values)
    }

    private static func order(_ pairs: [CaseMap.CasePair: CaseMap.Pair], by column: String) -> [(
        key: CaseMap.CasePair, value: CaseMap.Pair
    )] {
        pairs.sorted { one, other in
            let (a, b) = (one.value, other.value)
            let (first, second): (Double, Double) =
                switch column {
                case "confirmed": (Double(a.confirmed), Double(b.confirmed))
                case "rejected": (Double(a.rejected), Double(b.rejected))
                case "undecided": (Double(a.undecided), Double(b.undecided))
                case "strongest": (a.strongest, b.strongest)
                case "cases": (0, 0)
                default: (Double(a.pairs), Double(b.pairs))
                }
            if first != second { return first > second }
            return (one.key.first, one.key.second) < (other.key.first, other.key.second)
        }
    }

    private static func columns(_ words: Catalogue, sort: String) -> [PageValues] {
        ["cases", "kinds", "pairs", "confirmed", "rejected", "undecided", "strongest"].map { name in
            var column: PageValues = [
                "label": words.text("column_\(name)"), "isNumber": name != "cases" && name != "kinds",
            ]
            if name != "kinds" { column["sortHref"] = "/map?sort=\(name)" }
            if name == sort { column["order"] = name == "cases" ? "ascending" : "descending" }
            return column
        }
    }

    private static func row(_ key: CaseMap.CasePair, _ pair: CaseMap.Pair, _ words: Catalogue) -> PageValues {
        [
            "href": href(key), "caseA": key.first, "caseB": key.second,
            "kindsText": LinkKind.allCases.filter(pair.kinds.contains).map(words.kind).joined(separator: ", "),
            "pairs": words.number(pair.pairs), "confirmed": words.number(pair.confirmed),
            "rejected": words.number(pair.rejected), "undecided": words.number(pair.undecided),
            "strongest": "\(pair.strongest)",
            "strongestText": words.text("strength_percent", words.percent(pair.strongest)),
        ]
    }

    private static func href(_ key: CaseMap.CasePair) -> String {
        Address.of(Address.ofCase(key.first, "overlaps"), [("other", key.second)])
    }

    private static func graph(
        _ titles: [CaseTitle],
        _ items: [String: Int],
        _ pairs: [(key: CaseMap.CasePair, value: CaseMap.Pair)],
        _ words: Catalogue
    ) -> PageValues {
        let shown = Array(titles.prefix(CaseGraph.mostNodes))
        let numbers = Dictionary(uniqueKeysWithValues: zip(shown.map(\.reference), 0...))
        let edges = pairs.compactMap { key, pair -> (CaseGraph.Edge, CaseMap.CasePair, CaseMap.Pair)? in
            guard let first = numbers[key.first], let second = numbers[key.second] else { return nil }
            return (CaseGraph.Edge(first: first, second: second, weight: pair.pairs), key, pair)
        }.sorted { ($0.0.first, $0.0.second) < ($1.0.first, $1.0.second) }
        let graph = CaseGraph(
            nodes: shown.map { CaseGraph.Node(name: $0.reference, weight: items[$0.reference] ?? 0) },
            edges: edges.map(\.0)
        )
        let box = graph.box
        return [
            "viewBox": "\(box.left) \(box.top) \(box.width) \(box.height)",
            "summary": words.text("map_summary", "\(shown.count)", "\(edges.count)"),
            "edges": edges.map { edge, key, pair -> PageValues in
                let (from, to) = (graph.places[edge.first], graph.places[edge.second])
                return [
                    "href": href(key), "class": pair.confirmed > 0 ? "confirmed" : "computed",
                    "label": words.text("map_edge", key.first, key.second, "\(pair.pairs)", "\(pair.confirmed)"),
                    "x1": "\(Int(from.x))", "y1": "\(Int(from.y))", "x2": "\(Int(to.x))", "y2": "\(Int(to.y))",
                    "width": "\(graph.width(of: edge))",
                ]
            },
            "nodes": shown.indices.map { number -> PageValues in
                let (title, place, radius) = (shown[number], graph.places[number], graph.radius(of: number))
                return [
                    "href": Address.ofCase(title.reference), "label": title.reference, "class": "",
                    "x": "\(Int(place.x))", "y": "\(Int(place.y))", "r": "\(radius)",
                    "labelY": "\(Int(place.y) + radius + 18)",
                    "description": words.text(
                        "map_node",
                        title.reference,
                        title.agency ?? "",
                        words.number(items[title.reference] ?? 0)
                    ),
                ]
            },
        ]
    }
}
