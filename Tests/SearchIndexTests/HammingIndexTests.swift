import CairnKernels
import CaseModel
import SearchIndex
import TestSupport
import Testing

struct HammingIndexTests {
    /// Hashes of which many lie near one another.
    private func hashes(_ count: Int, seed: UInt64) -> [PerceptualHash] {
        var random = SeededGenerator(seed: seed)
        let centres = (0..<20).map { _ in PerceptualHash.random(using: &random) }
        return (0..<count).map { number in
            guard number % 3 == 0, let centre = centres.randomElement(using: &random) else {
                return .random(using: &random)
            }
            return centre.changing(Int.random(in: 0...60, using: &random), using: &random)
        }
    }

    private func truth(_ query: PerceptualHash, _ all: [PerceptualHash], radius: Int) -> [HammingIndex.Hit] {
        all.enumerated().compactMap { position, hash in
            let distance = hash.distance(to: query)
            return distance <= radius ? HammingIndex.Hit(position: position, distance: distance) : nil
        }
    }

    @Test(arguments: [0, 1, 31, 60, 256])
    func `A search finds every hash within the radius and no other`(radius: Int) {
        let all = hashes(3_000, seed: 41)
        let index = HammingIndex()
        for hash in all { index.append(hash) }
        let queries = all.prefix(40) + hashes(40, seed: 42)
        for query in queries {
            #expect(index.search(query, radius: radius) == truth(query, all, radius: radius))
        }
        #expect(index.search(Array(queries), radius: radius) == queries.map { truth($0, all, radius: radius) })
    }

    @Test func `Hashes added after a search are found too`() {
        let all = hashes(2_100, seed: 43)
        let index = HammingIndex()
        for (position, hash) in all.enumerated() {
            index.append(hash)
            guard position % 97 == 0 else { continue }
            #expect(index.search(hash, radius: 0).contains(HammingIndex.Hit(position: position, distance: 0)))
            #expect(index.hash(at: position) == hash)
        }
        #expect(index.count == all.count)
        #expect(index.hash(at: all.count) == nil)
    }

    @Test func `An empty index finds nothing`() {
        #expect(HammingIndex().search(.zero, radius: 256).isEmpty)
        #expect(HammingIndex().search([.zero], radius: 256) == [[]])
    }

    @Test func `Differing bits of words are counted as Swift counts them`() {
        var random = SeededGenerator(seed: 44)
        for count in [0, 1, 7, 64, 333] {
            let left = (0..<count).map { _ in UInt32.random(in: .min ... .max, using: &random) }
            let right = (0..<count).map { _ in UInt32.random(in: .min ... .max, using: &random) }
            let expected = zip(left, right).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
            #expect(cairn_differing_bits(left, right, count) == UInt64(expected))
        }
    }
}
