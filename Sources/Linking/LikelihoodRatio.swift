import Foundation

/// How many times as probable evidence is if two items are related as if they are not.
public struct LikelihoodRatio: Hashable, Sendable, Comparable {
    /// What is assumed before the evidence is seen: three of a hundred pairs that are compared are related.
    ///
    /// Strengths follow from it. Where related pairs are rarer, as in a database of millions, an expert weighs the ratio
    /// itself, and an administrator raises the threshold.
    public static let prior = 0.03

    /// The logarithm to base 10.
    public let logarithm: Double

    /// States a ratio by its logarithm to base 10.
    public init(logarithm: Double) {
        self.logarithm = logarithm
    }

    /// States a ratio by itself, above 0.
    public init(value: Double) {
        logarithm = log10(value)
    }

    /// The largest ratio whose strength is at most this (above 0, below 1).
    public init(strength: Double) {
        // Rounding must not lift it above.
        logarithm = log10(strength / (1 - strength)) - log10(Self.prior / (1 - Self.prior)) - 1e-12
    }

    /// The ratio itself.
    public var value: Double { pow(10, logarithm) }

    /// The probability that the items are related, 0…1, if ``prior`` holds.
    public var strength: Double {
        1 / (1 + pow(10, -logarithm) * (1 - Self.prior) / Self.prior)
    }

    /// Two independent pieces of evidence for one hypothesis together.
    public static func * (first: LikelihoodRatio, second: LikelihoodRatio) -> LikelihoodRatio {
        LikelihoodRatio(logarithm: first.logarithm + second.logarithm)
    }

    /// Orders by size.
    public static func < (first: LikelihoodRatio, second: LikelihoodRatio) -> Bool {
        first.logarithm < second.logarithm
    }
}
