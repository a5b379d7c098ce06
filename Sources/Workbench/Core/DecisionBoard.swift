import CaseModel
import Casework

/// The last decision on each pair of stacks: read from where the last reading ended.
actor DecisionBoard {
    private let workspace: Workspace
    private var decisions: [StackPair: StackDecision] = [:]
    private var lastDecision: Int64 = 0
    private var mark: StoreMark?

    init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// The last decision on each pair of stacks.
    func latest() async throws -> [StackPair: StackDecision] {
        let (workspace, kept, last) = (workspace, mark, lastDecision)
        let (now, found) = try await Blocking.run {
            let now = try workspace.storeMark()
            // What came in may have joined stacks: then all are read with the stacks of now.
            return (now, try workspace.decisions(after: now == kept ? last : 0))
        }
        if now != kept { decisions = [:] }
        for decision in found where decision.id >= decisions[decision.stacks]?.id ?? 0 {
            decisions[decision.stacks] = decision
        }
        mark = now
        lastDecision = max(lastDecision, found.last?.id ?? 0)
        return decisions
    }
}
