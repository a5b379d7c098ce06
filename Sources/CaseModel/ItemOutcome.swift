/// How an item stands after ingest.
public struct ItemOutcome: Hashable, Sendable {
    /// Path within the exhibit, as text.
    public let path: String
    /// Size in bytes, if it could be read.
    public let size: Int64?
    /// SHA-256, if it could be read.
    public let sha256: ContentDigest?
    /// Type by content.
    public let type: String?
    /// What it is.
    public let kind: MediaKind?
    /// How much of its moving pictures was looked at; nil if it has none.
    public let tier: AnalysisTier?
    /// Why it could not be analysed, or not wholly.
    public let failure: AnalysisFailure?

    /// Says how an item stands.
    public init(
        path: String,
        size: Int64?,
        sha256: ContentDigest?,
        type: String?,
        kind: MediaKind?,
        tier: AnalysisTier? = nil,
        failure: AnalysisFailure?
    ) {
        self.path = path
        self.size = size
        self.sha256 = sha256
        self.type = type
        self.kind = kind
        self.tier = tier
        self.failure = failure
    }
}
