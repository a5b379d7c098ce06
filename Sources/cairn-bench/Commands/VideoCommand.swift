import ArgumentParser
import CaseModel
import Casework
import Foundation
import Glibc

/// `cairn-bench video`: what each tier costs on given videos, beside decoding alone.
struct VideoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "video",
        abstract: "Measures the quick and the full analysis of videos, beside decoding alone.",
        discussion: """
            Processor time of the workers, the least of several runs. `quick` and `full` are what ingest does; `hashes` is \
            the full tier without local features, `every_frame` what `cairn hash --every-frame` does. Decoding alone is \
            done by ffmpeg, with one thread and without sound, which all analyses take as well.
            """
    )

    @Argument(help: "Videos.", completion: .file())
    var files: [String]

    @Option(help: "How often each is analysed; the least time counts.")
    var runs = 3

    @Option(parsing: .upToNextOption, help: "Only these ways: quick, hashes, full, every_frame.")
    var ways: [String] = []

    @Flag(help: "Print JSON Lines.")
    var json = false

    private struct Row: Encodable {
        let bench = "video"
        let method: String
        let file: String
        let codec: String?
        let width: Int?
        let height: Int?
        let seconds: Double
        let cpuSeconds: Double
        let hoursPerCoreHour: Double
        let frames: Int?
        /// Hashes and sound, which grow with the length.
        let storedBytesPerHour: Double?
        /// Local features, of at most sixty frames of a file.
        let featureBytes: Int?
        /// Small pictures, six of a file.
        let pictureBytes: Int?
        let cpu = Machine.processor
        let commit = Machine.commit
    }

    /// The ways in which a video is analysed, by name.
    private static let ways: [(name: String, wishes: AnalysisWishes)] = {
        var quick = AnalysisWishes()
        quick.soundPeaks = true
        quick.keyFramesOnly = true
        var hashes = AnalysisWishes()
        hashes.soundPeaks = true
        var every = AnalysisWishes()
        every.everyFrame = true
        every.withoutRenditions = true
        var full = hashes
        full.features = AnalysisOptions.queryFeatures
        return [("quick", quick), ("hashes", hashes), ("full", full), ("every_frame", every)]
    }()

    func run() throws {
        let examiner = try FileExaminer(workers: Machine.programFolder, allowsWeakSandbox: false)
        for file in files {
            var seconds = 0.0
            for way in Self.ways where ways.isEmpty || ways.contains(way.name) {
                var options = AnalysisOptions()
                options.wishes = way.wishes
                var least = Double.infinity
                var analysis = Analysis(type: "", kind: .other)
                for _ in 0..<max(1, runs) {
                    let before = examiner.workerSeconds
                    analysis = try examiner.examine(file, options: options).analysis
                    least = min(least, examiner.workerSeconds - before)
                }
                if let failure = analysis.failure { throw ValidationError("\(file): \(failure.message)") }
                seconds = analysis.duration ?? 0
                try print(row(way.name, file, analysis, least))
            }
            if let least = Self.decoding(file, runs: runs) {
                let analysis = Analysis(type: "", kind: .video)
                try print(row("decode", file, analysis, least, seconds: seconds))
            }
        }
    }

    private func row(
        _ method: String,
        _ file: String,
        _ analysis: Analysis,
        _ cpuSeconds: Double,
        seconds known: Double? = nil
    ) -> Row {
        let seconds = known ?? analysis.duration ?? 0
        return Row(
            method: method,
            file: URL(fileURLWithPath: file).lastPathComponent,
            codec: analysis.codec,
            width: analysis.width > 0 ? analysis.width : nil,
            height: analysis.height > 0 ? analysis.height : nil,
            seconds: BenchOutput.rounded(seconds),
            cpuSeconds: BenchOutput.rounded(cpuSeconds),
            hoursPerCoreHour: BenchOutput.rounded(seconds / max(cpuSeconds, 1e-6)),
            frames: known == nil ? analysis.frames.count : nil,
            storedBytesPerHour: known == nil ? (Self.streamBytes(analysis) / max(seconds, 1e-6) * 3600).rounded() : nil,
            featureBytes: known == nil ? Self.featureBytes(analysis) : nil,
            pictureBytes: known == nil ? analysis.renditions.reduce(0) { $0 + $1.bytes.count } : nil
        )
    }

    /// Bytes of hashes and sound, without what the database adds to each row.
    private static func streamBytes(_ analysis: Analysis) -> Double {
        let hashes = analysis.frames.reduce(0) { $0 + 32 * (1 + $1.centres.count + $1.turned.count) + 24 }
        let sound = analysis.sound.map { 4 * $0.words.count + $0.peaks.stored.bytes.count } ?? 0
        return Double(hashes + sound)
    }

    private static func featureBytes(_ analysis: Analysis) -> Int {
        analysis.localFeatures.reduce(0) { sum, features in
            let kept = min(features.count, FeatureDepth.objects.featureCount)
            return sum + kept * (LocalFeatures.descriptorLength + LocalFeatures.keypointLength)
        }
    }

    /// The processor time of decoding a video's pictures; nil if there is no ffmpeg.
    private static func decoding(_ file: String, runs: Int) -> Double? {
        var least: Double?
        for _ in 0..<max(1, runs) {
            let before = childSeconds
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [
                "ffmpeg", "-v", "error", "-nostdin", "-threads", "1", "-i", file, "-map", "0:v:0", "-an", "-f", "null",
                "-",
            ]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return nil }
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { return nil }
            least = min(least ?? .infinity, childSeconds - before)
        }
        return least
    }

    /// Processor time of all programs that were run and waited for.
    private static var childSeconds: Double {
        var used = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &used)
        return [used.ru_utime, used.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }.reduce(0, +)
    }

    private func print(_ row: Row) throws {
        if json { return try BenchOutput.printLine(row) }
        func column(_ text: String, _ width: Int) -> String {
            text.padding(toLength: width, withPad: " ", startingAt: 0)
        }
        var line = column(row.file, 28) + column(row.method, 8)
        line += "\(row.cpuSeconds) s of processor time, \(row.hoursPerCoreHour) hours of video per core-hour"
        if let frames = row.frames, let bytes = row.storedBytesPerHour {
            line += ", \(frames) frames, \(Int(bytes / 1000)) kB stored an hour,"
            line +=
                " \((row.featureBytes ?? 0) / 1000) kB of features and \((row.pictureBytes ?? 0) / 1000) kB of pictures"
        }
        Swift.print(line)
    }
}
