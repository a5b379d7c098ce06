import ArgumentParser
import CaseModel
import Foundation
import SearchIndex

/// `cairn-bench hamming`: range search among hashes, checked against the truth.
struct HammingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hamming",
        abstract: "Times the search for all hashes within a distance.",
        discussion: """
            The folder holds codes.bin and queries.bin, 32 bytes a hash, and the true answers: truth_off.bin, \
            truth_id.bin and truth_dist.bin.
            """
    )

    @Option(help: "The folder.", completion: .directory)
    var dir: String

    @Option(help: "The largest distance, 0 to 256.")
    var radius = 31

    @Option(help: "How many queries to ask at most; all if not given.")
    var queries: Int?

    @Option(help: "How many threads; only 1 so far.")
    var threads = 1

    @Flag(help: "Print JSON Lines.")
    var json = false

    private struct Row: Encodable {
        let bench = "hamming"
        let method: String
        let n: Int
        let queries: Int
        let recall: Double
        let extra: Int
        let singleMs: Double
        let batchedMs: Double
        let buildS: Double
        let openS: Double
        let bytes: Int
        let threads: Int
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func validate() throws {
        guard threads == 1 else { throw ValidationError("only one thread is supported: --threads 1") }
        guard (0...256).contains(radius) else { throw ValidationError("the radius is a distance of 0 to 256 bits") }
    }

    func run() throws {
        var codes: [PerceptualHash] = []
        let open = try Machine.leastSeconds(runs: 1) { codes = try hashes("codes.bin") }
        let asked = Array(try hashes("queries.bin").prefix(queries ?? .max))
        let truth = try Truth(folder: dir, queries: asked.count)
        let index = HammingIndex()
        let build = Machine.leastSeconds(runs: 1) {
            index.reserveCapacity(codes.count)
            for code in codes { index.append(code) }
        }
        var single: [[HammingIndex.Hit]] = []
        let one = Machine.leastSeconds(runs: 3) { single = asked.map { index.search($0, radius: radius) } }
        var batched: [[HammingIndex.Hit]] = []
        let many = Machine.leastSeconds(runs: 3) {
            batched = stride(from: 0, to: asked.count, by: 64).flatMap { start in
                index.search(Array(asked[start..<min(start + 64, asked.count)]), radius: radius)
            }
        }
        guard single == batched else { throw ValidationError("single and batched answers differ") }
        let (recall, extra) = truth.compare(single, radius: radius)
        let count = Double(max(1, asked.count))
        let row = Row(
            method: "scan",
            n: codes.count,
            queries: asked.count,
            recall: recall,
            extra: extra,
            singleMs: one / count * 1000,
            batchedMs: many / count * 1000,
            buildS: build,
            openS: open,
            bytes: codes.count * 32,
            threads: threads
        )
        if json { return try BenchOutput.printLine(row) }
        print(
            "\(row.method): \(row.n) hashes, \(row.queries) queries, recall \(row.recall), \(row.extra) extra, "
                + "\(BenchOutput.rounded(row.singleMs)) ms single, \(BenchOutput.rounded(row.batchedMs)) ms batched"
        )
    }

    /// Bytes are compared as they lie: any fixed order of bits gives the same distances.
    private func hashes(_ name: String) throws -> [PerceptualHash] {
        let data = try Data(contentsOf: URL(fileURLWithPath: dir).appendingPathComponent(name))
        return data.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - 31, by: 32).map { start in
                func word(_ number: Int) -> UInt64 {
                    bytes.loadUnaligned(fromByteOffset: start + 8 * number, as: UInt64.self)
                }
                return PerceptualHash(words: (word(0), word(1), word(2), word(3)))
            }
        }
    }
}

/// The true answers, within distance 31.
private struct Truth {
    private let answers: [[Int: Int]]

    init(folder: String, queries: Int) throws {
        func data(_ name: String) throws -> Data {
            try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name))
        }
        let offsets = try data("truth_off.bin").withUnsafeBytes { bytes in
            (0...queries).map { Int(bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)) }
        }
        let numbers = try data("truth_id.bin")
        let distances = try data("truth_dist.bin")
        answers = (0..<queries).map { query in
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

    /// The share of true answers that were found, and how many were found that are not true.
    func compare(_ found: [[HammingIndex.Hit]], radius: Int) -> (recall: Double, extra: Int) {
        var expected = 0
        var hits = 0
        var extra = 0
        for (answer, found) in zip(answers, found) {
            let truth = answer.filter { $0.value <= radius }
            expected += truth.count
            for hit in found {
                if truth[hit.position] == hit.distance { hits += 1 } else { extra += 1 }
            }
        }
        return (expected == 0 ? 1 : Double(hits) / Double(expected), extra)
    }
}
