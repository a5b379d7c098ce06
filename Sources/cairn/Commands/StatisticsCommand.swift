public import ArgumentParser
import CaseModel
public import Casework
import Foundation

/// `cairn statistics`.
struct StatisticsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: "Counts coded records in tables that are fit to be published.",
        discussion: """
            A snapshot freezes the records; its number is the SHA-256 of its bytes. The tables T1 to T10 of a snapshot \
            are the same whenever they are made. Small counts are withheld, and so is what would give them away.
            """,
        subcommands: [Take.self, List.self, Tables.self, Export.self]
    )

    /// `cairn statistics take`.
    struct Take: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Freezes the coded records of cases and prints the snapshot's number."
        )

        @ParentCommand var root: CairnCommand

        @Option(name: .customLong("case"), help: "A case; may be repeated. All of them unless one is named.")
        var cases: [String] = []

        @Option(help: "The scheme that tells how severe media are, NAME/VERSION.")
        var severity = Workspace.usualSeverityScheme

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let kept = try workspace.takeStatistics(
                ofCases: cases,
                severity: severity,
                by: workspace.machineOwner()
            )
            if json { return try JSONLines.print(SnapshotOutput(kept)) }
            StandardOutput.write(kept.number + "\n")
        }
    }

    /// `cairn statistics list`.
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the snapshots, oldest first.")

        @ParentCommand var root: CairnCommand

        @Flag(help: "Print JSON Lines.")
        var json = false

        func run() throws {
            let workspace = try root.workspace()
            let all = try workspace.statistics(for: workspace.machineOwner())
            if json {
                for one in all { try JSONLines.print(SnapshotOutput(one)) }
                return
            }
            guard !all.isEmpty else {
                StandardError.write("there are no snapshots yet; `cairn statistics take` takes one\n")
                return
            }
            var table = TextTable("snapshot", "taken", "by", "severity", "cases")
            for one in all {
                table.add(String(one.number.prefix(16)), one.at, one.author, one.scheme, "\(one.cases.count)")
            }
            StandardOutput.write(table.text)
        }
    }

    /// `cairn statistics tables`.
    struct Tables: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the tables of a snapshot.",
            discussion: "Publish the tables of one snapshot with one threshold only: two can be compared."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The snapshot's number, or the digits that it begins with.")
        var snapshot: String

        @Option(help: "The smallest count above zero that is published.")
        var threshold = Workspace.usualThreshold

        @Option(help: "The form: \(StatisticsForm.allCases.map(\.rawValue).joined(separator: ", ")).")
        var form = StatisticsForm.csv

        @Option(help: "The file to write; else standard output.", completion: .file())
        var output: String?

        func run() throws {
            let workspace = try root.workspace()
            let bytes = try workspace.statisticsTables(
                of: snapshot,
                threshold: threshold,
                as: form,
                by: workspace.machineOwner()
            )
            try OutputFile.write(to: output) { try $0(bytes) }
        }
    }

    /// `cairn statistics export`.
    struct Export: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a snapshot, with a line for each victim, for who makes the tables again by other means.",
            discussion: "That it was written, and why, is on record. `scripts/recompute-statistics` reads it."
        )

        @ParentCommand var root: CairnCommand

        @Argument(help: "The snapshot's number, or the digits that it begins with.")
        var snapshot: String

        @Option(help: "Why you need it, in one line.")
        var reason: String

        @Option(help: "The file to write; else standard output.", completion: .file())
        var output: String?

        func run() throws {
            let workspace = try root.workspace()
            let bytes = try workspace.statisticsSnapshot(snapshot, reason: reason, by: workspace.machineOwner())
            try OutputFile.write(to: output) { try $0(bytes) }
        }
    }
}

extension StatisticsForm: ExpressibleByArgument {}
