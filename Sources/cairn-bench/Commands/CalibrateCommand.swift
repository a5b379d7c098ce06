import ArgumentParser
import Foundation
import Linking

/// `cairn-bench calibrate`: what the evidence of links counts for.
struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Fits the strengths of links on databases whose truth is known, and checks them on the other half.",
        discussion: """
            A database is a data directory with a file of lines `SHA-256,family;family…` in it, truth.csv. Media that \
            share a family belong together; all others, and those that the file does not name, do not. Half of the \
            families serve the fit; the report is about the other half.
            """
    )

    @Argument(help: "Data directories with a truth.csv.", completion: .directory)
    var databases: [String]

    @Option(help: "A folder for the report and its pictures.", completion: .directory)
    var report: String?

    @Option(help: "The source file to write the fitted table to.", completion: .file())
    var table: String?

    @Flag(help: "Check the table that is built in, on all families, and fit nothing.")
    var checkOnly = false

    @Option(help: "What families are told apart by into halves.")
    var seed: UInt64 = 1

    @Flag(help: "Print JSON Lines: one object a kind of link.")
    var json = false

    func run() throws {
        let labelled = try databases.map { directory in
            try LabelledDatabase(
                directory: directory,
                truth: directory + "/truth.csv",
                seed: seed,
                half: checkOnly ? .check : nil
            )
        }
        let fits = checkOnly ? [] : EvidenceMeasure.allCases.compactMap { StrengthFit($0, labelled) }
        var models = CalibratedStrengths.models
        for fit in fits { models[fit.measure] = fit.model }
        let names = databases.map { URL(fileURLWithPath: $0).lastPathComponent }
        let written = CalibrationReport(fits, models: models, labelled, names: names, seed: seed)
        if let report {
            try FileManager.default.createDirectory(atPath: report, withIntermediateDirectories: true)
            try written.text.write(toFile: report + "/calibration.md", atomically: true, encoding: .utf8)
            for (file, svg) in written.diagrams {
                try svg.write(toFile: report + "/" + file, atomically: true, encoding: .utf8)
            }
        }
        if let table {
            try StrengthSource(models, seed: seed).text.write(toFile: table, atomically: true, encoding: .utf8)
        }
        if json {
            for section in written.sections { try BenchOutput.printLine(section) }
        } else {
            print(written.text)
        }
    }
}
