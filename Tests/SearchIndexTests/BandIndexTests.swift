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
}
