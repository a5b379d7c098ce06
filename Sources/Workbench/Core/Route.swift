import Accounts
import HTTPTypes
import Hummingbird

/// Who may take a route.
enum RouteRule: Hashable, Sendable {
    /// Anybody who reaches the server.
    case open
    /// Whoever is signed in and has this permission.
    case system(SystemPermission)
    /// Whoever is signed in and has this permission on the case that the path names; whoever may not even know of the
    /// case is told that there is nothing.
    case ofCase(CasePermission)
}

/// What a route does with the body of a request.
enum RouteBody: Hashable, Sendable {
    /// Fields of a form, or small JSON, read before the handler runs.
    case small
    /// Piece by piece, by the handler.
    case streamed
}

/// A way into the workbench: every route has its rule beside it.
struct Route: Sendable {
    let method: HTTPRequest.Method
    let path: String
    let rule: RouteRule
    let body: RouteBody
    let handle: @Sendable (WorkRequest) async throws -> Response

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ rule: RouteRule,
        body: RouteBody = .small,
        handle: @escaping @Sendable (WorkRequest) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.rule = rule
        self.body = body
        self.handle = handle
    }
}
