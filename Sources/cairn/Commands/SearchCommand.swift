import ArgumentParser
import CaseModel
import Casework

/// `cairn search`.
struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds what in the database matches a picture, clip, recording or text."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The file to look for.", completion: .file())
    var file: String

    @Option(help: "Only this rectangle of a picture: X,Y,W,H in pixels of the upright picture.")
    var region: RegionArgument?

    @Option(help: "The largest number of links; 0 for all.")
    var limit = 50

    @OptionGroup var sound: SoundOption

    @Flag(help: "The file is a list of vPDQ hashes of a video's frames, as `cairn hash --format vpdq` prints it.")
    var vpdq = false

    @Flag(help: "Print JSON Lines: one link a line.")
    var json = false

    @Flag(help: "Go on although this kernel lacks a wall of the sandbox.")
    var allowWeakSandbox = false

    func validate() throws {
        if vpdq, region != nil { throw ValidationError("--region is of a picture; a list of hashes has none.") }
        if limit < 0 { throw ValidationError("--limit takes a number from 0 up.") }
    }

    func run() throws {
        let workspace = try root.workspace()
        let examiner = try FileExaminer(workers: WorkerPrograms.directory, allowsWeakSandbox: allowWeakSandbox)
        var options = AnalysisOptions()
        options.wishes.withoutRenditions = true
        options.wishes.features = AnalysisOptions.queryFeatures
        options.wishes.compareSound(by: try sound.depth)
        options.region = region?.region
        options.isFrameHashList = vpdq
        let examined = try examiner.examine(file, options: options)
        try ExaminedFiles.check(examined)
        let found = try workspace.search(examined, limit: limit)
        try LinkList.print(found.links, json: json, nothing: "nothing in the database matches \(file)")
        if let digests = examined.digests {
            for known in try workspace.knownFiles(digests, pictures: examined.analysis.pictures) {
                if json {
                    try JSONLines.print(KnownFileOutput(known, file: file, sha256: digests.sha256))
                } else {
                    StandardOutput.write("on a hash list: \(KnownFileTable.words(of: known))\n")
                }
            }
            for listed in try workspace.reportedFiles(like: digests, for: workspace.machineOwner()) {
                if json {
                    StandardOutput.write(ReportedFileOutput.line(listed))
                } else {
                    let report = listed.report
                    StandardOutput.write(
                        "in a \(report.format) report of \(report.caseReference) \(report.label): "
                            + "\(listed.file.pathText), \(ReportedFileOutput.words(of: listed.file.standing))\n"
                    )
                }
            }
        }
        try printSightings(of: examined, in: workspace)
        try IncompletenessNotice.print(found.incompleteness, json: json)
        for commonplace in found.commonplaces {
            if json {
                try JSONLines.print(CommonplaceOutput(commonplace))
            } else {
                StandardOutput.write("set aside as commonplace: \(OverlapTable.words(of: commonplace))\n")
            }
        }
    }

    /// What was seen at the addresses that a text names.
    private func printSightings(of examined: ExaminedFile, in workspace: Workspace) throws {
        let owner = try workspace.machineOwner()
        var shown: Set<Int64> = []
        for address in Set(examined.analysis.identifiers.map(\.identifier.value)).sorted() {
            for sighting in try workspace.sightings(at: address, for: owner).sightings
            where shown.insert(sighting.id).inserted {
                if json {
                    try JSONLines.print(["sighting": SightingOutput(sighting)])
                } else {
                    StandardOutput.write(
                        "sighting \(sighting.id) of \(sighting.caseReference): "
                            + "\(sighting.path ?? sighting.digest.hex) at \(SightingList.words(of: sighting.statement))\n"
                    )
                }
            }
        }
    }
}

/// A rectangle as it is typed.
struct RegionArgument: ExpressibleByArgument {
    let region: Region

    init?(argument: String) {
        guard let region = Region(argument) else { return nil }
        self.region = region
    }
}

/// Checks of files that a question is about.
enum ExaminedFiles {
    /// A file that could not be read ends the command; one that could not be decoded is warned about.
    static func check(_ file: ExaminedFile) throws {
        guard let failure = file.analysis.failure else { return }
        if file.digests == nil {
            throw CaseworkError(.failed, "\(file.path): \(failure.message)")
        }
        StandardError.write("\(file.path): \(failure.code.rawValue): \(failure.message)\n")
    }
}

/// Links as a list.
enum LinkList {
    static func print(_ links: [Link], json: Bool, nothing: String) throws {
        if json {
            JSONLines.print(links)
        } else if links.isEmpty {
            StandardOutput.write(nothing + "\n")
        } else {
            for link in links { StandardOutput.write(OverlapTable.lines(of: link)) }
        }
    }
}
