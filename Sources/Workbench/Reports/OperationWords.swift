import CaseModel
import Casework

/// What the template of an operation in figures fills in.
struct OperationWords {
    private let words: Catalogue
    private static let chartWidth = 640
    private static let chartTop = 18
    private static let chartBase = 165
    /// Labels of months that fit beside each other.
    private static let mostLabels = 12

    init(_ words: Catalogue) {
        self.words = words
    }

    func values(_ report: OperationReport) -> PageValues {
        var values: PageValues = [
            "figures": figures(report),
            "members": report.cases.map { member -> PageValues in
                func number(_ value: Int?) -> String { value.map(words.number) ?? "–" }
                return [
                    "reference": member.title.reference, "agencyName": member.title.agency ?? "",
                    "exhibits": number(member.totals?.exhibits), "items": number(member.totals?.items),
                    "media": number(member.totals?.media),
                ]
            },
            "tables": [
                table("overlaps", words.text("operation_overlaps"), overlapRows(report)),
                table("victims", words.text("operation_victims"), statusRows(report.victims, .victim)),
                table("offenders", words.text("operation_offenders"), statusRows(report.offenders, .offender)),
                table(
                    "outcomes",
                    words.text("outcomes"),
                    OutcomeKind.allCases.map {
                        (label: words.text("outcome_\($0.rawValue)"), value: report.outcomes[$0] ?? 0)
                    }
                ),
            ],
        ]
        if report.unseenCases > 0 {
            values["unseenText"] = words.text("operation_unseen", words.number(report.unseenCases))
        }
        if let chart = chart(report.months) { values["months"] = chart }
        return values
    }

    private func figures(_ report: OperationReport) -> [PageValues] {
        [
            ("figure_cases", report.cases.count), ("figure_agencies", report.agencies.count),
            ("figure_exhibits", report.totals.exhibits), ("figure_items", report.totals.items),
            ("figure_media", report.totals.media), ("figure_pairs_found", report.pairsFound),
            ("figure_pairs_confirmed", report.pairsConfirmed),
        ].map { key, value in ["value": words.number(value), "label": words.text(key)] }
    }

    private func overlapRows(_ report: OperationReport) -> [(label: String, value: Int)] {
        let states = ReportPair.State.allCases.map { state in
            (label: words.text("report_pair_\(state.rawValue)"), value: report.tally[state])
        }
        return [(label: words.text("operation_found"), value: report.tally.found)] + states
    }

    private func statusRows(_ counts: [SubjectStatus: Int], _ kind: SubjectKind) -> [(label: String, value: Int)] {
        kind.statuses.map { (label: words.status($0), value: counts[$0] ?? 0) }
    }

    private func table(_ id: String, _ title: String, _ rows: [(label: String, value: Int)]) -> PageValues {
        let most = max(1, rows.map(\.value).max() ?? 1)
        return [
            "id": id, "title": title,
            "rows": rows.map { row -> PageValues in
                ["label": row.label, "value": words.number(row.value), "share": "\(100 * row.value / most)"]
            },
        ]
    }

    /// Victims identified as bars, a month each; nil if there are none.
    private func chart(_ months: [OperationReport.Month]) -> PageValues? {
        guard let first = months.first, let last = months.last else { return nil }
        let most = max(1, months.map(\.identified).max() ?? 1)
        // Few months get bars as narrow as those of a year.
        let step = Self.chartWidth / max(12, months.count)
        let labelled = (months.count + Self.mostLabels - 1) / Self.mostLabels
        var bars: [PageValues] = []
        var labels: [PageValues] = []
        for (place, month) in months.enumerated() {
            let height = (Self.chartBase - Self.chartTop) * month.identified / most
            let middle = place * step + step / 2
            if height > 0 {
                bars.append([
                    "x": "\(place * step + 1)", "y": "\(Self.chartBase - height)", "width": "\(max(1, step - 2))",
                    "height": "\(height)",
                ])
                labels.append([
                    "x": "\(middle)", "y": "\(Self.chartBase - height - 4)", "text": words.number(month.identified),
                ])
            }
            if place % labelled == 0 {
                labels.append(["x": "\(middle)", "y": "\(Self.chartBase + 15)", "text": month.month])
            }
        }
        return [
            "width": "\(Self.chartWidth)", "bars": bars, "labels": labels,
            "summary": words.text("operation_chart", first.month, last.month, words.number(last.total)),
            "rows": months.map { month -> PageValues in
                [
                    "month": month.month, "identified": words.number(month.identified),
                    "total": words.number(month.total),
                ]
            },
        ]
    }
}
