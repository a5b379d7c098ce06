public import CaseModel
import Foundation

/// Two stacks that links join, as a report tells of them: side a is the case's own.
public struct ReportPair: Hashable, Sendable {
    /// How a pair stands.
    public enum State: String, CaseIterable, Sendable {
        /// The same bytes: nothing to decide.
        case equal
        /// An expert said that they are related.
        case confirmed
        /// An expert said that they are not.
        case rejected
        /// An expert could not tell.
        case unsure
        /// Nobody decided yet.
        case undecided
        /// The other side may not be looked at by the reader, and nobody decided.
        case unseen
    }

    /// The strongest link, without what the reader may not see.
    public let link: Link
    /// The kinds of all links between the two stacks.
    public let kinds: [LinkKind]
    /// How many links there are between them.
    public let links: Int
    /// Whether the reader may see where the other side's file lies.
    public let showsOther: Bool
    /// How it stands.
    public let state: State
    /// The last decision, if its verdict stands.
    public let decision: Decision?

    init(_ row: OverlapRow) {
        let entry = row.entry
        let isOwnFirst = entry.link.itemA.id == entry.own.id
        var evidence = isOwnFirst ? entry.link.evidence : entry.link.evidence.swapped
        if !row.showsOther { evidence.identifiers = evidence.identifiers.withoutPlaces }
        link = Link(
            kind: entry.link.kind,
            strength: entry.link.strength,
            likelihoodRatio: entry.link.likelihoodRatio,
            itemA: entry.own,
            itemB: row.showsOther ? entry.other : entry.other.withoutPlace,
            evidence: SharedEvidence(evidence)
        )
        kinds = LinkKind.allCases.filter { entry.kinds.contains($0) }
        links = entry.links
        showsOther = row.showsOther
        decision = row.decision?.verdict == nil ? nil : row.decision
        state = State(row)
    }

    /// The word for its strength.
    public var word: StrengthWord { StrengthWord(link) }

    var told: CanonicalJSON {
        .present([
            "link": .text(link.id), "kind": .text(link.kind.rawValue), "kinds": .texts(kinds.map(\.rawValue)),
            "links": .number(links), "strength_permille": .number(Int((link.strength * 1000).rounded())),
            "strength_words": .text(word.rawValue.replacing("_", with: " ")),
            "likelihood_ratio": LinkOutput(link).likelihoodRatio.map { .text("\($0)") },
            "reasons": .texts(LinkWords(link).sentences), "evidence": evidence, "a": side(link.itemA, isShown: true),
            "b": side(link.itemB, isShown: showsOther), "state": .text(state.rawValue),
            "verdict": decision?.told,
        ])
    }

    private var evidence: CanonicalJSON? {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        guard let written = try? encoder.encode(LinkOutput(link).evidence) else { return nil }
        return try? JSONDecoder().decode(CanonicalJSON.self, from: written)
    }

    private func side(_ item: ItemReference, isShown: Bool) -> CanonicalJSON {
        .present([
            "case": .text(item.caseReference), "exhibit": isShown ? .text(item.exhibit) : nil,
            "path": isShown ? .text(item.path) : nil, "sha256": .text(item.sha256.hex),
        ])
    }
}

extension ReportPair.State {
    init(_ row: OverlapRow) {
        if row.entry.pair == nil {
            self = .equal
            return
        }
        switch row.decision?.verdict {
        case .same?, .sameThing?: self = .confirmed
        case .different?: self = .rejected
        case .unsure?: self = .unsure
        case nil: self = row.showsOther ? .undecided : .unseen
        }
    }
}

extension ItemReference {
    /// The item without where it lies.
    fileprivate var withoutPlace: ItemReference {
        ItemReference(id: id, caseReference: caseReference, exhibit: "", path: "", sha256: sha256)
    }
}

extension SharedIdentifiers {
    /// Those that both sides have in the same form, without the lines on which they stand.
    fileprivate var withoutPlaces: SharedIdentifiers {
        SharedIdentifiers(examples.filter { $0.identifier == $0.other }.map { SharedIdentifier($0.identifier) })
    }
}

extension Decision {
    fileprivate var told: CanonicalJSON {
        .present([
            "verdict": verdict.map { .text($0.rawValue) }, "by": .text(author), "at": .text(at),
            "case": .text(caseReference),
        ])
    }
}
