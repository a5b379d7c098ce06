import CaseModel
import Foundation
import SearchIndex

/// A folder of hashes, queries and the true answers within distance 31, as arrays without headings.
struct HammingTruth {
    /// The hashes, 32 bytes each, mapped.
    let codes: Data
    let queries: [PerceptualHash]
    private let answers: [[Int: Int]]

    init(folder: String, queries limit: Int?) throws {
        func data(_ name: String) throws -> Data {
            try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name), options: .alwaysMapped)
        }
        codes = try data("codes.bin")
        queries = Self.hashes(try data("queries.bin").prefix(32 * min(limit ?? .max / 32, .max / 32)))
        let count = queries.count
        let offsets = try data("truth_off.bin").withUnsafeBytes { bytes in
            (0...count).map { Int(bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)) }
        }
        let numbers = try data("truth_id.bin")
        let distances = try data("truth_dist.bin")
        answers = (0..<count).map { query in
            var answer: [Int: Int] = [:]
            numbers.withUnsafeBytes { bytes in
                for place in offsets[query]..<offsets[query + 1] {
                    let number = Int(bytes.loadUnaligned(fromByteOffset: 4 * place, as: UInt32.self))
                    answer[number] = Int(distances[distances.startIndex + place])
                }
            }
            return answer
        }
    }

    /// An index of all the hashes.
    func index() -> HammingIndex {
        let index = HammingIndex()
        let step = 32 << 16
        for start in stride(from: 0, to: codes.count, by: step) {
            let hashes = Self.hashes(codes[start..<min(start + step, codes.count)])
            index.append(contentsOf: hashes.lazy.map { ($0, 0) })
        }
        return index
    }

    /// Bytes are compared as they lie: any fixed order of bits gives the same distances.
    private static func hashes(_ data: Data) -> [PerceptualHash] {
        data.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - 31, by: 32).map { start in
                func word(_ number: Int) -> UInt64 {
                    bytes.loadUnaligned(fromByteOffset: start + 8 * number, as: UInt64.self)
                }
                return PerceptualHash(words: (word(0), word(1), word(2), word(3)))
            }
        }
    }

    /// The share of true answers that were found, and how many were found that are not true.
    func compare(_ found: [[HammingIndex.Hit]], radius: Int) -> (recall: Double, extra: Int) {
        var expected = 0
        var hits = 0
        var extra = 0
        for (answer, found) in zip(answers, found) {
            expected += answer.values.count { $0 <= radius }
            for hit in found {
                if answer[hit.position] == hit.distance { hits += 1 } else { extra += 1 }
            }
        }
        return (expected == 0 ? 1 : Double(hits) / Double(expected), extra)
    }
}
