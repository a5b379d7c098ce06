/// Near duplicates of a case that are looked at once: the unit of review.
public struct ReviewStack: Hashable, Sendable {
    /// The stack's number: that of its content registered first, in whichever case.
    public let id: Int64
    /// The content that stands for the stack here: the first of the case's own.
    public let cover: Int64
    /// SHA-256 of the cover.
    public let coverDigest: ContentDigest
    /// An item of the case that holds the cover.
    public let item: Int64
    /// The item's path.
    public let path: String
    /// What the cover is.
    public let kind: MediaKind?
    /// Why the cover could not be decoded; nil if it could.
    public let failure: FailureCode?
    /// Whether there is a picture of it to show.
    public let hasRendition: Bool
    /// How many contents of the case are in the stack.
    public let contents: Int
    /// The code that the case gave the cover last; nil if none.
    public let code: String?

    /// States a stack.
    public init(
        id: Int64,
        cover: Int64,
        coverDigest: ContentDigest,
        item: Int64,
        path: String,
        kind: MediaKind?,
        failure: FailureCode?,
        hasRendition: Bool,
        contents: Int,
        code: String?
    ) {
        self.id = id
        self.cover = cover
        self.coverDigest = coverDigest
        self.item = item
        self.path = path
        self.kind = kind
        self.failure = failure
        self.hasRendition = hasRendition
        self.contents = contents
        self.code = code
    }
}

/// Which stacks of a case to show.
public struct ReviewFilter: Hashable, Sendable {
    /// Only contents of this kind.
    public var kind: MediaKind?
    /// Whether stacks with a code are shown: only those, only others, or all if nil.
    public var isCoded: Bool?

    /// Shows all stacks.
    public init(kind: MediaKind? = nil, isCoded: Bool? = nil) {
        self.kind = kind
        self.isCoded = isCoded
    }
}

/// How much of a case there is to look at.
public struct ReviewCounts: Hashable, Sendable {
    /// Items that hold a content.
    public let items: Int
    /// Distinct contents.
    public let contents: Int
    /// Stacks of near duplicates.
    public let stacks: Int
    /// Stacks with a code.
    public let codedStacks: Int
    /// Items that could not be read or decoded.
    public let failed: Int

    /// Items that nobody has to look at as another of their stack is shown.
    public var viewsAvoided: Int { max(0, items - stacks) }

    /// States counts.
    public init(items: Int, contents: Int, stacks: Int, codedStacks: Int, failed: Int) {
        self.items = items
        self.contents = contents
        self.stacks = stacks
        self.codedStacks = codedStacks
        self.failed = failed
    }
}

/// How new what a list was made of is: between two equal marks nothing came in.
public struct StoreMark: Hashable, Sendable {
    private let item: Int64
    private let custody: Int64

    /// Marks the last item and the last custody entry.
    public init(item: Int64, custody: Int64) {
        self.item = item
        self.custody = custody
    }
}
