public import CaseModel

extension CaseOverlap {
    /// Adds links up by pairs of cases, those with most links first.
    ///
    /// - Parameter links: Links, the strongest first.
    /// - Returns: One overlap for each pair of cases.
    /// - Cost: Linear in the number of links, but for sorting.
    public static func all(_ links: [Link]) -> [CaseOverlap] {
        Dictionary(grouping: links) { link in
            [link.itemA.caseReference, link.itemB.caseReference].sorted()
        }.map { cases, those in
            CaseOverlap(caseA: cases[0], caseB: cases[1], links: those, tallies: tallies(those))
        }.sorted {
            ($1.links.count, $0.caseA, $0.caseB) < ($0.links.count, $1.caseA, $1.caseB)
        }
    }

    private static func tallies(_ links: [Link]) -> [CaseOverlap.Tally] {
        let pairs = Dictionary(grouping: links) { [$0.itemA.id, $0.itemB.id] }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        var found: [Hypothesis: [(strength: Double, a: ContentDigest, b: ContentDigest)]] = [:]
        for (_, those) in pairs {
            guard let first = those.first else { continue }
            for joint in JointEvidence.of(those) {
                found[joint.hypothesis, default: []].append((joint.strength, first.itemA.sha256, first.itemB.sha256))
            }
        }
        return Hypothesis.allCases.compactMap { hypothesis in
            guard let all = found[hypothesis] else { return nil }
            var used: Set<ContentDigest> = []
            var strengths: [Double] = []
            for pair in all.sorted(by: { $0.strength > $1.strength })
            where !used.contains(pair.a) && !used.contains(pair.b) {
                used.formUnion([pair.a, pair.b])
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
