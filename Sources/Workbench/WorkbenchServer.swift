public import Casework
import Hummingbird
import Logging

/// The server of the pages and of the interface for programs.
public struct WorkbenchServer: Sendable {
    /// How often the audit log is signed.
    private static let checkpointInterval = Duration.seconds(3600)

    private let state: WorkbenchState

    /// Gets a server ready.
    ///
    /// - Parameters:
    ///   - workspace: The data directory that it serves.
    ///   - configuration: How it is served.
    /// - Throws: An error if the files built into the program cannot be read.
    public init(workspace: Workspace, configuration: WorkbenchConfiguration) throws {
        state = try WorkbenchState(workspace: workspace, configuration: configuration)
    }

    /// Serves until the process is asked to end; requests under way are finished.
    ///
    /// - Parameter onStart: Told the port once connections are accepted.
    /// - Throws: An error if the address cannot be listened on.
    public func run(onStart: @escaping @Sendable (Int) -> Void) async throws {
        var logger = Logger(label: "cairn")
        logger.logLevel = .critical
        let configuration = state.configuration
        let application = Application(
            router: router,
            configuration: .init(address: .hostname(configuration.host, port: configuration.port), serverName: nil),
            onServerRunning: { channel in onStart(channel.localAddress?.port ?? configuration.port) },
            logger: logger
        )
        let signing = Task { [workspace = state.workspace] in
            while !Task.isCancelled {
                try await Task.sleep(for: Self.checkpointInterval)
                do {
                    _ = try await Blocking.run { try workspace.checkpoint() }
                } catch {
                    StandardLog.write(
                        level: "error",
                        "no checkpoint of the audit log was signed",
                        ["error": "\(error)"]
                    )
                }
            }
        }
        defer { signing.cancel() }
        try await application.runService()
    }

    private var router: Router<WorkContext> {
        let router = Router(context: WorkContext.self, options: .autoGenerateHeadEndpoints)
        let dispatcher = Dispatcher(state: state)
        router.add(middleware: UnknownRoutes(dispatcher: dispatcher))
        for route in Routes.all {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                await dispatcher.serve(route, request, context)
            }
        }
        return router
    }
}

/// Answers what no route matches as pages and problem details do.
private struct UnknownRoutes: RouterMiddleware {
    let dispatcher: Dispatcher

    func handle(
        _ request: Request,
        context: WorkContext,
        next: (Request, WorkContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound || error.status == .methodNotAllowed {
            return await dispatcher.serveUnknown(request, context)
        }
    }
}

/// Every route there is.
enum Routes {
    static let all: [Route] =
        FileRoutes.all + LoginPages.all + DeskPages.all + CasePages.all + ReviewPages.all + ItemPages.all
        + OverlapPages.all + DecisionPages.all + MapPages.all + SearchPages.all + IngestPages.all + ReportedPages.all
        + SettingsPages.all
        + AdminPages.all + SeriesPages.all + SubjectPages.all + FailurePages.all + OutcomePages.all
        + StatisticsPages.all + WatchPages.all + HashListPages.all + ExchangePages.all + BundlePages.all
        + PartnerPages.all + ReleasePages.all + SeenPages.all + ReportPages.all + AuditPages.all + APIRoutes.all
}
