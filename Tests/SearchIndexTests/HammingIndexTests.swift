import CairnKernels
import CaseModel
import SearchIndex
import Synchronization
import TestSupport
import Testing

/// Whether hashes are still being added.
private final class Adding: Sendable {
    let isDone = Atomic(false)
}

struct HammingIndexTests {
    private func index(_ all: [PerceptualHash], kernel: HammingKernel = .best) -> HammingIndex {
        let index = HammingIndex(kernel: kernel)
        index.append(contentsOf: all.enumerated().map { ($1, Int64($0)) })
        return index
    }

    @Test(arguments: HammingKernel.available, [0, 1, 31, 60, 128, 256])
    func `Each way of comparing finds every hash within the radius and no other`(kernel: HammingKernel, radius: Int) {
        let all = HashSets.clustered(3_003, seed: 41)
        let index = index(all, kernel: kernel)
        let queries = Array(all.prefix(37)) + HashSets.clustered(36, seed: 42)
        let truth = queries.map { HashSets.truth($0, all, radius: radius) }
        #expect(queries.map { index.search($0, radius: radius) } == truth)
        #expect(index.search(queries, radius: radius) == truth)
        #expect(index.search(queries, radius: radius, threads: 3) == truth)
    }

    @Test(arguments: [HashSets.uniform, .clustered, .duplicates])
    func `Both forms find every hash at every radius from 0 to 32`(_ kind: HashSets) {
        let all = kind.hashes(70_000, seed: 45)
        let index = index(all)
        index.makeBands()
        index.append(contentsOf: kind.hashes(500, seed: 46).map { ($0, 0) })
        let queries = kind.queries(12, of: all, seed: 47)
        let stored = (0..<index.count).compactMap { index.hash(at: $0) }
        for radius in 0...32 {
            let truth = queries.map { HashSets.truth($0, stored, radius: radius) }
            #expect(index.search(queries, radius: radius, form: .scan) == truth)
            #expect(index.search(queries, radius: radius, form: .bands) == truth)
            #expect(index.search(queries, radius: radius) == truth)
        }
    }

    @Test func `A single hash is found by both forms, and at its distance only`() {
        var random = SeededGenerator(seed: 48)
        let hash = PerceptualHash.random(using: &random)
        let index = index([hash])
        index.makeBands()
        for changes in 0...40 {
            let query = hash.changing(changes, using: &random)
            let distance = hash.distance(to: query)
            let expected = distance <= 31 ? [HammingIndex.Hit(position: 0, distance: distance)] : []
            #expect(index.search([query], radius: 31, form: .bands) == [expected])
            #expect(index.search([query], radius: 31, form: .scan) == [expected])
        }
    }

    @Test func `Whatever the distance within 31, every slot of bits may hold the change`() {
        var random = SeededGenerator(seed: 49)
        let hashes = (0..<2_000).map { _ in PerceptualHash.random(using: &random) }
        let index = index(hashes)
        index.makeBands()
        // All of the change in one stretch of bits, so that some slots differ in many bits and others in none.
        for (position, hash) in hashes.enumerated() {
            var words = [hash.words.0, hash.words.1, hash.words.2, hash.words.3]
            let first = position % 226
            for bit in first..<(first + 31) { words[bit / 64] ^= 1 << UInt64(bit % 64) }
            let query = PerceptualHash(words: (words[0], words[1], words[2], words[3]))
            let hits = index.search([query], radius: 31, form: .bands)[0]
            #expect(hits.contains(HammingIndex.Hit(position: position, distance: 31)))
        }
    }

    @Test func `Bands are made by themselves when scanning has cost more, and then answer the same`() async throws {
        var random = SeededGenerator(seed: 50)
        let all = (0..<300_100).map { _ in PerceptualHash.random(using: &random) }
        let index = index(all, kernel: .plain)
        let queries = all.prefix(64).map { $0.changing(Int.random(in: 0...31, using: &random), using: &random) }
        let first = index.search(queries, radius: 31)
        #expect(index.banded == 0)
        for _ in 0..<10_000 where index.banded == 0 {
            _ = index.search(queries, radius: 31)
        }
        #expect(index.banded == all.count)
        #expect(index.search(queries, radius: 31) == first)
    }

    @Test func `Hashes added after a search are found too`() {
        let all = HashSets.clustered(2_100, seed: 43)
        let index = HammingIndex()
        for (position, hash) in all.enumerated() {
            index.append(hash, label: Int64(position * 3))
            guard position % 97 == 0 else { continue }
            #expect(index.search(hash, radius: 0).contains(HammingIndex.Hit(position: position, distance: 0)))
            #expect(index.hash(at: position) == hash)
            #expect(index.label(at: position) == Int64(position * 3))
        }
        #expect(index.count == all.count)
        #expect(index.hash(at: all.count) == nil)
    }

    @Test func `Searching while hashes are added and bands are made sees all that was there before`() async {
        let all = HashSets.uniform.hashes(140_000, seed: 51)
        let index = HammingIndex()
        index.append(all[0], label: 0)
        let adding = Adding()
        await withTaskGroup(of: Int.self) { group in
            for worker in 0..<2 {
                group.addTask {
                    var missed = 0
                    var random = SeededGenerator(seed: UInt64(60 + worker))
                    while !adding.isDone.load(ordering: .relaxed) {
                        let before = index.count
                        let position = Int.random(in: 0..<before, using: &random)
                        let query = all[position].changing(20, using: &random)
                        let hits = index.search([query], radius: 31, form: .faster)[0]
                        let slow = index.search([query], radius: 31, form: .bands)[0]
                        let expected = HammingIndex.Hit(position: position, distance: all[position].distance(to: query))
                        if !hits.contains(expected) || !slow.contains(expected) { missed += 1 }
                    }
                    return missed
                }
            }
            for start in stride(from: 1, to: all.count, by: 1_000) {
                index.append(contentsOf: all[start..<min(start + 1_000, all.count)].map { ($0, 0) })
                if start % 40_000 == 1 { index.makeBands() }
            }
            adding.isDone.store(true, ordering: .relaxed)
            for await missed in group { #expect(missed == 0) }
        }
        #expect(index.count == all.count)
    }

    @Test func `Pages that follow one another hold a cluster of thousands once`() {
        var random = SeededGenerator(seed: 52)
        let centre = PerceptualHash.random(using: &random)
        let all = (0..<9_000).map { number in
            number % 2 == 0 ? centre.changing(number % 15, using: &random) : .random(using: &random)
        }
        let index = index(all)
        var pages: [HammingIndex.Hit] = []
        var next: Int?
        var requests = 0
        repeat {
            let page = index.page(centre, radius: 31, after: next, limit: 1_000)
            #expect(page.hits.count <= 1_000)
            pages += page.hits
            next = page.next
            requests += 1
        } while next != nil && requests < 20
        #expect(pages == HashSets.truth(centre, all, radius: 31))
        #expect(pages.count == 4_500)
        #expect(requests == 5)
    }

    @Test func `An empty index finds nothing`() {
        let index = HammingIndex()
        #expect(index.search(.zero, radius: 256).isEmpty)
        #expect(index.search([.zero], radius: 256) == [[]])
        index.makeBands()
        #expect(index.search([.zero], radius: 31) == [[]])
        #expect(index.page(.zero, radius: 31, limit: 10).next == nil)
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
