import Foundation
import Linking

/// The fitted models as the source file that the module `Linking` is built with.
struct StrengthSource {
    let text: String

    /// Writes the models down; those that were not fitted now keep their values.
    init(_ models: [EvidenceMeasure: StrengthModel], seed: UInt64) {
        let entries = EvidenceMeasure.allCases.compactMap { measure in
            models[measure].map { model in
                """
                        .\(measure): StrengthModel(
                            intercept: \(Self.number(model.intercept)),
                            weights: [\(model.weights.map(Self.number).joined(separator: ", "))],
                            bound: \(Self.number(model.bound))
                        ),
                """
            }
        }
        text = """
            /// What `cairn-bench calibrate --seed \(seed)` fitted.
            ///
            /// See docs/calibration.md. Not to be edited by hand.
            public enum CalibratedStrengths {
                /// The model of each measure, its weights in the order of ``EvidenceMeasure/valueNames``.
                public static let models: [EvidenceMeasure: StrengthModel] = [
            \(entries.joined(separator: "\n"))
                ]
            }

            """
    }

    private static func number(_ value: Double) -> String { "\((value * 10_000).rounded() / 10_000)" }
}
