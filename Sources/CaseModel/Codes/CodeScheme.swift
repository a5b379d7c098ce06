/// When codes that differ make a dispute.
public enum DisputeRule: String, CaseIterable, Codable, Hashable, Sendable {
    /// As soon as two people gave different codes.
    case unanimous
    /// Unless more than half of those who gave one gave the same.
    case majority
}

/// The codes that media are given, in one version; what they mean is up to whoever made the scheme.
public struct CodeScheme: Codable, Hashable, Sendable {
    /// A code and what it is called; neither is looked into.
    public struct Value: Codable, Hashable, Sendable {
        /// The code.
        public let code: String
        /// What it is called.
        public let label: String

        /// States a code.
        public init(code: String, label: String) {
            self.code = code
            self.label = label
        }
    }

    /// The scheme's name.
    public let name: String
    /// Its version: another version is another scheme.
    public let version: String
    /// The codes.
    public let values: [Value]
    /// How many people must have given a code before it counts.
    public let quorum: Int
    /// When codes that differ make a dispute.
    public let dispute: DisputeRule

    /// States a scheme.
    public init(name: String, version: String, values: [Value], quorum: Int, dispute: DisputeRule) {
        self.name = name
        self.version = version
        self.values = values
        self.quorum = quorum
        self.dispute = dispute
    }

    /// The scheme as votes name it: `NAME/VERSION`.
    public var reference: String { "\(name)/\(version)" }

    /// What votes say together.
    ///
    /// - Parameter votes: Of each person the last code.
    /// - Returns: The state.
    public func state(_ votes: [String]) -> CodingState {
        let counts = Dictionary(votes.map { ($0, 1) }, uniquingKeysWith: +)
        let codes = counts.keys.sorted()
        guard let first = codes.max(by: { (counts[$0] ?? 0, $1) < (counts[$1] ?? 0, $0) }) else { return .open }
        let isDisputed =
            switch dispute {
            case .unanimous: codes.count > 1
            case .majority: 2 * (counts[first] ?? 0) <= votes.count && codes.count > 1
            }
        if isDisputed { return .disputed(codes) }
        return votes.count < quorum ? .open : .agreed(first)
    }
}

/// How far people agree on the code of a content in a scheme.
public enum CodingState: Hashable, Sendable {
    /// Fewer people gave a code than the scheme asks for.
    case open
    /// They agree as far as the scheme asks.
    case agreed(String)
    /// They gave different codes.
    case disputed([String])
}

/// How codes of one scheme are said in another.
public struct CodeMapping: Codable, Hashable, Sendable {
    /// A code and how it is said in the other scheme.
    public struct Entry: Codable, Hashable, Sendable {
        /// The code in the source.
        public let from: String
        /// The code in the target.
        public let to: String

        /// States an entry.
        public init(from: String, to: String) {
            self.from = from
            self.to = to
        }
    }

    /// The scheme whose codes are given, `NAME/VERSION`.
    public let source: String
    /// The scheme in which they are said, `NAME/VERSION`.
    public let target: String
    /// What becomes what; a code that is not here has nothing to match it.
    public let entries: [Entry]

    /// States a mapping.
    public init(source: String, target: String, entries: [Entry]) {
        self.source = source
        self.target = target
        self.entries = entries
    }
}

/// How codes of a jurisdiction follow from those that were given.
public struct CodeDerivation: Codable, Hashable, Sendable {
    /// A code of a scheme.
    public struct Source: Codable, Hashable, Sendable {
        /// The scheme, `NAME/VERSION`.
        public let scheme: String
        /// The code.
        public let code: String

        /// States a code of a scheme.
        public init(scheme: String, code: String) {
            self.scheme = scheme
            self.code = code
        }
    }

    /// A code and what it follows from.
    public struct Rule: Codable, Hashable, Sendable {
        /// The code of the target.
        public let code: String
        /// It follows from any of these.
        public let from: [Source]

        /// States a rule.
        public init(code: String, from: [Source]) {
            self.code = code
            self.from = from
        }
    }

    /// Whose law it is, such as a country.
    public let jurisdiction: String
    /// The scheme of the codes that follow, `NAME/VERSION`.
    public let target: String
    /// What follows from what.
    public let rules: [Rule]

    /// States how codes follow.
    public init(jurisdiction: String, target: String, rules: [Rule]) {
        self.jurisdiction = jurisdiction
        self.target = target
        self.rules = rules
    }

    /// The codes that follow from codes that people agree on, in the order of the rules.
    public func codes(from agreed: Set<Source>) -> [String] {
        rules.filter { !agreed.isDisjoint(with: $0.from) }.map(\.code)
    }
}
