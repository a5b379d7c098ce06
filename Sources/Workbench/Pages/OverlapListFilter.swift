import CaseModel
import Casework

/// Which pairs of a list are shown.
struct OverlapListFilter {
    let kind: LinkKind?
    let otherCase: String?
    let state: String?
    let strength: Double

    static let states = ["undecided", "decided", "unsure"]
    static let strengths = [0.5, 0.8, 0.9, 0.95]

    init(_ query: Form) {
        kind = query["kind"].flatMap(LinkKind.init)
        otherCase = query.text("other")
        state = query["state"].flatMap { Self.states.contains($0) ? $0 : nil }
        strength = query["strength"].flatMap(Double.init) ?? 0
    }

    var query: [(String, String?)] {
        [
            ("kind", kind?.rawValue), ("other", otherCase), ("state", state),
            ("strength", strength > 0 ? "\(strength)" : nil),
        ]
    }

    func admits(_ row: OverlapRow) -> Bool {
        let isOfState =
            switch state {
            case "undecided": row.isUndecided
            case "decided": row.decision?.verdict != nil
            case "unsure": row.decision?.verdict == .unsure
            default: true
            }
        return isOfState && (kind.map { row.entry.kinds.contains($0) } ?? true)
            && (otherCase.map { $0 == row.entry.other.caseReference } ?? true) && row.entry.link.strength >= strength
    }

    func choices(_ words: Catalogue, _ rows: [OverlapRow]) -> [PageValues] {
        let any = words.text("facet_any")
        let kinds = LinkKind.allCases.filter { kind in rows.contains { $0.entry.kinds.contains(kind) } }
        let others = Set(rows.map(\.entry.other.caseReference)).sorted()
        return [
            choice(
                "kind",
                words.text("filter_kind"),
                [("", any)] + kinds.map { ($0.rawValue, words.kind($0)) },
                kind?.rawValue
            ),
            choice("other", words.text("filter_case"), [("", any)] + others.map { ($0, $0) }, otherCase),
            choice(
                "state",
                words.text("filter_state"),
                [("", any)] + Self.states.map { ($0, words.text("state_\($0)")) },
                state
            ),
            choice(
                "strength",
                words.text("filter_strength"),
                [("", any)] + Self.strengths.map { ("\($0)", words.text("strength_percent", words.percent($0))) },
                strength > 0 ? "\(strength)" : nil
            ),
        ]
    }

    private func choice(_ name: String, _ legend: String, _ options: [(String, String)], _ chosen: String?)
        -> PageValues
    {
        [
            "name": name, "legend": legend,
            "options": options.map { option($0.0, $0.1, isSelected: $0.0 == chosen ?? "") },
        ]
    }
}
