/// Why a bundle or a card is refused; each case has a sentence for the officer and a word for the record.
public enum ExchangeError: Error, Hashable, Sendable {
    /// The file is no bundle.
    case notABundle
    /// The file, or what is to be put into one, is larger than is taken.
    case tooLarge
    /// It cannot be opened with this agency's key.
    case cannotBeOpened
    /// It can be opened, and is not what a bundle must be.
    case malformed(String)
    /// It names another recipient than this agency.
    case otherRecipient
    /// It names a sender that is not among the partners.
    case unknownSender(AgencyFingerprint)
    /// It comes from a partner that is trusted no longer.
    case revokedSender(String)
    /// It is not signed by the sender that it names.
    case badSignature
    /// Its time is over.
    case expired
    /// It says that it was made in the future.
    case fromTheFuture
    /// It was received before.
    case replayed
    /// It answers something that was never sent to its sender, or in another way than is foreseen.
    case unexpectedReply(BundleKind)
    /// The file is no card of an agency.
    case notACard(String)
    /// A text that is to be sent cannot be taken.
    case wrongText(String)

    /// A word for the record.
    public var code: String {
        switch self {
        case .notABundle: "not_a_bundle"
        case .tooLarge: "too_large"
        case .cannotBeOpened: "cannot_be_opened"
        case .malformed: "malformed"
        case .otherRecipient: "other_recipient"
        case .unknownSender: "unknown_sender"
        case .revokedSender: "revoked_sender"
        case .badSignature: "bad_signature"
        case .expired: "expired"
        case .fromTheFuture: "from_the_future"
        case .replayed: "replayed"
        case .unexpectedReply: "unexpected_reply"
        case .notACard: "not_a_card"
        case .wrongText: "wrong_text"
        }
    }

    /// One sentence for the officer.
    public var message: String {
        switch self {
        case .notABundle: "this file is no bundle of Cairn; ask the sender which file was meant"
        case .tooLarge: "a bundle has at most \(ExchangeBundle.mostBytes >> 20) MiB; ask the sender to split it"
        case .cannotBeOpened:
            "this bundle cannot be opened: it is for another agency, for keys that this agency no longer has, or was "
                + "altered on its way; ask the sender to send it again"
        case .malformed(let what): "this bundle is not written as a bundle must be (\(what)); nothing of it was taken"
        case .otherRecipient:
            "this bundle was written for another agency and passed on; nothing of it was taken, and its sender should know"
        case .unknownSender(let fingerprint):
            "the sender of this bundle (\(fingerprint.groups)) is not among the partners; compare the fingerprint with "
                + "the agency by telephone and add its card"
        case .revokedSender(let name): "\(name) is no longer trusted; nothing of this bundle was taken"
        case .badSignature: "this bundle is not signed by the agency that it names: it is forged or was altered"
        case .expired: "this bundle's time is over; ask the sender for a new one"
        case .fromTheFuture: "this bundle says that it was made in the future; compare the clocks of both machines"
        case .replayed: "this bundle was received before; nothing was done a second time"
        case .unexpectedReply(let kind):
            "this \(kind.rawValue) concerns no bundle that it could concern; nothing of it was taken"
        case .notACard(let what): "this file is no card of an agency (\(what))"
        case .wrongText(let what): what
        }
    }
}
