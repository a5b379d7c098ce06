import ArgumentParser
import Casework
import Foundation

/// The command line of Cairn.
struct CairnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cairn",
        abstract: "Finds where cases overlap: the same picture, recording, camera or name in another case.",
        discussion: """
            Results go to standard output, progress and warnings to standard error. Exit codes: 0 done, 1 failed, \
            2 wrong usage, 3 some file could not be decoded (--strict), 4 damage found, 5 no space, 10 no database, \
            11 locked, 13 refused, 130 interrupted.
            """,
        version: CairnVersion.text,
        subcommands: [
            CaseCommand.self, SeriesCommand.self, SubjectCommand.self, SightingCommand.self, SchemeCommand.self,
            StatisticsCommand.self,
            AgencyCommand.self, UserCommand.self, AuditCommand.self, IngestCommand.self,
            OverlapsCommand.self, AssociatesCommand.self, SearchCommand.self,
            CompareCommand.self, ImportCommand.self, ExportCommand.self, ReportCommand.self, ListCommand.self,
            ExchangeCommand.self,
            WatchCommand.self, ServeCommand.self,
            HashCommand.self, VerifyCommand.self, DoctorCommand.self, VersionCommand.self,
        ]
    )

    @Option(
        name: .customLong("data"),
        help: "The data directory; else $CAIRN_DATA, $XDG_DATA_HOME/cairn or ~/.local/share/cairn.",
        completion: .directory
    )
    var dataDirectory: String?

    /// The data directory that is meant.
    var directory: String {
        dataDirectory ?? Workspace.defaultDirectory(environment: ProcessInfo.processInfo.environment)
    }

    /// Opens the data directory.
    func workspace(isCreating: Bool = false) throws -> Workspace {
        try Workspace(directory: directory, isCreating: isCreating)
    }
}

/// The version of this build.
enum CairnVersion {
    static let text = "0.1.0"
}
