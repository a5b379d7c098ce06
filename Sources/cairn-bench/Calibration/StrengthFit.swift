import Foundation
import Linking

/// Fits the model of one measure on labelled pairs.
struct StrengthFit {
    let measure: EvidenceMeasure
    let model: StrengthModel
    /// Right and wrong pairs that it was fitted on.
    let right, wrong: Int

    /// The sign that each weight must have so that more of a kind of agreement never weakens a link.
    private static func signs(_ measure: EvidenceMeasure) -> [Int] {
        switch measure {
        case .wholePicture: [-1]
        case .partOfPicture, .scene: [1, 1, 1, 1, -1, -1, -1]
        case .frames, .peaks: [1]
        case .words: [-1, 1]
        }
    }

    /// Fits a measure on the half of a database that is for fitting; nil if no pair carries it.
    init?(_ measure: EvidenceMeasure, _ databases: [LabelledDatabase]) {
        let observations = Self.observations(measure, databases)
        guard observations.contains(where: \.isRight) else { return nil }
        self.measure = measure
        var population = PairPopulation()
        for database in databases {
            guard let counted = database.populations[measure]?[.fit] else { continue }
            population.related += counted.related
            population.unrelated += counted.unrelated
        }
        // Wrong pairs that were not seen but cannot be ruled out: three, as weak as the weakest right one.
        let signs = Self.signs(measure)
        let weakest = signs.indices.map { index in
            let seen = observations.filter(\.isRight).map(\.values[index])
            return (signs[index] < 0 ? seen.max() : seen.min()) ?? 0
        }
        let unseen = LogisticRegression.Observation(values: weakest, isRight: false, weight: 3)
        let fitted = LogisticRegression(observations + [unseen], signs: signs)
        right = Int(observations.reduce(0) { $0 + ($1.isRight ? $1.weight : 0) })
        wrong = Int(observations.reduce(0) { $0 + ($1.isRight ? 0 : $1.weight) })
        let bound = log10(max(Double(population.unrelated) / 3, 10))
        let odds = log10(Double(max(population.unrelated, 1)) / Double(max(population.related, 1)))
        model = StrengthModel(
            intercept: fitted.intercept / log(10) + odds,
            weights: fitted.weights.map { $0 / log(10) },
            bound: bound
        )
    }

    private static func observations(
        _ measure: EvidenceMeasure,
        _ databases: [LabelledDatabase]
    ) -> [LogisticRegression.Observation] {
        guard measure != .wholePicture else {
            // All pairs are known here, linked or not: counted by distance, those of a family apart.
            var counts: [Int: (related: Double, unrelated: Double)] = [:]
            for pair in databases.flatMap(\.distances) where pair.half == .fit {
                if pair.isRelated {
                    counts[pair.bits, default: (0, 0)].related += 1
                } else {
                    counts[pair.bits, default: (0, 0)].unrelated += 1
                }
            }
            return counts.sorted { $0.key < $1.key }.flatMap { bits, count in
                [
                    .init(values: [Double(bits)], isRight: true, weight: count.related),
                    .init(values: [Double(bits)], isRight: false, weight: count.unrelated),
                ].filter { $0.weight > 0 }
            }
        }
        return databases.flatMap(\.links).filter { $0.measure == measure && $0.half == .fit }
            .map { .init(values: $0.values, isRight: $0.isRight) }
    }
}
