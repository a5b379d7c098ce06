import Accounts
import CaseModel
import Casework
import Foundation
import Hummingbird

/// What a case led to, on the case's page.
enum OutcomePages {
    static let all = [
        Route(.post, "/cases/:case/outcomes", .ofCase(.decide), handle: add),
        Route(.post, "/cases/:case/outcomes/withdraw", .ofCase(.decide), handle: withdraw),
    ]

    /// The outcomes of a case by day, and what the form for another needs.
    static func values(_ request: WorkRequest, _ reference: String) async throws -> PageValues {
        let words = request.catalogue
        let signedIn = try request.who()
        let (workspace, viewer) = (request.state.workspace, signedIn.viewer)
        let all = try await Blocking.run { try workspace.outcomes(ofCase: reference, for: viewer) }
        let mayChange = signedIn.access.allows(.decide, reference)
        var values: PageValues = [
            "rows": all.map { one -> PageValues in
                [
                    "id": "\(one.id)", "day": one.day, "kindText": words.text("outcome_\(one.kind.rawValue)"),
                    "count": words.number(one.count), "note": one.note ?? "", "author": one.author,
                    "mayChange": mayChange,
                ]
            }
        ]
        if mayChange {
            values["add"] =
                ["kinds": OutcomeKind.allCases.map { option($0.rawValue, words.text("outcome_\($0.rawValue)")) }]
                as PageValues
        }
        return values
    }

    @Sendable private static func add(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        guard let kind = request.form["kind"].flatMap(OutcomeKind.init),
            let count = request.form["count"].flatMap({ Int($0) }),
            let day = request.form.text("day")
        else { throw Problem.wrong("Say what it is, how many, and on which day.") }
        let note = request.form.text("note")
        _ = try await Blocking.run {
            try workspace.addOutcome(kind, count: count, on: day, note: note, ofCase: reference, by: viewer)
        }
        return request.redirect(to: Address.ofCase(reference) + "#outcomes")
    }

    @Sendable private static func withdraw(_ request: WorkRequest) async throws -> Response {
        let (workspace, reference, viewer) = (request.state.workspace, request.caseReference, try request.who().viewer)
        guard let id = request.form["outcome"].flatMap(Int64.init), let reason = request.form.text("reason") else {
            throw Problem.wrong("Say which outcome, and why.")
        }
        try await Blocking.run { try workspace.withdrawOutcome(id, reason: reason, ofCase: reference, by: viewer) }
        return request.redirect(to: Address.ofCase(reference) + "#outcomes")
    }
}
