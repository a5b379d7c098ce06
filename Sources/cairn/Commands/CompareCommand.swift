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

    @Option(help: "Draw how they relate, as PNG, into this file.", completion: .file(extensions: ["png"]))
    var picture: PictureFile?

    @OptionGroup var sound: SoundOption

    @Flag(help: "Print JSON Lines: one link a line.")
    var json = false

    @Flag(help: "Go on although this kernel lacks a wall of the sandbox.")
    var allowWeakSandbox = false

    func validate() throws {
        try picture?.validate(sources: [first, second])
    }

    func run() throws {
        let examiner = try FileExaminer(workers: WorkerPrograms.directory, allowsWeakSandbox: allowWeakSandbox)
        var options = AnalysisOptions()
        options.wishes.withoutRenditions = true
        options.wishes.features = AnalysisOptions.queryFeatures
        options.wishes.compareSound(by: try sound.depth)
        if picture != nil { options.wishes.pixelsSide = ComparisonPicture.pixelsSide }
        let files = try [first, second].map { try examiner.examine($0, options: options) }
        for file in files { try ExaminedFiles.check(file) }
        let links = FileComparison.relations(files[0], files[1])
        try LinkList.print(links, json: json, nothing: "nothing relates these files")
        if let picture {
            let isPart = links.contains { $0.evidence.inliers != nil }
            let explanation = ComparisonPicture(
                files[0],
                files[1],
                links: links,
                correspondence: isPart ? CorrespondenceIllustration(sharedPartOf: files[0], files[1]) : nil
            )
            try picture.write(try examiner.draw(explanation))
            StandardError.write("the picture is in \(picture.path)\n")
        }
    }
}
