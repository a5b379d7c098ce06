import Accounts
import CaseModel
import Casework
import Foundation
import Hummingbird

/// Where work starts: one's cases and what waits in them.
enum DeskPages {
    static let all = [
        Route(.get, "/", .system(.work), handle: desk),
        Route(.post, "/cases", .system(.addCases), handle: addCase),
    ]

    @Sendable private static func desk(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let signedIn = try request.who()
        let workspace = request.state.workspace
        let visible = try await Blocking.run {
            try workspace.caseTitles().filter { signedIn.access.allows(.seeCase, $0.reference) }
        }
        var rows: [PageValues] = []
        var queues: [PageValues] = []
        for record in visible {
            let (row, waiting) = try await row(of: record, request, signedIn)
            rows.append(row)
            queues += waiting
        }
        let mayAdd = Permissions.allows(.addCases, signedIn.viewer)
        var values: PageValues = [
            "mayAddCase": mayAdd, "isFirstCase": rows.isEmpty, "notices": try await notices(request, signedIn),
            "sessionText": words.text("session_since", words.moment(Date().formatted(.iso8601))),
        ]
        if !rows.isEmpty { values["caseList"] = ["rows": rows] as PageValues }
        if !queues.isEmpty { values["queues"] = ["rows": queues] as PageValues }
        if mayAdd {
            let agencies = try await Blocking.run { try workspace.agencies() }.map(\.name)
            let own = signedIn.viewer.agencyName
            let choices = signedIn.viewer.isMachineOwner ? agencies : agencies.filter { $0 == own }
            values["agencies"] =
                (choices.isEmpty ? [option("", "–")] : [])
                + choices.map { option($0, $0, isSelected: $0 == own) }
        }
        return request.page("desk", title: words.text("desk"), values)
    }

    /// What one's watches found last.
    private static func notices(_ request: WorkRequest, _ signedIn: SignedIn) async throws -> [PageValues] {
        let (words, workspace) = (request.catalogue, request.state.workspace)
        let hits = try await Blocking.run { try workspace.watchHits(of: signedIn.viewer, limit: mostNotices) }
        return hits.map { hit in
            var notice: PageValues = ["at": hit.at, "atText": words.moment(hit.at)]
            switch hit.place {
            case .item(let item):
                notice["text"] = words.text("notice_watch", hit.note, item.caseReference)
                if hit.isPlaceSeen(by: signedIn.access) {
                    notice["noticeHref"] = Address.ofCase(item.caseReference, "items/\(item.id)")
                }
            case .offer(_, let partner, _):
                notice["text"] = words.text("notice_watch_offer", hit.note, partner)
            }
            return notice
        }
    }

    /// How many notices there are on the desk at most.
    private static let mostNotices = 10

    /// A case's row, and what waits in it.
    private static func row(
        of record: CaseTitle,
        _ request: WorkRequest,
        _ signedIn: SignedIn
    ) async throws -> (row: PageValues, waiting: [PageValues]) {
        let words = request.catalogue
        let reference = record.reference
        var row: PageValues = [
            "href": Address.ofCase(reference), "reference": reference, "agency": record.agency ?? "",
            "relationText": words.relation(signedIn.access[reference], signedIn.viewer),
            "relationClass": signedIn.access[reference] == .team ? "team" : "shared",
            "items": "–", "stacks": "–", "undecided": "–", "progressPercent": "0", "progressText": "–",
        ]
        if let title = record.title, !title.isEmpty { row["caseTitle"] = title }
        guard signedIn.access.allows(.seeFingerprints, reference) else { return (row, []) }
        guard let counts = try await request.state.counts.value(ofCase: reference, within: Kept<ReviewCounts>.patience)
        else { return (row, []) }
        let percent = counts.stacks > 0 ? 100 * counts.codedStacks / counts.stacks : 0
        row["items"] = words.number(counts.items)
        row["stacks"] = words.number(counts.stacks)
        row["progressPercent"] = "\(percent)"
        row["progressText"] = words.text("progress_percent", "\(percent)")
        let overlaps = try await OverlapList(request, ofCase: reference, within: Kept<ReviewQueue>.patience)
        let undecided = overlaps?.rows.count { $0.isUndecided } ?? 0
        if overlaps != nil { row["undecided"] = words.number(undecided) }
        row["undecidedHref"] = Address.ofCase(reference, "overlaps")
        if let run = request.state.ingests.run(ofCase: reference), run.isRunning {
            row["ingestText"] = words.text("run_\(run.phase.rawValue)")
        }
        guard signedIn.access.allows(.decide, reference) else { return (row, []) }
        var waiting: [PageValues] = []
        func wait(_ count: Int, _ key: String, _ path: String) {
            guard count > 0 else { return }
            waiting.append([
                "href": path, "count": words.number(count), "label": "\(words.text(key)) · \(reference)",
            ])
        }
        wait(undecided, "queue_overlaps", Address.ofCase(reference, "overlaps/next"))
        wait(
            overlaps?.rows.count { $0.decision?.verdict == .unsure } ?? 0,
            "queue_unsure",
            Address.ofCase(reference, "overlaps?state=unsure")
        )
        wait(counts.stacks - counts.codedStacks, "queue_stacks", Address.ofCase(reference, "review?state=uncoded"))
        return (row, waiting)
    }

    @Sendable private static func addCase(_ request: WorkRequest) async throws -> Response {
        let signedIn = try request.who()
        let (workspace, form) = (request.state.workspace, request.form)
        guard let reference = form.text("reference") else { throw Problem.wrong("A case needs a reference.") }
        let agency = signedIn.viewer.isMachineOwner ? form.text("agency") : signedIn.viewer.agencyName
        try await Blocking.run {
            try workspace.addCase(reference: reference, title: form.text("title"), agency: agency, by: signedIn.viewer)
        }
        return request.redirect(to: Address.ofCase(reference))
    }
}
