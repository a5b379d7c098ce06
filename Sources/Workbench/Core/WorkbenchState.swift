import CaseModel
import Casework

/// What all requests share.
struct WorkbenchState: Sendable {
    let workspace: Workspace
    let configuration: WorkbenchConfiguration
    let renderer: PageRenderer
    /// What each case shares with others.
    let queues: Kept<ReviewQueue>
    /// How much there is in each case.
    let counts: Kept<ReviewCounts>
    let decisions: DecisionBoard
    let views: ViewRecorder
    let ingests: IngestDesk
    let values: ValueSearch
    let shelf: QueryShelf
    let answers = AnswersInWork()
    let metrics = RequestMetrics()

    init(workspace: Workspace, configuration: WorkbenchConfiguration) throws {
        self.workspace = workspace
        self.configuration = configuration
        renderer = try PageRenderer()
        queues = Kept(workspace: workspace) { try workspace.reviewQueue(ofCase: $0) }
        counts = Kept(workspace: workspace) { try workspace.reviewCounts(ofCase: $0) }
        decisions = DecisionBoard(workspace: workspace)
        views = ViewRecorder(workspace: workspace)
        values = ValueSearch(workspace)
        shelf = QueryShelf(directory: workspace.directory, configuration: configuration)
        ingests = IngestDesk(workspace: workspace, workers: configuration.workers)
    }
}
