extension CanonicalJSON: Decodable {
    private struct MemberName: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads any JSON; a number that is not whole becomes the text that states it, as there are none of its kind here.
    public init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: MemberName.self) {
            self = .object(
                try members.allKeys.map {
                    (key: $0.stringValue, value: try members.decode(CanonicalJSON.self, forKey: $0))
                }
            )
            return
        }
        if var elements = try? decoder.unkeyedContainer() {
            var list: [CanonicalJSON] = []
            while !elements.isAtEnd { list.append(try elements.decode(CanonicalJSON.self)) }
            self = .list(list)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .boolean(truth)
        } else if let number = try? value.decode(Int64.self) {
            self = .integer(number)
        } else if let number = try? value.decode(Double.self) {
            self = .text("\(number)")
        } else {
            self = .text(try value.decode(String.self))
        }
    }

    /// The value of a member; nil if this is no object or has none of this name.
    public subscript(name: String) -> CanonicalJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == name }?.value
    }

    /// The text; nil for any other value.
    public var textValue: String? {
        if case .text(let text) = self { text } else { nil }
    }
}
