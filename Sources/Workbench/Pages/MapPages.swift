import Accounts
import CaseModel
import Casework
import Foundation
import Hummingbird

/// Where the cases that one may see overlap: as a drawing and as a table.
enum MapPages {
    static let all = [Route(.get, "/map", .system(.work), handle: map)]

    private static let strengths = [0.0, 0.5, 0.8, 0.9, 0.95]

    /// What two cases share.
    private struct Pair {
        var kinds: Set<LinkKind> = []
        var pairs = 0
        var confirmed = 0
        var rejected = 0
        var undecided = 0
        var strongest = 0.0
    }

    private struct CasePair: Hashable {
        let first: String
        let second: String
    }

    @Sendable private static func map(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let access = try request.who().access
        let workspace = request.state.workspace
        let titles = try await Blocking.run {
            try workspace.caseTitles().filter { access.allows(.seeFingerprints, $0.reference) }
        }
        let strength = request.query["strength"].flatMap(Double.init) ?? 0
        let kind = request.query["kind"].flatMap(LinkKind.init)
        let onlyConfirmed = request.query["confirmed"] == "yes"
        var pairs: [CasePair: Pair] = [:]
        var items: [String: Int] = [:]
        var commonplaces = 0
        var oldest: String?
        for title in titles {
            items[title.reference] = try await request.state.counts.counts(ofCase: title.reference).items
            let overlaps = try await OverlapList(request, ofCase: title.reference)
            commonplaces = max(commonplaces, overlaps.queue.commonplaces.count)
            oldest = min(oldest ?? overlaps.queue.madeAt, overlaps.queue.madeAt)
            for row in overlaps.rows where title.reference < row.entry.other.caseReference {
                guard row.entry.link.strength >= strength, kind.map({ row.entry.kinds.contains($0) }) ?? true else {
                    continue
                }
                let isConfirmed =
                    row.entry.pair == nil || [.same, .sameThing].contains(row.decision?.verdict)
                if onlyConfirmed, !isConfirmed { continue }
                let key = CasePair(first: title.reference, second: row.entry.other.caseReference)
                var pair = pairs[key] ?? Pair()
                pair.kinds.formUnion(row.entry.kinds)
                pair.pairs += 1
                if isConfirmed { pair.confirmed += 1 }
                if row.decision?.verdict == .different { pair.rejected += 1 }
                if row.isUndecided { pair.undecided += 1 }
                pair.strongest = max(pair.strongest, row.entry.link.strength)
                pairs[key] = pair
            }
        }
        let sorted = order(pairs, by: request.query["sort"] ?? "pairs")
        var values: PageValues = [
            "freshnessText": words.text(
                "freshness",
                words.moment(oldest ?? ""),
                "\(request.state.ingests.runningCount)"
            ),
            "strengths": strengths.map {
                option("\($0)", words.text("strength_percent", words.percent($0)), isSelected: $0 == strength)
            },
            "kinds": [option("", words.text("facet_any"), isSelected: kind == nil)]
                + LinkKind.allCases.map { option($0.rawValue, words.kind($0), isSelected: $0 == kind) },
            "onlyConfirmed": onlyConfirmed, "columns": columns(words, sort: request.query["sort"] ?? "pairs"),
            "commonplacesText": words.text("commonplaces_left_out", words.number(commonplaces)),
        ]
        if !sorted.isEmpty {
            values["graph"] = graph(titles, items, sorted, words)
            values["table"] = ["rows": sorted.map { row($0.key, $0.value, words) }] as PageValues
        }
        return request.page("map", title: words.text("map"), values)
    }

    private static func order(_ pairs: [CasePair: Pair], by column: String) -> [(key: CasePair, value: Pair)] {
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

    private static func row(_ key: CasePair, _ pair: Pair, _ words: Catalogue) -> PageValues {
        [
            "href": href(key), "caseA": key.first, "caseB": key.second,
            "kindsText": LinkKind.allCases.filter(pair.kinds.contains).map(words.kind).joined(separator: ", "),
            "pairs": words.number(pair.pairs), "confirmed": words.number(pair.confirmed),
            "rejected": words.number(pair.rejected), "undecided": words.number(pair.undecided),
            "strongest": "\(pair.strongest)",
            "strongestText": words.text("strength_percent", words.percent(pair.strongest)),
        ]
    }

    private static func href(_ key: CasePair) -> String {
        Address.of(Address.ofCase(key.first, "overlaps"), [("other", key.second)])
    }

    private static func graph(
        _ titles: [CaseTitle],
        _ items: [String: Int],
        _ pairs: [(key: CasePair, value: Pair)],
        _ words: Catalogue
    ) -> PageValues {
        let shown = Array(titles.prefix(CaseGraph.mostNodes))
        let numbers = Dictionary(uniqueKeysWithValues: zip(shown.map(\.reference), 0...))
        let edges = pairs.compactMap { key, pair -> (CaseGraph.Edge, CasePair, Pair)? in
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
