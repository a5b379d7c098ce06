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

    func run() throws {
        // No peer extracts local features or the noise of sensors, so the like of what they do is an ingest without.
        let median = try median(features: .none)
        try print(row("cairn", median))
        for depth in [FeatureDepth.copies, .objects] {
            try print(row("cairn_\(depth.rawValue)", try self.median(features: depth)))
        }
        guard let python else { return }
        let script = try Child.folder.appendingPathComponent("../../../scripts/peers.py").standardizedFileURL.path
        let local = "scripts/peers.py"
        let output = try Child.run(
            python,
            [FileManager.default.fileExists(atPath: local) ? local : script, folder]
        ).output
        let steps = try JSONDecoder().decode([String: [Double]].self, from: Data(output.utf8))
        var sum = MeasuredIngest(wall: 0, processor: 0, files: median.files, bytes: median.bytes)
        for (name, seconds) in steps.sorted(by: { $0.key < $1.key }) {
            let step = MeasuredIngest(wall: seconds[0], processor: seconds[1], files: median.files, bytes: median.bytes)
            sum.wall += step.wall
            sum.processor += step.processor
            try print(row("peer_\(name)", step))
        }
        try print(row("peers_sum", sum))
    }

    private func median(features: FeatureDepth) throws -> MeasuredIngest {
        var measured: [MeasuredIngest] = []
        for _ in 0..<max(1, runs) { measured.append(try MeasuredIngest(of: [folder], features: features)) }
        measured.sort { $0.wall < $1.wall }
        return measured[measured.count / 2]
    }

    private func row(_ method: String, _ measured: MeasuredIngest) -> Row {
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
