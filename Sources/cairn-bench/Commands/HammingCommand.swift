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
            The folder holds codes.bin and queries.bin, 32 bytes a hash, and the true answers within 31: truth_off.bin, \
            truth_id.bin and truth_dist.bin. Each form of the index is a line: scan, bands, and index, which chooses. \
            Times are processor time of the search, the middle of the runs; with several threads batched_ms is by the \
            clock, and so is open_s always. An index is built, written, opened again and then searched as a mapped file.
            """
    )

    @Option(help: "The folder.", completion: .directory)
    var dir: String

    @Option(help: "The largest distance, 0 to 31.")
    var radius = 31

    @Option(help: "How many queries to ask at most; all if not given.")
    var queries: Int?

    @Option(help: "How many threads answer batched queries.")
    var threads = 1

    @Option(help: "How often each search is timed.")
    var runs = 3

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
        guard threads >= 1, runs >= 1 else { throw ValidationError("threads and runs are numbers of 1 or more") }
        guard (0...31).contains(radius) else { throw ValidationError("the radius is a distance of 0 to 31 bits") }
    }

    func run() throws {
        let truth = try HammingTruth(folder: dir, queries: queries)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-hamming-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let snapshot = HammingSnapshot(path: folder.path + "/hashes")
        let build = try Machine.leastSeconds(runs: 1) {
            let index = truth.index()
            try snapshot.write(index, count: index.count, watermark: 0, records: 0)
        }
        let start = Date()
        guard let index = try snapshot.open()?.index else { throw ValidationError("the index was not written") }
        let open = Date().timeIntervalSince(start)
        try measure(.scan, "scan", index, truth, build: build, open: open, bytes: index.byteCount)
        let making = Machine.leastSeconds(runs: 1) { index.makeBands() }
        try measure(.bands, "bands", index, truth, build: build + making, open: open, bytes: index.byteCount)
        try measure(.faster, "index", index, truth, build: build + making, open: open, bytes: index.byteCount)
        let test = index.selfTest()
        guard test.faults.isEmpty else { throw ValidationError(test.faults.joined(separator: "; ")) }
    }

    private func measure(
        _ form: HammingIndex.Form,
        _ method: String,
        _ index: HammingIndex,
        _ truth: HammingTruth,
        build: Double,
        open: Double,
        bytes: Int
    ) throws {
        var single: [[HammingIndex.Hit]] = []
        let one = middle {
            Machine.processorSeconds
        } of: {
            single = truth.queries.map { index.search([$0], radius: radius, form: form)[0] }
        }
        var batched: [[HammingIndex.Hit]] = []
        let many = middle {
            threads == 1 ? Machine.processorSeconds : Date.timeIntervalSinceReferenceDate
        } of: {
            batched = index.search(truth.queries, radius: radius, threads: threads, form: form)
        }
        guard single == batched else { throw ValidationError("single and batched answers differ") }
        let (recall, extra) = truth.compare(single, radius: radius)
        let count = Double(max(1, truth.queries.count))
        let row = Row(
            method: method,
            n: index.count,
            queries: truth.queries.count,
            recall: recall,
            extra: extra,
            singleMs: one / count * 1000,
            batchedMs: many / count * 1000,
            buildS: build,
            openS: open,
            bytes: bytes,
            threads: threads
        )
        if json { return try BenchOutput.printLine(row) }
        print(
            "\(row.method): \(row.n) hashes, \(row.queries) queries, recall \(row.recall), \(row.extra) extra, "
                + "\(BenchOutput.rounded(row.singleMs)) ms single, \(BenchOutput.rounded(row.batchedMs)) ms batched, "
                + "\(row.bytes) bytes"
        )
    }

    private func middle(clock: () -> Double, of body: () -> Void) -> Double {
        let times = (0..<runs).map { _ in
            let start = clock()
            body()
            return clock() - start
        }
        return times.sorted()[runs / 2]
    }
}
