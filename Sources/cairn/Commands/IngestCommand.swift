import ArgumentParser
import CaseModel
import Casework
import Foundation
import Glibc

/// `cairn ingest`.
struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Registers and analyses files, folders and archives as an exhibit of a case.",
        discussion: """
            Files are read, never changed. The same exhibit and path with the same content is not added twice. \
            Killed at any moment and run again, it goes on where it stopped.
            """
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The case's reference.")
    var caseReference: String

    @Argument(help: "Files, folders, or .zip and .tar archives.", completion: .file())
    var paths: [String]

    @Option(help: "The exhibit's label; else the last component of each path.")
    var exhibit: String?

    @Option(help: "How many files to work on at once; else one per processor core.")
    var jobs: Int?

    @Option(
        help: """
            How many MiB to give to what is not on disk yet: findings that wait to be written, and the latest of the indexes \
            of local features and sound. Less is written more often.
            """
    )
    var memory = IngestMemory.usual

    @Option(
        name: .customLong("phone-region"),
        help: "The country (two letters) of telephone numbers without a country code."
    )
    var telephoneRegion: String?

    @Option(
        help: """
            What of each picture can be found again in part: none, copies (crops, collages, turned pictures; 5 kB a \
            picture in the index) or objects (also objects and places in other views; 16 kB).
            """,
        transform: Self.depth
    )
    var features = FeatureDepth.objects

    @OptionGroup var sound: SoundOption

    @Flag(
        help: """
            Make equal files, whole pictures and the key frames of videos searchable first; the rest follows in the same \
            run, with low priority.
            """
    )
    var quick = false

    @Flag(
        help: """
            Look at the key frames of videos only; the same command without it completes what was looked at quickly.
            """
    )
    var quickOnly = false

    @Option(
        help: """
            Of which pictures the noise of the camera's sensor is kept and compared: none, groups (pictures that name \
            their camera, up to 50 of each) or all (0.5 MB and about 0.1 s a picture).
            """,
        transform: Self.noiseDepth
    )
    var sensorNoise = SensorNoiseDepth.groups

    @Flag(
        name: .customLong("exiftool"),
        help: """
            Have ExifTool, confined by bubblewrap, look for the serial number of cameras whose maker is known and whose \
            serial number is not (about 0.15 s each; smartphones are left out).
            """
    )
    var asksExifTool = false

    @Flag(help: "Exit with code 3 if some file could not be decoded.")
    var strict = false

    @Flag(help: "Go on although this kernel lacks a wall of the sandbox.")
    var allowWeakSandbox = false

    @Flag(help: "Print JSON Lines: one object per item, then the summary.")
    var json = false

    func validate() throws {
        if paths.isEmpty { throw ValidationError("Name at least one file, folder or archive to ingest.") }
        if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs takes a number from 1 to 256.") }
        if !IngestMemory.range.contains(memory) {
            let range = IngestMemory.range
            throw ValidationError("--memory takes a number of MiB from \(range.lowerBound) to \(range.upperBound).")
        }
        if quick, quickOnly { throw ValidationError("Give --quick or --quick-only, not both.") }
        if let exhibit, exhibit.isEmpty { throw ValidationError("--exhibit takes a label that is not empty.") }
    }

    func run() throws {
        let workspace = try root.workspace()
        var request = IngestRequest(
            caseReference: caseReference,
            paths: paths,
            exhibit: exhibit,
            jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount
        )
        request.allowsWeakSandbox = allowWeakSandbox
        request.telephoneRegion = telephoneRegion ?? ""
        request.featureDepth = features
        request.soundDepth = try sound.depth
        request.memory = IngestMemory(mebibytes: memory)
        request.tier = quickOnly ? .quick : .full
        request.sensorNoiseDepth = sensorNoise
        request.asksExifTool = asksExifTool
        let start = Date()
        let first = quick ? try lookQuickly(workspace, request) : nil
        var summary = try ingest(workspace, request)
        if let first { summary.include(first) }
        let seconds = Date().timeIntervalSince(start)
        let failed = try IngestOutput.print(summary, of: workspace, seconds: seconds, json: json)
        if strict, failed > 0 { throw ExitCode(3) }
    }

    /// Makes searchable what takes least time, says so, and leaves the processor to others from here on.
    private func lookQuickly(_ workspace: Workspace, _ request: IngestRequest) throws -> IngestSummary {
        var quick = request
        quick.tier = .quick
        quick.featureDepth = .none
        quick.sensorNoiseDepth = .none
        quick.asksExifTool = false
        let start = Date()
        let summary = try ingest(workspace, quick)
        let output = IngestOutput(summary, seconds: Date().timeIntervalSince(start))
        if json {
            try JSONLines.print(["searchable": output])
        } else {
            StandardOutput.write(
                "\(output.files) files can be searched after \(output.seconds) s: equal files, whole pictures, key frames, "
                    + "sound and texts. The rest follows now; if it is stopped, the same command goes on.\n"
            )
        }
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.patience)
        return summary
    }

    /// The priority of what follows a quick look, as `nice` counts it.
    private static let patience: Int32 = 10

    private func ingest(_ workspace: Workspace, _ request: IngestRequest) throws -> IngestSummary {
        let progress = ProgressLine()
        defer { progress.end() }
        return try workspace.ingest(
            request,
            workers: WorkerPrograms.directory,
            isInterrupted: { Interruption.wasRequested },
            report: progress.show
        )
    }

    private static func depth(_ argument: String) throws -> FeatureDepth {
        guard let depth = FeatureDepth(rawValue: argument) else {
            let known = FeatureDepth.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--features takes one of \(known).")
        }
        return depth
    }

    private static func noiseDepth(_ argument: String) throws -> SensorNoiseDepth {
        guard let depth = SensorNoiseDepth(rawValue: argument) else {
            let known = SensorNoiseDepth.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--sensor-noise takes one of \(known).")
        }
        return depth
    }
}
