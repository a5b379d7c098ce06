import CaseModel
import SearchIndex
import TestSupport
import Testing

struct HammingSelfTestTests {
    private func index(_ all: [PerceptualHash]) -> HammingIndex {
        let index = HammingIndex()
        index.append(contentsOf: all.lazy.map { ($0, 0) })
        return index
    }

    @Test(arguments: [0, 1, 40, 5_000])
    func `An index without fault finds all it is asked for`(count: Int) {
        let index = index(HashSets.clustered(count, seed: 81))
        for _ in 0..<2 {
            let result = index.selfTest(samples: 200)
            #expect(result.faults.isEmpty)
            #expect(result.recall == 1)
            #expect(result.asked >= min(count, 60))
            #expect(index.faults.isEmpty)
            index.makeBands()
        }
    }

    @Test func `A position that bands have lost is noticed, and the index says that its answers may lack hashes`() {
        let index = index(HashSets.uniform.hashes(5_000, seed: 82))
        index.makeBands()
        #expect(index.selfTest(samples: 5_000).recall == 1)
        index.damageBands(at: 3_330)
        let result = index.selfTest(samples: 5_000)
        #expect(result.recall < 1)
        #expect(!result.faults.isEmpty)
        #expect(index.faults == result.faults)
    }
}
