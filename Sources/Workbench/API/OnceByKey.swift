import Accounts
import CaseModel
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// Carries a request with an `Idempotency-Key` out once: sent again, it gets the same answer.
struct OnceByKey {
    /// What a key may be.
    static let schema = Schema.text(.visible, 1...200)

    private let asked: APIRequest
    private let key: String
    /// The digest of a body that is no JSON.
    private let body: String?

    init(_ asked: APIRequest, key: String, body: String? = nil) {
        self.asked = asked
        self.key = key
        self.body = body
    }

    /// The answer that is kept, or a new one.
    func answer(_ body: () async throws -> APIAnswer) async throws -> APIAnswer {
        let viewer = try asked.viewer
        let work = "\(viewer.account) \(key)"
        guard await asked.request.state.answers.begin(work) else {
            throw Problem(status: .conflict, detail: "A request with this Idempotency-Key is being carried out.")
        }
        do {
            let answer = try await answerOnce(body)
            await asked.request.state.answers.end(work)
            return answer
        } catch {
            await asked.request.state.answers.end(work)
            throw error
        }
    }

    private func answerOnce(_ body: () async throws -> APIAnswer) async throws -> APIAnswer {
        let (viewer, key, stated) = (try asked.viewer, key, stated)
        let request = try await asked.run { _ in try Workspace.requestDigest(of: stated) }
        if let kept = try await asked.run({ workspace in try workspace.keptAnswer(of: viewer, key: key) }) {
            guard kept.request == request else {
                throw Problem(
                    status: .unprocessableContent,
                    detail: "This Idempotency-Key was used for another request."
                )
            }
            return APIAnswer(
                WorkRequest.bytes(
                    Array(kept.body.utf8),
                    type: "application/json",
                    status: HTTPResponse.Status(code: kept.status)
                )
            )
        }
        let answer = try await body()
        if let text = answer.kept {
            let kept = KeptAnswer(request: request, status: answer.response.status.code, body: text)
            try await asked.run { workspace in try workspace.keep(kept, of: viewer, key: key) }
        }
        return answer
    }

    /// The request, without its secrets.
    private var stated: String {
        let head = "\(asked.operation.method.rawValue) \(asked.request.uri.description)"
        if let body { return "\(head)\n\(body)" }
        guard let json = asked.json, case .json(let schema) = asked.operation.body else { return head }
        return "\(head)\n\(json.without(schema.secrets).canonicalText)"
    }
}

/// Which requests with keys are being carried out.
actor AnswersInWork {
    private var keys: Set<String> = []

    /// Begins one; false if it is under way.
    func begin(_ key: String) -> Bool { keys.insert(key).inserted }

    func end(_ key: String) { keys.remove(key) }
}

extension Schema {
    /// The names of members that are secrets.
    fileprivate var secrets: Set<String> {
        guard case .object(let fields) = shape else { return [] }
        return Set(fields.filter(\.schema.isSecret).map(\.name))
    }
}
