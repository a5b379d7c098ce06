public import CaseModel

/// A file as a DFXML document describes it.
public struct DFXMLFileObject: Hashable, Sendable {
    /// A time with the precision that the file system gives it.
    public struct Time: Hashable, Sendable {
        /// The time as written.
        public let text: String
        /// The precision in seconds, as written; nil if none is told.
        public let precision: String?

        /// States a time.
        public init(_ text: String, precision: String? = nil) {
            self.text = text
            self.precision = precision
        }
    }

    /// A digest.
    public struct Hash: Hashable, Sendable {
        /// The kind as written, such as `md5` or `SHA1`.
        public let type: String
        /// The digest as written.
        public let value: String

        /// States a digest.
        public init(type: String, value: String) {
            self.type = type
            self.value = value
        }
    }

    /// Where bytes of a file lie: kept as it is told.
    public struct ByteRuns: Hashable, Sendable {
        /// One run.
        public struct Run: Hashable, Sendable {
            /// What is told of it, such as `img_offset` and `len`, in the order written.
            public var attributes: [TableCell.Pair]
            /// Digests of the run alone.
            public var hashes: [Hash]

            /// States a run.
            public init(attributes: [TableCell.Pair], hashes: [Hash] = []) {
                self.attributes = attributes
                self.hashes = hashes
            }
        }

        /// What the runs are of, such as `data`, in the order written.
        public var attributes: [TableCell.Pair]
        /// The runs.
        public var runs: [Run]

        /// States runs.
        public init(attributes: [TableCell.Pair] = [], runs: [Run]) {
            self.attributes = attributes
            self.runs = runs
        }
    }

    /// The names, with their paths.
    public var fileNames: [String] = []
    /// The file's name in its document.
    public var identifier: String?
    /// The size in bytes.
    public var size: Int64?
    /// Whether the file system holds the file (true) or has deleted it (false).
    public var isAllocated: Bool?
    /// When its bytes last changed.
    public var modified: Time?
    /// When what the file system notes of it last changed.
    public var changed: Time?
    /// When it was last read.
    public var accessed: Time?
    /// When it was created.
    public var created: Time?
    /// What libmagic says that it is.
    public var mediaType: String?
    /// Where its bytes lie.
    public var byteRuns: [ByteRuns] = []
    /// Its digests.
    public var hashes: [Hash] = []
    /// Other elements of ``furtherNames`` with their text, in the order in which the schema has them.
    public var further: [TableCell.Pair] = []

    /// A file of which nothing is known yet.
    public init() {}

    /// The elements of a file that are kept as text, in the order in which the schema has them.
    public static let furtherNames = elementOrder.filter { !understood.contains($0) }

    /// The elements of a file in the order that the schema demands.
    static let elementOrder = [
        "filename", "partition", "id", "name_type", "filesize", "alloc", "used", "unused", "orphan", "compressed",
        "inode", "meta_type", "mode", "nlink", "uid", "gid", "mtime", "ctime", "atime", "crtime", "seq", "dtime",
        "bkup_time", "link_target", "libmagic", "byte_runs", "hashdigest",
    ]

    private static let understood: Set<String> = [
        "filename", "id", "filesize", "alloc", "mtime", "ctime", "atime", "crtime", "libmagic", "byte_runs",
        "hashdigest",
    ]

    /// How many bytes a digest of a kind has; nil for kinds that Cairn does not compare.
    static func length(ofHash type: String) -> Int? {
        switch type.lowercased().filter({ $0 != "-" }) {
        case "md5": 16
        case "sha1": 20
        case "sha256": 32
        default: nil
        }
    }

    /// What the file gives to a hash list.
    ///
    /// - Returns: An entry, or nil if the file has no digest, as folders have none.
    public func hashListEntry() -> HashListEntry? {
        guard !hashes.isEmpty else { return nil }
        var entry = HashListEntry()
        for hash in hashes {
            let bytes = [UInt8](hexadecimal: hash.value)
            switch (Self.length(ofHash: hash.type), bytes?.count) {
            case (16, 16): entry.md5 = entry.md5 ?? bytes
            case (20, 20): entry.sha1 = entry.sha1 ?? bytes
            case (32, 32): entry.sha256 = entry.sha256 ?? bytes.flatMap(ContentDigest.init(bytes:))
            default: entry.otherHashes.append(.init(name: hash.type, value: hash.value))
            }
        }
        entry.fileName = fileNames.first
        entry.size = size
        entry.mediaType = mediaType
        return entry
    }
}

extension DFXMLFileObject {
    /// What DFXML can tell of an item, under a path.
    init(_ item: ExchangedItem, path: String) {
        fileNames = [path]
        size = item.digests?.size
        isAllocated = item.isAllocated
        modified = Self.time(item.times.modified)
        changed = Self.time(item.times.changed)
        accessed = Self.time(item.times.accessed)
        created = Self.time(item.times.created)
        mediaType = item.type
        further = [TableCell.Pair(name: "name_type", value: "r")]
        guard let digests = item.digests else { return }
        hashes = [
            Hash(type: "md5", value: digests.md5.hexadecimal), Hash(type: "sha1", value: digests.sha1.hexadecimal),
            Hash(type: "sha256", value: digests.sha256.hex),
        ]
    }

    /// A time that the schema allows; what is none is left out.
    private static func time(_ text: String?) -> Time? {
        guard let text, DateTimeText.isDateTime(text) else { return nil }
        return Time(text)
    }
}
