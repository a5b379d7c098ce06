public import CaseModel

/// How sure a link is, in one of few words.
///
/// A strength is the share of links like it that are right under the stated prior (docs/decisions/0013), so each word stands
/// for a range of shares.
public enum StrengthWord: String, CaseIterable, Sendable {
    /// The same bytes: no matter of probability.
    case certain
    /// At least 99 of 100 are right.
    case almostCertain = "almost_certain"
    /// At least 90 of 100.
    case veryLikely = "very_likely"
    /// At least 70 of 100.
    case likely
    /// At least 40 of 100.
    case possible
    /// Fewer.
    case weak

    /// The word for a link.
    public init(_ link: Link) {
        self = link.kind == .exact ? .certain : Self.word(for: link.strength)
    }

    private static func word(for strength: Double) -> StrengthWord {
        switch strength {
        case 0.99...: .almostCertain
        case 0.9...: .veryLikely
        case 0.7...: .likely
        case 0.4...: .possible
        default: .weak
        }
    }
}
