/// A case as the list of cases shows it.
public struct CaseRecord: Hashable, Sendable {
    /// Its number in the store.
    public let id: Int64
    /// The agency's own reference.
    public let reference: String
    /// A title.
    public let title: String?
    /// The agency.
    public let agency: String?
    /// When it was added, RFC 3339.
    public let createdAt: String
    /// How many exhibits it has.
    public let exhibits: Int
    /// How many items they hold.
    public let items: Int
    /// How many of them are videos of which only key frames were looked at so far.
    public let quickItems: Int

    /// Collects what the list shows.
    public init(
        id: Int64,
        reference: String,
        title: String?,
        agency: String?,
        createdAt: String,
        exhibits: Int,
        items: Int,
        quickItems: Int = 0
    ) {
        self.id = id
        self.reference = reference
        self.title = title
        self.agency = agency
        self.createdAt = createdAt
        self.exhibits = exhibits
        self.items = items
        self.quickItems = quickItems
    }
}

/// One line of an exhibit's custody log.
public struct CustodyEntry: Hashable, Sendable {
    /// When, RFC 3339.
    public let at: String
    /// Who: the account and machine that ran the command.
    public let actor: String
    /// What was done.
    public let act: String
    /// From where: the path given.
    public let source: String
    /// Counts or reasons.
    public let details: String

    /// Writes one line.
    public init(at: String, actor: String, act: String, source: String, details: String) {
        self.at = at
        self.actor = actor
        self.act = act
        self.source = source
        self.details = details
    }
}

/// A case as it is named: without counts, which take long where a case is large.
public struct CaseTitle: Hashable, Sendable {
    /// The agency's own reference.
    public let reference: String
    /// The title.
    public let title: String?
    /// The agency.
    public let agency: String?

    /// Names a case.
    public init(reference: String, title: String?, agency: String?) {
        self.reference = reference
        self.title = title
        self.agency = agency
    }
}
