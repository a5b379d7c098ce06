import Accounts
import CaseModel
import Casework

/// Where the cases that one may see overlap, pair by pair.
struct CaseMap: Sendable {
    /// Which overlaps count.
    struct Filter: Sendable {
        var kind: LinkKind?
        var strength = 0.0
        /// Only what an expert confirmed, and equal bytes.
        var onlyConfirmed = false
    }

    /// Two cases, the first by reference in front.
    struct CasePair: Hashable {
        let first: String
        let second: String
    }

    /// What two cases share.
    struct Pair {
        var kinds: Set<LinkKind> = []
        var pairs = 0
        var confirmed = 0
        var rejected = 0
        var undecided = 0
        var strongest = 0.0
    }

    /// The cases of which the viewer may see fingerprints at least.
    let titles: [CaseTitle]
    /// Their numbers of items.
    let items: [String: Int]
    let pairs: [CasePair: Pair]
    /// How many commonplaces were left out, of the case that has most.
    let commonplaces: Int
    /// When the oldest list that was counted was made.
    let madeAt: String?

    init(_ request: WorkRequest, _ filter: Filter) async throws {
        let access = try request.who().access
        let workspace = request.state.workspace
        titles = try await Blocking.run {
            try workspace.caseTitles().filter { access.allows(.seeFingerprints, $0.reference) }
        }
        var pairs: [CasePair: Pair] = [:]
        var items: [String: Int] = [:]
        var commonplaces = 0
        var oldest: String?
        for title in titles {
            items[title.reference] = try await request.state.counts.value(ofCase: title.reference).items
            let overlaps = try await OverlapList(request, ofCase: title.reference)
            commonplaces = max(commonplaces, overlaps.queue.commonplaces.count)
            oldest = min(oldest ?? overlaps.queue.madeAt, overlaps.queue.madeAt)
            for row in overlaps.rows where title.reference < row.entry.other.caseReference && filter.admits(row) {
                let key = CasePair(first: title.reference, second: row.entry.other.caseReference)
                pairs[key, default: Pair()].add(row)
            }
        }
        (self.pairs, self.items, self.commonplaces, madeAt) = (pairs, items, commonplaces, oldest)
    }
}

extension CaseMap.Filter {
    fileprivate func admits(_ row: OverlapRow) -> Bool {
        row.entry.link.strength >= strength && (kind.map { row.entry.kinds.contains($0) } ?? true)
            && (!onlyConfirmed || row.isConfirmed)
    }
}

extension CaseMap.Pair {
    fileprivate mutating func add(_ row: OverlapRow) {
        kinds.formUnion(row.entry.kinds)
        pairs += 1
        if row.isConfirmed { confirmed += 1 }
        if row.decision?.verdict == .different { rejected += 1 }
        if row.isUndecided { undecided += 1 }
        strongest = max(strongest, row.entry.link.strength)
    }
}
