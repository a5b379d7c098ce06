import Casework

/// What all requests share.
struct WorkbenchState: Sendable {
    let workspace: Workspace
    let configuration: WorkbenchConfiguration
    let renderer: PageRenderer
    let queues: QueueCache
    let counts: CountCache
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
        queues = QueueCache(workspace: workspace)
        counts = CountCache(workspace: workspace)
        views = ViewRecorder(workspace: workspace)
        values = ValueSearch(workspace)
        shelf = QueryShelf(directory: workspace.directory, configuration: configuration)
        ingests = IngestDesk(workspace: workspace, workers: configuration.workers)
    }
}
