/// Which entries of the log are asked for; what is nil does not matter.
public struct AuditFilter: Hashable, Sendable {
    /// By whom, exactly.
    public var actor: String?
    /// What was done, such as `decision.made`, or all acts on something, such as `decision`.
    public var act: String?
    /// On which case, by its reference.
    public var caseReference: String?

    /// Asks for entries.
    public init(actor: String? = nil, act: String? = nil, caseReference: String? = nil) {
        self.actor = actor
        self.act = act
        self.caseReference = caseReference
    }
}

/// How far the log goes, and the hash over all of it.
public struct AuditHead: Hashable, Sendable {
    /// How many entries there are.
    public let size: Int64
    /// The root of the tree over them.
    public let root: MerkleHash

    /// 64 lower-case hexadecimal digits of the root.
    public var rootHex: String { root.hex }

    /// States how far the log goes.
    public init(size: Int64, root: MerkleHash) {
        self.size = size
        self.root = root
    }
}
