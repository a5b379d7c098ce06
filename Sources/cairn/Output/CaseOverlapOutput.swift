import CaseModel

/// The overlap of two cases as an object of JSON.
struct CaseOverlapOutput: Encodable {
    struct Tally: Encodable {
        let hypothesis: String
        let pairs: Int
        let expectedRight: Double
        let strongest: Double
    }

    let caseA: String
    let caseB: String
    let links: Int
    let strongest: Double
    let evidence: [Tally]

    init(_ overlap: CaseOverlap) {
        caseA = overlap.caseA
        caseB = overlap.caseB
        links = overlap.links.count
        strongest = Self.rounded(overlap.strongest)
        evidence = overlap.tallies.map { tally in
            Tally(
                hypothesis: tally.hypothesis.rawValue,
                pairs: tally.pairs,
                expectedRight: Self.rounded(tally.expectedRight),
                strongest: Self.rounded(tally.strongest)
            )
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
