import ArgumentParser
import Foundation

/// `cairn-bench plot`: draws how costs grow, from what other commands printed.
struct PlotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plot",
        abstract: "Draws how costs grow, from the JSON Lines that the other commands print.",
        discussion: """
            hamming.svg: milliseconds a query against hashes, with peers. database.svg: what users wait for against \
            contents. ingest.svg: files a second of processor time against files. memory.svg: the peak of an ingest's main \
            process against files. What has no results is left out.
            """
    )

    @Argument(help: "Files of JSON Lines.", completion: .file())
    var files: [String]

    @Option(help: "The folder for the drawings.", completion: .directory)
    var output = "."

    private typealias Result = [String: Any]

    func run() throws {
        var results: [Result] = []
        for file in files {
            for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
                guard let result = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? Result else { continue }
                results.append(result)
            }
        }
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        try write(
            "hamming",
            GrowthPlot(
                title: "Hashes within 31 bits: a query, one thread",
                horizontal: "hashes",
                vertical: "milliseconds",
                series: Self.hamming(results)
            )
        )
        try write(
            "database",
            GrowthPlot(
                title: "What users wait for, as the database grows",
                horizontal: "contents",
                vertical: "milliseconds",
                series: Self.database(results)
            )
        )
        try write(
            "ingest",
            GrowthPlot(
                title: "Ingest, as the number of files grows",
                horizontal: "files",
                vertical: "files a second of processor time",
                series: Self.ingest(results, "files_per_cpu_second", 1)
            )
        )
        try write(
            "memory",
            GrowthPlot(
                title: "Peak memory of an ingest's main process, as the number of files grows",
                horizontal: "files",
                vertical: "megabytes",
                series: Self.ingest(results, "peak_main_bytes", 1e-6)
            )
        )
    }

    private func write(_ name: String, _ plot: GrowthPlot) throws {
        guard !plot.svg.isEmpty else { return }
        let path = output + "/\(name).svg"
        try plot.svg.write(toFile: path, atomically: true, encoding: .utf8)
        print(path)
    }

    private static func hamming(_ results: [Result]) -> [GrowthPlot.Series] {
        let own = results.filter { $0["bench"] as? String == "hamming" }
        let shown: [(method: String, manner: String)] = [
            ("scan", "single"), ("scan", "batched"), ("index", "single"), ("faiss_flat", "single"),
            ("faiss_flat", "batched"), ("faiss_multihash_16x16", "single"),
        ]
        return shown.map { method, manner in
            let those = own.filter { $0["method"] as? String == method }
            return GrowthPlot.Series(
                name: method.replacing("_", with: " ") + ", " + manner,
                points: points(those, "n", manner + "_ms")
            )
        }
    }

    private static func database(_ results: [Result]) -> [GrowthPlot.Series] {
        let own = results.filter { $0["bench"] as? String == "database" }
        func series(_ name: String, _ method: String, _ figure: String, _ factor: Double) -> GrowthPlot.Series {
            let those = own.filter { $0["method"] as? String == method }
            return GrowthPlot.Series(
                name: name,
                points: points(those, "media", figure).map { (x: $0.x, y: $0.y * factor) }
            )
        }
        return [
            series("open", "open", "wall_s", 1000),
            series("picture, median", "picture_queries", "median_ms", 1),
            series("picture, 99 %", "picture_queries", "p99_ms", 1),
            series("overlaps of a case", "overlaps_of_case", "wall_s", 1000),
            series("a picture of an exhibit", "new_exhibit", "each_ms", 1),
            series("verify", "verify", "wall_s", 1000),
        ]
    }

    private static func ingest(_ results: [Result], _ figure: String, _ factor: Double) -> [GrowthPlot.Series] {
        let own = results.filter { $0["bench"] as? String == "ingest_growth" }
        return Dictionary(grouping: own) { $0["method"] as? String ?? "" }.sorted { $0.key < $1.key }.map {
            let points = points($0.value, "files", figure).map { (x: $0.x, y: $0.y * factor) }
            return GrowthPlot.Series(name: $0.key, points: points)
        }
    }

    private static func points(_ results: [Result], _ x: String, _ y: String) -> [(x: Double, y: Double)] {
        results.compactMap { result in
            guard let x = result[x] as? Double, let y = result[y] as? Double else { return nil }
            return (x, y)
        }
    }
}
