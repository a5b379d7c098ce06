import CaseModel
import SearchIndex
import TestSupport
import Testing

struct BandIndexTests {
    private static func sharesBand(_ one: PerceptualHash, _ other: PerceptualHash) -> Bool {
        let pairs = zip(one.bigEndianBytes, other.bigEndianBytes).map { $0 == $1 }
        return (0..<16).contains { pairs[2 * $0] && pairs[2 * $0 + 1] }
    }

    @Test func `Candidates are the hashes that share a band and lie within the radius`() {
        var random = SeededGenerator(seed: 51)
        let centre = PerceptualHash.random(using: &random)
        let all = (0..<600).map { _ in centre.changing(Int.random(in: 0...120, using: &random), using: &random) }
        var index = BandIndex()
        for hash in all { index.append(hash) }
        for query in all.prefix(60) {
            var found: [Int: Int] = [:]
            index.forEachCandidate(query, radius: 72) { position, distance in found[position] = distance }
            let expected = all.enumerated().filter {
                Self.sharesBand($0.element, query) && $0.element.distance(to: query) <= 72
            }
            #expect(Set(found.keys) == Set(expected.map(\.offset)))
            #expect(found.allSatisfy { all[$0.key].distance(to: query) == $0.value })
        }
    }

    /// Whether two hashes agree in so many bits from the start of a sixteenth on, the last going on at the first.
    private static func sharesBand(_ one: PerceptualHash, _ other: PerceptualHash, bits: Int) -> Bool {
        func bit(_ hash: PerceptualHash, _ number: Int) -> UInt8 {
            let number = number % 256
            return hash.bigEndianBytes[31 - number / 8] >> UInt8(number % 8) & 1
        }
        return (0..<16).contains { band in
            (0..<bits).allSatisfy { bit(one, 16 * band + $0) == bit(other, 16 * band + $0) }
        }
    }

    @Test(arguments: [16, 18, 20, 24])
    func `Longer bands overlap, and what was added before they grew is found as well`(
        bits: Int
    ) {
        var random = SeededGenerator(seed: 53)
        let centre = PerceptualHash.random(using: &random)
        let all = (0..<400).map { _ in centre.changing(Int.random(in: 0...60, using: &random), using: &random) }
        var shape = BandIndex.Shape()
        shape.steps = [(0, 16), (250, bits)]
        var index = BandIndex(shape: shape)
        for hash in all { index.append(hash) }
        #expect(index.bandBits == bits && index.count == all.count)
        for query in all.prefix(40) {
            var found: Set<Int> = []
            index.forEachCandidate(query, radius: 72) { position, _ in found.insert(position) }
            let expected = all.indices.filter {
                all[$0].distance(to: query) <= 72 && Self.sharesBand(all[$0], query, bits: bits)
            }
            #expect(found == Set(expected))
        }
    }

    @Test func `Of a band that very many share the latest are looked at`() {
        let hash = PerceptualHash(words: (1, 2, 3, 4))
        var shape = BandIndex.Shape()
        shape.longestList = 10
        var index = BandIndex(shape: shape)
        for _ in 0..<50 { index.append(hash) }
        var found: Set<Int> = []
        index.forEachCandidate(hash, radius: 0) { position, _ in found.insert(position) }
        #expect(found == Set(40..<50))
    }

    @Test(arguments: [0, 1, 90, 199, 200])
    func `What came before the first query and after it is found in the same order`(before: Int) {
        var random = SeededGenerator(seed: 54)
        let centre = PerceptualHash.random(using: &random)
        let all = (0..<200).map { _ in centre.changing(Int.random(in: 0...60, using: &random), using: &random) }
        var shape = BandIndex.Shape()
        shape.steps = [(0, 16), (150, 17)]
        shape.longestList = 20
        func found(_ index: inout BandIndex, _ query: PerceptualHash) -> [Int] {
            var positions: [Int] = []
            index.forEachCandidate(query, radius: 72) { position, _ in positions.append(position) }
            return positions
        }
        var whole = BandIndex(shape: shape, hashes: all)
        var grown = BandIndex(shape: shape, hashes: Array(all.prefix(before)))
        _ = found(&grown, centre)
        for hash in all.dropFirst(before) { grown.append(hash) }
        #expect(grown.bandBits == whole.bandBits)
        for query in all.prefix(40) { #expect(found(&grown, query) == found(&whole, query)) }
    }
}
