public import CaseModel

/// When a file was last touched, by its file system; each as RFC 3339 or as the source spells it.
public struct FileTimes: Hashable, Sendable {
    /// When its bytes last changed.
    public var modified: String?
    /// When what the file system notes of it last changed.
    public var changed: String?
    /// When it was last read.
    public var accessed: String?
    /// When it was created.
    public var created: String?

    /// Collects times.
    public init(modified: String? = nil, changed: String? = nil, accessed: String? = nil, created: String? = nil) {
        self.modified = modified
        self.changed = changed
        self.accessed = accessed
        self.created = created
    }
}

/// A code that somebody gave to a content, with the version of its scheme.
public struct ExchangedCode: Hashable, Sendable {
    /// Scheme, code, author and time.
    public let vote: CodeVote
    /// The version of the scheme; nil if it has none.
    public let schemeVersion: String?

    /// States a code.
    public init(vote: CodeVote, schemeVersion: String? = nil) {
        self.vote = vote
        self.schemeVersion = schemeVersion
    }
}

/// An item of a case with what is known of it.
public struct ExchangedItem: Hashable, Sendable {
    /// The label of its exhibit.
    public let exhibit: String
    /// Path within the exhibit.
    public let path: String
    /// Size and digests; nil if it could not be read.
    public let digests: Digests?
    /// What its file system says.
    public var times = FileTimes()
    /// Whether its file system holds it (true) or has deleted it (false); nil if that is not known.
    public var isAllocated: Bool?
    /// The media type.
    public var type: String?
    /// What it is.
    public var kind: MediaKind?
    /// Width and height in pixels; 0 where it has none.
    public var width = 0, height = 0
    /// Length in seconds.
    public var duration: Double?
    /// PDQ hashes: of the picture, or of a video's frames.
    public var pictureHashes: [PerceptualHash] = []
    /// What the camera wrote.
    public var capture: CaptureDetails?
    /// Embedded metadata as it was found.
    public var tags: [MetadataTag] = []
    /// Codes given to its content.
    public var codes: [ExchangedCode] = []
    /// Identifiers found in it.
    public var identifiers: [IdentifierOccurrence] = []
    /// Why it could not be read or analysed.
    public var failure: AnalysisFailure?

    /// Names an item of which nothing more is known yet.
    public init(exhibit: String, path: String, digests: Digests?) {
        self.exhibit = exhibit
        self.path = path
        self.digests = digests
    }

    /// The last part of the path.
    var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// A link between two items, one of which may belong to another case.
public struct ExchangedLink: Hashable, Sendable {
    /// One thing that speaks for a link.
    public struct Evidence: Hashable, Sendable {
        /// What it is, such as "pdq distance".
        public let name: String
        /// Its value.
        public let value: String

        /// States evidence.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The kind.
    public let kind: LinkKind
    /// How sure it is, 0…1.
    public let strength: Double
    /// The item registered first.
    public let itemA: ItemReference
    /// The item registered later.
    public let itemB: ItemReference
    /// Why, in the order in which it is to be told.
    public let evidence: [Evidence]

    /// States a link.
    public init(
        kind: LinkKind,
        strength: Double,
        itemA: ItemReference,
        itemB: ItemReference,
        evidence: [Evidence] = []
    ) {
        self.kind = kind
        self.strength = strength
        self.itemA = itemA
        self.itemB = itemB
        self.evidence = evidence
    }
}

/// A message of a chat export that an item of the case is.
public struct ExchangedMessage: Hashable, Sendable {
    /// The label of the exhibit.
    public let exhibit: String
    /// The path of the export within it.
    public let path: String
    /// SHA-256 of the export.
    public let sha256: ContentDigest
    /// Which message of the export it is, from 0.
    public let position: Int
    /// The message.
    public let message: ChatMessage

    /// States a message.
    public init(exhibit: String, path: String, sha256: ContentDigest, position: Int, message: ChatMessage) {
        self.exhibit = exhibit
        self.path = path
        self.sha256 = sha256
        self.position = position
        self.message = message
    }
}
