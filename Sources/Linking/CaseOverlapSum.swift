public import CaseModel

extension CaseOverlap {
    /// Adds links up by pairs of cases, those with most links first.
    ///
    /// - Parameter links: Links, the strongest first.
    /// - Returns: One overlap for each pair of cases.
    /// - Cost: Linear in the number of links, but for sorting.
    public static func all(_ links: [Link]) -> [CaseOverlap] {
        Dictionary(grouping: links) { link in
            CasePair(link.itemA.caseReference, link.itemB.caseReference)
        }.map { cases, those in
            CaseOverlap(caseA: cases.a, caseB: cases.b, links: those, tallies: tallies(those))
        }.sorted {
            ($1.links.count, $0.caseA, $0.caseB) < ($0.links.count, $1.caseA, $1.caseB)
        }
    }

    /// What links say together, by hypothesis; each content counts once.
    public static func tallies(_ links: [Link]) -> [CaseOverlap.Tally] {
        var found: [Hypothesis: [(strength: Double, a: ContentDigest, b: ContentDigest)]] = [:]
        JointEvidence.eachPair(links.map { ($0.itemA.id, $0.itemB.id) }) { places in
            guard let first = places.first.map({ links[$0.place] }) else { return }
            for joint in JointEvidence.of(places.map { links[$0.place].witness }) {
                found[joint.hypothesis, default: []].append((joint.strength, first.itemA.sha256, first.itemB.sha256))
            }
        }
        return Hypothesis.allCases.compactMap { hypothesis in
            guard let all = found[hypothesis] else { return nil }
            var used: Set<ContentDigest> = []
            var strengths: [Double] = []
            for pair in all.sorted(by: { $0.strength > $1.strength })
            where !used.contains(pair.a) && !used.contains(pair.b) {
                used.insert(pair.a)
                used.insert(pair.b)
                strengths.append(pair.strength)
            }
            return CaseOverlap.Tally(
                hypothesis: hypothesis,
                pairs: strengths.count,
                expectedRight: strengths.reduce(0, +),
                strongest: strengths.first ?? 0
            )
        }
    }
}

/// Two cases in the order of their references.
private struct CasePair: Hashable {
    let a: String
    let b: String

    init(_ first: String, _ second: String) {
        (a, b) = second < first ? (second, first) : (first, second)
    }
}
