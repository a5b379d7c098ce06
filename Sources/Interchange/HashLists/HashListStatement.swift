/// What a hash list tells of itself.
public struct HashListStatement: Hashable, Sendable {
    /// Its name; nil if it states none.
    public var name: String?
    /// Its version, or the time up to which it holds; nil if it states none.
    public var version: String?
    /// The scheme that its codes belong to, such as `VICS/CUSTOM`; nil if neither list nor format states one.
    public var scheme: String?
    /// The version of that scheme, such as `2.0`; nil if the list does not state it.
    public var schemeVersion: String?

    /// States what is known.
    public init(name: String? = nil, version: String? = nil, scheme: String? = nil, schemeVersion: String? = nil) {
        self.name = name
        self.version = version
        self.scheme = scheme
        self.schemeVersion = schemeVersion
    }
}

/// What reading a hash list came to.
public struct HashListSummary: Hashable, Sendable {
    /// What the list tells of itself.
    public var statement = HashListStatement()
    /// How many entries it has, withdrawals too.
    public var entries = 0
    /// How many of the entries withdraw another.
    public var withdrawn = 0
}
