import Foundation
import Linking

/// How what links promise compares with what is true of them.
struct Reliability {
    /// Links of one range of strengths.
    struct Bin {
        let lower, upper: Double
        var links = 0
        var right = 0
        var promised = 0.0
    }

    /// What a threshold lets through.
    struct Threshold {
        let strength: Double
        let wrong: Int
        /// Wrong links for each million unrelated pairs.
        let perMillion: Double
        /// What the rate may be at most, with 95 % confidence.
        let perMillionAtMost: Double
        /// Share of the right links that stay.
        let kept: Double
    }

    let bins: [Bin]
    let thresholds: [Threshold]
    /// The cost of the likelihood ratios in bits, 0 for perfect ones and 1 for ones that say nothing; nil if no link is
    /// right.
    let cost: Double?
    let links, right: Int
    let population: PairPopulation

    private static let edges = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.000001]

    /// Compares links with the truth.
    ///
    /// - Parameters:
    ///   - links: Links of one kind, each with its strength, its likelihood ratio and whether it is right.
    ///   - population: How many pairs could have been linked.
    init(_ links: [(strength: Double, ratio: Double, isRight: Bool)], population: PairPopulation) {
        var bins = zip(Self.edges, Self.edges.dropFirst()).map { Bin(lower: $0, upper: min($1, 1)) }
        for link in links {
            guard let index = Self.edges.lastIndex(where: { $0 <= link.strength }), index < bins.count else { continue }
            bins[index].links += 1
            bins[index].right += link.isRight ? 1 : 0
            bins[index].promised += link.strength
        }
        self.bins = bins
        self.links = links.count
        self.population = population
        let right = links.count { $0.isRight }
        self.right = right
        let unrelated = Double(max(population.unrelated, 1))
        thresholds = [0, 0.1, 0.5, 0.8, 0.9, 0.95, 0.99].map { strength in
            let wrong = links.count { !$0.isRight && $0.strength >= strength }
            let kept = links.count { $0.isRight && $0.strength >= strength }
            return Threshold(
                strength: strength,
                wrong: wrong,
                perMillion: Double(wrong) / unrelated * 1e6,
                perMillionAtMost: Self.mostEvents(seen: wrong) / unrelated * 1e6,
                kept: right == 0 ? 0 : Double(kept) / Double(right)
            )
        }
        let missed = links.reduce(0) { $0 + ($1.isRight ? log2(1 + 1 / $1.ratio) : 0) }
        let feared = links.reduce(0) { $0 + ($1.isRight ? 0 : log2(1 + $1.ratio)) }
        cost = right == 0 ? nil : (missed / Double(right) + feared / unrelated) / 2
    }

    /// The largest mean of a Poisson distribution that gives so few events in one of twenty cases: 3 for none.
    private static func mostEvents(seen: Int) -> Double {
        // Wilson and Hilferty's approximation of the chi-squared quantile.
        guard seen > 0 else { return 3 }
        let degrees = Double(2 * (seen + 1))
        let root = 1 - 2 / (9 * degrees) + 1.645 * (2 / (9 * degrees)).squareRoot()
        return degrees * root * root * root / 2
    }
}
