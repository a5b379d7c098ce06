import CaseModel

/// What a row or a column of a table is about.
public enum Category: Sendable {
    /// A code, in as many parts as it has: one for most; scheme, version and code for severity.
    case code([String])
    /// More than one code, where a series has people of several.
    case several
    /// No code.
    case missing

    /// What records say together that may each have a code.
    ///
    /// - Parameter codes: The code of each; nil where there is none.
    /// - Returns: The code that all have, ``several`` as soon as two differ, and ``missing`` where that is not sure.
    static func common(_ codes: [String?]) -> Category {
        let distinct = Set(codes.compactMap(\.self).map { Category.code([$0]) })
        if distinct.count > 1 { return .several }
        guard let only = distinct.first, !codes.contains(nil) else { return .missing }
        return only
    }

    /// The category of a code that may be missing.
    static func of(_ code: String?) -> Category { code.map { .code([$0]) } ?? .missing }

    /// The category in a line of text.
    public var label: String {
        switch self {
        case .code(let parts): parts.joined(separator: " / ")
        case .several: "several"
        case .missing: "missing"
        }
    }

    var canonical: CanonicalJSON {
        switch self {
        case .code(let parts): .list(parts.map(CanonicalJSON.text))
        case .several: .text("several")
        case .missing: .text("missing")
        }
    }

    private var rank: Int {
        switch self {
        case .code: 0
        case .several: 1
        case .missing: 2
        }
    }

    private var parts: [[UInt8]] {
        guard case .code(let parts) = self else { return [] }
        return parts.map { Array($0.utf8) }
    }
}

/// Codes are compared by their bytes: two that only look the same are two.
extension Category: Hashable, Comparable {
    /// Whether two categories are the same.
    public static func == (left: Category, right: Category) -> Bool {
        left.rank == right.rank && left.parts == right.parts
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(rank)
        hasher.combine(parts)
    }

    /// Orders codes by their bytes, then several, then missing.
    public static func < (left: Category, right: Category) -> Bool {
        guard left.rank == right.rank else { return left.rank < right.rank }
        return left.parts.lexicographicallyPrecedes(right.parts) { $0.lexicographicallyPrecedes($1) }
    }
}
