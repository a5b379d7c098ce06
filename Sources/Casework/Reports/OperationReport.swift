public import Accounts
public import CaseModel
import CaseStore

/// A number of cases in figures: which there are, what they hold and share, and what came of them.
public struct OperationReport: Sendable {
    /// A case of the operation, as far as the reader may see it.
    public struct Member: Hashable, Sendable {
        /// The case.
        public let title: CaseTitle
        /// What it holds; nil if the reader may only know that it exists.
        public let totals: CaseTotals?
    }

    /// Victims of whom it came to be known in a month who they are.
    public struct Month: Hashable, Sendable {
        /// The month, `YYYY-MM`.
        public let month: String
        /// How many in it.
        public let identified: Int
        /// How many up to its end.
        public let total: Int
    }

    /// How many months are told of one by one, the last ones; those before count in the totals.
    static let mostMonths = 60

    /// For whom it is made.
    public let reader: ReportReader
    /// The version of Cairn.
    public let version: String
    /// The cases, by reference.
    public let cases: [Member]
    /// The agencies of the cases, by name.
    public let agencies: [String]
    /// What the cases hold together, each content once.
    public let totals: CaseTotals
    /// Pairs of the cases that share something.
    public let pairsFound: Int
    /// Pairs of the cases with something that is equal or that an expert confirmed.
    public let pairsConfirmed: Int
    /// Pairs of stacks that cases share.
    public let tally: OverlapTally
    /// Victims by how far the investigation has come.
    public let victims: [SubjectStatus: Int]
    /// Offenders by how far the investigation has come.
    public let offenders: [SubjectStatus: Int]
    /// When victims were identified, without gaps.
    public let months: [Month]
    /// What the cases led to.
    public let outcomes: [OutcomeKind: Int]

    /// How many of the cases the reader may only know of.
    public var unseenCases: Int { cases.count { $0.totals == nil } }

    var told: CanonicalJSON {
        .present([
            "cases": .list(
                cases.map { .present(["case": $0.title.told, "totals": $0.totals.map(\.told)]) }
            ), "case_count": .number(cases.count), "cases_without_figures": .number(unseenCases),
            "agencies": .texts(agencies), "totals": totals.told,
            "overlaps": .present([
                "pairs_of_cases_found": .number(pairsFound), "pairs_of_cases_confirmed": .number(pairsConfirmed),
                "pairs_of_stacks": tally.told,
            ]), "victims": Self.told(victims, .victim), "offenders": Self.told(offenders, .offender),
            "victims_identified": .list(
                months.map {
                    .present([
                        "month": .text($0.month), "identified": .number($0.identified), "total": .number($0.total),
                    ])
                }
            ),
            "outcomes": .object(
                OutcomeKind.allCases.map { (key: $0.rawValue, value: CanonicalJSON.number(outcomes[$0] ?? 0)) }
            ),
        ])
    }

    private static func told(_ counts: [SubjectStatus: Int], _ kind: SubjectKind) -> CanonicalJSON {
        .object(kind.statuses.map { (key: $0.rawValue, value: CanonicalJSON.number(counts[$0] ?? 0)) })
    }
}

extension OperationReport.Month {
    /// Months from the first to the last that has anybody, without gaps.
    static func all(_ days: [String]) -> [OperationReport.Month] {
        let counts = Dictionary(days.map { (String($0.prefix(7)), 1) }, uniquingKeysWith: +)
        guard let first = counts.keys.min(), let last = counts.keys.max() else { return [] }
        var months: [OperationReport.Month] = []
        var (month, total) = (first, 0)
        while true {
            let identified = counts[month] ?? 0
            total += identified
            months.append(OperationReport.Month(month: month, identified: identified, total: total))
            guard month < last, let next = following(month) else { break }
            month = next
        }
        return Array(months.suffix(OperationReport.mostMonths))
    }

    private static func following(_ month: String) -> String? {
        let parts = month.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 2 else { return nil }
        let (year, number) = parts[1] == 12 ? (parts[0] + 1, 1) : (parts[0], parts[1] + 1)
        return "\(year)-" + (number < 10 ? "0\(number)" : "\(number)")
    }
}

extension Workspace {
    /// The cases that a report on an operation is about: those named, or all that the viewer may know of, by reference.
    ///
    /// - Throws: ``CaseworkError`` with code `usage` if the viewer may know of no case of a name.
    public func casesOfOperation(_ named: [String], for viewer: Viewer) throws(CaseworkError) -> [CaseTitle] {
        let access = try access(of: viewer)
        let seen = try caseTitles().filter { access.allows(.seeCase, $0.reference) }
        guard !named.isEmpty else { return seen.sorted { $0.reference < $1.reference } }
        for name in named where !seen.contains(where: { $0.reference == name }) {
            throw CaseworkError(.usage, "there is no case \(name)")
        }
        return seen.filter { named.contains($0.reference) }.sorted { $0.reference < $1.reference }
    }

    /// Counts what an account may see of a number of cases.
    ///
    /// - Parameters:
    ///   - named: The cases; all that the viewer may know of if empty.
    ///   - viewer: For whom.
    ///   - version: The version of Cairn.
    ///   - queues: What cases share with others, as far as that was made before.
    /// - Returns: The report.
    /// - Throws: ``CaseworkError``; code `usage` if the viewer may know of no case of a name.
    public func operationReport(
        of named: [String],
        for viewer: Viewer,
        version: String,
        queues: [String: ReviewQueue] = [:]
    ) throws(CaseworkError) -> OperationReport {
        let access = try access(of: viewer)
        let chosen = try casesOfOperation(named, for: viewer)
        let counted = chosen.map(\.reference).filter { access.allows(.seeFingerprints, $0) }
        let pictured = Set(counted.filter { access.allows(.seeRenditions, $0) })
        let (titles, decisions) = (try caseTitles(), try latestDecisions())
        var tallies: [OverlapTally] = []
        for own in counted {
            let queue = try reviewQueue(ofCase: own, orOneOf: queues)
            let rows = SeenOverlaps(queue, decisions: decisions, titles: titles, access: access).rows
            let others = counted.filter { $0 > own }
            for (_, shared) in Dictionary(grouping: rows, by: \.entry.other.caseReference)
            where others.contains(shared[0].entry.other.caseReference) {
                var tally = OverlapTally()
                for row in shared { tally.add(ReportPair.State(row)) }
                tallies.append(tally)
            }
        }
        let shared = tallies.reduce(into: OverlapTally()) { $0.add($1) }
        return try reading { reader throws(StoreError) in
            var numbers: [String: Int64] = [:]
            for reference in counted { numbers[reference] = try reader.caseNumber(reference) }
            var members: [OperationReport.Member] = []
            var outcomes: [OutcomeKind: Int] = [:]
            for title in chosen.map({ $0.shown(to: access) }) {
                guard let number = numbers[title.reference] else {
                    members.append(OperationReport.Member(title: title, totals: nil))
                    continue
                }
                members.append(
                    OperationReport.Member(title: title, totals: try reader.totals(ofCases: [number]))
                )
                guard pictured.contains(title.reference) else { continue }
                for one in try reader.outcomes(ofCase: number) { outcomes[one.kind, default: 0] += one.count }
            }
            let subjects = try SubjectShelf(reader, access).standing(inAnyOf: pictured)
            return OperationReport(
                reader: ReportReader(viewer),
                version: version,
                cases: members,
                agencies: Set(chosen.compactMap(\.agency)).sorted(),
                totals: try reader.totals(ofCases: counted.compactMap { numbers[$0] }),
                pairsFound: tallies.count,
                pairsConfirmed: tallies.count { $0.confirmed > 0 },
                tally: shared,
                victims: subjects.counts(of: .victim),
                offenders: subjects.counts(of: .offender),
                months: OperationReport.Month.all(subjects.compactMap(\.identifiedDay)),
                outcomes: outcomes
            )
        }
    }
}
