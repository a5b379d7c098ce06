import CaseModel
import Casework
import Foundation

/// Counts of cases, made again when something came in or was coded.
actor CountCache {
    /// Counts are at least this old before they are made again while evidence comes in.
    private static let patience = 5.0

    private let workspace: Workspace
    private var known: [String: (counts: ReviewCounts, mark: StoreMark, made: Date)] = [:]

    init(workspace: Workspace) {
        self.workspace = workspace
    }

    /// The counts of a case.
    func counts(ofCase reference: String) async throws -> ReviewCounts {
        let workspace = workspace
        if let kept = known[reference] {
            if Date().timeIntervalSince(kept.made) < Self.patience { return kept.counts }
            if kept.mark == (try await Blocking.run { try workspace.storeMark() }) { return kept.counts }
        }
        let (mark, counts) = try await Blocking.run {
            (try workspace.storeMark(), try workspace.reviewCounts(ofCase: reference))
        }
        known[reference] = (counts, mark, Date())
        return counts
    }

    /// Forgets the counts of a case, as codes were given.
    func forget(_ reference: String) {
        known[reference] = nil
    }
}
