/// All that links two cases, added up by what it says.
///
/// Only direct links between the two count: nothing is passed on through a third case or item.
public struct CaseOverlap: Hashable, Sendable {
    /// What speaks for one hypothesis.
    public struct Tally: Hashable, Sendable {
        /// The hypothesis.
        public let hypothesis: Hypothesis
        /// Pairs of media that speak for it; each media counts once, so that copies of one picture are not many
        /// witnesses.
        public let pairs: Int
        /// How many of the pairs are expected to be right: the sum of their strengths.
        public let expectedRight: Double
        /// The strongest pair's strength.
        public let strongest: Double

        /// States what speaks for a hypothesis.
        public init(hypothesis: Hypothesis, pairs: Int, expectedRight: Double, strongest: Double) {
            self.hypothesis = hypothesis
            self.pairs = pairs
            self.expectedRight = expectedRight
            self.strongest = strongest
        }
    }

    /// The first case's reference.
    public let caseA: String
    /// The second case's reference.
    public let caseB: String
    /// All links between them, the strongest first.
    public let links: [Link]
    /// What they say, in the order of ``Hypothesis``.
    public let tallies: [Tally]

    /// The strongest link's strength.
    public var strongest: Double { tallies.map(\.strongest).max() ?? 0 }

    /// States an overlap.
    public init(caseA: String, caseB: String, links: [Link], tallies: [Tally]) {
        self.caseA = caseA
        self.caseB = caseB
        self.links = links
        self.tallies = tallies
    }
}
