import Foundation
import HTTPTypes

/// Why a request was not carried out (RFC 9457).
struct Problem: Error {
    /// The status of the answer.
    let status: HTTPResponse.Status
    /// What is wrong, in one sentence.
    let detail: String
    /// More for programs, such as what is there now.
    var extra: [String: JSONValue] = [:]

    static let notFound = Problem(status: .notFound, detail: "There is nothing here that you may see.")
    static let signIn = Problem(status: .unauthorized, detail: "Sign in first.")
    static let otherMethod = Problem(status: .methodNotAllowed, detail: "This path is used by other methods.")
    static let forbidden = Problem(status: .forbidden, detail: "Your role does not allow this.")

    static func wrong(_ detail: String) -> Problem { Problem(status: .badRequest, detail: detail) }
}

/// A value of JSON.
enum JSONValue: Encodable, Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case list([JSONValue])
    case object([String: JSONValue])
    case null

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .flag(let value): try container.encode(value)
        case .list(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        case .null: try container.encodeNil()
        }
    }
}
