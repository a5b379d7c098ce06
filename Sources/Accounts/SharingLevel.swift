/// How much of a case others may see; each level includes those before it.
public enum SharingLevel: String, CaseIterable, Codable, Comparable, Hashable, Sendable {
    /// That something in the case matches.
    case existence
    /// Digests, fingerprints and the figures of a match.
    case fingerprints
    /// The small pictures made for display.
    case renditions
    /// The files themselves.
    case originals

    private var rank: Int {
        switch self {
        case .existence: 0
        case .fingerprints: 1
        case .renditions: 2
        case .originals: 3
        }
    }

    /// Whether the first level shows less than the second.
    public static func < (first: SharingLevel, second: SharingLevel) -> Bool { first.rank < second.rank }
}

/// Whom a case is shared with.
public enum Audience: Hashable, Sendable {
    /// All accounts of the agency that owns the case.
    case ownAgency
    /// All accounts of another agency, by its number.
    case agency(Int64)
    /// All accounts of this Cairn.
    case community
}
