import Accounts
import Audit
import Casework
import Foundation
import Hummingbird

/// The audit log, for those who check it.
enum AuditPages {
    static let all = [
        Route(.get, "/audit", .system(.readAudit)) { request in try await page(request, [:]) },
        Route(.post, "/audit/checkpoint", .system(.readAudit), handle: makeCheckpoint),
        Route(.post, "/audit/verify", .system(.readAudit), handle: verify),
    ]

    private static let pageSize = 100

    /// The beginnings of acts that entries can be chosen by.
    private static let subjects = [
        "session", "case", "ingest", "rendition", "item", "grid", "original", "decision", "code", "search", "member",
        "share", "account", "token", "upload", "audit",
    ]

    private static func page(_ request: WorkRequest, _ more: PageValues) async throws -> Response {
        let words = request.catalogue
        let (workspace, viewer, query) = (request.state.workspace, try request.who().viewer, request.query)
        let filter = AuditFilter(
            actor: query.text("actor"),
            act: query.text("act"),
            caseReference: query.text("case")
        )
        let before = query["before"].flatMap(Int64.init)
        if before == nil, request.head.method == .get {
            try await Blocking.run { try workspace.record(NewAuditEntry(actor: viewer.name, act: "audit.viewed")) }
        }
        let (entries, head) = try await Blocking.run {
            (
                try workspace.auditEntries(before: before, limit: pageSize + 1, matching: filter),
                try workspace.auditHead()
            )
        }
        let shown = entries.prefix(pageSize)
        var values = more
        values["head"] = ["size": words.number(Int(head.size)), "root": head.rootHex] as PageValues
        values["filter"] =
            [
                "actor": filter.actor ?? "", "caseReference": filter.caseReference ?? "", "subject": "",
                "acts": [option("", words.text("act_any"), isSelected: filter.act == nil)]
                    + subjects.map { option($0, $0, isSelected: $0 == filter.act) },
            ] as PageValues
        if !shown.isEmpty { values["log"] = ["rows": shown.map { row($0, words) }] as PageValues }
        let fields = [("actor", filter.actor), ("act", filter.act), ("case", filter.caseReference)]
        if before != nil { values["newerHref"] = Address.of("/audit", fields) }
        if entries.count > pageSize, let last = shown.last {
            values["olderHref"] = Address.of("/audit", fields + [("before", "\(last.sequence)")])
        }
        return request.page("audit", title: words.text("audit"), values, current: "/audit")
    }

    private static func row(_ entry: AuditEntry, _ words: Catalogue) -> PageValues {
        [
            "sequence": "\(entry.sequence)", "at": entry.at, "atText": words.moment(entry.at), "actor": entry.actor,
            "act": entry.act, "actText": words.texts["act_\(entry.act.replacing(".", with: "_"))"] ?? "",
            "caseReference": entry.caseReference ?? "", "subject": entry.subject ?? "",
            "details": entry.details.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                .joined(separator: ", "),
        ]
    }

    @Sendable private static func makeCheckpoint(_ request: WorkRequest) async throws -> Response {
        let workspace = request.state.workspace
        let checkpoint = try await Blocking.run { try workspace.checkpoint() }
        return try await page(request, ["checkpoint": checkpoint.text])
    }

    @Sendable private static func verify(_ request: WorkRequest) async throws -> Response {
        let words = request.catalogue
        let workspace = request.state.workspace
        var witness: Checkpoint?
        if let text = request.form.text("checkpoint") {
            guard let read = Checkpoint(text: text.replacing("\r\n", with: "\n")) else {
                throw Problem.wrong("This is not a checkpoint of Cairn; paste all of its lines.")
            }
            witness = read
        }
        let against = witness
        let (faults, head) = try await Blocking.run {
            (try workspace.verifyAudit(against: against), try workspace.auditHead())
        }
        let verification: PageValues = [
            "class": faults.isEmpty ? "good" : "warning",
            "text": faults.isEmpty
                ? words.text("verified_good", words.number(Int(head.size)))
                : words.text("verified_bad", words.number(faults.count)), "faults": faults,
        ]
        return try await page(request, ["verification": verification])
    }
}
