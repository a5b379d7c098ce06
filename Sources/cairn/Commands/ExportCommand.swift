import ArgumentParser
import Casework
import Foundation
import Interchange

/// `cairn export`.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a hash list in a format of the field."
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The format.")
    var format: InterchangeFormat

    @Option(name: .customLong("list"), help: "The hash list to write.")
    var list: String

    @Option(help: "The file to write; else standard output.", completion: .file())
    var output: String?

    func validate() throws {
        guard HashListWriter.formats.contains(format) else {
            let known = HashListWriter.formats.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("lists cannot be written as \(format.rawValue); these can: \(known).")
        }
    }

    func run() throws {
        let workspace = try root.workspace()
        let viewer = try workspace.machineOwner()
        let summary = try OutputFile.write(to: output) { sink in
            try workspace.exportHashList(list, as: format, by: viewer, to: sink)
        }
        StandardError.write("\(summary.written) entries written")
        if summary.skipped > 0 {
            StandardError.write(", \(summary.skipped) left out: \(format.rawValue) has no place for them")
        }
        StandardError.write("\n")
    }
}
