import CaseModel
import Foundation
import Linking

/// What was fitted and how it holds on pairs that the fit did not see, in Markdown.
struct CalibrationReport {
    /// One kind of link.
    struct Section: Encodable {
        let bench = "calibrate"
        let kind: String
        let links: Int
        let right: Int
        let relatedPairs: Int
        let unrelatedPairs: Int
        let costBits: Double?
        let wrongPerMillion: Double
        let wrongPerMillionAtMost: Double
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    let text: String
    let sections: [Section]
    /// Diagrams by the name of their file.
    let diagrams: [String: String]

    /// Compares what the table promises with the half that is for checking.
    init(
        _ fits: [StrengthFit],
        models: [EvidenceMeasure: StrengthModel],
        _ databases: [LabelledDatabase],
        names: [String],
        seed: UInt64
    ) {
        let table = StrengthTable(models: models)
        var sections: [Section] = []
        var diagrams: [String: String] = [:]
        var body: [String] = []
        for kind in [LinkKind.nearDuplicate, .partialCopy, .sameScene, .videoSegment, .audioSegment] {
            guard let reliability = Self.reliability(kind, table, databases) else { continue }
            sections.append(Self.section(kind, reliability))
            let file = "\(kind.rawValue).svg"
            diagrams[file] = ReliabilityDiagram(title: kind.rawValue.replacing("_", with: " "), reliability).svg
            body.append(Self.words(kind, reliability, picture: file))
        }
        self.sections = sections
        self.diagrams = diagrams
        text = """
            # Calibration

            Written by `cairn-bench calibrate --seed \(seed)` on \(names.joined(separator: ", ")). Families are told \
            apart by a hash of their name and the seed: half of them served the fit, the other half is what the tables \
            below count. A strength is the probability that a link is right if \
            a hundred pairs that are compared hold \(Int((100 * LikelihoodRatio.prior).rounded())) that are related.

            ## Models

            The logarithm to base 10 of the likelihood ratio is the intercept and what each value adds, drawn softly \
            under the bound.

            | measure | right | wrong | intercept | weights | bound |
            |---|---|---|---|---|---|
            \(fits.map(Self.row).joined(separator: "\n"))

            \(body.joined(separator: "\n\n"))

            """
    }

    private static func reliability(
        _ kind: LinkKind,
        _ table: StrengthTable,
        _ databases: [LabelledDatabase]
    ) -> Reliability? {
        var seen: Set<String> = []
        var links: [(strength: Double, ratio: Double, isRight: Bool)] = []
        var population = PairPopulation()
        for (number, database) in databases.enumerated() {
            let those = database.links.filter { $0.link.kind == kind && $0.half == .check }
            for labelled in those where seen.insert("\(number) \(labelled.link.id)").inserted {
                guard let ratio = table.ratio(kind, labelled.link.evidence) else { continue }
                links.append((ratio.strength, ratio.value, labelled.isRight))
            }
            guard let measure = those.first?.measure, let counted = database.populations[measure]?[.check] else {
                continue
            }
            population.related += counted.related
            population.unrelated += counted.unrelated
        }
        return links.isEmpty ? nil : Reliability(links, population: population)
    }

    private static func section(_ kind: LinkKind, _ reliability: Reliability) -> Section {
        Section(
            kind: kind.rawValue,
            links: reliability.links,
            right: reliability.right,
            relatedPairs: reliability.population.related,
            unrelatedPairs: reliability.population.unrelated,
            costBits: reliability.cost.map(BenchOutput.rounded),
            wrongPerMillion: BenchOutput.rounded(reliability.thresholds.first?.perMillion ?? 0),
            wrongPerMillionAtMost: BenchOutput.rounded(reliability.thresholds.first?.perMillionAtMost ?? 0)
        )
    }

    private static func row(_ fit: StrengthFit) -> String {
        let weights = zip(fit.measure.valueNames, fit.model.weights).map { "\($0) \(digits($1, 3))" }
        return "| \(fit.measure.rawValue.replacing("_", with: " ")) | \(fit.right) | \(fit.wrong) "
            + "| \(digits(fit.model.intercept, 2)) | \(weights.joined(separator: "; ")) | \(digits(fit.model.bound, 2)) |"
    }

    private static func words(_ kind: LinkKind, _ reliability: Reliability, picture: String) -> String {
        let bins = reliability.bins.filter { $0.links > 0 }.map { bin in
            let range = ReliabilityDiagram.interval(right: bin.right, of: bin.links)
            let share = Double(bin.right) / Double(bin.links)
            return "| \(digits(bin.lower, 2))–\(digits(bin.upper, 2)) | \(bin.links) | \(bin.right) "
                + "| \(digits(100 * share, 1)) % (\(digits(100 * range.lowerBound, 1))–"
                + "\(digits(100 * range.upperBound, 1))) |"
        }
        let thresholds = reliability.thresholds.map { threshold in
            "| \(digits(threshold.strength, 2)) | \(threshold.wrong) | \(digits(threshold.perMillion, 2)) "
                + "| \(digits(threshold.perMillionAtMost, 2)) | \(digits(100 * threshold.kept, 1)) % |"
        }
        return """
            ## \(kind.rawValue)

            ![Reliability of \(kind.rawValue)](\(picture))

            \(reliability.links) links among \(reliability.population.related) related and \
            \(reliability.population.unrelated) unrelated pairs. Cllr \(reliability.cost.map { digits($0, 4) } ?? "–") \
            bits, over the linked related pairs and all unrelated ones.

            | strength shown | links | right | share that is right (95 %) |
            |---|---|---|---|
            \(bins.joined(separator: "\n"))

            | threshold | wrong links | per million unrelated pairs | at most (95 %) | right links kept |
            |---|---|---|---|---|
            \(thresholds.joined(separator: "\n"))
            """
    }

    private static func digits(_ value: Double, _ count: Int) -> String { String(format: "%.\(count)f", value) }
}
