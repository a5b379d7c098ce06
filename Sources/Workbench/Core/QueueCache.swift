import CaseModel
import Casework
import Foundation

/// The review queues of cases, made again when something came in, and the decisions on them.
actor QueueCache {
    /// A queue is at least this old before it is made again while evidence comes in.
    private static let patience = 30.0

    private struct Kept {
        let queue: ReviewQueue
        let made: Date
    }

    private let workspace: Workspace
    private var queues: [String: Kept] = [:]
    private var making: [String: Task<ReviewQueue, any Error>] = [:]
    private var decisions: [StackPair: StackDecision] = [:]
    private var lastDecision: Int64 = 0

    init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// The queue of a case.
    func queue(ofCase reference: String) async throws -> ReviewQueue {
        if let kept = queues[reference] {
            if Date().timeIntervalSince(kept.made) < Self.patience { return kept.queue }
            let workspace = workspace
            let mark = try await Blocking.run { try workspace.storeMark() }
            if mark == kept.queue.mark { return kept.queue }
        }
        if let task = making[reference] { return try await task.value }
        let workspace = workspace
        let task = Task { try await Blocking.run { try workspace.reviewQueue(ofCase: reference) } }
        making[reference] = task
        defer { making[reference] = nil }
        let queue = try await task.value
        queues[reference] = Kept(queue: queue, made: Date())
        // Stacks may have been joined: decisions are read again with the stacks of now.
        decisions = [:]
        lastDecision = 0
        return queue
    }

    /// Forgets all queues, as evidence came in that any of them may share.
    func forgetAll() {
        queues = [:]
    }

    /// The last decision on each pair of stacks.
    func latestDecisions() async throws -> [StackPair: StackDecision] {
        let (workspace, last) = (workspace, lastDecision)
        let found = try await Blocking.run { try workspace.decisions(after: last) }
        for decision in found where decision.id > lastDecision || decisions[decision.stacks] == nil {
            decisions[decision.stacks] = decision
        }
        lastDecision = max(lastDecision, found.last?.id ?? 0)
        return decisions
    }
}
