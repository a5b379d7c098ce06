import Foundation

/// Numbers that look random and are the same every time (SplitMix64, Steele and others 2014).
struct Generator: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A number from 0 up to 1.
    mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// A number below another.
    mutating func below(_ most: Int) -> Int { Int(share() * Double(most)) }

    /// Whether something of this probability happens.
    mutating func happens(_ probability: Double) -> Bool { share() < probability }

    /// A factor whose logarithm is normally distributed with deviation 1 (Box and Muller 1958).
    mutating func logNormal() -> Double {
        exp((-2 * log(max(share(), 1e-300))).squareRoot() * cos(2 * .pi * share()))
    }

    /// Random bytes.
    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}
