/// What a hash list tells about one file: its digests, its codes and what the list's makers noted.
///
/// A list names a file by whichever digests it has; at least one of `md5`, `sha1`, `sha256`, `pictureHash` and
/// `otherHashes` is there unless the entry only withdraws another by `identifier`.
public struct HashListEntry: Hashable, Sendable {
    /// A hash of a kind that Cairn keeps and gives on but does not compare.
    public struct OtherHash: Hashable, Sendable {
        /// The kind as the list spells it, such as `PhotoDNA`.
        public let name: String
        /// The value as the list spells it.
        public let value: String

        /// Names a hash.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What the list's makers say of a file, where they do; nil where they are silent.
    public struct Flags: Hashable, Sendable {
        /// The file is known to be spread.
        public var isDistributed: Bool?
        /// The victim is identified.
        public var isVictimIdentified: Bool?
        /// The offender is identified.
        public var isOffenderIdentified: Bool?

        /// Collects flags.
        public init(isDistributed: Bool? = nil, isVictimIdentified: Bool? = nil, isOffenderIdentified: Bool? = nil) {
            self.isDistributed = isDistributed
            self.isVictimIdentified = isVictimIdentified
            self.isOffenderIdentified = isOffenderIdentified
        }
    }

    /// The entry's name in its list, by which a later version of the list can replace or withdraw it.
    public var identifier: String?
    /// MD5, 16 bytes.
    public var md5: [UInt8]?
    /// SHA-1, 20 bytes.
    public var sha1: [UInt8]?
    /// SHA-256.
    public var sha256: ContentDigest?
    /// PDQ.
    public var pictureHash: PerceptualHash?
    /// Hashes of other kinds.
    public var otherHashes: [OtherHash] = []
    /// The file's code, an opaque value of the list's scheme.
    public var code: String?
    /// A name that the file had.
    public var fileName: String?
    /// The file's size in bytes.
    public var size: Int64?
    /// The file's media type or kind, as the list spells it.
    public var mediaType: String?
    /// The name of the series that the file belongs to.
    public var series: String?
    /// What the list's makers say of the file.
    public var flags = Flags()
    /// How many confirmed the entry; nil if the list does not say.
    public var votesFor: Int?
    /// How many disputed the entry; nil if the list does not say.
    public var votesAgainst: Int?
    /// Whether the list takes the entry back.
    public var isWithdrawn = false
    /// When the list's makers last changed the entry, as the list spells it.
    public var changedAt: String?
    /// What the list tells beyond this, as a JSON object with the names of the format in the order read; nil if nothing.
    public var remainder: String?

    /// An entry that says nothing yet.
    public init() {}
}
