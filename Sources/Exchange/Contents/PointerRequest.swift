import CaseModel

/// Asks for more about what an answer points to.
public struct PointerRequest: Hashable, Sendable {
    /// The pointers, by their names.
    public let pointers: [BundleIdentifier]
    /// Why: what the record of both sides shows.
    public let reason: String

    /// Asks for more.
    public init(pointers: [BundleIdentifier], reason: String) {
        self.pointers = pointers
        self.reason = reason
    }

    var json: CanonicalJSON {
        .object([("pointers", .list(pointers.map { .text($0.hex) })), ("reason", .text(reason))])
    }

    init(_ members: inout Members) throws(ExchangeError) {
        var pointers: [BundleIdentifier] = []
        for text in try members.texts("pointers", most: Answer.mostPointers) {
            let count = BundleIdentifier.count
            guard let id = BundleIdentifier(bytes: try Members.bytes(text, "pointers", counts: count...count)) else {
                throw .malformed("a pointer's name has another length")
            }
            pointers.append(id)
        }
        guard !pointers.isEmpty, Set(pointers).count == pointers.count else {
            throw .malformed("it names no pointer, or one twice")
        }
        self.pointers = pointers
        reason = try members.shown("reason", most: ExchangeText.mostInText)
    }
}

/// Grants a request: whom to speak with and how to go on.
///
/// What is then handed over travels by other ways.
public struct Grant: Hashable, Sendable {
    /// Whom to speak with.
    public let contact: String
    /// How to go on.
    public let text: String
    /// The reference of the case, if whoever grants it chose to tell.
    public let caseReference: String?

    /// Grants a request.
    public init(contact: String, text: String, caseReference: String?) {
        self.contact = contact
        self.text = text
        self.caseReference = caseReference
    }

    var json: CanonicalJSON {
        var members: [(key: String, value: CanonicalJSON)] = [("contact", .text(contact)), ("text", .text(text))]
        if let caseReference { members.append(("case", .text(caseReference))) }
        return .object(members)
    }

    init(_ members: inout Members) throws(ExchangeError) {
        contact = try members.line("contact", most: ExchangeText.mostInName)
        text = try members.shown("text", most: ExchangeText.mostInText)
        caseReference = members.has("case") ? try members.line("case", most: ExchangeText.mostInName) : nil
    }
}
