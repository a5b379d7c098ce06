/// What is kept of groups of media and of people: both are versioned and merged alike.
public enum RecordKind: String, CaseIterable, Hashable, Sendable {
    /// Media that an expert says belong together.
    case series
    /// A victim or an offender.
    case subject
}

/// One statement about a series or a subject; none is ever changed or taken away.
public struct RecordChange: Hashable, Sendable {
    /// 1 for the first statement about the record, one more for each that followed.
    public let version: Int
    /// What it is about: a flag, `status`, `country`, or an act such as `merged`.
    public let field: String
    /// What is said; nil where the act says it all.
    public let value: String?
    /// How sure it is, where that is asked.
    public let qualifier: String?
    /// The day from which it holds, `YYYY-MM-DD`; nil where only the moment of the statement counts.
    public let day: String?
    /// Why, in one line.
    public let reason: String?
    /// The account.
    public let author: String
    /// The reference of the case in which it was said.
    public let caseReference: String
    /// When it was said, in UTC (RFC 3339).
    public let at: String

    /// States something about a record.
    public init(
        version: Int,
        field: String,
        value: String? = nil,
        qualifier: String? = nil,
        day: String? = nil,
        reason: String? = nil,
        author: String,
        caseReference: String,
        at: String
    ) {
        self.version = version
        self.field = field
        self.value = value
        self.qualifier = qualifier
        self.day = day
        self.reason = reason
        self.author = author
        self.caseReference = caseReference
        self.at = at
    }
}

/// Which records are one, by the merges that stand.
public struct MergeMap: Hashable, Sendable {
    private let targets: [Int64: Int64]
    private let sources: [Int64: [Int64]]

    /// Takes each merged record with the one that it was merged into.
    public init(_ targets: [Int64: Int64]) {
        self.targets = targets
        sources = Dictionary(grouping: targets.keys.sorted()) { targets[$0] ?? $0 }
    }

    /// The record that one was merged into itself; nil if it was not.
    public func target(of record: Int64) -> Int64? { targets[record] }

    /// The record that one was merged into, however often; the record itself if it was not.
    public func root(of record: Int64) -> Int64 {
        var found = record
        var steps = 0
        // A circle cannot be made; a damaged database must not hang the program.
        while let next = targets[found], steps <= targets.count {
            found = next
            steps += 1
        }
        return found
    }

    /// A record with all that were merged into it, however often.
    public func family(of root: Int64) -> [Int64] {
        var found: [Int64] = []
        var waiting = [root]
        while let next = waiting.popLast() {
            guard !found.contains(next) else { continue }
            found.append(next)
            waiting += sources[next] ?? []
        }
        return found.sorted()
    }
}
