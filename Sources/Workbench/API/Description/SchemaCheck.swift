/// What does not fit into a shape, and where.
struct SchemaFault: Equatable, Sendable {
    /// The path of the value, such as `stacks.3`; empty for the whole.
    let place: String
    /// What is expected there.
    let detail: String
}

extension Schema {
    /// What is wrong with a value; nil if it is of this shape.
    func fault(in value: JSONValue, at place: String = "") -> SchemaFault? {
        func fault(_ detail: String) -> SchemaFault { SchemaFault(place: place, detail: detail) }
        func inner(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }
        if case .null = value, isNullable { return nil }
        switch (shape, value) {
        case (.text(let alphabet, let length), .text(let text)):
            guard length.contains(text.unicodeScalars.count) else {
                return fault("must have \(Self.words(length)) characters")
            }
            return alphabet.admits(text) ? nil : fault("must be \(alphabet.words)")
        case (.integer(let range), .integer(let number)):
            return range.contains(Int64(number))
                ? nil : fault("must be from \(range.lowerBound) to \(range.upperBound)")
        case (.number(let range), .number(let number)):
            return range.contains(number) ? nil : fault("must be from \(range.lowerBound) to \(range.upperBound)")
        case (.number(let range), .integer(let number)):
            return range.contains(Double(number))
                ? nil : fault("must be from \(range.lowerBound) to \(range.upperBound)")
        case (.flag, .flag), (.anything, _): return nil
        case (.choice(let words), .text(let word)):
            return words.contains(word) ? nil : fault("must be one of \(words.joined(separator: ", "))")
        case (.list(let schema, let count), .list(let values)):
            guard count.contains(values.count) else { return fault("must have \(Self.words(count)) entries") }
            for (number, value) in values.enumerated() {
                if let found = schema.fault(in: value, at: inner("\(number)")) { return found }
            }
            return nil
        case (.object(let fields), .object(let values)):
            for field in fields {
                guard let value = values[field.name] else {
                    if field.isRequired { return SchemaFault(place: inner(field.name), detail: "is missing") }
                    continue
                }
                if let found = field.schema.fault(in: value, at: inner(field.name)) { return found }
            }
            let unknown = Set(values.keys).subtracting(fields.map(\.name)).min()
            return unknown.map { SchemaFault(place: inner($0), detail: "is not known here") }
        case (.table(let schema), .object(let values)):
            for (name, value) in values.sorted(by: { $0.key < $1.key }) {
                if let found = schema.fault(in: value, at: inner(name)) { return found }
            }
            return nil
        case (.either(let schemas), _):
            let faults = schemas.map { $0.fault(in: value, at: place) }
            return faults.contains { $0 == nil } ? nil : faults.first ?? nil
        default: return fault("must be \(words)")
        }
    }

    /// The value that a field of an address states; nil if it states none of this shape.
    func value(stated text: String) -> JSONValue? {
        switch shape {
        case .integer: return Int(text).map(JSONValue.integer)
        case .number:
            guard !text.isEmpty, text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }),
                let number = Double(text),
                number.isFinite
            else { return nil }
            return .number(number)
        case .flag:
            switch text {
            case "true": return .flag(true)
            case "false": return .flag(false)
            default: return nil
            }
        default: return .text(text)
        }
    }

    /// What it is, for who sent something else.
    var words: String {
        switch shape {
        case .text(let alphabet, _): alphabet.words
        case .integer: "a whole number"
        case .number: "a number"
        case .flag: "true or false"
        case .choice(let words): "one of \(words.joined(separator: ", "))"
        case .list: "a list"
        case .object, .table: "an object"
        case .either(let schemas): schemas.map(\.words).joined(separator: " or ")
        case .anything: "a value"
        }
    }

    private static func words(_ range: ClosedRange<Int>) -> String {
        if range.lowerBound == range.upperBound { return "\(range.lowerBound)" }
        return range.upperBound == .max
            ? "at least \(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
    }
}
