import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// What one waits for: set on an item's page, listed and ended here.
enum WatchPages {
    static let all = [
        Route(.get, "/watches", .system(.work), handle: list),
        Route(.post, "/watches/remove", .system(.work), handle: remove),
        Route(.post, "/cases/:case/items/:item/watch", .ofCase(.seeRenditions), handle: add),
    ]

    @Sendable private static func list(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        let watches = try await Blocking.run { try workspace.watches(of: viewer) }
        var values: PageValues = [:]
        if !watches.isEmpty {
            values["list"] =
                [
                    "rows": watches.map { watch -> PageValues in
                        [
                            "id": "\(watch.id)", "note": watch.note, "text": WatchOutput(watch).words,
                            "at": watch.addedAt, "atText": words.moment(watch.addedAt), "author": watch.addedBy,
                        ]
                    }
                ] as PageValues
        }
        return request.page("watches", title: words.text("watches"), values, current: "/")
    }

    @Sendable private static func remove(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer) = (request.state.workspace, try request.who().viewer)
        guard let id = request.form["watch"].flatMap(Int64.init) else { throw Problem.notFound }
        try await Blocking.run { try workspace.removeWatch(id, by: viewer) }
        return request.redirect(to: "/watches")
    }

    /// Waits for what an item holds, or for what its camera took.
    @Sendable private static func add(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, number) = (
            request.state.workspace, try request.who().viewer, try request.number("item")
        )
        let reference = request.caseReference
        guard let note = request.form.text("note") else { throw Problem.wrong("Say what it is about.") }
        let isOfCamera = request.form["subject"] == "camera"
        let access = try request.who().access
        try await Blocking.run {
            guard try workspace.itemPage(number, inCase: reference, access: access) != nil else {
                throw CaseworkError(.usage, "there is no item \(number)")
            }
            let subject =
                isOfCamera
                ? try workspace.watchSubject(ofCameraOf: number, for: viewer)
                : try workspace.watchSubject(ofItem: number, for: viewer)
            _ = try workspace.addWatch(subject, note: note, by: viewer)
        }
        return request.redirect(to: "/watches")
    }
}
