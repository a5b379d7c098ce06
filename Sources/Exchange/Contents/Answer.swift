public import CaseModel

/// How much an answer says of what matches.
public enum AnswerLevel: String, CaseIterable, Codable, Comparable, Hashable, Sendable {
    /// Nothing: as if there were no match.
    case silent
    /// That so many of the offer's contents match something, not which, nor whom to ask.
    case existence
    /// Which contents match, how, and whom to ask.
    case pointer

    private var rank: Int {
        switch self {
        case .silent: 0
        case .existence: 1
        case .pointer: 2
        }
    }

    /// Whether the first says less than the second.
    public static func < (first: AnswerLevel, second: AnswerLevel) -> Bool { first.rank < second.rank }
}

/// "We hold something that matches; ask us", without the thing itself.
public struct Pointer: Hashable, Sendable {
    /// How one content of the offer matches.
    public struct Match: Hashable, Sendable {
        /// The content's place in the offer, from 0.
        public let entry: Int
        /// How it matches: `exact` or `near_duplicate`.
        public let kind: LinkKind
        /// In how many of 256 bits the PDQ hashes differ, where pictures match.
        public let distance: Int?

        /// Says how a content matches.
        public init(entry: Int, kind: LinkKind, distance: Int?) {
            self.entry = entry
            self.kind = kind
            self.distance = distance
        }
    }

    /// What a pointer says.
    public enum Statement: Hashable, Sendable {
        /// So many contents of the offer match.
        case existence(matches: Int)
        /// These match; this is whom to ask.
        case found([Match], contact: String)
    }

    /// Its name, to be used when more is asked for.
    public let id: BundleIdentifier
    /// What it says.
    public let statement: Statement

    /// States a pointer.
    public init(id: BundleIdentifier = BundleIdentifier(), _ statement: Statement) {
        self.id = id
        self.statement = statement
    }

    /// Which level it is of.
    public var level: AnswerLevel {
        switch statement {
        case .existence: .existence
        case .found: .pointer
        }
    }

    /// How many contents of the offer it is about.
    public var matches: Int {
        switch statement {
        case .existence(let matches): matches
        case .found(let found, _): found.count
        }
    }
}

/// What the sender's rules let it say of an offer; without pointers, nothing.
public struct Answer: Hashable, Sendable {
    /// How many pointers an answer may hold.
    public static let mostPointers = 1000
    private static let largestDistance = 256

    /// How many contents the offer held.
    public let asked: Int
    /// What matches.
    public let pointers: [Pointer]

    /// Answers an offer.
    public init(asked: Int, pointers: [Pointer]) {
        self.asked = asked
        self.pointers = pointers
    }

    var json: CanonicalJSON {
        let pointers = pointers.map { pointer in
            var members: [(key: String, value: CanonicalJSON)] = [("id", .text(pointer.id.hex))]
            switch pointer.statement {
            case .existence(let matches): members.append(("matches", .integer(Int64(matches))))
            case .found(let found, let contact):
                members += [("contact", .text(contact)), ("found", .list(found.map(Self.json)))]
            }
            return CanonicalJSON.object(members)
        }
        return .object([("asked", .integer(Int64(asked))), ("pointers", .list(pointers))])
    }

    private static func json(_ match: Pointer.Match) -> CanonicalJSON {
        var members: [(key: String, value: CanonicalJSON)] = [
            ("entry", .integer(Int64(match.entry))), ("kind", .text(match.kind.rawValue)),
        ]
        if let distance = match.distance { members.append(("distance", .integer(Int64(distance)))) }
        return .object(members)
    }

    init(_ members: inout Members) throws(ExchangeError) {
        asked = Int(try members.integer("asked", in: 1...Int64(Offer.mostContents)))
        var pointers: [Pointer] = []
        for var pointer in try members.objects("pointers", most: Self.mostPointers) {
            guard let id = BundleIdentifier(bytes: try pointer.bytes("id", count: BundleIdentifier.count)) else {
                throw .malformed("a pointer's name has another length")
            }
            if pointer.has("matches") {
                let matches = try pointer.integer("matches", in: 1...Int64(asked))
                pointers.append(Pointer(id: id, .existence(matches: Int(matches))))
            } else {
                let contact = try pointer.line("contact", most: ExchangeText.mostInName)
                var found: [Pointer.Match] = []
                for var match in try pointer.objects("found", most: asked) {
                    found.append(try Self.match(&match, asked: asked))
                }
                guard !found.isEmpty, Set(found.map(\.entry)).count == found.count else {
                    throw .malformed("a pointer names no content, or one twice")
                }
                pointers.append(Pointer(id: id, .found(found, contact: contact)))
            }
            try pointer.finish()
        }
        guard Set(pointers.map(\.id)).count == pointers.count else { throw .malformed("a pointer's name comes twice") }
        self.pointers = pointers
    }

    private static func match(_ members: inout Members, asked: Int) throws(ExchangeError) -> Pointer.Match {
        let entry = Int(try members.integer("entry", in: 0...Int64(asked - 1)))
        let kind = LinkKind(rawValue: try members.text("kind"))
        guard let kind, [.exact, .nearDuplicate].contains(kind) else { throw .malformed("a match of an unknown kind") }
        var distance: Int?
        if kind == .nearDuplicate {
            distance = Int(try members.integer("distance", in: 0...Int64(largestDistance)))
        }
        try members.finish()
        return Pointer.Match(entry: entry, kind: kind, distance: distance)
    }
}
