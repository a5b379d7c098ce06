/// An item and what is known of its content.
public struct ItemDetails: Hashable, Sendable {
    /// The item.
    public let id: Int64
    /// The case's reference.
    public let caseReference: String
    /// The exhibit's label.
    public let exhibit: String
    /// Path within the exhibit, as text.
    public let path: String
    /// When it was registered, in UTC (RFC 3339).
    public let registeredAt: String
    /// Path by which it was opened, as bytes.
    public let source: [UInt8]
    /// Whether it is an archive's entry.
    public let isEntry: Bool
    /// Why it could not be read or decoded.
    public let failure: AnalysisFailure?
    /// Its content; nil if it could not be read.
    public let content: ContentDetails?

    /// States an item.
    public init(
        id: Int64,
        caseReference: String,
        exhibit: String,
        path: String,
        registeredAt: String,
        source: [UInt8],
        isEntry: Bool,
        failure: AnalysisFailure?,
        content: ContentDetails?
    ) {
        self.id = id
        self.caseReference = caseReference
        self.exhibit = exhibit
        self.path = path
        self.registeredAt = registeredAt
        self.source = source
        self.isEntry = isEntry
        self.failure = failure
        self.content = content
    }
}

/// What is known of a content.
public struct ContentDetails: Hashable, Sendable {
    /// The content's number in the store.
    public let media: Int64
    /// The digests and the size.
    public let digests: Digests
    /// The stack that it is in.
    public let stack: Int64
    /// What it is, told from its bytes; nil if it was not analysed.
    public let kind: MediaKind?
    /// The media type.
    public let type: String?
    /// Width and height in pixels; 0 where it has none.
    public let width, height: Int
    /// Length in seconds.
    public let duration: Double?
    /// How it is encoded.
    public let codec: String?
    /// What the camera wrote; nil if it was not analysed.
    public let capture: CaptureDetails?

    /// States what is known.
    public init(
        media: Int64,
        digests: Digests,
        stack: Int64,
        kind: MediaKind?,
        type: String?,
        width: Int,
        height: Int,
        duration: Double?,
        codec: String?,
        capture: CaptureDetails?
    ) {
        self.media = media
        self.digests = digests
        self.stack = stack
        self.kind = kind
        self.type = type
        self.width = width
        self.height = height
        self.duration = duration
        self.codec = codec
        self.capture = capture
    }
}

/// A small picture made for display: of a picture, or of a moment of a video.
public struct RenditionSummary: Hashable, Sendable {
    /// Its number among those of its content, from 0.
    public let position: Int
    /// The moment, in seconds.
    public let at: Double
    /// Size in pixels.
    public let width, height: Int

    /// States a rendition.
    public init(position: Int, at: Double, width: Int, height: Int) {
        self.position = position
        self.at = at
        self.width = width
        self.height = height
    }
}

/// An exhibit of a case, with how much is in it.
public struct ExhibitSummary: Hashable, Sendable {
    /// The exhibit's number.
    public let id: Int64
    /// Its label.
    public let label: String
    /// When it was added, in UTC (RFC 3339).
    public let createdAt: String
    /// Its items.
    public let items: Int
    /// Distinct contents of them.
    public let contents: Int
    /// Items that could not be read or decoded.
    public let failed: Int
    /// What was done with it, oldest first.
    public let custody: [CustodyEntry]

    /// States an exhibit.
    public init(
        id: Int64,
        label: String,
        createdAt: String,
        items: Int,
        contents: Int,
        failed: Int,
        custody: [CustodyEntry]
    ) {
        self.id = id
        self.label = label
        self.createdAt = createdAt
        self.items = items
        self.contents = contents
        self.failed = failed
        self.custody = custody
    }
}

/// A line of a talk or text, as it is shown.
public struct TextLine: Hashable, Sendable {
    /// When it was sent, if that is known.
    public let sentAt: String?
    /// Who sent it, if that is known.
    public let sender: String?
    /// What it says.
    public let body: String

    /// States a line.
    public init(sentAt: String?, sender: String?, body: String) {
        self.sentAt = sentAt
        self.sender = sender
        self.body = body
    }
}
