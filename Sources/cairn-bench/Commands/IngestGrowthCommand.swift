import ArgumentParser
import CaseModel
import Foundation

/// `cairn-bench ingest-growth`: how the time of a file and the peak of memory change as an ingest grows.
struct IngestGrowthCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest-growth",
        abstract: "Ingests more and more of a folder, each time into a new database.",
        discussion: """
            The folder has folders of files, which are taken in the order of their names until there are enough: \
            scripts/cut_pictures.py makes one of any size. Noise of sensors is left out.
            """
    )

    @Argument(help: "The folder of folders.", completion: .directory)
    var folder: String

    @Option(help: "How many files, separated by commas.")
    var sizes = "1000,10000,30000,100000"

    @Option(help: "Local features: none, copies or objects.")
    var features = "none"

    @Flag(help: "Print JSON Lines.")
    var json = false

    private struct Row: Encodable {
        let bench = "ingest_growth"
        let method: String
        let files: Int
        let wallSeconds: Double
        let cpuSeconds: Double
        let filesPerCpuSecond: Double
        let peakMainBytes: Int
        let peakWorkerBytes: Int
        let databaseBytesPerFile: Double
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    func run() throws {
        guard let depth = FeatureDepth(rawValue: features) else {
            throw ValidationError("--features takes none, copies or objects.")
        }
        let wanted = sizes.split(separator: ",").map { Int($0) ?? 0 }
        guard !wanted.isEmpty, wanted.allSatisfy({ $0 > 0 }) else {
            throw ValidationError("--sizes takes numbers, such as 1000,10000.")
        }
        for size in wanted.sorted() {
            let measured = try MeasuredIngest(of: try paths(holding: size), features: depth)
            try print(
                Row(
                    method: depth == .none ? "cairn" : "cairn_\(depth.rawValue)",
                    files: measured.files,
                    wallSeconds: measured.wall,
                    cpuSeconds: measured.processor,
                    filesPerCpuSecond: Double(measured.files) / max(measured.processor, 1e-9),
                    peakMainBytes: measured.peak,
                    peakWorkerBytes: measured.peakWorker,
                    databaseBytesPerFile: Double(measured.databaseBytes) / Double(max(measured.files, 1))
                )
            )
        }
    }

    /// The first folders that together hold so many files.
    private func paths(holding size: Int) throws -> [String] {
        var paths: [String] = []
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let path = folder + "/" + name
            guard count < size, let files = try? FileManager.default.contentsOfDirectory(atPath: path) else { continue }
            paths.append(path)
            count += files.count
        }
        guard count >= size else { throw ValidationError("\(folder) has \(count) files in its folders, not \(size).") }
        return paths
    }

    private func print(_ row: Row) throws {
        guard !json else { return try BenchOutput.printLine(row) }
        let each = BenchOutput.rounded(row.cpuSeconds * 1000 / Double(max(row.files, 1)))
        Swift.print(
            "\(row.files) files: wall \(BenchOutput.rounded(row.wallSeconds)) s, processor \(each) ms a file, peak "
                + "\(row.peakMainBytes / 1_000_000) MB main and \(row.peakWorkerBytes / 1_000_000) MB worker, database "
                + "\(Int(row.databaseBytesPerFile)) bytes a file"
        )
    }
}
