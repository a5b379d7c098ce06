import ArgumentParser
import CaseModel
import Casework

/// `cairn hash`.
struct HashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hash",
        abstract: "Analyses files without a database and prints what was found."
    )

    @Argument(help: "Files to analyse.", completion: .file())
    var files: [String]

    @Flag(help: "Hash every decoded frame of a video at native size, untrimmed, as vPDQ does.")
    var everyFrame = false

    @Option(
        help: """
            text, json, or vpdq: frame, quality, PDQ and seconds of every decoded frame of one video, as vPDQ writes it.
            """
    )
    var format = HashFormat.text

    @Flag(help: "Print JSON Lines: one object per file.")
    var json = false

    @Flag(help: "Go on although this kernel lacks a wall of the sandbox.")
    var allowWeakSandbox = false

    func validate() throws {
        if files.isEmpty { throw ValidationError("Name at least one file to hash.") }
        if json, format == .vpdq { throw ValidationError("--json and --format vpdq exclude each other.") }
        if format == .vpdq, files.count > 1 {
            throw ValidationError("--format vpdq takes one video at a time, as its lines do not name the file.")
        }
    }

    func run() throws {
        let examiner = try FileExaminer(workers: WorkerPrograms.directory, allowsWeakSandbox: allowWeakSandbox)
        var options = AnalysisOptions()
        options.wishes.everyFrame = everyFrame || format == .vpdq
        options.wishes.withoutRenditions = true
        for path in files {
            if Interruption.wasRequested { throw CaseworkError(.interrupted, "stopped") }
            let examined = try examiner.examine(path, options: options)
            switch json ? .json : format {
            case .text: StandardOutput.write(HashOutput(examined).text)
            case .json: try JSONLines.print(HashOutput(examined))
            case .vpdq: try FrameHashLines.print(examined)
            }
        }
    }
}

/// The forms in which `cairn hash` prints.
enum HashFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, vpdq
}
