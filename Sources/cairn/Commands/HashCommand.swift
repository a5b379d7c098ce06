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

    @Flag(help: "Print JSON Lines: one object per file.")
    var json = false

    @Flag(help: "Go on although this kernel lacks a wall of the sandbox.")
    var allowWeakSandbox = false

    func validate() throws {
        if files.isEmpty { throw ValidationError("Name at least one file to hash.") }
    }

    func run() throws {
        let examiner = try FileExaminer(workers: WorkerPrograms.directory, allowsWeakSandbox: allowWeakSandbox)
        var options = AnalysisOptions()
        options.wishes.everyFrame = everyFrame
        options.wishes.withoutRenditions = true
        for path in files {
            if Interruption.wasRequested { throw CaseworkError(.interrupted, "stopped") }
            let output = HashOutput(try examiner.examine(path, options: options))
            if json { try JSONLines.print(output) } else { StandardOutput.write(output.text) }
        }
    }
}
