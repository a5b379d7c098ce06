import Accounts
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// An operation of the interface for programs: what it does, what it takes and gives, and who may use it, in one place.
struct APIOperation: Sendable {
    /// What it takes in the body of a request.
    enum Body: Sendable {
        case none
        case json(Schema)
        /// Bytes as they are, at most so many, taken by the handler.
        case bytes(most: Int64, isRequired: Bool)
    }

    /// What it gives where all goes well.
    enum Answer: Sendable {
        case json(HTTPResponse.Status, Schema)
        /// Bytes of one of these media types.
        case bytes([String])
        case nothing

        var status: HTTPResponse.Status {
            switch self {
            case .json(let status, _): status
            case .bytes: .ok
            case .nothing: .noContent
            }
        }
    }

    /// The name for programs.
    let name: String
    let method: HTTPRequest.Method
    /// The path from the server's root, its fields in braces.
    let path: String
    let rule: RouteRule
    let summary: String
    let query: [Schema.Field]
    let body: Body
    let answer: Answer
    /// What can go wrong beyond what follows from the above.
    let problems: [HTTPResponse.Status]
    /// Whether a request with the same `Idempotency-Key` is carried out once.
    let isOnceByKey: Bool
    /// Whether a version in `If-Match` is understood.
    let takesVersion: Bool
    let handle: @Sendable (APIRequest) async throws -> APIAnswer

    init(
        _ name: String,
        _ method: HTTPRequest.Method,
        _ path: String,
        _ rule: RouteRule,
        _ summary: String,
        query: [Schema.Field] = [],
        body: Body = .none,
        answer: Answer,
        problems: [HTTPResponse.Status] = [],
        isOnceByKey: Bool = false,
        takesVersion: Bool = false,
        handle: @escaping @Sendable (APIRequest) async throws -> APIAnswer
    ) {
        self.name = name
        self.method = method
        self.path = path
        self.rule = rule
        self.summary = summary
        self.query = query
        self.body = body
        self.answer = answer
        self.problems = problems
        self.isOnceByKey = isOnceByKey
        self.takesVersion = takesVersion
        self.handle = handle
    }

    /// The names of the path's fields, in order.
    var pathFields: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// The operation as one of the server's routes.
    var route: Route {
        let routed = path.replacing("{", with: ":").replacing("}", with: "")
        return Route(method, routed, rule, body: .streamed) { request in try await perform(request).response }
    }

    /// Whether the body is bytes: the handler receives them, and does by ``APIRequest/once(_:_:)`` what belongs to a key.
    private var hasBytes: Bool { if case .bytes = body { true } else { false } }

    private func perform(_ request: WorkRequest) async throws -> APIAnswer {
        if method != .get, rule != .open { try request.checkHeaderToken() }
        let asked = try await APIRequest(request, of: self)
        guard isOnceByKey, let key = asked.key, !hasBytes else { return try await handle(asked) }
        return try await OnceByKey(asked, key: key).answer { try await handle(asked) }
    }
}

/// What an operation answers.
struct APIAnswer: Sendable {
    var response: Response
    /// What is kept to be answered again; nil for answers that are no JSON.
    let kept: String?

    /// Answers with something that is no JSON.
    init(_ response: Response) {
        self.response = response
        kept = nil
    }

    /// Answers with a value.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - status: The status.
    ///   - secretless: The value without what must not be kept; the value itself if nil.
    /// - Throws: An error if a value cannot be written.
    init(_ value: some APIValue, status: HTTPResponse.Status = .ok, secretless: (any APIValue)? = nil) throws {
        response = try WorkRequest.json(value, status: status)
        let safe: any APIValue = secretless ?? value
        kept = String(decoding: try WorkRequest.encoded(safe), as: UTF8.self)
    }

    /// Answers that it is done.
    static var nothing: APIAnswer { APIAnswer(Response(status: .noContent)) }
}
