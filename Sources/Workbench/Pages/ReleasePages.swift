import Accounts
import CaseModel
import Casework
import Exchange
import Foundation
import HTTPTypes
import Hummingbird

/// What may be told other agencies of a case.
enum ReleasePages {
    private static let pattern = "/cases/:case/release"
    static let all = [
        Route(.get, pattern, .ofCase(.share), handle: page),
        Route(.post, pattern, .ofCase(.share), handle: set),
    ]

    @Sendable private static func page(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let record = try await request.caseRecord()
        let (workspace, viewer, reference) = (request.state.workspace, try request.who().viewer, record.reference)
        let (rules, partners) = try await Blocking.run {
            (try workspace.releaseRules(ofCase: reference, for: viewer), try workspace.partners())
        }
        var values: PageValues = ["case": try request.caseHead(record, current: "release")]
        if !rules.isEmpty { values["rules"] = ["rows": rules.map(words.release)] as PageValues }
        let trusted = partners.filter { $0.revokedAt == nil }.map(\.name)
        if !trusted.isEmpty {
            values["form"] =
                [
                    "partners": trusted,
                    "levels": AnswerLevel.allCases.map { option($0.rawValue, words.text("release_\($0.rawValue)")) },
                ] as PageValues
        }
        return request.page("release", title: words.text("release_rules"), values, current: "/")
    }

    @Sendable private static func set(_ request: WorkRequest) async throws -> Response {
        let (workspace, viewer, form) = (request.state.workspace, try request.who().viewer, request.form)
        let reference = request.caseReference
        guard let partner = form.text("partner") else { throw Problem.wrong("Say which partner.") }
        var rule: ReleaseRule?
        if form["action"] != "stop" {
            guard let level = form["answer"].flatMap(AnswerLevel.init) else {
                throw Problem.wrong("Say how much an answer may say.")
            }
            let released = form.all("released")
            rule = ReleaseRule(
                digests: released.contains("digests"),
                pictures: released.contains("pictures"),
                level: level,
                contact: form.text("contact")
            )
        }
        let wanted = rule
        try await Blocking.run {
            try workspace.setReleaseRule(wanted, ofCase: reference, for: partner, by: viewer)
        }
        return request.redirect(
            to: Address.ofCase(reference, "release"),
            notice: Notice(wanted == nil ? "notice_rule_stopped" : "notice_rule_set")
        )
    }
}
