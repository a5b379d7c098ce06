import CaseModel

/// What is in a bundle, by its kind.
public enum BundleBody: Hashable, Sendable {
    /// What the sender holds, as far as its rules let it out.
    case offer(Offer)
    /// What matches an offer, as far as the sender's rules let it say.
    case answer(Answer)
    /// Asks for more.
    case request(PointerRequest)
    /// Says how to go on.
    case grant(Grant)
    /// Says why not.
    case refusal(reason: String)
    /// Says why something is taken back.
    case withdrawal(reason: String)

    /// How deep a body is nested at most: an object, a list, an object, a list, an object.
    private static let depth = 5

    /// The kind of the bundle that it belongs in.
    public var kind: BundleKind {
        switch self {
        case .offer: .offer
        case .answer: .answer
        case .request: .request
        case .grant: .grant
        case .refusal: .refusal
        case .withdrawal: .withdrawal
        }
    }

    /// The one text that states it.
    public var bytes: [UInt8] {
        switch self {
        case .offer(let offer): offer.json.bytes
        case .answer(let answer): answer.json.bytes
        case .request(let request): request.json.bytes
        case .grant(let grant): grant.json.bytes
        case .refusal(let reason), .withdrawal(let reason): CanonicalJSON.object([("reason", .text(reason))]).bytes
        }
    }

    /// Reads the text of a body.
    ///
    /// - Throws: ``ExchangeError/malformed(_:)``.
    public init(_ bytes: [UInt8], of kind: BundleKind) throws(ExchangeError) {
        var members = try StrictReader.object(bytes, depth: Self.depth)
        switch kind {
        case .offer: self = .offer(try Offer(&members))
        case .answer: self = .answer(try Answer(&members))
        case .request: self = .request(try PointerRequest(&members))
        case .grant: self = .grant(try Grant(&members))
        case .refusal: self = .refusal(reason: try members.shown("reason", most: ExchangeText.mostInText))
        case .withdrawal: self = .withdrawal(reason: try members.shown("reason", most: ExchangeText.mostInText))
        }
        try members.finish()
    }
}
