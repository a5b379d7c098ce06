import Accounts
import CaseModel
import Casework
import Hummingbird

/// The files of a case that could not be read or decoded: none goes missing in a count.
enum FailurePages {
    static let all = [Route(.get, "/cases/:case/failures", .ofCase(.seeRenditions), handle: list)]

    private static let pageSize = 200

    /// Where the files of a case that failed for one reason are listed.
    static func address(ofCase reference: String, reason: FailureCode) -> String {
        Address.of(Address.ofCase(reference, "failures"), [("reason", reason.rawValue)])
    }

    @Sendable private static func list(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let record = try await request.caseRecord()
        let (reference, workspace) = (record.reference, request.state.workspace)
        let reason = request.query["reason"].flatMap(FailureCode.init)
        let after = request.query["after"].flatMap(Int64.init) ?? 0
        let (found, counts) = try await Blocking.run {
            (
                try workspace.failedItems(ofCase: reference, reason: reason, after: after, limit: pageSize + 1),
                try workspace.failures(ofCase: reference)
            )
        }
        let shown = found.prefix(pageSize)
        let base = Address.ofCase(reference, "failures")
        var values: PageValues = [
            "case": try request.caseHead(record, current: ""),
            "reasons": counts.map { failure -> PageValues in
                [
                    "href": address(ofCase: reference, reason: failure.code), "isCurrent": failure.code == reason,
                    "label": words.text("failure_\(failure.code.rawValue)"), "count": words.number(failure.items),
                ]
            },
        ]
        if reason != nil { values["allHref"] = base }
        if !shown.isEmpty { values["list"] = ["rows": shown.map { row($0, reference, words) }] as PageValues }
        if after > 0 { values["firstHref"] = Address.of(base, [("reason", reason?.rawValue)]) }
        if found.count > pageSize, let last = shown.last {
            values["nextHref"] = Address.of(base, [("reason", reason?.rawValue), ("after", "\(last.id)")])
        }
        return request.page("failures", title: "\(words.text("failures")) \(reference)", values)
    }

    private static func row(_ item: ItemDetails, _ reference: String, _ words: Catalogue) -> PageValues {
        [
            "href": Address.ofCase(reference, "items/\(item.id)"), "path": item.path, "exhibit": item.exhibit,
            "reason": item.failure.map { words.text("failure_\($0.code.rawValue)") } ?? "",
            "message": item.failure?.message ?? "",
            "size": item.content.map { words.size($0.digests.size) } ?? "",
        ]
    }
}
