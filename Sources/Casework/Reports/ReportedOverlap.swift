import Accounts
import CaseModel

/// How many pairs of stacks two cases share, by how they stand.
public struct OverlapTally: Hashable, Sendable {
    /// The pairs by how they stand.
    public private(set) var pairs: [ReportPair.State: Int] = [:]

    mutating func add(_ state: ReportPair.State) { pairs[state, default: 0] += 1 }

    mutating func add(_ other: OverlapTally) { pairs.merge(other.pairs, uniquingKeysWith: +) }

    /// All pairs.
    public var found: Int { pairs.values.reduce(0, +) }

    /// Pairs of the same bytes, and pairs that an expert confirmed.
    public var confirmed: Int { self[.equal] + self[.confirmed] }

    /// The pairs that stand so.
    public subscript(state: ReportPair.State) -> Int { pairs[state] ?? 0 }

    var told: CanonicalJSON {
        let states = ReportPair.State.allCases.map { (key: $0.rawValue, value: CanonicalJSON.number(self[$0])) }
        return .object(states + [(key: "found", value: .number(found))])
    }
}

/// What a case shares with another one, as far as the reader may see it.
public struct ReportedOverlap: Hashable, Sendable {
    /// The case.
    public let own: String
    /// The other case.
    public let other: String
    /// The other case's agency; empty if it has none.
    public let otherAgency: String
    /// All pairs by how they stand.
    public let tally: OverlapTally
    /// The strongest pairs, and all that were decided.
    public let pairs: [ReportPair]

    /// How many pairs are not listed.
    public var leftOut: Int { tally.found - pairs.count }

    /// Puts together what two cases share.
    ///
    /// - Parameters:
    ///   - own: The case.
    ///   - other: The other case.
    ///   - rows: What they share.
    ///   - most: How many of the strongest pairs are listed, beside all that were decided.
    init(own: String, other: String, rows: [OverlapRow], most: Int) {
        self.own = own
        self.other = other
        otherAgency = rows.first?.otherAgency ?? ""
        let ordered = rows.map(ReportPair.init).sorted {
            ($1.link.strength, $0.link.id) < ($0.link.strength, $1.link.id)
        }
        var tally = OverlapTally()
        for pair in ordered { tally.add(pair.state) }
        self.tally = tally
        pairs = ordered.enumerated().filter { $0.offset < most || $0.element.decision != nil }.map(\.element)
    }

    /// The overlaps of a case with all others, by reference.
    static func all(of own: String, _ rows: [OverlapRow], most: Int) -> [ReportedOverlap] {
        Dictionary(grouping: rows, by: \.entry.other.caseReference).sorted { $0.key < $1.key }.map {
            ReportedOverlap(own: own, other: $0.key, rows: $0.value, most: most)
        }
    }

    var told: CanonicalJSON {
        .present([
            "a": .text(own), "b": .text(other), "b_agency": otherAgency.isEmpty ? nil : .text(otherAgency),
            "pairs_of_stacks": tally.told, "pairs": .list(pairs.map(\.told)), "left_out": .number(leftOut),
        ])
    }
}
