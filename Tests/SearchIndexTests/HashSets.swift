import CaseModel
import SearchIndex
import TestSupport

/// Kinds of hashes that are searched, and the plainest way of searching them.
enum HashSets: CaseIterable, Sendable {
    case uniform
    case clustered
    case duplicates

    func hashes(_ count: Int, seed: UInt64) -> [PerceptualHash] {
        switch self {
        case .uniform:
            var random = SeededGenerator(seed: seed)
            return (0..<count).map { _ in .random(using: &random) }
        case .clustered:
            return Self.clustered(count, seed: seed)
        case .duplicates:
            var random = SeededGenerator(seed: 7)
            return [PerceptualHash](repeating: .random(using: &random), count: count)
        }
    }

    /// Hashes near stored ones at distances up to 40, and two that are near none.
    func queries(_ count: Int, of all: [PerceptualHash], seed: UInt64) -> [PerceptualHash] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { number in
            guard number > 1, let hash = all.randomElement(using: &random) else { return .random(using: &random) }
            return hash.changing(Int.random(in: 0...40, using: &random), using: &random)
        }
    }

    /// Hashes of which many lie near one another.
    static func clustered(_ count: Int, seed: UInt64) -> [PerceptualHash] {
        var random = SeededGenerator(seed: seed)
        let centres = (0..<20).map { _ in PerceptualHash.random(using: &random) }
        return (0..<count).map { number in
            guard number % 3 == 0, let centre = centres.randomElement(using: &random) else {
                return .random(using: &random)
            }
            return centre.changing(Int.random(in: 0...60, using: &random), using: &random)
        }
    }

    static func truth(_ query: PerceptualHash, _ all: [PerceptualHash], radius: Int) -> [HammingIndex.Hit] {
        all.enumerated().compactMap { position, hash in
            let distance = hash.distance(to: query)
            return distance <= radius ? HammingIndex.Hit(position: position, distance: distance) : nil
        }
    }
}
