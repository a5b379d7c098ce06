import Accounts
import Casework
import Foundation
import HTTPTypes
import Hummingbird

/// A request to an operation, after everything that it states was found to be of the right shape.
struct APIRequest: Sendable {
    let request: WorkRequest
    let operation: APIOperation
    private let query: [String: JSONValue]
    /// The body, where it is JSON.
    let json: JSONValue?
    private let bytes: [UInt8]
    /// The request's `Idempotency-Key`.
    let key: String?
    /// The version that `If-Match` names; one that there never is for anything else.
    let version: Int?

    /// Reads and checks a request.
    ///
    /// - Throws: ``Problem`` that names the field that is wrong.
    init(_ request: WorkRequest, of operation: APIOperation) async throws {
        self.request = request
        self.operation = operation
        for name in operation.pathFields {
            let value = PathFields.schema(of: name).value(stated: request.parameter(name))
            guard let value, PathFields.schema(of: name).fault(in: value) == nil else { throw Problem.notFound }
        }
        query = try Self.query(of: request, operation.query)
        key = try request.head.headerFields[.idempotencyKey].map { text throws(Problem) in
            if let fault = OnceByKey.schema.fault(in: .text(text)) { throw .wrong("Idempotency-Key", fault.detail) }
            return text
        }
        version = operation.takesVersion ? request.head.headerFields[.ifMatch].map(EntityTag.version) : nil
        guard case .json(let schema) = operation.body else {
            (json, bytes) = (nil, [])
            return
        }
        if let type = request.head.headerFields[.contentType], !Self.isJSON(type) {
            throw Problem(status: .unsupportedMediaType, detail: "The body must be application/json.")
        }
        bytes = try await request.collectedBody(upTo: Dispatcher.mostFormBytes)
        guard let value = JSONValue(json: bytes) else {
            throw Problem.wrong("body", "must be JSON in UTF-8")
        }
        if let fault = schema.fault(in: value) {
            throw Problem.wrong(fault.place.isEmpty ? "body" : fault.place, fault.detail)
        }
        json = value
    }

    var workspace: Workspace { request.state.workspace }
    var caseReference: String { request.caseReference }
    var viewer: Viewer { get throws(Problem) { try request.who().viewer } }
    var access: CaseAccess { get throws(Problem) { try request.who().access } }

    /// A field of the address.
    func text(_ name: String) -> String? {
        if case .text(let text)? = query[name] { text } else { nil }
    }

    func number(_ name: String) -> Int? {
        if case .integer(let number)? = query[name] { number } else { nil }
    }

    func flag(_ name: String) -> Bool? {
        if case .flag(let flag)? = query[name] { flag } else { nil }
    }

    func choice<Value: RawRepresentable>(_ name: String) -> Value? where Value.RawValue == String {
        text(name).flatMap(Value.init)
    }

    /// The body as a value; its shape was checked.
    func decoded<Value: Decodable>() throws(Problem) -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(Value.self, from: Data(bytes))
        } catch {
            throw .wrong("body", "is not what is expected here")
        }
    }

    /// Runs a use case; what the database does not allow gets a status of its own.
    ///
    /// - Parameters:
    ///   - status: The status where the request is well formed, but names what is not there, or is there already.
    ///   - body: The use case.
    /// - Returns: What it gives.
    /// - Throws: ``Problem``, or what the use case throws.
    func run<Value: Sendable>(
        refusing status: HTTPResponse.Status = .unprocessableContent,
        _ body: @escaping @Sendable (Workspace) throws -> Value
    ) async throws -> Value {
        let workspace = workspace
        do {
            return try await Blocking.run { try body(workspace) }
        } catch let error as CaseworkError where error.code == .usage {
            throw Problem(status: status, detail: error.message)
        }
    }

    /// The address of the next page.
    func next(_ fields: [(String, String?)]) -> String {
        let kept = operation.query.map(\.name).filter { name in !fields.contains { $0.0 == name } }
            .map { ($0, request.query[$0]) }
        return Address.of(request.uri.path, fields + kept)
    }

    private static func query(of request: WorkRequest, _ fields: [Schema.Field]) throws(Problem) -> [String: JSONValue]
    {
        var values: [String: JSONValue] = [:]
        for part in (request.uri.query ?? "").split(separator: "&") {
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Form.strictlyDecoded(halves[0]),
                let text = Form.strictlyDecoded(halves.count > 1 ? halves[1] : "")
            else { throw .wrong("query", "must be percent-encoded UTF-8") }
            guard let field = fields.first(where: { $0.name == name }) else {
                throw .wrong(name, "is not known here")
            }
            guard values[name] == nil else { throw .wrong(name, "is given twice") }
            guard let value = field.schema.value(stated: text) else {
                throw .wrong(name, "must be \(field.schema.words)")
            }
            if let fault = field.schema.fault(in: value) { throw .wrong(name, fault.detail) }
            values[name] = value
        }
        for field in fields where field.isRequired && values[field.name] == nil {
            throw .wrong(field.name, "is missing")
        }
        return values
    }

    private static func isJSON(_ type: String) -> Bool {
        type.split(separator: ";").first.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            == "application/json"
    }
}

/// The fields of paths, which mean the same in all of them.
enum PathFields {
    private static let known: [String: Schema] = [
        "case": .text(.line, 1...1000).saying("The case's reference."),
        "item": .integer(1...Int64.max).saying("The item's number."),
        "account": .text(.line, 1...200).saying("The account's name."),
        "audience": .text(.audience, 1...30).saying("With whom: own-agency, community, or an agency by its number."),
        "upload": .text(.base64, 1...100).saying("The upload's name, as it was given out."),
        "digest": Schema.digest.saying("The content's SHA-256."),
        "entry": .integer(0...Int64.max).saying("The entry's place in the log, from 0."),
        "series": .integer(1...Int64.max).saying("The series' number."),
        "subject": .text(.line, 1...30).saying("The subject's number, such as V-000123."),
        "sighting": .integer(1...Int64.max).saying("The sighting's number."),
        "outcome": .integer(1...Int64.max).saying("The outcome's number."),
        "token": .integer(1...Int64.max).saying("The token's number."),
        "list": .text(.line, 1...200).saying("The hash list's name."),
        "listed": .integer(1...Int64.max).saying("The number of the list's entry."),
        "partner": .text(.line, 1...200).saying("The partner's name."),
        "bundle": .integer(1...Int64.max).saying("The bundle's number."),
        "imported": .integer(1...Int64.max).saying("The imported report's number."),
        "watch": .integer(1...Int64.max).saying("The watch's number."),
    ]

    static func schema(of name: String) -> Schema { known[name] ?? .text(.line, 1...1000) }
}

/// A version as an entity tag (RFC 9110, section 8.8.3).
enum EntityTag {
    static func text(_ version: Int) -> String { "\"\(version)\"" }

    /// The version that a tag states; one that there never is for any other text.
    static func version(_ text: String) -> Int {
        guard text.count >= 3, text.first == "\"", text.last == "\"" else { return -1 }
        return Int(text.dropFirst().dropLast()) ?? -1
    }
}

extension Problem {
    /// A field is wrong.
    static func wrong(_ field: String, _ detail: String) -> Problem {
        Problem(status: .badRequest, detail: "\(field) \(detail).", extra: ["field": .text(field)])
    }

    /// A field is right by itself, and wrong beside the others.
    static func unsuitable(_ field: String, _ detail: String) -> Problem {
        Problem(status: .unprocessableContent, detail: "\(field) \(detail).", extra: ["field": .text(field)])
    }
}

extension Form {
    /// A name or value of an address; nil if it is not percent-encoded UTF-8.
    static func strictlyDecoded(_ text: some StringProtocol) -> String? {
        String(text).replacing("+", with: " ").removingPercentEncoding
    }
}

extension WorkRequest {
    /// The whole body of a streamed request.
    ///
    /// - Throws: ``Problem`` if it is longer than allowed.
    func collectedBody(upTo limit: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in body {
            bytes += piece.readableBytesView
            guard bytes.count <= limit else {
                throw Problem(status: .contentTooLarge, detail: "The limit for this request is \(limit) bytes.")
            }
        }
        return bytes
    }

    /// Checks the token of a session in the header of a request whose body has no place for it.
    func checkHeaderToken() throws(Problem) {
        guard let token = try who().crossSiteToken else { return }
        guard let brought = head.headerFields[.crossSiteToken],
            ConstantTime.areEqual(Array(brought.utf8), Array(token.utf8))
        else { throw Problem(status: .forbidden, detail: "Send the session's token in X-Cross-Site-Token.") }
    }
}
