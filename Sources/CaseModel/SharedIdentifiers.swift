/// An identifier that two contents share, in equal or near form.
public struct SharedIdentifier: Hashable, Sendable {
    /// As side a has it.
    public let identifier: Identifier
    /// As side b has it.
    public let other: Identifier
    /// The first line, from 1, on side a.
    public let lineA: Int?
    /// The first line, from 1, on side b.
    public let lineB: Int?

    /// Says what is shared and where; `other` is the same if not given.
    public init(_ identifier: Identifier, other: Identifier? = nil, lineA: Int? = nil, lineB: Int? = nil) {
        self.identifier = identifier
        self.other = other ?? identifier
        self.lineA = lineA
        self.lineB = lineB
    }

    /// Whether it is a suggestion only, as the two may name different things.
    public var isNear: Bool { identifier != other || identifier.isAmbiguous }

    /// The same with the two sides exchanged.
    public var swapped: SharedIdentifier {
        SharedIdentifier(other, other: identifier, lineA: lineB, lineB: lineA)
    }
}

/// What identifiers two contents share: counted all, and the most telling named.
///
/// Two copies of a table of members may share a hundred thousand.
public struct SharedIdentifiers: Hashable, Sendable {
    /// How many are named.
    public static let mostExamples = 10

    /// The most telling, in that order.
    public private(set) var examples: [SharedIdentifier] = []
    /// How many of each type are equal.
    public private(set) var equal: [IdentifierType: Int] = [:]
    /// How many of each type are near.
    public private(set) var near: [IdentifierType: Int] = [:]

    /// Starts with some.
    public init(_ shared: [SharedIdentifier] = []) {
        for one in shared { add(one) }
    }

    /// Whether nothing is shared.
    public var isEmpty: Bool { examples.isEmpty }

    /// How many are shared in equal form.
    public var equalCount: Int { equal.values.reduce(0, +) }

    /// How many are shared in near form only.
    public var nearCount: Int { near.values.reduce(0, +) }

    /// Adds one that is not counted yet.
    public mutating func add(_ shared: SharedIdentifier) {
        if shared.isNear {
            near[shared.identifier.type, default: 0] += 1
        } else {
            equal[shared.identifier.type, default: 0] += 1
        }
        insert(shared)
    }

    /// Adds what others counted; none of theirs may be counted here.
    public mutating func add(_ others: SharedIdentifiers) {
        equal.merge(others.equal, uniquingKeysWith: +)
        near.merge(others.near, uniquingKeysWith: +)
        for example in others.examples { insert(example) }
    }

    /// The same with the two sides exchanged.
    public var swapped: SharedIdentifiers {
        var other = self
        other.examples = examples.map(\.swapped)
        return other
    }

    /// The same, with each example turned into another of the same identifier.
    public func placed(_ place: (SharedIdentifier) -> SharedIdentifier) -> SharedIdentifiers {
        var other = self
        other.examples = examples.map(place)
        return other
    }

    private mutating func insert(_ shared: SharedIdentifier) {
        if examples.count == Self.mostExamples, let last = examples.last, !Self.precedes(shared, last) { return }
        let position = examples.firstIndex { Self.precedes(shared, $0) } ?? examples.endIndex
        examples.insert(shared, at: position)
        if examples.count > Self.mostExamples { examples.removeLast() }
    }

    private static func precedes(_ first: SharedIdentifier, _ second: SharedIdentifier) -> Bool {
        (first.isNear ? 1 : 0, rank(first), first.identifier.value, first.other.value)
            < (second.isNear ? 1 : 0, rank(second), second.identifier.value, second.other.value)
    }

    private static let ranks: [IdentifierType: Int] = Dictionary(
        uniqueKeysWithValues: IdentifierType.allCases.enumerated().map { ($1, $0) }
    )

    private static func rank(_ shared: SharedIdentifier) -> Int { ranks[shared.identifier.type] ?? 0 }
}
