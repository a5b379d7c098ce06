extension Schema {
    /// How the schema is written where it is used: in full, or by its name.
    var written: JSONValue {
        guard let name else { return writtenInFull }
        let reference = JSONValue.object(["$ref": .text("#/components/schemas/\(name)")])
        return isNullable ? .object(["anyOf": .list([reference, .object(["type": .text("null")])])]) : reference
    }

    /// The schema as JSON.
    var writtenInFull: JSONValue {
        var keywords = ownKeywords
        if isNullable, name == nil, let type = keywords["type"] { keywords["type"] = .list([type, .text("null")]) }
        if let summary { keywords["description"] = .text(summary) }
        if isSecret { keywords["writeOnly"] = .flag(true) }
        return .object(keywords)
    }

    /// All schemas with names that this one is made of, itself included.
    var withNames: [String: Schema] {
        var found: [String: Schema] = name.map { [$0: self] } ?? [:]
        for part in parts { found.merge(part.withNames) { $1 } }
        return found
    }

    private var parts: [Schema] {
        switch shape {
        case .list(let schema, _), .table(let schema): [schema]
        case .object(let fields): fields.map(\.schema)
        case .either(let schemas): schemas
        case .text, .integer, .number, .flag, .choice, .anything: []
        }
    }

    private var ownKeywords: [String: JSONValue] {
        switch shape {
        case .text(let alphabet, let length):
            var keywords: [String: JSONValue] = ["type": .text("string")]
            if length.lowerBound > 0 { keywords["minLength"] = .integer(length.lowerBound) }
            if length.upperBound < .max { keywords["maxLength"] = .integer(length.upperBound) }
            if let pattern = alphabet.pattern { keywords["pattern"] = .text(pattern) }
            return keywords
        case .integer(let range):
            var keywords: [String: JSONValue] = ["type": .text("integer"), "format": .text("int64")]
            if range.lowerBound > .min { keywords["minimum"] = .integer(Int(range.lowerBound)) }
            if range.upperBound < .max { keywords["maximum"] = .integer(Int(range.upperBound)) }
            return keywords
        case .number(let range):
            var keywords: [String: JSONValue] = ["type": .text("number")]
            if range.lowerBound > -.greatestFiniteMagnitude { keywords["minimum"] = .number(range.lowerBound) }
            if range.upperBound < .greatestFiniteMagnitude { keywords["maximum"] = .number(range.upperBound) }
            return keywords
        case .flag: return ["type": .text("boolean")]
        case .choice(let words):
            let all = words.map(JSONValue.text) + (isNullable ? [.null] : [])
            return ["type": .text("string"), "enum": .list(all)]
        case .list(let schema, let count):
            var keywords: [String: JSONValue] = ["type": .text("array"), "items": schema.written]
            if count.lowerBound > 0 { keywords["minItems"] = .integer(count.lowerBound) }
            if count.upperBound < .max { keywords["maxItems"] = .integer(count.upperBound) }
            return keywords
        case .object(let fields):
            var keywords: [String: JSONValue] = [
                "type": .text("object"), "additionalProperties": .flag(false),
                "properties": .object(
                    Dictionary(fields.map { ($0.name, $0.schema.written) }, uniquingKeysWith: { first, _ in first })
                ),
            ]
            let required = fields.filter(\.isRequired).map { JSONValue.text($0.name) }
            if !required.isEmpty { keywords["required"] = .list(required) }
            return keywords
        case .table(let schema): return ["type": .text("object"), "additionalProperties": schema.written]
        case .anything: return [:]
        case .either(let schemas): return ["anyOf": .list(schemas.map(\.written))]
        }
    }
}
