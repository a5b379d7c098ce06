import Accounts
import Audit
import Casework
import HTTPTypes
import Hummingbird

/// The audit log, for those who check it.
enum AuditOperations {
    static let all = [
        APIOperation(
            "listAudit",
            .get,
            "/api/v1/audit",
            .system(.readAudit),
            "Lists entries of the audit log, the oldest first.",
            query: [
                .optional("after", Schema.integer(-1...Int64.max).saying("The place after which to begin.")),
                .optional("limit", .integer(1...500)), .optional("actor", .text(.line, 1...200)),
                .optional(
                    "act",
                    Schema.text(.line, 1...100).saying("Such as decision.made, or decision for all acts on it.")
                ), .optional("case", .text(.line, 1...1000)),
            ],
            answer: .json(.ok, AuditPage.schema),
            handle: list
        ),
        APIOperation(
            "showAuditHead",
            .get,
            "/api/v1/audit/head",
            .system(.readAudit),
            "Shows how far the audit log goes, and the hash over all of it.",
            answer: .json(.ok, HeadOutput.schema),
            handle: head
        ),
        APIOperation(
            "makeCheckpoint",
            .post,
            "/api/v1/audit/checkpoint",
            .system(.readAudit),
            "Signs what the audit log is now; to be kept elsewhere.",
            answer: .json(.created, CheckpointOutput.schema),
            handle: checkpoint
        ),
        APIOperation(
            "verifyAudit",
            .post,
            "/api/v1/audit/verify",
            .system(.readAudit),
            "Checks the whole audit log, also against a checkpoint that was kept elsewhere.",
            body: .json(Schema.object(.optional("checkpoint", .text(.any, 1...10_000))).named("AuditQuestion")),
            answer: .json(.ok, Verification.schema),
            handle: verify
        ),
        APIOperation(
            "proveAudit",
            .get,
            "/api/v1/audit/{entry}/proof",
            .system(.readAudit),
            "Proves to someone who has nothing else of the log that an entry is in it.",
            answer: .json(.ok, ProofOutput.schema),
            handle: prove
        ),
    ]

    private struct EntryOutput: Encodable {
        let sequence: Int64
        let at, actor, act: String
        let `case`, subject: String?
        let details: [String: String]

        static let schema = Schema.object(
            .required("sequence", .count),
            .required("at", .moment),
            .required("actor", .anyText),
            .required("act", .anyText),
            .optional("case", .anyText),
            .optional("subject", .anyText),
            .required("details", .table(.anyText))
        ).named("AuditEntry")

        init(_ entry: AuditEntry) {
            sequence = entry.sequence
            at = entry.at
            actor = entry.actor
            act = entry.act
            `case` = entry.caseReference
            subject = entry.subject
            details = entry.details
        }
    }

    private struct AuditPage: APIValue {
        let entries: [EntryOutput]
        let next: String?

        static let schema = Schema.object(
            .required("entries", .list(EntryOutput.schema)),
            .optional("next", .anyText)
        ).named("AuditPage")
    }

    private struct HeadOutput: APIValue {
        let size: Int64
        let root: String

        static let schema = Schema.object(.required("size", .count), .required("root", .digest)).named("AuditHead")
    }

    private struct CheckpointOutput: APIValue {
        let checkpoint, key: String

        static let schema = Schema.object(
            .required("checkpoint", .anyText),
            .required("key", Schema.anyText.saying("By which others check the signature."))
        ).named("Checkpoint")
    }

    private struct Verification: APIValue {
        let faults: [String]
        let size: Int64
        let root: String

        static let schema = Schema.object(
            .required("faults", Schema.list(.anyText).saying("Empty if all is well.")),
            .required("size", .count),
            .required("root", .digest)
        ).named("AuditVerification")
    }

    private enum ProofOutput {
        static let schema = Schema.object(
            .required("checkpoint", .anyText),
            .required("entry", Schema.anyText.saying("The entry as its canonical text.")),
            .required("index", .count),
            .required("path", Schema.list(.anyText).saying("Hashes in base64, the lowest first."))
        ).named("AuditProof")
    }

    @Sendable private static func list(_ asked: APIRequest) async throws -> APIAnswer {
        let (after, limit) = (asked.number("after"), asked.number("limit") ?? 100)
        let filter = AuditFilter(actor: asked.text("actor"), act: asked.text("act"), caseReference: asked.text("case"))
        let viewer = try asked.viewer
        let entries = try await asked.run { workspace in
            if after == nil { try workspace.record(NewAuditEntry(actor: viewer.name, act: "audit.viewed")) }
            return try workspace.auditEntries(after: Int64(after ?? -1), limit: limit + 1, matching: filter)
        }
        let shown = entries.prefix(limit)
        let next = entries.count > limit ? shown.last.map { asked.next([("after", "\($0.sequence)")]) } : nil
        return try APIAnswer(AuditPage(entries: shown.map(EntryOutput.init), next: next))
    }

    @Sendable private static func head(_ asked: APIRequest) async throws -> APIAnswer {
        let head = try await asked.run { workspace in try workspace.auditHead() }
        return try APIAnswer(HeadOutput(size: head.size, root: head.rootHex))
    }

    @Sendable private static func checkpoint(_ asked: APIRequest) async throws -> APIAnswer {
        let (checkpoint, key) = try await asked.run { workspace in
            (try workspace.checkpoint(), try workspace.auditVerifier())
        }
        return try APIAnswer(CheckpointOutput(checkpoint: checkpoint.text, key: key.text), status: .created)
    }

    private struct Question: Decodable {
        let checkpoint: String?
    }

    @Sendable private static func verify(_ asked: APIRequest) async throws -> APIAnswer {
        let wish: Question = try asked.decoded()
        let witness = try wish.checkpoint.map { text throws(Problem) in
            guard let read = Checkpoint(text: text) else {
                throw Problem(
                    status: .unprocessableContent,
                    detail: "This is not a checkpoint of Cairn; send all of its lines.",
                    extra: ["field": .text("checkpoint")]
                )
            }
            return read
        }
        let (faults, head) = try await asked.run { workspace in
            (try workspace.verifyAudit(against: witness), try workspace.auditHead())
        }
        return try APIAnswer(Verification(faults: faults, size: head.size, root: head.rootHex))
    }

    @Sendable private static func prove(_ asked: APIRequest) async throws -> APIAnswer {
        let entry = try asked.request.number("entry")
        let proof = try await asked.run(refusing: .notFound) { workspace in try workspace.proveAudit(entry: entry) }
        return APIAnswer(WorkRequest.bytes(Array(proof.json.utf8), type: "application/json"))
    }
}
