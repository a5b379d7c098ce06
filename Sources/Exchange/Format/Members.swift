import CaseModel

/// The members of an object that was read, each to be taken once and checked.
struct Members {
    private var members: [String: CanonicalJSON]

    init?(_ value: CanonicalJSON) {
        guard case .object(let members) = value else { return nil }
        self.members = Dictionary(members.map { ($0.key, $0.value) }) { first, _ in first }
    }

    /// That nothing is left which was not asked for.
    func finish() throws(ExchangeError) {
        if let rest = members.keys.min() { throw .malformed("\(rest) is unforeseen") }
    }

    func has(_ key: String) -> Bool { members[key] != nil }

    mutating func integer(_ key: String, in range: ClosedRange<Int64>) throws(ExchangeError) -> Int64 {
        guard case .integer(let number) = members.removeValue(forKey: key), range.contains(number) else {
            throw .malformed("\(key) is missing or no number that it can be")
        }
        return number
    }

    mutating func text(_ key: String) throws(ExchangeError) -> String {
        guard case .text(let text) = members.removeValue(forKey: key) else {
            throw .malformed("\(key) is missing or no text")
        }
        return text
    }

    /// A text of several lines that can be shown.
    mutating func shown(_ key: String, most: Int) throws(ExchangeError) -> String {
        let text = try text(key)
        guard ExchangeText.isShown(text, most: most) else { throw .malformed("\(key) cannot be shown") }
        return text
    }

    mutating func line(_ key: String, most: Int) throws(ExchangeError) -> String {
        let text = try text(key)
        guard ExchangeText.isLine(text, most: most) else { throw .malformed("\(key) is no line that can be shown") }
        return text
    }

    mutating func bytes(_ key: String, count: Int) throws(ExchangeError) -> [UInt8] {
        try Self.bytes(try text(key), key, counts: count...count)
    }

    /// Bytes as lower-case hexadecimal digits.
    static func bytes(
        _ text: String,
        _ name: String,
        counts: ClosedRange<Int>
    ) throws(ExchangeError) -> [UInt8] {
        guard let bytes = [UInt8](hexadecimal: text), counts.contains(bytes.count), bytes.hexadecimal == text else {
            throw .malformed("\(name) is not written as it must be")
        }
        return bytes
    }

    mutating func list(_ key: String, most: Int) throws(ExchangeError) -> [CanonicalJSON] {
        guard case .list(let values) = members.removeValue(forKey: key), values.count <= most else {
            throw .malformed("\(key) is missing, no list, or too long")
        }
        return values
    }

    mutating func objects(_ key: String, most: Int) throws(ExchangeError) -> [Members] {
        var found: [Members] = []
        for value in try list(key, most: most) {
            guard let members = Members(value) else { throw .malformed("\(key) holds something else than objects") }
            found.append(members)
        }
        return found
    }

    mutating func texts(_ key: String, most: Int) throws(ExchangeError) -> [String] {
        var found: [String] = []
        for value in try list(key, most: most) {
            guard case .text(let text) = value else { throw .malformed("\(key) holds something else than texts") }
            found.append(text)
        }
        return found
    }
}
