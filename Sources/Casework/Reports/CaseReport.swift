public import Accounts
public import CaseModel
import CaseStore

/// All that a report on a case says.
public struct CaseReport: Sendable {
    /// How many of the strongest pairs with each other case are listed, beside all that were decided.
    static let mostPairs = 20

    /// For whom it is made.
    public let reader: ReportReader
    /// The version of Cairn.
    public let version: String
    /// The case.
    public let title: CaseTitle
    /// When the case was added, in UTC (RFC 3339).
    public let addedAt: String
    /// Exhibits with their custody logs.
    public let exhibits: [ExhibitSummary]
    /// Items by exhibit, kind and state.
    public let counts: [ItemCount]
    /// Exhibits, items and media of the case.
    public let totals: CaseTotals
    /// Items that could not be analysed, by reason.
    public let failures: [(code: FailureCode, items: Int)]
    /// Contents by code.
    public let codes: [CodeCount]
    /// What the case shares with each other one.
    public let overlaps: [ReportedOverlap]
    /// Pairs with cases of which the reader may only know that they exist, by agency.
    public let elsewhere: [(agency: String, pairs: Int)]
    /// What occurs too often to be a link.
    public let commonplaces: Int
    /// Why links may be missing.
    public let incompleteness: [String]
    /// Series that the case contributes to.
    public let series: [SeriesSummary]
    /// Subjects of the case: nothing but their numbers and how far the investigation has come.
    public let subjects: [SubjectSummary]
    /// What the case led to.
    public let outcomes: [CaseOutcome]
    /// The methods by which the links that are told of were found.
    public let methods: [MatchMethod]

    var told: CanonicalJSON {
        .present([
            "case": title.told, "added_at": .text(addedAt), "totals": totals.told,
            "exhibits": .list(exhibits.map(\.told)), "items": .list(counts.map(\.told)), "failures": toldFailures,
            "codes": .list(codes.map(\.told)), "overlaps": .list(overlaps.map(\.told)),
            "overlaps_elsewhere": toldElsewhere, "commonplaces": .number(commonplaces),
            "incomplete": .texts(incompleteness), "series": .list(series.map(\.told)),
            "subjects": .list(subjects.map(\.told)), "outcomes": .list(outcomes.map(\.told)),
            "methods": .list(methods.map(\.told)), "analysis_version": .number(Workspace.analysisVersion),
        ])
    }

    private var toldFailures: CanonicalJSON {
        .list(failures.map { .present(["code": .text($0.code.rawValue), "items": .number($0.items)]) })
    }

    private var toldElsewhere: CanonicalJSON {
        .list(elsewhere.map { .present(["agency": .text($0.agency), "pairs_of_stacks": .number($0.pairs)]) })
    }
}

extension Workspace {
    /// Says all that an account may see of a case.
    ///
    /// - Parameters:
    ///   - reference: The case.
    ///   - viewer: For whom: must be allowed to export the case.
    ///   - version: The version of Cairn.
    ///   - queues: What cases share with others, as far as that was made before.
    /// - Returns: The report.
    /// - Throws: ``CaseworkError``; code `usage` if the viewer may know of no such case.
    public func caseReport(
        _ reference: String,
        for viewer: Viewer,
        version: String,
        queues: [String: ReviewQueue] = [:]
    ) throws(CaseworkError) -> CaseReport {
        let number = try caseNumber(reference, for: viewer, .export)
        let access = try access(of: viewer)
        let titles = try caseTitles()
        let shared = try reviewQueue(ofCase: reference, orOneOf: queues)
        let seen = SeenOverlaps(shared, decisions: try latestDecisions(), titles: titles, access: access)
        let series = try series(for: viewer).filter { $0.cases.contains(reference) }
        let subjects = try subjects(for: viewer).filter { $0.cases.contains(reference) }
        let kinds = Set(seen.rows.flatMap(\.entry.kinds))
        return try reading { reader throws(StoreError) in
            guard let record = try reader.caseHead(number) else {
                throw .damaged("a case that was just found is not there")
            }
            return CaseReport(
                reader: ReportReader(viewer),
                version: version,
                title: record.title,
                addedAt: record.addedAt,
                exhibits: try reader.exhibits(ofCase: number),
                counts: try reader.itemCounts(ofCase: number),
                totals: try reader.totals(ofCases: [number]),
                failures: try reader.failures(ofCase: number),
                codes: try reader.codeCounts(ofCase: number),
                overlaps: ReportedOverlap.all(of: reference, seen.rows, most: CaseReport.mostPairs),
                elsewhere: seen.elsewhere,
                commonplaces: shared.commonplaces.count,
                incompleteness: shared.incompleteness,
                series: series,
                subjects: subjects,
                outcomes: try reader.outcomes(ofCase: number),
                methods: try reader.methods(ofCase: number).filter { kinds.contains($0.kind) }
            )
        }
    }
}

extension CaseTotals {
    var told: CanonicalJSON {
        .present(["exhibits": .number(exhibits), "items": .number(items), "media": .number(media)])
    }
}

extension ExhibitSummary {
    fileprivate var told: CanonicalJSON {
        .present([
            "exhibit": .text(label), "added_at": .text(createdAt), "items": .number(items), "media": .number(contents),
            "failed": .number(failed),
            "custody": .list(
                custody.map {
                    .present([
                        "at": .text($0.at), "who": .text($0.actor), "act": .text($0.act), "source": .text($0.source),
                        "details": .text($0.details),
                    ])
                }
            ),
        ])
    }
}

extension ItemCount {
    fileprivate var told: CanonicalJSON {
        .present([
            "exhibit": .text(exhibit), "kind": kind.map { .text($0.rawValue) }, "state": .text(state.rawValue),
            "items": .number(items), "media": .number(contents),
        ])
    }
}

extension CaseOutcome {
    fileprivate var told: CanonicalJSON {
        .present([
            "kind": .text(kind.rawValue), "count": .number(count), "day": .text(day), "note": note.map { .text($0) },
            "by": .text(author),
        ])
    }
}

extension CodeCount {
    fileprivate var told: CanonicalJSON {
        .present(["scheme": .text(scheme), "code": .text(code), "media": .number(contents)])
    }
}

extension SeriesSummary {
    fileprivate var told: CanonicalJSON {
        .present(["series": .text(name.fullName), "media": .number(contents)])
    }
}

extension SubjectSummary {
    fileprivate var told: CanonicalJSON {
        .present(["subject": .text(name.number.description), "status": .text(status.rawValue)])
    }
}
