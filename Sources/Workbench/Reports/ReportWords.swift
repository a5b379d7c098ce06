import Accounts
import Audit
import CaseModel
import Casework

/// What the templates of reports fill in, in one language.
struct ReportWords {
    let words: Catalogue

    init(_ words: Catalogue) {
        self.words = words
    }

    /// The values of a report whose making is on record.
    func values(_ report: Report) -> PageValues {
        let (body, checkpoint) = (report.body, report.proof.checkpoint)
        var values: PageValues = [
            "heading": heading(body), "madeForText": madeFor(body.reader), "digest": report.digest.hex,
            "madeText": words.text("report_made", words.moment(report.entry.at), report.entry.actor, body.version),
            "proof": [
                "entry": report.proof.entry, "treeSize": words.number(Int(checkpoint.size)),
                "root": checkpoint.root.hex, "index": "\(report.proof.index)",
                "path": report.proof.path.map(\.hex).joined(separator: " "), "key": report.key.text,
                "checkpoint": checkpoint.text,
            ] as PageValues,
        ]
        switch body {
        case .ofCase(let one): values["caseReport"] = self.values(one)
        case .ofOverlap(let one): values["overlapReport"] = self.values(one)
        case .ofOperation(let one): values["operationReport"] = OperationWords(words).values(one)
        }
        return values
    }

    /// What a report is called.
    func heading(_ body: ReportBody) -> String {
        switch body {
        case .ofCase(let report): words.text("report_of_case", report.title.reference)
        case .ofOverlap: words.text("report_of_overlap", body.cases.joined(separator: ", "))
        case .ofOperation: words.text("report_of_operation")
        }
    }

    private func madeFor(_ reader: ReportReader) -> String {
        let role = words.text(reader.role.map { "role_\($0.rawValue)" } ?? "role_owner")
        let about = [role, reader.agency].compactMap(\.self).joined(separator: ", ")
        return words.text("report_made_for", reader.name, about)
    }

    private func values(_ report: CaseReport) -> PageValues {
        var values = shared(report.overlaps, report.methods, report.version, report.incompleteness)
        values["reference"] = report.title.reference
        if let title = report.title.title, !title.isEmpty { values["caseTitle"] = title }
        if let agency = report.title.agency, !agency.isEmpty { values["agency"] = agency }
        values["addedText"] = words.moment(report.addedAt)
        values["totalsText"] = words.text(
            "report_totals",
            words.number(report.totals.exhibits),
            words.number(report.totals.items),
            words.number(report.totals.media)
        )
        values["exhibits"] = report.exhibits.map(exhibit)
        values["counts"] = report.counts.map { count -> PageValues in
            [
                "label": count.exhibit, "kindText": count.kind.map(words.media) ?? words.text("report_kind_unknown"),
                "stateText": words.text("report_state_\(count.state.rawValue)"), "items": words.number(count.items),
                "media": words.number(count.contents),
            ]
        }
        put(
            "failures",
            report.failures.map { failure in
                [
                    "name": words.text("failure_\(failure.code.rawValue)"),
                    "meaning": words.text("failure_\(failure.code.rawValue)_meaning"),
                    "count": words.number(failure.items),
                ]
            },
            in: &values
        )
        put(
            "codes",
            report.codes.map {
                ["scheme": $0.scheme, "code": words.code($0.code), "media": words.number($0.contents)]
            },
            in: &values
        )
        values["elsewhere"] = report.elsewhere.map {
            words.text("report_elsewhere", $0.agency, words.number($0.pairs))
        }
        values["commonplacesText"] = words.text("commonplaces_left_out", words.number(report.commonplaces))
        values["series"] = report.series.map { one -> PageValues in
            ["name": one.name.fullName, "media": words.number(one.contents)]
        }
        values["subjects"] = report.subjects.map { one -> PageValues in
            ["name": one.name.number.description, "statusText": words.status(one.status)]
        }
        values["outcomes"] = report.outcomes.map { one -> PageValues in
            [
                "day": one.day, "kindText": words.text("outcome_\(one.kind.rawValue)"),
                "count": words.number(one.count), "note": one.note ?? "", "by": one.author,
            ]
        }
        return values
    }

    private func exhibit(_ exhibit: ExhibitSummary) -> PageValues {
        [
            "label": exhibit.label,
            "countsText": words.text(
                "report_exhibit",
                words.moment(exhibit.createdAt),
                words.number(exhibit.items),
                words.number(exhibit.contents),
                words.number(exhibit.failed)
            ),
            "custody": exhibit.custody.map { entry -> PageValues in
                [
                    "atText": words.moment(entry.at), "who": entry.actor, "source": entry.source,
                    "what": entry.details.isEmpty ? entry.act : "\(entry.act): \(entry.details)",
                ]
            },
        ]
    }

    private func values(_ report: OverlapReport) -> PageValues {
        shared(report.overlaps, report.methods, report.version, report.incompleteness)
    }

    private func shared(
        _ overlaps: [ReportedOverlap],
        _ methods: [MatchMethod],
        _ version: String,
        _ incompleteness: [String]
    ) -> PageValues {
        var values: PageValues = [
            "overlaps": overlaps.map(overlap), "incomplete": incompleteness,
            "versionsText": words.text("report_versions", version, "\(Workspace.analysisVersion)"),
        ]
        put(
            "methods",
            methods.map { ["kindText": words.kind($0.kind), "method": $0.method] },
            in: &values
        )
        return values
    }

    private func overlap(_ overlap: ReportedOverlap) -> PageValues {
        let tally = overlap.tally
        var values: PageValues = [
            "own": overlap.own, "other": overlap.other,
            "tallyText": words.text(
                "report_tally",
                words.number(tally.found),
                words.number(tally[.equal]),
                words.number(tally[.confirmed]),
                words.number(tally[.rejected]),
                words.number(tally[.unsure]),
                words.number(tally[.undecided]),
                words.number(tally[.unseen])
            ),
            "pairs": overlap.pairs.enumerated().map { pair($1, number: $0 + 1) },
        ]
        if !overlap.otherAgency.isEmpty { values["otherAgency"] = overlap.otherAgency }
        if overlap.leftOut > 0 {
            values["leftOutText"] = words.text("report_left_out", words.number(overlap.leftOut))
        }
        return values
    }

    private func pair(_ pair: ReportPair, number: Int) -> PageValues {
        let link = pair.link
        var values: PageValues = [
            "number": words.number(number), "kindText": pair.kinds.map(words.kind).joined(separator: ", "),
            "wordText": words.text("report_strength_\(pair.word.rawValue)"), "meaning": words.meaning(ofStrength: link),
            "strengthText": words.text("strength_percent", words.percent(link.strength)),
            "stateText": words.text("report_pair_\(pair.state.rawValue)"), "own": link.itemA.caseReference,
            "ownPath": "\(link.itemA.exhibit)/\(link.itemA.path)", "ownDigest": link.itemA.sha256.hex,
            "other": link.itemB.caseReference, "otherDigest": link.itemB.sha256.hex,
            "reasons": words.sentences(link.evidence),
        ]
        if pair.showsOther { values["otherPath"] = "\(link.itemB.exhibit)/\(link.itemB.path)" }
        if let decision = pair.decision {
            values["stateText"] = words.verdict(decision.verdict)
            values["by"] = decision.author
            values["atText"] = words.moment(decision.at)
        }
        return values
    }

    /// A table that is left out if it has no rows.
    private func put(_ name: String, _ rows: [PageValues], in values: inout PageValues) {
        if !rows.isEmpty { values[name] = ["rows": rows] as PageValues }
    }
}
