internal import CairnKernels

/// Makes a vocabulary of the features of many pictures, by k-means on each level.
///
/// The same features in the same order and the same seed give the same vocabulary.
public struct VocabularyTrainer {
    private static let rounds = 15
    /// Words with fewer training features take over their branch's medians.
    private static let fewestForMedians = 16

    private var random: Randomness

    /// Sets the seed.
    public init(seed: UInt64) {
        random = Randomness(state: seed)
    }

    /// Trains a vocabulary.
    ///
    /// - Parameters:
    ///   - descriptors: 128 bytes each; there should be thirty or more for each of the 16,384 words.
    ///   - report: Told which of the 128 branches is done.
    /// - Returns: nil if there are fewer descriptors than words.
    ///
    /// Cost: about two minutes for a million descriptors.
    public mutating func train(_ descriptors: [UInt8], report: (Int) -> Void = { _ in }) -> FeatureVocabulary? {
        let length = FeatureVocabulary.length
        let total = descriptors.count / length
        guard total >= FeatureVocabulary.wordCount else { return nil }
        let directions = self.directions()
        return descriptors.withUnsafeBufferPointer { all in
            let roots = centres(of: all, members: Array(0..<total))
            var leaves: [UInt8] = []
            var medians: [Int16] = []
            let blank = FeatureVocabulary(roots: roots.centres, leaves: [], directions: directions, medians: [])
            for branch in 0..<FeatureVocabulary.branches {
                let members = (0..<total).filter { roots.nearest[$0] == branch }
                let inner = centres(of: all, members: members)
                leaves += inner.centres
                let projections = members.map { blank.projections(of: Self.descriptor($0, all)) }
                let branchMedians = Self.medians(projections[...]) ?? []
                for leaf in 0..<FeatureVocabulary.branches {
                    let own = zip(projections, inner.nearest).lazy.filter { $0.1 == leaf }.map(\.0)
                    let collected = Array(own)
                    medians +=
                        collected.count >= Self.fewestForMedians
                        ? Self.medians(collected[...]) ?? branchMedians : branchMedians
                }
                report(branch)
            }
            return FeatureVocabulary(roots: roots.centres, leaves: leaves, directions: directions, medians: medians)
        }
    }

    /// 128 centres of some descriptors, and for each of these which centre is nearest.
    private mutating func centres(
        of all: UnsafeBufferPointer<UInt8>,
        members: [Int]
    ) -> (centres: [UInt8], nearest: [Int]) {
        let (length, count) = (FeatureVocabulary.length, FeatureVocabulary.branches)
        guard !members.isEmpty else { return ([UInt8](repeating: 255, count: count * length), []) }
        var centres: [UInt8] = []
        for _ in 0..<count {
            let member = members[Int(random.next(upperBound: UInt64(members.count)))]
            centres += Self.descriptor(member, all)
        }
        let own = members.flatMap { Self.descriptor($0, all) }
        var found = [cairn_nearest](repeating: cairn_nearest(), count: members.count)
        var nearest: [Int] = []
        for round in 0...Self.rounds {
            cairn_nearest_two(own, members.count, centres, count, &found)
            nearest = found.map { Int($0.position) }
            if round == Self.rounds { break }
            var sums = [Int](repeating: 0, count: count * length)
            var sizes = [Int](repeating: 0, count: count)
            for (position, centre) in nearest.enumerated() {
                sizes[centre] += 1
                for index in 0..<length { sums[centre * length + index] += Int(own[position * length + index]) }
            }
            for centre in 0..<count {
                if sizes[centre] == 0 {
                    // A centre that nothing is nearest to starts again at a random member.
                    let member = members[Int(random.next(upperBound: UInt64(members.count)))]
                    centres.replaceSubrange(
                        (centre * length)..<((centre + 1) * length),
                        with: Self.descriptor(member, all)
                    )
                } else {
                    for index in 0..<length {
                        let sum = sums[centre * length + index]
                        centres[centre * length + index] = UInt8((sum + sizes[centre] / 2) / sizes[centre])
                    }
                }
            }
        }
        return (centres, nearest)
    }

    private static func descriptor(_ number: Int, _ all: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let length = FeatureVocabulary.length
        return UnsafeBufferPointer(rebasing: all[(number * length)..<((number + 1) * length)])
    }

    private static func medians(_ projections: ArraySlice<[Int16]>) -> [Int16]? {
        guard !projections.isEmpty else { return [Int16](repeating: 0, count: FeatureVocabulary.signatureBits) }
        return (0..<FeatureVocabulary.signatureBits).map { bit in
            let values = projections.map { $0[bit] }.sorted()
            return values[values.count / 2]
        }
    }

    /// 64 random directions at right angles to each other, as numbers of 8 bits.
    private mutating func directions() -> [Int8] {
        let length = FeatureVocabulary.length
        var rows: [[Double]] = []
        while rows.count < FeatureVocabulary.signatureBits {
            var row = (0..<length).map { _ in random.normal() }
            for earlier in rows {
                let product = zip(row, earlier).reduce(0) { $0 + $1.0 * $1.1 }
                for index in 0..<length { row[index] -= product * earlier[index] }
            }
            let norm = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard norm > 1e-3 else { continue }
            rows.append(row.map { $0 / norm })
        }
        let scale = 127 / (rows.lazy.joined().map(abs).max() ?? 1)
        return rows.flatMap { row in row.map { Int8(clamping: Int(($0 * scale).rounded())) } }
    }
}

/// A small generator of random numbers with a seed (splitmix64: Steele, Lea and Flood 2014).
private struct Randomness: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// About normally distributed: the sum of twelve uniform numbers less six.
    mutating func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + Double(next() >> 11) / Double(1 << 53) }
    }
}
