@testable import Workbench

/// Checks answers against a description (OpenAPI 3.1), as far as ours uses JSON Schema; reads only what was served.
struct DescriptionCheck {
    let document: JSONValue

    init(_ document: JSONValue) {
        self.document = document
    }

    /// What in an answer is not as described.
    func faults(of reply: APIReply, to method: String, _ target: String) -> [String] {
        let path = String(target.prefix { $0 != "?" })
        guard let operation = operation(method.lowercased(), path) else { return [] }
        let answer = operation["responses.\(reply.status)"]
        guard !answer.isAbsent else { return ["the status \(reply.status) is not described"] }
        let contents = answer["content"].object
        guard !contents.isEmpty else { return reply.bytes.isEmpty ? [] : ["a body is not described"] }
        let type = String((reply.headers["content-type"] ?? "").prefix { $0 != ";" })
        guard let content = contents[type] else { return ["the type \(type) is not described"] }
        return type.hasSuffix("json") ? faults(in: reply.json, content["schema"], "body") : []
    }

    /// The operation whose path fits best: names in it count more than fields.
    func operation(_ method: String, _ path: String) -> JSONValue? {
        let parts = path.split(separator: "/")
        let fitting = document["paths"].object.filter { template, _ in
            let own = template.split(separator: "/")
            return own.count == parts.count && zip(own, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        let best = fitting.min { $0.key.count { $0 == "{" } < $1.key.count { $0 == "{" } }
        guard let found = best?.value.object[method] else { return nil }
        return found
    }

    private func faults(in value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        let keywords = schema.object
        if let name = keywords["$ref"]?.string {
            guard let last = name.split(separator: "/").last,
                let named = document["components.schemas"].object[String(last)]
            else { return ["\(name) is not there"] }
            return faults(in: value, named, place)
        }
        if let choices = keywords["anyOf"]?.list {
            let all = choices.map { faults(in: value, $0, place) }
            return all.contains(where: \.isEmpty) ? [] : all.first ?? []
        }
        if let type = keywords["type"] {
            let types = type.string.map { [$0] } ?? type.list.compactMap(\.string)
            guard types.contains(where: { Self.isOf($0, value) }) else { return ["\(place) is not of type \(types)"] }
        }
        if let words = keywords["enum"]?.list.map(\.string), !words.contains(value.string) {
            return ["\(place) is \(value)"]
        }
        switch value {
        case .object(let values):
            var found =
                keywords["required"]?.list.compactMap(\.string).filter { values[$0] == nil }
                .map { "\(place).\($0) is missing" } ?? []
            let known = keywords["properties"]?.object ?? [:]
            for (name, value) in values {
                let inner = "\(place).\(name)"
                if let schema = known[name] {
                    found += faults(in: value, schema, inner)
                } else if let rest = keywords["additionalProperties"] {
                    if case .flag(false) = rest {
                        found.append("\(inner) is not described")
                    } else {
                        found += faults(in: value, rest, inner)
                    }
                }
            }
            return found
        case .list(let values):
            guard let items = keywords["items"] else { return [] }
            return values.enumerated().flatMap { faults(in: $1, items, "\(place).\($0)") }
        default: return []
        }
    }

    private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("string", .text), ("integer", .integer), ("number", .integer), ("number", .number), ("boolean", .flag),
            ("array", .list), ("object", .object), ("null", .null):
            true
        default: false
        }
    }
}
