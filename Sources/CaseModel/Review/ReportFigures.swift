/// How many items of an exhibit are of one kind and in one state of analysis.
public struct ItemCount: Hashable, Sendable {
    /// How far the analysis of an item has come.
    public enum State: String, CaseIterable, Sendable, Hashable {
        /// It is done.
        case analysed
        /// Only key frames of a video were looked at so far.
        case quick
        /// It has not begun.
        case waiting
        /// The item could not be read or decoded.
        case failed
    }

    /// The exhibit's label.
    public let exhibit: String
    /// What the contents are; nil where that is not known.
    public let kind: MediaKind?
    /// How far their analysis has come.
    public let state: State
    /// The items.
    public let items: Int
    /// Distinct contents of them.
    public let contents: Int

    /// States a count.
    public init(exhibit: String, kind: MediaKind?, state: State, items: Int, contents: Int) {
        self.exhibit = exhibit
        self.kind = kind
        self.state = state
        self.items = items
        self.contents = contents
    }
}

/// On how many contents of a case a code stands.
public struct CodeCount: Hashable, Sendable {
    /// The scheme of the code.
    public let scheme: String
    /// The code.
    public let code: String
    /// The contents.
    public let contents: Int

    /// States a count.
    public init(scheme: String, code: String, contents: Int) {
        self.scheme = scheme
        self.code = code
        self.contents = contents
    }
}

/// A method by which contents were found to match.
public struct MatchMethod: Hashable, Sendable {
    /// The kind of its matches.
    public let kind: LinkKind
    /// The method and its version, such as `pdq-range-31/1`.
    public let method: String

    /// Names a method.
    public init(kind: LinkKind, method: String) {
        self.kind = kind
        self.method = method
    }
}

/// What a number of cases hold together; the three are never added up.
public struct CaseTotals: Hashable, Sendable {
    /// Exhibits.
    public let exhibits: Int
    /// Items: files at a path in an exhibit.
    public let items: Int
    /// Media: contents, each once however many items and cases hold it.
    public let media: Int

    /// States totals.
    public init(exhibits: Int, items: Int, media: Int) {
        self.exhibits = exhibits
        self.items = items
        self.media = media
    }
}
