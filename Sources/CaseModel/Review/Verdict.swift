/// What an expert says of two contents.
public enum Verdict: String, CaseIterable, Codable, Hashable, Sendable {
    /// They show the same capture, or are the same recording.
    case same
    /// They show one place or object, captured at different times.
    case sameThing = "same_thing"
    /// They have nothing to do with each other.
    case different
    /// It cannot be told.
    case unsure
}

/// Two contents, the one registered first in front, whichever way they were named.
public struct MediaPair: Hashable, Sendable {
    /// The content registered first.
    public let first: Int64
    /// The content registered later.
    public let second: Int64

    /// Names two different contents by their numbers in the store; nil if they are one.
    public init?(_ one: Int64, _ other: Int64) {
        guard one != other else { return nil }
        first = min(one, other)
        second = max(one, other)
    }
}

/// The stacks of two contents, whichever way they were named; near duplicates may be in one.
public struct StackPair: Hashable, Sendable {
    /// The smaller number.
    public let first: Int64
    /// The larger number, or the same.
    public let second: Int64

    /// Names two stacks.
    public init(_ one: Int64, _ other: Int64) {
        first = min(one, other)
        second = max(one, other)
    }
}

/// A verdict on a pair of contents, or the withdrawal of one; never changed, only followed by another.
public struct Decision: Hashable, Sendable {
    /// 1 for the pair's first decision, one more for each that followed.
    public let version: Int
    /// The verdict; nil if the one before was withdrawn.
    public let verdict: Verdict?
    /// The account that decided.
    public let author: String
    /// The reference of the case in which it was decided.
    public let caseReference: String
    /// When, in UTC (RFC 3339).
    public let at: String
    /// The version that it takes back; nil unless it undoes one.
    public let undoes: Int?

    /// States a decision.
    public init(version: Int, verdict: Verdict?, author: String, caseReference: String, at: String, undoes: Int?) {
        self.version = version
        self.verdict = verdict
        self.author = author
        self.caseReference = caseReference
        self.at = at
        self.undoes = undoes
    }
}

/// A decision on a pair, with the stacks that its contents are in.
public struct StackDecision: Hashable, Sendable {
    /// The decision's number; later ones have larger numbers.
    public let id: Int64
    /// The stacks of the pair's contents.
    public let stacks: StackPair
    /// The pair.
    public let pair: MediaPair
    /// What was decided.
    public let decision: Decision

    /// States a decision.
    public init(id: Int64, stacks: StackPair, pair: MediaPair, decision: Decision) {
        self.id = id
        self.stacks = stacks
        self.pair = pair
        self.decision = decision
    }
}

/// A code that an account gave to a content: an opaque value of a scheme.
public struct CodeVote: Hashable, Sendable {
    /// The scheme of the code.
    public let scheme: String
    /// The code.
    public let code: String
    /// The account that gave it.
    public let author: String
    /// When, in UTC (RFC 3339).
    public let at: String

    /// States a vote.
    public init(scheme: String, code: String, author: String, at: String) {
        self.scheme = scheme
        self.code = code
        self.author = author
        self.at = at
    }
}
