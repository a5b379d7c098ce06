public import ArgumentParser
import Casework
import Foundation
public import Interchange

/// `cairn export`.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a case or a hash list in a format of the field.",
        discussion: """
            Cases: case (CASE/UCO 1.5, JSON-LD), vics (Project VIC, 2.0), dfxml, csv and json (one table, see --table). \
            Hash lists: vics, icse, md5sum, tx, ncmec, pdq, csv, json. Pictures are never part of it. An export is in the \
            audit log.
            """
    )

    @ParentCommand var root: CairnCommand

    @Argument(help: "The format.")
    var format: InterchangeFormat

    @Option(name: .customLong("case"), help: "The case to write.")
    var caseReference: String?

    @Option(name: .customLong("list"), help: "The hash list to write.")
    var list: String?

    @Option(help: "The table of a case to write as csv or json.")
    var table = CaseTable.items

    @Option(help: "The file to write; else standard output.", completion: .file())
    var output: String?

    func validate() throws {
        guard (caseReference == nil) != (list == nil) else {
            throw ValidationError("Name what to write: --case REF or --list NAME.")
        }
        if list != nil, !HashListWriter.formats.contains(format) {
            let known = HashListWriter.formats.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("lists cannot be written as \(format.rawValue); these can: \(known).")
        }
        if caseReference != nil, document == nil {
            throw ValidationError(
                "cases cannot be written as \(format.rawValue); these can: case, vics, dfxml, csv, json."
            )
        }
    }

    private var document: CaseDocument? {
        switch format {
        case .case: .ontology
        case .dfxml: .dfxml
        case .csv: .csv(table)
        case .json: .jsonLines(table)
        case .vics: .vics
        default: nil
        }
    }

    func run() throws {
        let workspace = try root.workspace()
        let viewer = try workspace.machineOwner()
        if let caseReference, let document {
            let items = try OutputFile.write(to: output) { sink in
                try workspace.exportCase(
                    caseReference,
                    as: document,
                    version: CairnVersion.text,
                    by: viewer,
                    to: sink
                )
            }
            StandardError.write("\(items) items written\n")
        } else if let list {
            let summary = try OutputFile.write(to: output) { sink in
                try workspace.exportHashList(list, as: format, by: viewer, to: sink)
            }
            let left =
                summary.skipped == 0 ? "" : ", \(summary.skipped) left out: \(format.rawValue) has no place for them"
            StandardError.write("\(summary.written) entries written\(left)\n")
        }
    }
}

extension CaseTable: ExpressibleByArgument {}
