import Accounts
import Casework
import HTTPTypes

/// The interface for programs, described for programs (OpenAPI 3.1).
enum OpenAPIDocument {
    /// The description of operations.
    static func describing(_ operations: [APIOperation], version: String) -> JSONValue {
        let byPath = Dictionary(grouping: operations, by: \.path).mapValues { group in
            JSONValue.object(
                Dictionary(
                    group.map { ($0.method.rawValue.lowercased(), $0.description) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        }
        var schemas = ProblemOutput.schema.withNames
        for operation in operations {
            if case .json(let schema) = operation.body { schemas.merge(schema.withNames) { $1 } }
            if case .json(_, let schema) = operation.answer { schemas.merge(schema.withNames) { $1 } }
        }
        return .object([
            "openapi": .text("3.1.0"),
            "info": .object([
                "title": .text("Cairn"), "version": .text(version),
                "description": .text(
                    "The interface for programs. What a caller must not know of is answered with 404."
                ),
                "license": .object(["name": .text("Apache-2.0"), "identifier": .text("Apache-2.0")]),
            ]),
            "paths": .object(byPath),
            "components": .object([
                "schemas": .object(schemas.mapValues(\.writtenInFull)),
                "securitySchemes": .object([
                    "token": .object([
                        "type": .text("http"), "scheme": .text("bearer"),
                        "description": .text("A token that an administrator made, or `cairn user token add`."),
                    ]),
                    "session": .object([
                        "type": .text("apiKey"), "in": .text("cookie"), "name": .text("cairn"),
                        "description": .text(
                            "The session of a browser; what changes something needs its X-Cross-Site-Token too."
                        ),
                    ]),
                ]),
            ]),
        ])
    }
}

/// What is told of a request that was not carried out (RFC 9457).
enum ProblemOutput {
    static let schema = Schema.object(
        .required("type", .anyText),
        .required("title", .anyText),
        .required("status", .integer(400...599)),
        .required("detail", .anyText),
        .required("instance", Schema.anyText.saying("The number under which the operator finds it.")),
        .optional("field", Schema.anyText.saying("What is wrong in the request.")),
        .optional("received", Schema.count.saying("The byte at which an upload goes on.")),
        .optional("theirs", StandingDecision.schema.orNull),
        .optional("yours", .choice(["withdrawn"] + StandingDecision.verdicts)),
        .optional("version", Schema.count.saying("The version of the series or subject by now.")),
        .optional(
            "since",
            Schema.list(ChangeOutput.schema).saying("What was said of it since the version that was stated.")
        )
    ).named("Problem")
}

extension APIOperation {
    /// The operation in the description of the interface.
    fileprivate var description: JSONValue {
        var keywords: [String: JSONValue] = [
            "operationId": .text(name), "summary": .text(summary), "tags": .list([.text(tag)]),
            "responses": .object(responses),
        ]
        if let needs { keywords["description"] = .text(needs) }
        keywords["security"] =
            rule == .open ? .list([]) : .list([.object(["token": .list([])]), .object(["session": .list([])])])
        let parameters = parameters
        if !parameters.isEmpty { keywords["parameters"] = .list(parameters) }
        switch body {
        case .none: break
        case .json(let schema):
            keywords["requestBody"] = Self.content("application/json", schema.written, isRequired: true)
        case .bytes(_, let isRequired):
            keywords["requestBody"] = Self.content("application/octet-stream", Self.bytes, isRequired: isRequired)
        }
        return .object(keywords)
    }

    /// The part of the path that tells what it is about.
    private var tag: String {
        let parts = path.split(separator: "/").map(String.init).filter { $0 != "api" && $0 != "v1" }
        guard parts.first == "cases", parts.count > 2 else { return parts.first ?? "" }
        return parts[2]
    }

    private var needs: String? {
        switch rule {
        case .open: nil
        case .system(let permission): "Tokens need the scope `\(Permissions.scope(of: permission).rawValue)`."
        case .ofCase(let permission):
            "Needs the permission `\(permission.name)` on the case; tokens need the scope "
                + "`\(Permissions.scope(of: permission).rawValue)`."
        }
    }

    private var parameters: [JSONValue] {
        var all = pathFields.map { Self.parameter($0, "path", PathFields.schema(of: $0), isRequired: true) }
        all += query.map { Self.parameter($0.name, "query", $0.schema, isRequired: $0.isRequired) }
        if isOnceByKey {
            let schema = OnceByKey.schema.saying("The same request with the same key is carried out once.")
            all.append(Self.parameter("Idempotency-Key", "header", schema, isRequired: false))
        }
        if takesVersion {
            let schema = Schema.anyText.saying(
                "The version that was seen last, in quotation marks; counts before the body's."
            )
            all.append(Self.parameter("If-Match", "header", schema, isRequired: false))
        }
        return all
    }

    private static func parameter(_ name: String, _ place: String, _ schema: Schema, isRequired: Bool) -> JSONValue {
        var keywords: [String: JSONValue] = [
            "name": .text(name), "in": .text(place), "required": .flag(isRequired), "schema": schema.written,
        ]
        if let summary = schema.summary { keywords["description"] = .text(summary) }
        return .object(keywords)
    }

    private static let bytes = JSONValue.object(["type": .text("string"), "format": .text("binary")])

    private static func content(_ type: String, _ schema: JSONValue, isRequired: Bool) -> JSONValue {
        .object(["required": .flag(isRequired), "content": .object([type: .object(["schema": schema])])])
    }

    private var responses: [String: JSONValue] {
        var all: [String: JSONValue] = [:]
        for status in problemStatuses {
            all["\(status.code)"] = .object([
                "description": .text(status.reasonPhrase),
                "content": .object([
                    "application/problem+json": .object(["schema": ProblemOutput.schema.written])
                ]),
            ])
        }
        var found: [String: JSONValue] = ["description": .text(answer.status.reasonPhrase)]
        switch answer {
        case .json(_, let schema): found["content"] = .object(["application/json": .object(["schema": schema.written])])
        case .bytes(let types):
            found["content"] = .object(
                Dictionary(types.map { ($0, .object(["schema": Self.bytes])) }, uniquingKeysWith: { first, _ in first })
            )
        case .nothing: break
        }
        all["\(answer.status.code)"] = .object(found)
        return all
    }

    private var problemStatuses: [HTTPResponse.Status] {
        var all = problems + [.badRequest]
        if rule != .open { all += [.unauthorized, .forbidden, .serviceUnavailable] }
        if !pathFields.isEmpty { all.append(.notFound) }
        switch body {
        case .none: break
        case .json: all += [.contentTooLarge, .unsupportedMediaType, .unprocessableContent]
        case .bytes: all.append(.contentTooLarge)
        }
        if isOnceByKey { all += [.conflict, .unprocessableContent] }
        return all
    }
}
