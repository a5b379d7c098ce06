import Accounts
import Audit
import CaseModel
import Casework
import HTTPTypes
import Hummingbird

/// What pages load, and what watches over the server.
enum FileRoutes {
    static let all = [
        Route(.get, "/static/:file", .open, handle: asset),
        Route(.get, "/renditions/:digest", .system(.work), handle: rendition),
        Route(.get, "/health/live", .open) { _ in WorkRequest.text("alive\n", type: "text/plain; charset=utf-8") },
        Route(.get, "/health/ready", .open, handle: ready),
        Route(.get, "/metrics", .system(.administerAccounts)) { request in
            WorkRequest.text(request.state.metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
        },
        Route(.get, "/keys", .system(.work), handle: keys),
    ]

    @Sendable private static func asset(_ request: WorkRequest) async throws -> Response {
        let path = "static/" + request.parameter("file")
        guard let bytes = Assets.shared[path] else { throw Problem.notFound }
        var response = WorkRequest.bytes(bytes, type: Assets.type(of: path))
        response.headers[.cacheControl] = "no-cache"
        response.headers[.eTag] = "\"\(request.state.configuration.version)-\(bytes.count)\""
        return response
    }

    /// A picture made for display; that it was sent is on record first.
    @Sendable static func rendition(_ request: WorkRequest) async throws -> Response {
        let signedIn = try request.who()
        guard let digest = ContentDigest(hex: request.parameter("digest")),
            let position = request.query["position"].map(Int.init) ?? 0
        else { throw Problem.notFound }
        let workspace = request.state.workspace
        let found = try await Blocking.run {
            try workspace.rendition(of: digest, at: position, access: signedIn.access)
        }
        guard let found else { throw Problem.notFound }
        try await request.state.views.record(
            NewAuditEntry(
                actor: signedIn.viewer.name,
                act: "rendition.viewed",
                caseReference: found.caseReference,
                subject: digest.hex,
                details: position == 0 ? [:] : ["position": "\(position)"]
            )
        )
        return WorkRequest.bytes(found.bytes, type: found.type)
    }

    @Sendable private static func ready(_ request: WorkRequest) async throws -> Response {
        let workspace = request.state.workspace
        _ = try await Blocking.run { try workspace.storeMark() }
        return WorkRequest.text("ready\n", type: "text/plain; charset=utf-8")
    }

    @Sendable private static func keys(_ request: WorkRequest) async throws -> Response {
        request.page(
            request.query["fragment"] == nil ? "keys" : "key-table",
            title: request.catalogue.text("keyboard"),
            ["groups": KeyTable.groups(request.catalogue)]
        )
    }
}
