public import Accounts
public import CaseModel

/// A pair of a case's queue, as far as a viewer may see it.
public struct OverlapRow: Sendable {
    /// The pair.
    public let entry: QueueEntry
    /// The last decision on the two stacks.
    public let decision: Decision?
    /// Whether the other side's picture and path may be seen.
    public let showsOther: Bool
    /// The agency of the other case; empty if it has none.
    public let otherAgency: String

    /// Whether an expert still has to look at it.
    public var isUndecided: Bool { entry.pair != nil && showsOther && decision?.verdict == nil }

    /// Whether it needs no expert, or one confirmed it.
    public var isConfirmed: Bool { entry.pair == nil || [.same, .sameThing].contains(decision?.verdict) }
}

/// A case's overlaps, as far as a viewer may see them: other cases that are not shared leave no trace.
public struct SeenOverlaps: Sendable {
    /// The pairs, the strongest first.
    public let rows: [OverlapRow]
    /// Files that reports state and do not hold, and that one of the two cases holds.
    public let stated: SeenStatedFiles
    /// How many pairs there are with cases of which the viewer may only know that they exist, by agency.
    public let elsewhere: [(agency: String, pairs: Int)]

    /// Leaves out what the viewer may not see.
    ///
    /// - Parameters:
    ///   - queue: What the case shares with all others.
    ///   - decisions: The last decision on each pair of stacks.
    ///   - titles: All cases.
    ///   - access: What the viewer may see of which case.
    public init(
        _ queue: ReviewQueue,
        decisions: [StackPair: StackDecision],
        titles: [CaseTitle],
        access: CaseAccess
    ) {
        let agencies = Dictionary(
            titles.map { ($0.reference, $0.agency ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
        var sights: [String: CaseSight] = [:]
        var rows: [OverlapRow] = []
        var hidden: [String: Int] = [:]
        for entry in queue.entries {
            let other = entry.other.caseReference
            let sight = sights[other] ?? CaseSight(access, other, agency: agencies[other] ?? "")
            sights[other] = sight
            guard sight.isKnown else { continue }
            guard sight.showsFingerprints else {
                hidden[sight.agency, default: 0] += 1
                continue
            }
            rows.append(
                OverlapRow(
                    entry: entry,
                    decision: decisions.isEmpty || entry.pair == nil ? nil : decisions[entry.stacks]?.decision,
                    showsOther: sight.showsRenditions,
                    otherAgency: sight.agency
                )
            )
        }
        self.rows = rows
        elsewhere = hidden.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
        stated = SeenStatedFiles(queue, agencies: agencies, access: access)
    }
}

/// What a viewer may see of one other case.
private struct CaseSight {
    let isKnown: Bool
    let showsFingerprints: Bool
    let showsRenditions: Bool
    let agency: String

    init(_ access: CaseAccess, _ reference: String, agency: String) {
        isKnown = access.allows(.seeCase, reference)
        showsFingerprints = access.allows(.seeFingerprints, reference)
        showsRenditions = access.allows(.seeRenditions, reference)
        self.agency = agency
    }
}

extension Workspace {
    /// What a case shares with others, unless that was made before.
    func reviewQueue(
        ofCase reference: String,
        orOneOf made: [String: ReviewQueue]
    ) throws(CaseworkError) -> ReviewQueue {
        if let queue = made[reference] { return queue }
        return try reviewQueue(ofCase: reference)
    }

    /// The last decision on each pair of stacks.
    func latestDecisions() throws(CaseworkError) -> [StackPair: StackDecision] {
        Dictionary(try decisions(after: 0).map { ($0.stacks, $0) }, uniquingKeysWith: { $0.id > $1.id ? $0 : $1 })
    }
}
