import ArgumentParser
import CaseModel
import Casework

/// `cairn compare`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Says how two files relate, with evidence."
    )

    @Argument(help: "The first file.", completion: .file())
    var first: String

    @Argument(help: "The second file.", completion: .file())
    var second: String

    @Flag(help: "Print JSON Lines: one link a line.")
    var json = false

    @Flag(help: "Go on although this kernel lacks a wall of the sandbox.")
    var allowWeakSandbox = false

    func run() throws {
        let examiner = try FileExaminer(workers: WorkerPrograms.directory, allowsWeakSandbox: allowWeakSandbox)
        var options = AnalysisOptions()
        options.wishes.withoutRenditions = true
        options.wishes.features = AnalysisOptions.queryFeatures
        let files = try [first, second].map { try examiner.examine($0, options: options) }
        for file in files { try ExaminedFiles.check(file) }
        try LinkList.print(
            FileComparison.relations(files[0], files[1]),
            json: json,
            nothing: "nothing relates these files"
        )
    }
}
