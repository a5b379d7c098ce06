import ArgumentParser
import CaseModel
import Foundation

/// `cairn-bench ingest`: a whole ingest of a folder beside the separate tools that a user would run.
struct IngestBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Times a whole ingest of a folder, and the peers on the same folder."
    )

    @Argument(help: "The folder.", completion: .directory)
    var folder: String

    @Option(help: "How often the ingest is run; the median counts.")
    var runs = 3

    @Option(help: "A Python with numpy, pillow and pdqhash, to run the peers; left out if not given.")
    var python: String?

    @Flag(help: "Print JSON Lines.")
    var json = false

    private struct Row: Encodable {
        let bench = "ingest"
        let method: String
        let files: Int
        let bytes: Int64
        let wallSeconds: Double
        let cpuSeconds: Double
        let filesPerCpuSecond: Double
        let peakMainBytes: Int?
        let peakWorkerBytes: Int?
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    private struct Measured {
        var wall: Double
        var processor: Double
        var peak = 0
        var peakWorker = 0
        var files = 0
        var bytes: Int64 = 0
    }

    func run() throws {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let cairn = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("cairn").path
        // No peer extracts local features or the noise of sensors, so the like of what they do is an ingest without.
        let median = try median(cairn, features: .none)
        try print(row("cairn", median))
        for depth in [FeatureDepth.copies, .objects] {
            try print(row("cairn_\(depth.rawValue)", try self.median(cairn, features: depth)))
        }
        guard let python else { return }
        let script = URL(fileURLWithPath: own).deletingLastPathComponent()
            .appendingPathComponent("../../../scripts/peers.py").standardizedFileURL.path
        let local = "scripts/peers.py"
        let output = try Child.run(
            python,
            [FileManager.default.fileExists(atPath: local) ? local : script, folder]
        ).output
        let steps = try JSONDecoder().decode([String: [Double]].self, from: Data(output.utf8))
        var sum = Measured(wall: 0, processor: 0, files: median.files, bytes: median.bytes)
        for (name, seconds) in steps.sorted(by: { $0.key < $1.key }) {
            let step = Measured(wall: seconds[0], processor: seconds[1], files: median.files, bytes: median.bytes)
            sum.wall += step.wall
            sum.processor += step.processor
            try print(row("peer_\(name)", step))
        }
        try print(row("peers_sum", sum))
    }

    private func median(_ cairn: String, features: FeatureDepth) throws -> Measured {
        var measured: [Measured] = []
        for _ in 0..<max(1, runs) { measured.append(try ingest(cairn, features: features)) }
        measured.sort { $0.wall < $1.wall }
        return measured[measured.count / 2]
    }

    private func ingest(_ cairn: String, features: FeatureDepth) throws -> Measured {
        let data = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: data) }
        _ = try Child.run(cairn, ["--data", data.path, "case", "add", "BENCH"])
        let start = ContinuousClock.now
        let arguments = [
            "--data", data.path, "ingest", "BENCH", folder, "--json", "--features", features.rawValue, "--sensor-noise",
            "none",
        ]
        let child = try Child.run(cairn, arguments)
        let elapsed = (ContinuousClock.now - start).components
        var result = Measured(
            wall: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
            processor: child.processorSeconds
        )
        result.peak = child.peakBytes
        if let line = child.output.split(separator: "\n").last,
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let summary = object["summary"] as? [String: Any]
        {
            result.files = summary["files"] as? Int ?? 0
            result.bytes = (summary["bytes"] as? NSNumber)?.int64Value ?? 0
            result.peakWorker = summary["peak_worker_bytes"] as? Int ?? 0
        }
        return result
    }

    private func row(_ method: String, _ measured: Measured) -> Row {
        Row(
            method: method,
            files: measured.files,
            bytes: measured.bytes,
            wallSeconds: measured.wall,
            cpuSeconds: measured.processor,
            filesPerCpuSecond: Double(measured.files) / max(measured.processor, 1e-9),
            peakMainBytes: measured.peak > 0 ? measured.peak : nil,
            peakWorkerBytes: measured.peakWorker > 0 ? measured.peakWorker : nil
        )
    }

    private func print(_ row: Row) throws {
        if json {
            try BenchOutput.printLine(row)
        } else {
            let name = row.method.padding(toLength: 16, withPad: " ", startingAt: 0)
            var line =
                "\(name) wall \(BenchOutput.rounded(row.wallSeconds)) s, processor \(BenchOutput.rounded(row.cpuSeconds)) s, "
            line += "\(BenchOutput.rounded(row.filesPerCpuSecond)) files per processor second"
            if let main = row.peakMainBytes, let worker = row.peakWorkerBytes {
                line += ", peak \(main >> 20) MiB main, \(worker >> 20) MiB worker"
            }
            Swift.print(line)
        }
    }
}
