extension XMLTree {
    /// The element as it stands, as JSON: its name, attributes, text and elements, those that no model names too.
    ///
    /// Blanks between elements are left out, and so are comments.
    var statement: JSONValue {
        var members = [JSONMember("element", .string(name))]
        if !element.attributes.isEmpty {
            let attributes = element.attributes.map { JSONMember($0.name, .string($0.value)) }
            members.append(JSONMember("attributes", .object(attributes)))
        }
        if !trimmedText.isEmpty { members.append(JSONMember("text", .string(text))) }
        if !children.isEmpty { members.append(JSONMember("elements", .array(children.map(\.statement)))) }
        return .object(members)
    }
}
