import CaseModel
import Foundation

/// What a whole ingest into a new database took.
struct MeasuredIngest {
    /// Seconds by the clock.
    var wall: Double
    /// Seconds of processor time, workers included.
    var processor: Double
    /// The most memory that the main process held, in bytes.
    var peak = 0
    /// The most memory that a worker held, in bytes.
    var peakWorker = 0
    var files = 0
    /// Bytes of the files.
    var bytes: Int64 = 0
    /// Bytes of the database.
    var databaseBytes: Int64 = 0
}

extension MeasuredIngest {
    /// Ingests paths with the `cairn` beside this program, without noise of sensors.
    init(of paths: [String], features: FeatureDepth) throws {
        let data = FileManager.default.temporaryDirectory.appendingPathComponent("cairn-bench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: data) }
        let cairn = try Child.cairn
        _ = try Child.run(cairn, ["--data", data.path, "case", "add", "BENCH"])
        let start = ContinuousClock.now
        let arguments =
            ["--data", data.path, "ingest", "BENCH"] + paths
            + ["--json", "--features", features.rawValue, "--sensor-noise", "none"]
        let child = try Child.run(cairn, arguments)
        let elapsed = (ContinuousClock.now - start).components
        self.init(
            wall: Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18,
            processor: child.processorSeconds
        )
        if let line = child.output.split(separator: "\n").last,
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let summary = object["summary"] as? [String: Any]
        {
            files = summary["files"] as? Int ?? 0
            bytes = (summary["bytes"] as? NSNumber)?.int64Value ?? 0
            peak = summary["peak_bytes"] as? Int ?? 0
            peakWorker = summary["peak_worker_bytes"] as? Int ?? 0
        }
        let database = data.appendingPathComponent("cairn.sqlite").path
        let size = try FileManager.default.attributesOfItem(atPath: database)[.size]
        databaseBytes = (size as? NSNumber)?.int64Value ?? 0
    }
}
