import CaseModel
import Casework

/// Overlaps as people read them: a table of pairs of cases, then the strongest links of each pair.
struct OverlapTable {
    let text: String

    init(_ overlaps: Overlaps, limit: Int) {
        guard !overlaps.links.isEmpty || !overlaps.commonplaces.isEmpty else {
            text = "no overlaps\n"
            return
        }
        let pairs = Dictionary(grouping: overlaps.links) { link in
            [link.itemA.caseReference, link.itemB.caseReference].sorted()
        }.sorted { ($1.value.count, $0.key[0], $0.key[1]) < ($0.value.count, $1.key[0], $1.key[1]) }
        var summary = TextTable("case", "case", "links", "strongest", "kinds")
        for (cases, links) in pairs {
            let kinds = Dictionary(grouping: links, by: \.kind).mapValues(\.count)
                .sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            summary.add(
                cases[0],
                cases[1],
                "\(links.count)",
                Self.percent(links.map(\.strength).max() ?? 0),
                kinds.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
            )
        }
        var lines = summary.text
        for (cases, links) in pairs {
            lines += "\n\(cases[0]) – \(cases[1])\n"
            let shown = limit == 0 ? links[...] : links.prefix(limit)
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
