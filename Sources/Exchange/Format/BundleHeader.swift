import CaseModel

/// What a bundle is for.
public enum BundleKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// Digests and fingerprints of what the sender holds: "do you hold the same?"
    case offer
    /// What the sender's rules let it tell about an offer.
    case answer
    /// Asks for more about what an answer points to.
    case request
    /// Grants a request: says how to go on.
    case grant
    /// Refuses a request.
    case refusal
    /// Takes back what the same sender sent before.
    case withdrawal

    /// What a bundle of this kind must concern, sent by its recipient before; nil if it concerns nothing, or something of
    /// its own sender's.
    public var repliesTo: BundleKind? {
        switch self {
        case .offer, .withdrawal: nil
        case .answer: .offer
        case .request: .answer
        case .grant, .refusal: .request
        }
    }
}

/// What a bundle says of itself.
public struct BundleHeader: Hashable, Sendable {
    /// The longest time for which a bundle is good, in seconds.
    public static let longestValidity: Int64 = 366 * 86_400
    /// How far a sender's clock may be ahead, in seconds.
    static let clockTolerance: Int64 = 3_600
    /// The largest header, in bytes.
    static let mostBytes = 1024
    private static let latest: Int64 = 253_402_300_799

    /// What it is for.
    public let kind: BundleKind
    /// Its name.
    public let id: BundleIdentifier
    /// The sender's keys.
    public let sender: AgencyFingerprint
    /// The recipient's keys.
    public let recipient: AgencyFingerprint
    /// When it was made, in seconds since 1970.
    public let madeAt: Int64
    /// Until when it is good, in seconds since 1970.
    public let expiresAt: Int64
    /// The bundle that it concerns: the one that it answers, or the one that it takes back.
    public let concerns: BundleIdentifier?

    /// States what a bundle says of itself.
    public init(
        kind: BundleKind,
        id: BundleIdentifier = BundleIdentifier(),
        sender: AgencyFingerprint,
        recipient: AgencyFingerprint,
        madeAt: Int64,
        expiresAt: Int64,
        concerns: BundleIdentifier?
    ) {
        self.kind = kind
        self.id = id
        self.sender = sender
        self.recipient = recipient
        self.madeAt = madeAt
        self.expiresAt = expiresAt
        self.concerns = concerns
    }

    var bytes: [UInt8] {
        var members: [(key: String, value: CanonicalJSON)] = [
            ("expires_at", .integer(expiresAt)), ("format", .integer(1)), ("id", .text(id.hex)),
            ("kind", .text(kind.rawValue)), ("made_at", .integer(madeAt)), ("recipient", .text(recipient.hex)),
            ("sender", .text(sender.hex)),
        ]
        if let concerns { members.append(("concerns", .text(concerns.hex))) }
        return CanonicalJSON.object(members).bytes
    }

    /// Reads a header; it is not believed yet.
    init(_ bytes: [UInt8]) throws(ExchangeError) {
        var members = try StrictReader.object(bytes, depth: 1)
        _ = try members.integer("format", in: 1...1)
        guard let kind = BundleKind(rawValue: try members.text("kind")) else { throw .malformed("its kind is unknown") }
        self.kind = kind
        id = try Self.identifier("id", &members)
        sender = try Self.fingerprint("sender", &members)
        recipient = try Self.fingerprint("recipient", &members)
        madeAt = try members.integer("made_at", in: 0...Self.latest)
        expiresAt = try members.integer("expires_at", in: 0...Self.latest)
        concerns = members.has("concerns") ? try Self.identifier("concerns", &members) : nil
        try members.finish()
        guard (concerns == nil) == (kind == .offer) else { throw .malformed("what it concerns does not fit its kind") }
        guard expiresAt > madeAt, expiresAt - madeAt <= Self.longestValidity else {
            throw .malformed("it is good for a time that cannot be")
        }
    }

    private static func identifier(_ key: String, _ members: inout Members) throws(ExchangeError) -> BundleIdentifier {
        guard let id = BundleIdentifier(bytes: try members.bytes(key, count: BundleIdentifier.count)) else {
            throw .malformed("\(key) has another length")
        }
        return id
    }

    private static func fingerprint(
        _ key: String,
        _ members: inout Members
    ) throws(ExchangeError) -> AgencyFingerprint {
        guard let found = AgencyFingerprint(bytes: try members.bytes(key, count: AgencyFingerprint.count)) else {
            throw .malformed("\(key) has another length")
        }
        return found
    }
}
