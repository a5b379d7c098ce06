/// A report of another program that was read into an exhibit.
public struct ImportedReport: Hashable, Sendable {
    /// Its number.
    public let id: Int64
    /// The case.
    public let caseReference: String
    /// The number of the exhibit.
    public let exhibit: Int64
    /// The exhibit's label.
    public let label: String
    /// The format, by its name on the command line.
    public let format: String
    /// Where the report was read from.
    public let source: String
    /// The SHA-256 of the report itself.
    public let digest: ContentDigest
    /// The scheme of the codes in it, such as `VICS/US`; nil if it has none.
    public let scheme: String?
    /// What it says of itself, as a JSON array; nil if it says nothing.
    public let head: String?
    /// When it was read.
    public let importedAt: String
    /// Who had it read.
    public let importedBy: String

    /// Describes a report.
    public init(
        id: Int64,
        caseReference: String,
        exhibit: Int64,
        label: String,
        format: String,
        source: String,
        digest: ContentDigest,
        scheme: String?,
        head: String?,
        importedAt: String,
        importedBy: String
    ) {
        self.id = id
        self.caseReference = caseReference
        self.exhibit = exhibit
        self.label = label
        self.format = format
        self.source = source
        self.digest = digest
        self.scheme = scheme
        self.head = head
        self.importedAt = importedAt
        self.importedBy = importedBy
    }
}

/// The digests and the size that a report states of a file, as far as it does.
public struct StatedDigests: Hashable, Sendable {
    /// MD5, 16 bytes.
    public var md5: [UInt8]?
    /// SHA-1, 20 bytes.
    public var sha1: [UInt8]?
    /// SHA-256.
    public var sha256: ContentDigest?
    /// How many bytes the file has.
    public var size: Int64?

    /// States nothing yet.
    public init() {}

    /// Whether no digest is stated; a size proves nothing.
    public var isEmpty: Bool { md5 == nil && sha1 == nil && sha256 == nil }

    /// Whether a content has every digest that is stated; nil if none is.
    public func agree(with digests: Digests) -> Bool? {
        guard !isEmpty else { return nil }
        return (md5.map { $0 == digests.md5 } ?? true) && (sha1.map { $0 == digests.sha1 } ?? true)
            && (sha256.map { $0 == digests.sha256 } ?? true)
    }
}

/// A file that a report names, and whether it is here.
public struct ReportedFile: Hashable, Sendable {
    /// How a file that a report names stands.
    public enum Standing: String, CaseIterable, Hashable, Sendable {
        /// It has not been looked for to the end.
        case waiting
        /// It is an item, and has the digests that the report states.
        case agrees
        /// It is an item, and has other digests than the report states.
        case differs
        /// It is an item, and the report states no digest of it.
        case unproven
        /// It lies beside the report and could not be read.
        case unreadable
        /// It does not lie beside the report.
        case missing
        /// The report names a place that is not followed: outside the folder of the files, or through a link.
        case refused

        /// Whether the item is what the report speaks of, as far as one can tell.
        public var isHeld: Bool { self == .agrees || self == .unproven }
    }

    /// Its number.
    public let id: Int64
    /// Its path within the exhibit, as bytes.
    public let path: [UInt8]
    /// Its path within the exhibit, as text.
    public let pathText: String
    /// Where its bytes are to lie below the folder of the report's files; nil if the report does not say, or says what is
    /// refused.
    public let location: String?
    /// What the report states of its bytes.
    public let stated: StatedDigests
    /// How it stands.
    public var standing: Standing
    /// The number of the item that it is.
    public var item: Int64?

    /// Describes a file.
    public init(
        id: Int64,
        path: [UInt8],
        pathText: String,
        location: String?,
        stated: StatedDigests,
        standing: Standing,
        item: Int64?
    ) {
        self.id = id
        self.path = path
        self.pathText = pathText
        self.location = location
        self.stated = stated
        self.standing = standing
        self.item = item
    }
}

/// A file that a report is about to be kept as naming.
public struct NewReportedFile: Hashable, Sendable {
    /// Its path within the exhibit, as bytes.
    public var path: [UInt8]
    /// Where its bytes are to lie below the folder of the report's files.
    public var location: String?
    /// What the report states of its bytes.
    public var stated = StatedDigests()
    /// How it stands before it was looked for.
    public var standing = ReportedFile.Standing.waiting

    /// Names a file.
    public init(path: [UInt8], location: String? = nil) {
        self.path = path
        self.location = location
    }
}

/// One thing that a report states, with the files that it states it of.
public struct NewReportStatement: Hashable, Sendable {
    /// What it is of, such as `medium`, `file` or `contact`.
    public let kind: String
    /// What the report says, as JSON, with every field.
    public let text: String
    /// The files.
    public let files: [NewReportedFile]

    /// Keeps a statement.
    public init(kind: String, text: String, files: [NewReportedFile]) {
        self.kind = kind
        self.text = text
        self.files = files
    }
}
