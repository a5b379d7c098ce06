import CaseModel
import Casework

/// A case's overlaps, as far as a viewer may see them: other cases that are not shared leave no trace.
struct OverlapList: Sendable {
    let rows: [OverlapRow]
    /// Files that reports state and do not hold, and that one of the two cases holds.
    let stated: SeenStatedFiles
    /// How many pairs there are with cases of which the viewer may only know that they exist, by agency.
    let elsewhere: [(agency: String, pairs: Int)]
    let queue: ReviewQueue

    init(_ request: WorkRequest, ofCase reference: String) async throws {
        try await self.init(request, queue: request.state.queues.value(ofCase: reference))
    }

    /// The list if it is there or comes soon; nil while it is being made.
    init?(_ request: WorkRequest, ofCase reference: String, within patience: Duration) async throws {
        guard let queue = try await request.state.queues.value(ofCase: reference, within: patience) else { return nil }
        try await self.init(request, queue: queue)
    }

    private init(_ request: WorkRequest, queue: ReviewQueue) async throws {
        let access = try request.who().access
        let workspace = request.state.workspace
        self.queue = queue
        let decisions = try await request.state.decisions.latest()
        let titles = try await Blocking.run { try workspace.caseTitles() }
        let seen = SeenOverlaps(queue, decisions: decisions, titles: titles, access: access)
        (rows, stated, elsewhere) = (seen.rows, seen.stated, seen.elsewhere)
    }

    /// The place of a link in the list.
    func place(of identifier: String) -> Int? { rows.firstIndex { $0.entry.link.id == identifier } }

    /// The first pair from a place on that nobody has decided.
    func undecided(from place: Int) -> Int? { rows.indices.dropFirst(place).first { rows[$0].isUndecided } }

    /// The first pair after a place that nobody has decided and that the verdict on the pair there will not decide too.
    func undecided(after place: Int) -> Int? {
        rows.indices.dropFirst(place + 1).first {
            rows[$0].isUndecided && rows[$0].entry.stacks != rows[place].entry.stacks
        }
    }
}

extension OverlapRow {
    var ownName: String { "\(entry.own.exhibit)/\(entry.own.path)" }
    var otherName: String {
        showsOther
            ? "\(entry.other.caseReference) \(entry.other.exhibit)/\(entry.other.path)" : entry.other.caseReference
    }
}
