import CairnKernels
import CaseModel
import TestSupport
import Testing

struct FeatureKernelTests {
    private func descriptors(_ count: Int, using random: inout SeededGenerator) -> [UInt8] {
        (0..<(count * 128)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    private func distance(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> UInt32 {
        zip(first, second).reduce(0) { $0 + UInt32((Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1))) }
    }

    @Test("Nearest neighbours are those of a plain search", arguments: [1, 2, 63, 64, 65, 130])
    func nearest(count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let stored = descriptors(count, using: &random)
        let queries = descriptors(9, using: &random)
        var found = [cairn_nearest](repeating: cairn_nearest(), count: 9)
        cairn_nearest_two(queries, 9, stored, count, &found)
        for query in 0..<9 {
            let distances = (0..<count).map {
                distance(queries[(query * 128)..<(query * 128 + 128)], stored[($0 * 128)..<($0 * 128 + 128)])
            }
            let sorted = distances.sorted()
            #expect(found[query].distance == sorted[0])
            #expect(distances[Int(found[query].position)] == sorted[0])
            #expect(found[query].second_distance == (count > 1 ? sorted[1] : .max))
        }
    }

    @Test("Of equal descriptors the first is the nearest, and the second is as near")
    func ties() {
        var random = SeededGenerator(seed: 3)
        let one = descriptors(1, using: &random)
        var found = cairn_nearest()
        cairn_nearest_two(one, 1, one + one + one, 3, &found)
        #expect(found.position == 0 && found.distance == 0 && found.second_distance == 0)
    }

    @Test("Products and scanned signatures are those of their twins in Swift")
    func productsAndSignatures() {
        var random = SeededGenerator(seed: 4)
        let stored = descriptors(70, using: &random)
        let query = descriptors(1, using: &random)
        var products = [Int32](repeating: 0, count: 70)
        cairn_descriptor_products(query, stored, 70, &products)
        for number in 0..<70 {
            let expected = (0..<128).reduce(Int32(0)) { $0 + Int32(query[$1]) * Int32(stored[number * 128 + $1]) }
            #expect(products[number] == expected)
        }
        let signatures = (0..<500).map { _ in random.next() }
        var positions = [UInt32](repeating: 0, count: 500)
        var distances = [UInt8](repeating: 0, count: 500)
        for radius in [0, 20, 30, 64] {
            let key = signatures[7]
            let count = cairn_signature_scan(signatures, 500, key, UInt32(radius), &positions, &distances)
            let expected = signatures.indices.filter { (signatures[$0] ^ key).nonzeroBitCount <= radius }
            #expect(positions.prefix(count).map(Int.init) == expected)
            #expect(
                distances.prefix(count).map(Int.init) == expected.map { (signatures[$0] ^ key).nonzeroBitCount }
            )
        }
    }
}
