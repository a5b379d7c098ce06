/// The name of a node: its kind, such as `file`, and a UUID by which it stays the same.
struct CASEName: Hashable, Sendable {
    let kind: String
    let identifier: StableIdentifier

    /// Takes a name apart that was made before.
    init(kind: String, identifier: StableIdentifier) {
        self.kind = kind
        self.identifier = identifier
    }

    /// Names a node by what tells it from others of its kind.
    init(_ kind: String, _ parts: [String]) throws(InterchangeError) {
        try self.init(kind: kind, identifier: StableIdentifier([kind] + parts))
    }

    var text: String { "kb:\(kind)-\(identifier.text)" }

    /// A value that refers to the node.
    var reference: WrittenJSON { .object([("@id", .string(text))]) }
}

/// A node of a JSON-LD graph while it is put together; properties without value are left out.
struct CASENode {
    private var members: [(name: String, value: WrittenJSON)]

    init(_ name: CASEName, _ type: String) {
        members = [("@id", .string(name.text)), ("@type", .string(type))]
    }

    var json: WrittenJSON { .object(members) }

    mutating func set(_ property: String, _ text: String?) {
        if let text { members.append((property, .string(text))) }
    }

    mutating func set(_ property: String, _ number: Int64?) {
        if let number { members.append((property, .integer(number))) }
    }

    mutating func set(_ property: String, _ flag: Bool) {
        members.append((property, .boolean(flag)))
    }

    mutating func set(_ property: String, _ name: CASEName?) {
        if let name { members.append((property, name.reference)) }
    }

    mutating func set(_ property: String, texts: [String]) {
        if !texts.isEmpty { members.append((property, .array(texts.map(WrittenJSON.string)))) }
    }

    mutating func set(_ property: String, names: [CASEName]) {
        if !names.isEmpty { members.append((property, .array(names.map(\.reference)))) }
    }

    mutating func set(_ property: String, nodes: [CASENode]) {
        if !nodes.isEmpty { members.append((property, .array(nodes.map(\.json)))) }
    }

    /// Sets a value whose type JSON does not tell.
    mutating func set(_ property: String, _ text: String?, type: String) {
        guard let text else { return }
        members.append((property, .object([("@type", .string(type)), ("@value", .string(text))])))
    }

    /// Sets a time; text that is none becomes part of the description, where nothing is lost.
    mutating func set(_ property: String, time: String?, otherwise descriptions: inout [String]) {
        guard let time else { return }
        if DateTimeText.isDateTime(time) {
            set(property, time, type: "xsd:dateTime")
        } else {
            descriptions.append("\(property.drop { $0 != ":" }.dropFirst()) as recorded: \(time)")
        }
    }
}
