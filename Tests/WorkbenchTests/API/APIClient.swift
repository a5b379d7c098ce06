import CaseModel
import Foundation
import FoundationNetworking
import Testing

@testable import Workbench

/// What a server answered.
struct APIReply {
    let status: Int
    let headers: [String: String]
    let bytes: [UInt8]

    /// The body as JSON.
    var json: JSONValue { JSONValue(json: bytes) ?? .null }

    /// A value in the body, by its path: `overlaps.0.link.id`.
    subscript(path: String) -> JSONValue { json[path] }
}

/// Asks a server as programs do, and checks each answer against the server's own description.
final class APIClient: @unchecked Sendable {
    private let address: String
    private let session: URLSession
    /// Set once before any other request.
    private var description: DescriptionCheck?

    init(address: String) throws {
        self.address = address
        let configuration = URLSessionConfiguration.ephemeral
        // Many servers answer at once on few processors.
        configuration.timeoutIntervalForRequest = 300
        session = URLSession(configuration: configuration)
    }

    /// Reads the description.
    func learn() async throws { description = DescriptionCheck(try await get("/api/v1/openapi.json", nil).json) }

    func get(_ path: String, _ token: String?) async throws -> APIReply { try await send("GET", path, token) }

    func post(_ path: String, _ token: String?, _ json: String? = nil, key: String? = nil) async throws -> APIReply {
        try await send("POST", path, token, json, headers: key.map { ["Idempotency-Key": $0] } ?? [:])
    }

    func put(_ path: String, _ token: String?, _ json: String) async throws -> APIReply {
        try await send("PUT", path, token, json)
    }

    func delete(_ path: String, _ token: String?) async throws -> APIReply { try await send("DELETE", path, token) }

    func send(
        _ method: String,
        _ path: String,
        _ token: String?,
        _ json: String? = nil,
        bytes: [UInt8]? = nil,
        headers: [String: String] = [:]
    ) async throws -> APIReply {
        var request = URLRequest(url: try #require(URL(string: address + path), "no address: \(path)"))
        request.httpMethod = method
        request.httpShouldHandleCookies = false
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if json != nil { request.setValue("application/json", forHTTPHeaderField: "Content-Type") }
        if bytes != nil { request.setValue("application/octet-stream", forHTTPHeaderField: "Content-Type") }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        request.httpBody = bytes.map { Data($0) } ?? json.map { Data($0.utf8) }
        let (data, answer) = try await session.data(for: request)
        let http = try #require(answer as? HTTPURLResponse)
        let fields = http.allHeaderFields.map { ("\($0.key)".lowercased(), "\($0.value)") }
        let reply = APIReply(
            status: http.statusCode,
            headers: Dictionary(fields, uniquingKeysWith: { first, _ in first }),
            bytes: Array(data)
        )
        if let description, reply.status != 405 {
            let faults = description.faults(of: reply, to: method, path)
            #expect(faults.isEmpty, "\(method) \(path): \(faults)")
        }
        return reply
    }
}

extension JSONValue {
    subscript(path: String) -> JSONValue {
        path.split(separator: ".").reduce(self) { value, name in
            switch value {
            case .object(let values): values[String(name)] ?? .null
            case .list(let values): Int(name).flatMap { values.indices.contains($0) ? values[$0] : nil } ?? .null
            default: .null
            }
        }
    }

    var string: String? { if case .text(let text) = self { text } else { nil } }
    var int: Int? { if case .integer(let number) = self { number } else { nil } }
    var list: [JSONValue] { if case .list(let values) = self { values } else { [] } }
    var object: [String: JSONValue] { if case .object(let values) = self { values } else { [:] } }
    var isTrue: Bool { if case .flag(true) = self { true } else { false } }
    var isAbsent: Bool { if case .null = self { true } else { false } }
}
