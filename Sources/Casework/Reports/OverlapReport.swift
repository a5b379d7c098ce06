public import Accounts
public import CaseModel
import CaseStore

/// All that a report on what cases share says.
public struct OverlapReport: Sendable {
    /// How many of the strongest pairs of two cases are listed, beside all that were decided.
    static let mostPairs = 1000
    /// How many cases can be named at most.
    static let mostCases = 20

    /// For whom it is made.
    public let reader: ReportReader
    /// The version of Cairn.
    public let version: String
    /// The cases, by reference.
    public let cases: [CaseTitle]
    /// What each two of them share.
    public let overlaps: [ReportedOverlap]
    /// Why links may be missing.
    public let incompleteness: [String]
    /// The methods by which the links were found.
    public let methods: [MatchMethod]

    var told: CanonicalJSON {
        .present([
            "cases": .list(cases.map(\.told)), "overlaps": .list(overlaps.map(\.told)),
            "incomplete": .texts(incompleteness), "methods": .list(methods.map(\.told)),
            "analysis_version": .number(Workspace.analysisVersion),
        ])
    }
}

extension Workspace {
    /// Says what an account may see of what cases share, each with each.
    ///
    /// - Parameters:
    ///   - references: Two or more cases.
    ///   - viewer: For whom: of each two cases one must be open to them for export, the other for digests at least.
    ///   - version: The version of Cairn.
    ///   - queues: What cases share with others, as far as that was made before.
    /// - Returns: The report.
    /// - Throws: ``CaseworkError``; code `usage` if the viewer may know of no such case, `refused` if not enough of it.
    public func overlapReport(
        of references: [String],
        for viewer: Viewer,
        version: String,
        queues: [String: ReviewQueue] = [:]
    ) throws(CaseworkError) -> OverlapReport {
        let names = Set(references).sorted()
        guard names.count > 1, names.count <= OverlapReport.mostCases else {
            throw CaseworkError(.usage, "name two different cases or more, at most \(OverlapReport.mostCases)")
        }
        var numbers: [String: Int64] = [:]
        for name in names { numbers[name] = try caseNumber(name, for: viewer, .seeFingerprints) }
        let access = try access(of: viewer)
        let (titles, decisions) = (try caseTitles(), try latestDecisions())
        var made = queues
        var overlaps: [ReportedOverlap] = []
        var incompleteness: Set<String> = []
        var methods: Set<MatchMethod> = []
        for (place, first) in names.enumerated() {
            for second in names.dropFirst(place + 1) {
                guard let own = [first, second].first(where: { access.allows(.export, $0) }) else {
                    throw Self.refusal
                }
                let queue = try reviewQueue(ofCase: own, orOneOf: made)
                made[own] = queue
                let other = own == first ? second : first
                let rows = SeenOverlaps(queue, decisions: decisions, titles: titles, access: access).rows.filter {
                    $0.entry.other.caseReference == other
                }
                overlaps.append(ReportedOverlap(own: own, other: other, rows: rows, most: OverlapReport.mostPairs))
                incompleteness.formUnion(queue.incompleteness)
                let kinds = Set(rows.flatMap(\.entry.kinds))
                guard let number = numbers[own], !kinds.isEmpty else { continue }
                let used = try reading { reader throws(StoreError) in try reader.methods(ofCase: number) }
                methods.formUnion(used.filter { kinds.contains($0.kind) })
            }
        }
        return OverlapReport(
            reader: ReportReader(viewer),
            version: version,
            cases: names.compactMap { name in titles.first { $0.reference == name }?.shown(to: access) },
            overlaps: overlaps,
            incompleteness: incompleteness.sorted(),
            methods: methods.sorted { ($0.kind.rawValue, $0.method) < ($1.kind.rawValue, $1.method) }
        )
    }
}
