/// A list of digests or fingerprints from outside, with its present version.
public struct HashList: Hashable, Sendable {
    /// What an ingest does with a file that is on the list.
    public enum Treatment: String, CaseIterable, Sendable {
        /// It is analysed as any other, and shown as known.
        case mark
        /// It is registered with its digests, and not analysed.
        case skip
        /// It is analysed, and given the list's code.
        case code
    }

    /// The list's number.
    public let id: Int64
    /// Its name, unique in the database.
    public let name: String
    /// The format that it was read from.
    public let format: String
    /// The scheme of its codes.
    public let scheme: String?
    /// What an ingest does with a file that is on it.
    public let treatment: Treatment
    /// The number of its present version, from 1; 0 before the first is whole.
    public let version: Int

    /// Describes a list.
    public init(id: Int64, name: String, format: String, scheme: String?, treatment: Treatment, version: Int) {
        self.id = id
        self.name = name
        self.format = format
        self.scheme = scheme
        self.treatment = treatment
        self.version = version
    }
}

/// One reading of a list's file.
public struct HashListVersion: Hashable, Sendable {
    /// What a reading changed, in entries.
    public struct Changes: Hashable, Sendable {
        /// Entries that were not there before.
        public var added = 0
        /// Entries that say something else than before.
        public var changed = 0
        /// Entries as they were, and repetitions.
        public var unchanged = 0
        /// Entries that the list takes back, or no longer has.
        public var withdrawn = 0

        /// Starts with nothing.
        public init() {}

        /// Counts the changes of two parts of a reading together.
        public static func += (left: inout Changes, right: Changes) {
            left.added += right.added
            left.changed += right.changed
            left.unchanged += right.unchanged
            left.withdrawn += right.withdrawn
        }
    }

    /// The version's number, from 1.
    public let number: Int
    /// The file that was read.
    public let source: String
    /// The SHA-256 of that file.
    public let digest: ContentDigest
    /// The version that the list states for itself.
    public let stated: String?
    /// When it was read, in UTC by RFC 3339.
    public let importedAt: String
    /// Who had it read.
    public let importedBy: String
    /// What it changed.
    public let changes: Changes

    /// Describes a reading.
    public init(
        number: Int,
        source: String,
        digest: ContentDigest,
        stated: String?,
        importedAt: String,
        importedBy: String,
        changes: Changes
    ) {
        self.number = number
        self.source = source
        self.digest = digest
        self.stated = stated
        self.importedAt = importedAt
        self.importedBy = importedBy
        self.changes = changes
    }
}

/// That a content is on a list.
public struct KnownFile: Hashable, Sendable {
    /// By what a content is on a list.
    public enum HashType: String, Sendable {
        case md5, sha1, sha256, pdq
    }

    /// The list.
    public let list: HashList
    /// The number of the entry.
    public let entry: Int64
    /// The strongest digest in which the two agree; else that their pictures are alike.
    public let hashType: HashType
    /// The entry's code.
    public let code: String?
    /// A name that the file has on the list.
    public let fileName: String?
    /// Whether the MD5 is the entry's but a stronger digest is not: two files made to have one MD5, or a faulty list.
    public let isCollision: Bool

    /// In how many bits the hashes of the pictures differ; nil where digests are equal.
    public let distance: Int?
    /// How sure it is that the content is the file that the list means, 0…1: all but certain by any digest, not at all
    /// where a stronger digest differs, and as sure as the distance makes it where only the pictures are alike.
    public let strength: Double

    /// States that a content is on a list.
    public init(
        list: HashList,
        entry: Int64,
        hashType: HashType,
        code: String?,
        fileName: String?,
        isCollision: Bool
    ) {
        self.init(
            list: list,
            entry: entry,
            hashType: hashType,
            code: code,
            fileName: fileName,
            isCollision: isCollision,
            distance: nil,
            strength: isCollision ? 0 : 1
        )
    }

    private init(
        list: HashList,
        entry: Int64,
        hashType: HashType,
        code: String?,
        fileName: String?,
        isCollision: Bool,
        distance: Int?,
        strength: Double
    ) {
        self.list = list
        self.entry = entry
        self.hashType = hashType
        self.code = code
        self.fileName = fileName
        self.isCollision = isCollision
        self.distance = distance
        self.strength = strength
    }

    /// The same entry, whose picture is like that of a content.
    ///
    /// - Parameters:
    ///   - distance: In how many bits the hashes differ.
    ///   - strength: How sure that makes it, 0…1.
    /// - Returns: The statement.
    public func alike(at distance: Int, strength: Double) -> KnownFile {
        KnownFile(
            list: list,
            entry: entry,
            hashType: .pdq,
            code: code,
            fileName: fileName,
            isCollision: false,
            distance: distance,
            strength: strength
        )
    }
}
