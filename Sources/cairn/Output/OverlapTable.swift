import CaseModel
import Casework

/// Overlaps as people read them: a table of pairs of cases, then the strongest links of each pair.
struct OverlapTable {
    let text: String

    /// Lists overlaps.
    ///
    /// - Parameters:
    ///   - overlaps: What to list.
    ///   - limit: How many links to list for each pair of cases; 0 for all, nil for none of them.
    init(_ overlaps: Overlaps, limit: Int?) {
        guard !overlaps.links.isEmpty || !overlaps.commonplaces.isEmpty else {
            text = "no overlaps\n"
            return
        }
        let pairs = overlaps.byCases
        var summary = TextTable("case", "case", "links", "strongest", "pairs of media that speak for")
        for pair in pairs {
            summary.add(
                pair.caseA,
                pair.caseB,
                "\(pair.links.count)",
                Self.percent(pair.strongest),
                pair.tallies.map(Self.words).joined(separator: ", ")
            )
        }
        var lines = summary.text
        for pair in limit == nil ? [] : pairs {
            lines += "\n\(pair.caseA) – \(pair.caseB)\n"
            let links = pair.links
            let shown = links.prefix(limit.flatMap { $0 == 0 ? nil : $0 } ?? links.count)
            for link in shown { lines += Self.lines(of: link) }
            if shown.count < links.count {
                lines += "  … and \(links.count - shown.count) more (--limit 0 shows all)\n"
            }
        }
        if !overlaps.commonplaces.isEmpty { lines += "\nset aside as commonplace\n" }
        for commonplace in overlaps.commonplaces {
            lines += "  \(Self.words(of: commonplace))\n"
        }
        text = lines
    }

    /// What speaks for one hypothesis, such as `same camera 3 (2.9 expected right)`.
    private static func words(_ tally: CaseOverlap.Tally) -> String {
        let tenths = Int((tally.expectedRight * 10).rounded())
        return "\(tally.hypothesis.words) \(tally.pairs) (\(tenths / 10).\(tenths % 10) expected right)"
    }

    /// A commonplace in one line.
    static func words(of commonplace: Commonplace) -> String {
        if commonplace.items == 0 { return "\(commonplace.kind.rawValue): \(commonplace.reason)" }
        let what = commonplace.value ?? commonplace.sha256?.hex ?? ""
        let counts = "\(commonplace.items) items in \(commonplace.cases) cases"
        return "\(commonplace.kind.rawValue) \(what): \(counts) (\(commonplace.reason))"
    }

    /// A link in three lines: strength, kind and evidence, then its two items.
    static func lines(of link: Link) -> String {
        """
        \(percent(link.strength))  \(link.kind.rawValue): \(link.evidence.words)
                 \(place(of: link.itemA))
                 \(place(of: link.itemB))

        """
    }

    private static func place(of item: ItemReference) -> String {
        [item.caseReference, item.exhibit, item.path].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private static func percent(_ strength: Double) -> String {
        let tenths = Int((strength * 1000).rounded())
        let text = "\(tenths / 10).\(tenths % 10) %"
        return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }
}
